/** A denial that names nobody, explained for each of those of whom the files hold policies. */
import { fixesForCallers } from "../denial/fixes/for-callers.ts";
import { givenBesides } from "../denial/fixes/given-besides.ts";
import { type Attempt } from "../denial/hold-against-files.ts";
import { type Explanation, type SupposedAnswer } from "../denial/explanation.ts";
import { type ExplanationFix } from "../denial/fixes/fix.ts";
import { type NextStep } from "../denial/next-step.ts";
import { type NamelessCaller } from "../message/denial.ts";
import { mayBe } from "../hosts/holder-sorts.ts";
import { isAccountId, readAccountCaller } from "../policy/account-caller.ts";
import { readArn } from "../policy/arn.ts";
import { type AccountCaller } from "../policy/caller.ts";
import { isMask } from "../policy/masked-arn.ts";
import { newObject } from "../syntax/change.ts";
import { printNewDocument } from "../syntax/json-print.ts";
import { type Steps } from "../text/steps.ts";
import { ANYBODY, type CallerHere, possibleCallers } from "../workspace/possible-callers.ts";
import { trustedBy } from "../workspace/trusted-callers.ts";
import { mayBeHolder, sortOfHolder } from "../workspace/declared-attachments.ts";
import { type WorkspacePolicies, type WorkspacePolicy } from "../workspace/workspace.ts";

export interface CallersQuestion {
  readonly workspace: WorkspacePolicies;
  /** Which policies are about the action, or nearly: asked only where it matters, because it goes through all. */
  readonly narrowed: () => Pick<Attempt, "mayNearlyMatch">;
  readonly explainFor: (caller: Pick<CallerHere, "principal" | "hidden">) => Steps<Explanation>;
}

/**
 * With what would fix it for those who may have asked, a step for each; as it is where the message says who it was, or no
 * file points anywhere.
 */
export function* withFixesForCallers(explanation: Explanation, question: CallersQuestion): Steps<Explanation> {
  const { reason, request, denial, fixes } = explanation;
  const isUnnamed = reason === "request-incomplete" && request.principal === undefined;
  if (!(isUnnamed || isHidden(request.principal)) || request.action === undefined) return explanation;
  if (denial.delivery !== undefined || fixes.length > 0) return explanation;
  const account = accountLetIn(explanation);
  if (account !== undefined) return withFixesForAccount(explanation, yield* question.explainFor(account));
  const callers = askedCallers(explanation, question);
  yield;
  const supposed = [...ofAnybody(yield* question.explainFor(ANYBODY))];
  for (const one of callers) {
    yield;
    supposed.push({ caller: one.caller, explanation: yield* question.explainFor(one) });
  }
  const found = fixesForCallers(supposed);
  // What would have to be added stands in the fixes.
  const next = found.length === 0 ? explanation.next : explanation.next.flatMap((step) => besideFixes(step, found));
  return { ...explanation, fixes: found, next, supposed };
}

function besideFixes(step: NextStep, fixes: readonly ExplanationFix[]): readonly NextStep[] {
  if (step.step === "copy-statement") return [];
  if (step.step !== "also-needs") return [step];
  const actions = step.actions.filter((one) => !fixes.every((fix) => givenBesides(fix).includes(one)));
  return actions.length === 0 ? [] : [{ ...step, actions }];
}

/** Of a user or a role whose account and name are hidden a message says no more than that it was one. */
function isHidden(principal = ""): boolean {
  const caller = readAccountCaller(principal);
  return caller !== undefined && caller.kind !== "root" && !isAccountId(caller.account) && isMask(caller.name);
}

/**
 * Of who subscribes a log group to a destination CloudWatch Logs names the account alone, and the destination lets in
 * accounts. Source: "Cross-account cross-Region subscriptions" (Amazon CloudWatch Logs User Guide), on access policies.
 */
function accountLetIn({ request, denial }: Explanation): Pick<CallerHere, "principal" | "hidden"> | undefined {
  const { partition, service, resource = "" } = readArn(request.resource ?? "") ?? {};
  const isDestination = service === "logs" && resource.startsWith("destination:");
  const isFilter = request.action?.toLowerCase() === "logs:putsubscriptionfilter";
  if (partition === undefined || !isDestination || !isFilter || !isAccountId(denial.account ?? "")) return undefined;
  return { principal: `arn:${partition}:iam::${denial.account ?? ""}:root`, hidden: undefined };
}

/** Whoever it was in the account. */
function withFixesForAccount(explanation: Explanation, ofAccount: Explanation): Explanation {
  const isOfDestination = ofAccount.layer === "resource" || ofAccount.layer === undefined;
  const found = isOfDestination ? fixesForCallers([{ caller: undefined, explanation: ofAccount }]) : [];
  const { resource: holder = "" } = explanation.request;
  const elements = {
    Effect: "Allow",
    Principal: newObject({ AWS: explanation.denial.account ?? "" }),
    Action: "logs:PutSubscriptionFilter",
    Resource: holder,
  };
  const copied: NextStep = {
    ...{ step: "copy-statement", layer: "resource", holder, commands: [] },
    text: printNewDocument(newObject(elements)),
  };
  const others = explanation.next.filter(({ step }) => step !== "copy-statement");
  const isCopied = found.length === 0 && explanation.nearMisses.length === 0;
  return { ...explanation, fixes: found, next: isCopied ? [copied, ...others] : others };
}

/** What stands in the way whoever it was: not in policies of the caller, and by AWS's word or for certain. */
function ofAnybody(explanation: Explanation): readonly SupposedAnswer[] {
  const { layer, layerBasis, culprits, fixes } = explanation;
  const isOfCaller = layer === undefined || layer === "identity" || layer === "boundary" || layer === "session";
  const isSure = layerBasis === "message" || culprits.some(({ certain }) => certain);
  return isOfCaller || !isSure || fixes.length === 0 ? [] : [{ caller: undefined, explanation }];
}

/** More than these are not told apart by reading. */
const MOST_ASKED = 8;
const FEW = 3;

/** Those whose policies are about the action, or nearly, and of few everybody. */
function askedCallers(
  { request: { principal, resource }, denial: { nameless }, nearMisses }: Explanation,
  { workspace, narrowed }: CallersQuestion,
): readonly CallerHere[] {
  const services = nameless === undefined ? undefined : SERVICES[nameless];
  if (services === "nobody") return [];
  const hidden = readAccountCaller(principal ?? "");
  const all = possibleCallers(workspace, readArn(resource ?? "")?.partition ?? "aws").filter(
    (one) => hidden === undefined || mayHaveAsked(one, hidden),
  );
  const callers = services === undefined ? all : trustedBy(services, all, workspace);
  if (callers.length <= FEW) return callers;
  const { mayNearlyMatch } = narrowed();
  const near = callers.filter(({ policies }) => policies.some(({ policy }) => mayNearlyMatch(policy)));
  if (near.length <= MOST_ASKED) return near;
  const shown = new Set(nearMisses.map(({ place: { file, policyName } }) => `${policyName} ${file}`));
  const nearest = near.filter(({ policies }) => policies.some(({ name, path }) => shown.has(`${name} ${path}`)));
  return nearest.length <= MOST_ASKED ? nearest : [];
}

/** A user is no role, whatever else the message hides. */
function mayHaveAsked({ principal, hidden, policies }: CallerHere, asked: AccountCaller): boolean {
  const holder = hidden?.holder;
  const sort = sortOfHolder(asked);
  const isDeclared = ({ binding: { attachedTo, declared } }: WorkspacePolicy): boolean =>
    holder === undefined || attachedTo.length > 0 || mayBe(holder, sort, declared);
  return mayBeHolder(principal, asked) && policies.every(isDeclared);
}

/**
 * The services that take the role: the trust policy of a role for something else has none of them. Sources: the pages on
 * the roles of each service. "nobody": what asks has no role or user of its own.
 */
const SERVICES: Readonly<Record<NamelessCaller, readonly string[] | "nobody" | undefined>> = {
  "web-client": "nobody",
  device: "nobody",
  launcher: "nobody",
  puller: undefined,
  "function-role": ["lambda"],
  "pipeline-role": ["codepipeline"],
  "build-role": ["codebuild"],
  "deployment-role": ["codedeploy"],
  "backup-role": ["backup"],
  "trail-role": ["cloudtrail"],
  "replication-role": ["s3"],
  "rule-target": ["events", "scheduler", "pipes"],
  "stack-set": ["cloudformation"],
  api: ["apigateway"],
};
