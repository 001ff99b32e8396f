/** What the files say of requests beside the one that was denied: for other actions, other resources, the bucket. */
import { type Layer, type StatementTrace } from "../evaluation/decision.ts";
import { type ContextEntry, type Request } from "../evaluation/request.ts";
import { readAccountCaller } from "../policy/account-caller.ts";
import { type CandidatePolicy } from "../policy/attached-policy.ts";
import { type ActionLookup, isOfOtherResource } from "./action-facts.ts";
import { type ExplanationFix } from "./fixes/fix.ts";
import { type StatementPlace } from "./statement-place.ts";
import { givenBesides } from "./fixes/given-besides.ts";
import { evaluateCandidates, type HeldAgainstFiles } from "./hold-against-files.ts";
import { type NextQuestion } from "./next-steps.ts";
import { type Evaluated, verdictOf } from "./reconcile.ts";

/** What the next steps ask of the files. `fixes` are those that settle the denial. */
export function otherRequestsOf(
  request: Request,
  { attempt, rules }: HeldAgainstFiles,
  fixes: readonly ExplanationFix[],
  actions: ActionLookup,
): Pick<NextQuestion, "allows" | "allowsIn" | "mayAllowOn" | "crossesAccounts" | "mayListBucket"> {
  const { arn, accountId, isOfAnotherAccount } = request.resource;
  const account = readAccountCaller(request.principal)?.account;
  const crossesAccounts =
    isOfAnotherAccount === true || (account !== undefined && accountId !== undefined && account !== accountId);
  const every = { ...attempt, mayMatch: () => true, mayNearlyMatch: () => true };
  const decided = (other: Request): Evaluated => evaluateCandidates(every, other, rules);
  const isAllowed = (other: Request): boolean => decided(other).decision.allowed === "yes";
  const allows = (action: string): boolean => {
    const evaluated = decided({ ...request, action });
    return evaluated.decision.allowed === "yes" || isReachedWith(fixes[0], action, evaluated);
  };
  const allowsIn = (layer: Layer, action: string): boolean => {
    const evaluated = decided({ ...request, action });
    return verdictOf(evaluated.decision, layer) === "allow" || isReachedWith(fixes[0], action, evaluated);
  };
  const facts = actions(request.action);
  const mayAllowOn = (possible: readonly string[]): boolean => {
    // Which keys there are, the part about each resource of the call has for itself.
    const entry = (key: string): ContextEntry => {
      if (facts !== undefined && possible.every((one) => facts.carriesKey(key, one) === false))
        return { state: "absent" };
      return facts !== undefined && isOfOtherResource(facts, key, arn)
        ? { state: "unknown" }
        : request.context.entry(key);
    };
    const resource = { arn: "", possible, accountId };
    const evaluated = decided({ ...request, resource, context: { entry } });
    return evaluated.decision.allowed !== "no" || isCoveredWith(fixes[0], evaluated);
  };
  if (!/^arn:[^:]*:s3:::[^/]+\//.test(arn))
    return { allows, allowsIn, mayAllowOn, crossesAccounts, mayListBucket: () => false };
  const bucket = { ...request.resource, arn: arn.slice(0, arn.indexOf("/")) };
  const mayListBucket = (): boolean => isAllowed({ ...request, action: "s3:ListBucket", resource: bucket });
  return { allows, allowsIn, mayAllowOn, crossesAccounts, mayListBucket };
}

/** Does the fix give the action to a statement that covers another resource, too? */
function isCoveredWith(fix: ExplanationFix | undefined, { decision, candidateOf }: Evaluated): boolean {
  if (fix?.change.change !== "add-action") return false;
  const { place } = fix.change;
  return decision.statements.some((trace) => isAt(place, trace, candidateOf(trace)) && trace.resource.truth !== "no");
}

function isAt(
  { file, policyName, index }: StatementPlace,
  { statement }: StatementTrace,
  policy: CandidatePolicy | undefined,
): boolean {
  return policy?.file === file && policy.name === policyName && statement.index === index;
}

/** Does the statement that the fix adds or changes have the action of another request, too? */
function isReachedWith(fix: ExplanationFix | undefined, action: string, { decision, candidateOf }: Evaluated): boolean {
  if (fix === undefined) return false;
  if (givenBesides(fix).includes(action)) return true;
  if (!("place" in fix.change)) return false;
  const { place } = fix.change;
  return decision.statements.some(
    (trace) => isAt(place, trace, candidateOf(trace)) && trace.effect === "Allow" && trace.action.truth === "yes",
  );
}
