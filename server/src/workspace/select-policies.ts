/**
 * Which policies of the workspace take part in one request, slot by slot, and how we know. A policy that is stated
 * to belong elsewhere is left out; one of which nothing is known is a candidate, marked as such (basis `none`).
 */
import { once } from "../domains/once.ts";
import { readArn } from "../policy/arn.ts";
import { type CandidatePolicies, type CandidatePolicy, type PolicyElsewhere } from "../policy/attached-policy.ts";
import { type PolicySlot, slotOfReading } from "../policy/slots.ts";
import { mayBeSameAccount, readAccountCaller } from "../policy/account-caller.ts";
import { type AccountCaller } from "../policy/caller.ts";
import { isMask } from "../policy/masked-arn.ts";
import { holderKindOf, isInCatalog, mayHold, otherHolderOf, repositoryOfPackage } from "../policy/policy-holder.ts";
import { bucketOfAll, type PossibleArns, readPossibleArns } from "../policy/request-arn.ts";
import { keptPolicy } from "./kept-policy.ts";
import { type Organization } from "./config.ts";
import {
  bestFit,
  bestFitAmong,
  candidateOf,
  isOfDeclared,
  makingOf,
  type NamedCaller,
  namesOfPrincipal,
  otherResources,
  sharing,
  sortOfHolder,
} from "./declared-attachments.ts";
import { LikelyHolders } from "./likely-holder.ts";
import { madeAfterAll } from "./made-after-all.ts";
import { ownPartOf } from "./made-for-asked.ts";
import { statedHolders } from "./stated-holders.ts";
import { hasUnknownId } from "./unknown-id.ts";
import { type Attachment, CANDIDATE, declaredBy, ELSEWHERE, known } from "./attachment.ts";
import { filesOfStack, isMadeUp } from "./file-of-stack.ts";
import { leadsElsewhere } from "./endpoint-services.ts";
import { ChosenPolicies, withoutOtherReadings } from "./chosen-policies.ts";
import { isGroup } from "./group-members.ts";
import { inlineHolder, isInlineInOther } from "./inline-holder.ts";
import { organizationAttachments } from "./organization-attachments.ts";
import { isOfAnotherPrincipal, ownerFolders } from "./owner-folders.ts";
import {
  isOfRoles,
  isWithinResource,
  mayBeAliasOf,
  nameOfResource,
  namesResource,
  ownerNamed,
  ownerOfResource,
} from "./resource-names.ts";
import { possibleAttachments } from "./possible-attachments.ts";
import { type WorkspacePolicies, type WorkspacePolicy } from "./workspace.ts";

export interface PolicyQuestion {
  readonly principal: string | undefined;
  readonly action?: string | undefined;
  /** Its ARN; undefined if it is not wholly known. */
  readonly resource: string | undefined;
  /** Where it is not: the ARNs it may have, with `*` and `?` for what is not known. */
  readonly possibleResources: readonly string[];
  readonly resourceAccount: string | undefined;
  /** Where the owner is not known: an account that is not it. */
  readonly notOwner?: string | undefined;
  /** The VPC endpoint's id, where it is known. */
  readonly endpoint: string | undefined;
  /** Is there a service whose actions have this prefix? */
  readonly isService?: (prefix: string) => boolean;
  /** The policy that the message itself names. */
  readonly denying: { readonly slot: PolicySlot; readonly arn: string } | undefined;
  /**
   * Where the caller is only supposed and has no name that tells which policies it has: who else has the policy, and
   * undefined for one that it has not.
   */
  readonly sharersOf?: ((policy: WorkspacePolicy) => readonly string[] | undefined) | undefined;
}

export function selectPolicies(workspace: WorkspacePolicies, question: PolicyQuestion): CandidatePolicies {
  const selected: Record<PolicySlot, CandidatePolicy[]> = {
    scp: [],
    rcp: [],
    resource: [],
    identity: [],
    boundary: [],
    session: [],
    "vpc-endpoint": [],
  };
  const chosen = new ChosenPolicies();
  const subject = subjectOf(question, workspace);
  const likely = new LikelyHolders(subject.named.names);
  for (const policy of workspace.policies) {
    const named = question.denying !== undefined && isPolicyOfArn(policy, question.denying.arn);
    // What the message says of the policy it names outranks what the file looks like.
    const slot = named ? question.denying.slot : slotOfReading(policy.kind);
    if (slot === undefined) continue;
    const attachments = attachmentsOf(policy, slot, subject, workspace.config.organization);
    for (const attachment of named ? [{ basis: "message" as const, level: attachments[0]?.level }] : attachments) {
      const { name, path: file, policy: document, isCopy, writer, kind, binding, isOfAws } = policy;
      const inlineIn = inlineHolder(kind);
      const candidate: CandidatePolicy = {
        name,
        file,
        policy: document,
        kindBasis: kind.basis,
        ...attachment,
        ...("sharedWith" in attachment && ownPartOf(binding.declared, slot, question)),
        ...makingOf(binding.declared),
        isCopy,
        ...(isCopy ? { kept: keptPolicy(policy) } : {}),
        writer,
        ...(isOfAws === undefined ? {} : { isOfAws }),
        ...(inlineIn === undefined ? {} : { inlineIn }),
        ...(hasUnknownId(policy, slot) ? { hasUnknownId: true } : {}),
      };
      if (!chosen.add(candidate, slot)) continue;
      selected[slot].push(candidate);
      likely.note(candidate, binding.declared);
    }
  }
  return { ...selected, identity: likely.marked(withoutOtherReadings(selected.identity)) };
}

/**
 * Policies that are stated, or say themselves, to be those of something else, with what that is. `isAsked`: of which;
 * of all without it.
 */
export function policiesElsewhere(
  workspace: WorkspacePolicies,
  question: PolicyQuestion,
  isAsked: (policy: PolicyElsewhere) => boolean = () => true,
): readonly { readonly slot: PolicySlot; readonly candidate: CandidatePolicy; readonly holders: readonly string[] }[] {
  const subject = subjectOf(question, workspace);
  return workspace.policies.flatMap((policy) => {
    const { name, path: file, policy: document, isCopy, writer, kind, binding } = policy;
    const slot = slotOfReading(kind);
    if (slot === undefined || !isAsked({ file, slot, isNeverMade: binding.declared.isNeverMade === true })) return [];
    const stated = statedHolders(binding);
    const owner = slot === "resource" && stated.length === 0 ? ownerNamed(document) : undefined;
    const holders = owner === undefined ? stated : [owner];
    if (holders.length === 0) return [];
    if (attachmentsOf(policy, slot, subject, workspace.config.organization).length > 0) return [];
    const of = { name, file, policy: document, isCopy, writer, kindBasis: kind.basis, ...makingOf(binding.declared) };
    return [{ slot, candidate: { ...of, basis: "none", level: undefined }, holders }];
  });
}

/** The ARN of a managed policy ends in its name, that of an organization's policy in its id (`p-…`). */
function isPolicyOfArn(policy: WorkspacePolicy, arn: string): boolean {
  if (policy.arn !== undefined) return policy.arn === arn;
  const id = readArn(arn)?.resource.split("/").at(-1);
  return id !== undefined && id !== "" && policy.names.has(id.toLowerCase());
}

/** The account that the configuration gives as the resource's owner; for ARNs that show none, as those of S3. */
export function statedOwner({ policies }: WorkspacePolicies, resource: string | undefined): string | undefined {
  if (resource === undefined) return undefined;
  return policies.find(({ binding }) => binding.account !== undefined && isPolicyOfResource(binding.resource, resource))
    ?.binding.account;
}

/** The ARNs of resources of which a policy is here. */
export function statedResources({ policies }: WorkspacePolicies): readonly string[] {
  return [...new Set(policies.flatMap(({ binding: { resource } }) => (resource === undefined ? [] : [resource])))];
}

/** The ARNs of users and roles that the configuration or a snapshot states, with their paths. */
export function statedIdentities({ policies }: WorkspacePolicies): readonly string[] {
  const stated = policies.flatMap(({ binding: { attachedTo, resource } }) => [
    ...attachedTo,
    ...(resource === undefined ? [] : [resource]),
  ]);
  return [...new Set(stated)].filter((arn) => {
    const caller = readAccountCaller(arn);
    return caller?.kind === "user" || caller?.kind === "role";
  });
}

function isPolicyOfResource(stated: string | undefined, resource: string): boolean {
  if (stated === undefined) return false;
  return (
    isWithinResource(resource, stated.replace(/[/:]\*$/, "")) ||
    isInCatalog(resource, stated) ||
    repositoryOfPackage(resource) === stated
  );
}

interface Subject {
  readonly question: PolicyQuestion;
  readonly principal: AccountCaller | undefined;
  /** The same, where its name is hidden, too: its kind and its account are known. */
  readonly caller: AccountCaller | undefined;
  /** Lower-case names that the principal goes by. */
  readonly named: NamedCaller;
  /** The account that the SCPs, and that the RCPs, would have to be those of. */
  readonly accounts: { readonly scp: string | undefined; readonly rcp: string | undefined };
  readonly possibleResources: () => PossibleArns;
  /** How well the best of the names fits under which files declare whom they attach policies to. */
  readonly bestFit: () => number | undefined;
  /** Of several templates that make a role of such a name: those of the caller's stack, where that can be told. */
  readonly stackFiles: () => ReadonlySet<string> | undefined;
  readonly isMadeAfterAll: (policy: WorkspacePolicy) => boolean;
}

function subjectOf(question: PolicyQuestion, workspace: WorkspacePolicies): Subject {
  const caller = question.principal === undefined ? undefined : readAccountCaller(question.principal);
  // A name that the message hides may be any.
  const principal = caller === undefined || (caller.kind !== "root" && isMask(caller.name)) ? undefined : caller;
  const names = principal === undefined ? [] : namesOfPrincipal(principal, workspace);
  const named = { names, sort: principal && sortOfHolder(principal), account: principal?.account };
  const best = once(() => (principal === undefined ? undefined : bestFitAmong(workspace, principal)));
  return {
    question,
    principal,
    caller,
    named,
    bestFit: best,
    isMadeAfterAll: madeAfterAll(workspace, named),
    stackFiles: once(() => {
      const fitting = workspace.policies.filter(
        ({ binding: { declared } }) => isMadeUp(declared) && bestFit(declared, named) === best(),
      );
      return filesOfStack(
        fitting.map(({ path }) => path),
        names,
      );
    }),
    accounts: { scp: caller?.account, rcp: question.resourceAccount },
    possibleResources: once(() => readPossibleArns(question.possibleResources)),
  };
}

function attachmentsOf(
  policy: WorkspacePolicy,
  slot: PolicySlot,
  subject: Subject,
  organization: Organization,
): readonly Attachment[] {
  if (policy.binding.declared.isNeverMade === true && !subject.isMadeAfterAll(policy)) return ELSEWHERE;
  switch (slot) {
    case "identity":
    case "boundary":
    case "session":
      return principalAttachments(policy, subject);
    case "resource":
      return resourceAttachments(policy, subject);
    case "scp":
      return organizationAttachments(policy.binding.targets, subject.accounts.scp, organization);
    case "rcp": {
      const { targets } = policy.binding;
      const { notOwner } = subject.question;
      if (targets.length > 0 && targets.every((target) => target === notOwner)) return ELSEWHERE;
      return organizationAttachments(targets, subject.accounts.rcp, organization);
    }
    case "vpc-endpoint":
      return endpointAttachments(policy, subject.question);
  }
}

function principalAttachments(policy: WorkspacePolicy, subject: Subject): readonly Attachment[] {
  const { attachedTo } = policy.binding;
  const { sharersOf } = subject.question;
  if (sharersOf !== undefined) {
    const sharers = sharersOf(policy);
    return sharers === undefined ? ELSEWHERE : known("declared", sharers);
  }
  if (attachedTo.length > 0) {
    if (attachedTo.some((one) => isAttachedTo(one, subject))) {
      return known("stated", sharedWith(attachedTo, subject));
    }
    // Whether the user is in the group is nowhere said.
    const group = subject.principal?.kind === "user" ? attachedTo.find(isGroup) : undefined;
    if (group !== undefined) return [{ basis: "none", level: undefined, group }];
    return subject.principal === undefined ? candidateOf({ holders: attachedTo }, subject) : ELSEWHERE;
  }
  const { principal, caller } = subject;
  const { declared } = policy.binding;
  if (declared.holders.length > 0)
    return principal === undefined ? candidateOf(declared, subject) : declaredAttachments(policy, subject);
  if (caller !== undefined && (isOfAnotherPrincipal(policy.path, caller) || isInlineInOther(policy.kind, caller)))
    return ELSEWHERE;
  if (subject.named.names.some((name) => policy.names.has(name))) return known("named");
  return principal !== undefined && ownerFolders(policy.path).length > 0 ? ELSEWHERE : CANDIDATE;
}

/** The members of a group stand beside it in the list. */
function sharedWith(attachedTo: readonly string[], subject: Subject): readonly string[] {
  const groups = attachedTo.filter(isGroup);
  return groups.length > 0 ? groups : attachedTo.filter((one) => !isAttachedTo(one, subject));
}

/**
 * Of several names that may be the principal's, what fits less well is a candidate only. Where files declare the very name,
 * it is the policy of somebody else, whose name only may come to it.
 */
function declaredAttachments(
  { path, binding: { declared } }: WorkspacePolicy,
  { principal, named, bestFit: best, stackFiles }: Subject,
): readonly Attachment[] {
  const fit = bestFit(declared, named);
  // Whether the user is in the group is nowhere said.
  const [group] = principal?.kind === "user" ? (declared.groups ?? []) : [];
  if (fit === undefined) return group === undefined ? ELSEWHERE : [{ basis: "none", level: undefined, group }];
  if (fit !== best()) return best() === Number.POSITIVE_INFINITY ? ELSEWHERE : CANDIDATE;
  if (isMadeUp(declared) && stackFiles()?.has(path) === false) return CANDIDATE;
  return [declaredBy(fit, sharing(declared, named))];
}

function isAttachedTo(stated: string, { principal, question, named }: Subject): boolean {
  if (stated === question.principal) return true;
  const holder = readAccountCaller(stated);
  if (holder === undefined) return named.names.includes(stated.toLowerCase());
  if (principal === undefined || !mayBeSameAccount(holder.account, principal.account)) return false;
  // A role's policies are those of all its sessions; a session's policy is that one session's.
  const sameKind = holder.kind === principal.kind || (holder.kind === "role" && principal.kind === "session");
  return sameKind && holder.kind !== "session" && holder.name.toLowerCase() === principal.name.toLowerCase();
}

function resourceAttachments(policy: WorkspacePolicy, { question, possibleResources }: Subject): readonly Attachment[] {
  const resource = question.resource ?? bucketOfAll(question.possibleResources);
  const arns = (resource === undefined ? question.possibleResources : [resource]).map(readArn);
  const ofRole = arns.length > 0 && arns.every((arn) => arn?.service === "iam" && arn.resource.startsWith("role/"));
  if (arns.every((arn) => arn !== undefined) && ofRole !== (policy.kind.kind === "trust")) return ELSEWHERE;
  // Who may assume a role says nothing of who may pass or change it.
  if (ofRole && !isOfRoles(question.action)) return ELSEWHERE;
  const { resource: stated, declared } = policy.binding;
  const holder = otherHolderOf(question.action, resource);
  if (holder !== undefined && stated !== undefined && holderKindOf(stated) === holder)
    return ofHolder(stated, resource);
  if (resource === undefined || arns[0] === undefined) return possibleAttachments(policy, possibleResources());
  if (stated !== undefined) {
    if (mayBeAliasOf(stated, resource)) return [{ basis: "none", level: undefined, alias: stated }];
    return isPolicyOfResource(stated, resource) ? known("stated") : ELSEWHERE;
  }
  if (declared.resources.length > 0)
    return isOfDeclared(declared, resource) ? known("declared", otherResources(declared, resource)) : ELSEWHERE;
  if (isOfDeclared({ resources: declared.usualResources ?? [] }, resource)) return known("declared");
  const content = namesResource(policy.policy, ownerOfResource(resource));
  if (content === "this") return known("content");
  if (content === "others") return ELSEWHERE;
  return policy.names.has(nameOfResource(resource) ?? "") ? known("named") : CANDIDATE;
}

/** Of several vaults nothing says in which one a recovery point is; an account is in one organization. */
function ofHolder(stated: string, resource: string | undefined): readonly Attachment[] {
  if (!mayHold(stated, resource)) return ELSEWHERE;
  if (holderKindOf(stated) === "organization") return known("stated");
  return [{ basis: "none", level: undefined, statedFor: stated }];
}

/** A file that makes an endpoint does not say its id. */
function endpointAttachments({ binding }: WorkspacePolicy, question: PolicyQuestion): readonly Attachment[] {
  const { endpoint: stated = binding.declared.endpoint?.name } = binding;
  if (stated === undefined) return CANDIDATE;
  if (binding.endpoint === undefined && leadsElsewhere(binding.declared.endpoint, question)) return ELSEWHERE;
  const isKnown = binding.endpoint !== undefined && question.endpoint !== undefined;
  if (!isKnown) return [{ basis: "none", level: undefined, statedFor: stated }];
  return stated === question.endpoint ? known("stated") : ELSEWHERE;
}
