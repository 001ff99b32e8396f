/** A pasted message and the policies of the workspace → why it was denied. */
import { withCdkCode } from "./cdk-step.ts";
import { withDeclaredPermission } from "./permission-step.ts";
import { type Catalog } from "../catalog/catalog.ts";
import { onceForEach } from "../domains/once.ts";
import { type CheckMemory, openCheckMemory } from "../checks/memory.ts";
import { actionOfOperation } from "../catalog/operation-actions.ts";
import { type Denial, type DenialReading } from "../message/denial.ts";
import { type Layer } from "../evaluation/decision.ts";
import { type CandidatePolicies } from "../policy/attached-policy.ts";
import { slotOfMessage } from "../denial/denied-layer.ts";
import { type ActionLookup } from "../denial/action-facts.ts";
import { explainDenial as explain } from "../denial/explain.ts";
import { type DeniedRequest, type Facts, readDeniedRequest } from "../denial/denied-request.ts";
import { type Explanation } from "../denial/explanation.ts";
import { type Assumption, type Unknown } from "../denial/not-known.ts";
import { incomplete, incompleteFiles } from "../denial/layer-views.ts";
import { explainEachAction } from "../denial/needed-actions.ts";
import { explainDespiteDeployment } from "../denial/refuted-deployment.ts";
import { explainDespiteFacts } from "../denial/refuted-facts.ts";
import { type ModuleReadOnce } from "../hosts/host.ts";
import { readOnce } from "../hosts/index.ts";
import { askingOnce } from "./asking-once.ts";
import { withDoubts } from "./doubtful-names.ts";
import { factsOfAction } from "./facts-of-action.ts";
import { ownerHere } from "./owner-here.ts";
import { fixFilesOf } from "./fix-files.ts";
import { policiesAbout } from "./policies-about.ts";
import { withFixesForDestination } from "./fixes-for-destination.ts";
import { withFixesForCallers } from "./fixes-for-callers.ts";
import { withSnapshotStep } from "./snapshot-step.ts";
import { sayTextsOfAws, withManagedPolicies } from "./managed/attached-managed.ts";
import { readMessage } from "../message/read-message.ts";
import { type DeploymentVariables } from "../policy/deployment-variables.ts";
import { readAccountCaller } from "../policy/account-caller.ts";
import { resultOf, type Steps } from "../text/steps.ts";
import {
  policiesElsewhere,
  type PolicyQuestion,
  selectPolicies,
  statedIdentities,
  statedResources,
} from "../workspace/select-policies.ts";
import { withEndpointLookalikes } from "../workspace/endpoint-lookalikes.ts";
import { absentFor } from "../workspace/absent-policies.ts";
import { statedRole } from "../workspace/stated-role.ts";
import { type CallerHere, type HiddenCaller } from "../workspace/possible-callers.ts";
import { variablesOfCaller } from "../workspace/filled-names.ts";
import { ownerByName } from "../workspace/owner-by-name.ts";
import { variablesOfResource } from "../workspace/resource-variables.ts";
import { asDeployedFor, deployedAs } from "../workspace/policies-of-deployment.ts";
import { asTrusting, providerOfToken } from "../workspace/trusted-provider.ts";
import { type WorkspacePolicies } from "../workspace/workspace.ts";
import { byReason, type UnreadFile, type Workspace } from "./workspace.ts";

export interface DenialQuestion {
  /** As pasted: any text. */
  readonly message: string;
  readonly workspace: WorkspacePolicies;
  /** The files of the workspace that are left out. */
  readonly unread?: readonly UnreadFile[];
  /** "part" if the workspace may have more files than were listed. */
  readonly extent?: "all" | "part";
  /**
   * What the user knows of the request: context keys, and `principal`, `action` or `resource` to correct the message.
   */
  readonly facts: Facts;
  readonly catalog: Catalog;
  /** Of the same catalog: what checks remember, for what they say of edits. */
  readonly memory?: CheckMemory;
}

/**
 * Explains every denial of the message; the answer itself is that of the first, and its `denial` is the whole reading.
 * The user's `principal`, `action` and `resource` are of the first denial.
 */
export function explainDenial(question: DenialQuestion): ExplainedDenial {
  return resultOf(explainSteps(question));
}

/** The same with a step for each denial, for each of those who may have asked, and for each fix that is tried. */
export function* explainSteps({
  message,
  workspace,
  unread = [],
  extent = "all",
  facts,
  catalog,
  memory = openCheckMemory(catalog, MOST_STATEMENTS),
}: DenialQuestion): Steps<ExplainedDenial> {
  const reading = readDenial(message, () => catalog);
  yield;
  const ofKeys = new Map([...facts].filter(([name]) => name.includes(":")));
  const [first, ...others] = distinct(reading);
  const explained = yield* explainForCallers(first, { workspace, facts, catalog, memory });
  const rest: Explanation[] = [];
  for (const denial of others) {
    yield;
    rest.push(yield* explainForCallers(denial, { workspace, facts: ofKeys, catalog, memory }));
  }
  const modules = readOnce(workspace.around);
  const told = askingOnce([explained, ...rest]).map((one) =>
    withUnread(withBroken(one, workspace), { unread, extent, modules }),
  );
  return { ...(told[0] ?? explained), denial: reading, explanations: told };
}

/** What the caller has and no file shows could change an answer that is about the caller's own policies. */
function withAbsent(explanation: Explanation, workspace: WorkspacePolicies): Explanation {
  const { verdict, layer, layerBasis, culprits, request } = explanation;
  const isOfAnother = layerBasis === "message" && layer !== "identity" && layer !== "boundary";
  if (verdict === "not-a-denial" || isOfAnother || culprits.length > 0) return explanation;
  const found = request.principal === undefined ? [] : absentFor(workspace.absent, request.principal, workspace);
  const named = [...new Set(found.flatMap(({ name }) => (name === "" ? [] : [name])))];
  const unknowns: readonly Unknown[] = [
    ...(named.length === 0 ? [] : [{ unknown: "absent-policies", names: named } as const]),
    ...(found.some(({ name }) => name === "") ? [{ unknown: "absent-policies", names: [] } as const] : []),
  ];
  if (unknowns.length === 0) return explanation;
  const layers = new Set<Layer>(found.map(({ kind }) => (kind === "boundary" ? "boundary" : "identity")));
  return {
    ...explanation,
    unknowns: [...explanation.unknowns, ...unknowns],
    layers: incomplete(explanation.layers, layers),
    byFiles: incompleteFiles(explanation.byFiles, layers),
  };
}

/** What the answer shows of a text with syntax errors is read as far as it goes, and cannot be what AWS has. */
function withBroken(explanation: Explanation, { policies }: WorkspacePolicies): Explanation {
  const { culprits, nearMisses, allowedBy, unknowns } = explanation;
  const shown = [...[...culprits, ...nearMisses].map(({ place }) => place), ...allowedBy].map(({ file }) => file);
  const broken = policies.filter(({ isBroken, path }) => isBroken && shown.includes(path)).map(({ path }) => path);
  const files = [...new Set(broken)];
  if (files.length === 0) return explanation;
  return { ...explanation, unknowns: [{ unknown: "broken-files", files }, ...unknowns] };
}

/** A policy in a file that was left out could change any answer about a denial. */
function withUnread(
  explanation: Explanation,
  { unread, extent, modules }: Pick<Workspace, "unread" | "extent"> & { readonly modules: readonly ModuleReadOnce[] },
): Explanation {
  if (explanation.verdict === "not-a-denial") return explanation;
  const unknowns: Unknown[] = [
    ...byReason(unread).map(({ why, files }) => ({ unknown: "unread-files", why, files }) as const),
    ...modules.map((module) => ({ unknown: "module-calls", module }) as const),
  ];
  if (extent === "part") unknowns.push({ unknown: "unlisted-files" });
  return unknowns.length === 0 ? explanation : { ...explanation, unknowns: [...explanation.unknowns, ...unknowns] };
}

/** The catalog is opened only where the message names an operation instead of an action. */
export function readDenial(message: string, catalog: () => Catalog): DenialReading {
  return readMessage(message, {
    actionOfOperation: (service, operation) => actionOfOperation(catalog(), service, operation),
  });
}

export interface ExplainedDenial extends Explanation {
  readonly denial: DenialReading;
  /** All in the order of the text, the first among them; of a log that repeats itself each only once. */
  readonly explanations: readonly Explanation[];
}

/** A log may hold thousands. */
const MOST_EXPLAINED = 20;

/** Denials of the same request for the same reason are one. */
function distinct(reading: DenialReading): readonly [Denial, ...Denial[]] {
  const found = new Map<string, Denial>();
  for (const denial of reading.denials) {
    const { principalArn, action, resource, denyType, policyType, policyArn, context } = denial;
    const key = JSON.stringify([principalArn, action, resource, denyType, policyType, policyArn, context]);
    if (!found.has(key)) found.set(key, denial);
  }
  const [, ...others] = [...found.values()].slice(0, MOST_EXPLAINED);
  return [reading, ...others];
}

/** So many are known again by their text, where nobody brings a memory. */
const MOST_STATEMENTS = 500;

type Sources = Omit<DenialQuestion, "message" | "memory"> & Required<Pick<DenialQuestion, "memory">>;

/** Of a denial that names nobody with the fixes for those who may have asked. */
function* explainForCallers(denial: Denial, sources: Sources): Steps<Explanation> {
  const { facts, workspace } = sources;
  const ofMessage = yield* explainOne(denial, sources);
  const explanation = yield* withFixesForDestination(ofMessage, workspace, (destination) =>
    explainWith(new Map([...facts, ["resource", destination]]), denial, sources),
  );
  return yield* withFixesForCallers(explanation, {
    workspace,
    narrowed: () => policiesAbout(explanation.request.action, workspace),
    explainFor: (caller) => {
      const given = new Map([...facts, ["principal", caller.principal]]);
      const each = (one: Denial): Steps<Explanation> => explainWith(given, one, sources, caller);
      return facts.has("action") ? each(denial) : explainEachAction(denial, each);
    },
  });
}

function explainOne(denial: Denial, { facts, ...question }: Sources): Steps<Explanation> {
  // The user says which action was denied.
  if (facts.has("action")) return explainDespiteFacts(facts, (some) => explainWith(some, denial, question));
  return explainEachAction(denial, (one) => explainDespiteFacts(facts, (some) => explainWith(some, one, question)));
}

function explainWith(
  facts: Facts,
  denial: Denial,
  sources: Omit<Sources, "facts">,
  supposed?: Pick<CallerHere, "hidden">,
): Steps<Explanation> {
  const { workspace, catalog } = sources;
  // Each of thousands of statements asks for the same few.
  const actions: ActionLookup = onceForEach((action) => factsOfAction(catalog, action));
  const read = readDeniedRequest(denial, {
    told: facts,
    standing: workspace.config.facts,
    identities: () => statedIdentities(workspace),
    resources: () => statedResources(workspace),
    actions,
  });
  const variables = {
    ...variablesOfCaller({ principal: read.principal, resource: read.asked.arn }, workspace),
    ofResource: variablesOfResource(read.asked.arn, workspace),
  };
  return explainDespiteDeployment(variables, (known) =>
    explainDeployed({ read, denial, actions, variables: known, hidden: supposed?.hidden }, sources),
  );
}

interface DeployedRequest {
  readonly read: DeniedRequest;
  readonly denial: Denial;
  readonly actions: ActionLookup;
  readonly variables: DeploymentVariables;
  /** The caller that is supposed, where its principal does not tell which it is. */
  readonly hidden: HiddenCaller | undefined;
}

function* explainDeployed(
  { read, denial, actions, variables, hidden }: DeployedRequest,
  { workspace: given, catalog, memory }: Omit<Sources, "facts">,
): Steps<Explanation> {
  const { config } = given;
  const provider = providerOfToken(read.principal, read.asked.arn, read.context.keys());
  const chosen = asDeployedFor({ principal: read.principal, resource: read.asked.arn }, variables);
  const { asDeployed, isTaken } = asTrusting(provider, chosen, given.texts);
  const managed = withManagedPolicies(deployedAs(asDeployed, given), { principal: read.principal, hidden }, catalog);
  const { workspace } = managed;
  const told = read.resourceAccount ?? ownerHere(read, denial, workspace);
  const named = told === undefined ? otherOwnerByName(read, workspace) : undefined;
  const resourceAccount = told ?? named?.account;
  const assumptions = [
    ...read.assumptions,
    ...(named === undefined ? [] : [named]),
    ...(provider === undefined || !isTaken() ? [] : [{ assumption: "trusted-provider", provider } as const]),
  ];
  const subject: DeniedRequest = { ...read, resourceAccount, context: withRole(read, workspace), assumptions };
  const question = { ...questionOf(denial, subject, catalog), sharersOf: hidden?.sharersOf };
  const account = subject.principal === undefined ? undefined : readAccountCaller(subject.principal)?.account;
  const path = account === undefined ? undefined : config.organization.accounts.get(account);
  const explanation = yield* explain({
    denial,
    subject,
    candidates: policiesAskedFor({ ...question, resourceAccount: resourceAccount ?? account }, denial, workspace),
    variables,
    elsewhere: (isAsked) => policiesElsewhere(workspace, question, isAsked),
    candidatesOfAnyOwner: () => policiesAskedFor({ ...question, notOwner: account }, denial, workspace),
    managementAccount: config.organization.managementAccount,
    scpLevels: account === undefined || path === undefined ? [] : [...path, account],
    ...policiesAbout(subject.action, given),
    files: fixFilesOf(workspace, {
      ...{ catalog, memory, asDeployed, made: hidden?.made },
      variables: new Map([...variables.everywhere, ...variables.ofCaller]),
    }),
    actions,
  });
  const said = sayTextsOfAws(withSnapshotStep(withAbsent(explanation, workspace), workspace.snapshots), managed);
  return withDoubts(withDeclaredPermission(withCdkCode(said, workspace), workspace.around), catalog);
}

/** That of a bucket of another account than the caller's. */
function otherOwnerByName(
  { principal, asked }: DeniedRequest,
  workspace: WorkspacePolicies,
): Extract<Assumption, { readonly assumption: "owner-by-name" }> | undefined {
  const account = ownerByName(asked.arn, workspace);
  const own = principal === undefined ? undefined : readAccountCaller(principal)?.account;
  if (asked.arn === undefined || account === undefined || own === undefined || account === own) return undefined;
  return { assumption: "owner-by-name", resource: asked.arn, account };
}

/** A session's `aws:PrincipalArn` is the ARN of its role. */
function withRole({ context, principal }: DeniedRequest, workspace: WorkspacePolicies): Facts {
  const role = principal === undefined ? undefined : statedRole(workspace, principal);
  return role === undefined || context.has("aws:principalarn")
    ? context
    : new Map([...context, ["aws:principalarn", role]]);
}

/** Where the policy of an endpoint is in question: one is known, or AWS found none that allows the request. */
function policiesAskedFor(question: PolicyQuestion, denial: Denial, workspace: WorkspacePolicies): CandidatePolicies {
  const selected = selectPolicies(workspace, question);
  const isAsked = denial.denyType === "implicit" && slotOfMessage(denial) === "vpc-endpoint";
  return isAsked || question.endpoint !== undefined
    ? withEndpointLookalikes(selected, workspace, question.resource)
    : selected;
}

function questionOf(
  denial: Denial,
  { principal, action, asked, resourceAccount, context }: DeniedRequest,
  catalog: Catalog,
): PolicyQuestion {
  const endpoint = context.get("aws:sourcevpce");
  const slot = slotOfMessage(denial);
  return {
    principal,
    action,
    resource: asked.arn,
    possibleResources: asked.possible,
    resourceAccount,
    endpoint: typeof endpoint === "string" ? endpoint : endpoint?.[0],
    isService: (prefix) => catalog.service(prefix) !== undefined,
    denying: denial.policyArn === null || slot === undefined ? undefined : { slot, arn: denial.policyArn },
  };
}
