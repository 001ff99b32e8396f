/**
 * Where nothing says what a policy is attached to: the line of the workspace file that says it. It settles no denial,
 * but the next answer is then about policies that apply.
 */
import { readAccessPoint } from "../../policy/access-point.ts";
import { isAccountId, readAccountCaller } from "../../policy/account-caller.ts";
import { otherHolderOf } from "../../policy/policy-holder.ts";
import { isMask } from "../../policy/masked-arn.ts";
import { type PolicySlot } from "../../policy/slots.ts";
import { type Request } from "../../evaluation/request.ts";

import { type ExplanationFix } from "./fix.ts";
import { type IfAttached, type Unknown } from "../not-known.ts";
import { type NearMiss } from "../near-miss.ts";
import { callerForPolicies } from "./caller.ts";
import { withRanges } from "./edit-ranges.ts";
import { previewOf } from "./preview.ts";
import { type FixQuestion, type StatedAttachment, type StatedEdits } from "./question.ts";

type Candidate = Extract<Unknown, { unknown: "attachment" }>;
type Question = Pick<
  FixQuestion,
  "request" | "resource" | "attempt" | "files" | "held" | "nearMisses" | "ownerIsPresumed"
>;

/** Of more policies than this nobody is asked one by one. */
const MOST_OFFERED = 2;

/** For the candidates that explain the denial if they are attached, the best first. */
export function attachmentStatements(unknowns: readonly Unknown[], question: Question): readonly ExplanationFix[] {
  const candidates = unknowns.flatMap((one) => (one.unknown === "attachment" ? [one] : []));
  const { denyType } = question.held.reconciled;
  const isRefuted = (one: Candidate): boolean => one.isRefuted === true;
  const isNear = ({ file, policyName, slot }: Candidate): boolean =>
    question.nearMisses.some(
      (miss) =>
        miss.place.file === file &&
        miss.place.policyName === policyName &&
        (slot !== "identity" || isAboutAction(miss)),
    );
  return candidates
    .filter((one) => explains(one.ifAttached, denyType) && !isRefuted(one))
    .filter((one) => one.ifAttached !== "silent" || candidates.length === 1 || isNear(one))
    .flatMap((one) => fixFor(one, question) ?? [])
    .concat(attachedAsNamed(question))
    .slice(0, MOST_OFFERED);
}

/** What is attached may be the policy that AWS names by an ARN which no file here has. */
function attachedAsNamed(question: Question): readonly ExplanationFix[] {
  const arn = namedArn(question);
  const { attempt, files, held } = question;
  const denying = [...held.reconciled.alsoDenying, ...held.reconciled.denying];
  const { slot } = denying[0] ?? {};
  if (arn === undefined || slot === undefined) return [];
  const fitting = new Set(denying.map((trace) => held.evaluated.candidateOf(trace)));
  const isOfOrganization = slot === "scp" || slot === "rcp";
  // One whose ID is known is another policy.
  const attached = attempt.candidates[slot].filter(
    (one) => one.basis !== "none" && fitting.has(one) && (!isOfOrganization || one.hasUnknownId === true),
  );
  return attached.flatMap(({ file, name: policyName }) => {
    const change = { change: "say-attached", file, policyName, slot, holder: arn, arn } as const;
    const fix = fixBy(files.stateAttachment({ file, slot, kind: undefined, holder: arn, arn }), change, files);
    // That it fits does not make it the one.
    return fix === undefined ? [] : [{ ...fix, verified: false }];
  });
}

/** One Allow among all policies of the caller is enough: one that is about another action explains nothing, attached or not. */
function isAboutAction({ elements, hints }: NearMiss): boolean {
  const isOther = elements.some(({ element, truth }) => element === "action" && truth === "no");
  return !isOther || hints.some(({ hint }) => hint === "action-typo");
}

function explains(ifAttached: IfAttached, denyType: "explicit" | "implicit" | undefined): boolean {
  const denies = ifAttached === "denies" || ifAttached === "may-deny";
  return denyType === "explicit" ? denies : !denies;
}

function fixFor({ file, policyName, slot, group }: Candidate, question: Question): ExplanationFix | undefined {
  const holder = holderOf(slot, question) ?? namedArn(question);
  if (holder === undefined) return undefined;
  const { files, attempt } = question;
  if (group !== undefined) {
    const change = { change: "say-member", file, policyName, group, user: holder } as const;
    return fixBy(files.stateMember({ file, group, user: holder }), change, files);
  }
  const candidate = attempt.candidates[slot].find((one) => one.file === file && one.name === policyName);
  const kind = candidate?.kindBasis === "content" ? kindToState(slot) : undefined;
  const arn = namedArn(question);
  if (arn !== undefined && (slot === "scp" || slot === "rcp") && candidate?.hasUnknownId !== true) return undefined;
  const is = arn === undefined ? {} : { arn };
  const change = { change: "say-attached", file, policyName, slot, holder, ...is } as const;
  return fixBy(files.stateAttachment({ file, slot, kind, holder, ...is }), change, files);
}

/** Of the policy that AWS names, which no file here is known to be: to be attached does not make another one it. */
function namedArn({ held: { attempt, reconciled } }: Question): string | undefined {
  const { policyArn } = attempt.denial;
  if (reconciled.presumedNamed !== undefined) return reconciled.presumedNamed;
  return reconciled.reason === "named-policy-missing" && policyArn !== null ? policyArn : undefined;
}

function fixBy(
  stated: StatedEdits | undefined,
  change: ExplanationFix["change"],
  files: Question["files"],
): ExplanationFix | undefined {
  if (stated === undefined) return undefined;
  const { file } = stated;
  const edits = withRanges(
    stated.edits.map((edit) => ({ ...edit, file })),
    (name) => files.textOf(name),
  );
  return {
    kind: "workspace-file",
    change,
    risks: [{ risk: "only-said" }],
    changes: [],
    edits,
    preview: previewOf(edits, (one) => files.textOf(one)),
    verified: true,
  };
}

/** Of these kinds a policy is only by what is said of it; what it holds makes it an identity or a resource policy. */
export function kindToState(slot: PolicySlot): StatedAttachment["kind"] {
  return slot === "identity" || slot === "resource" ? undefined : slot;
}

/** Undefined where the message does not tell what it would be attached to. */
export function holderOf(slot: PolicySlot, { request, resource, ownerIsPresumed }: Question): string | undefined {
  switch (slot) {
    case "identity":
    case "boundary":
      return principalOf(request);
    case "session":
      return readAccountCaller(request.principal)?.kind === "session" ? request.principal : undefined;
    case "resource":
      // What a vault holds has no policy of its own.
      if (otherHolderOf(request.action, resource) !== undefined) return undefined;
      return resource === "*" || resource === undefined ? undefined : (readAccessPoint(resource)?.arn ?? resource);
    case "scp":
      return accountOrNone(readAccountCaller(request.principal)?.account);
    case "rcp":
      // Whose organization it is follows from the resource's account, which nobody said.
      return ownerIsPresumed ? undefined : accountOrNone(request.resource.accountId);
    case "vpc-endpoint": {
      const used = request.context.entry("aws:SourceVpce");
      return used.state === "present" ? used.values[0] : undefined;
    }
  }
}

/** By name where the whole ARN is not known: for the workspace file that is enough. */
function principalOf(request: Request): string | undefined {
  const caller = readAccountCaller(request.principal);
  if (caller === undefined || caller.kind === "root" || caller.kind === "federated-user" || !isName(caller.name))
    return undefined;
  const named = callerForPolicies(request);
  return named?.type === "AWS" ? named.text : caller.name;
}

/** What hides a part of a name is nobody's. Source: "IAM identifiers", on friendly names. */
function isName(text: string): boolean {
  return /^[\w+=,.@-]+$/.test(text) && !isMask(text);
}

function accountOrNone(account: string | undefined): string | undefined {
  return account !== undefined && isAccountId(account) ? account : undefined;
}
