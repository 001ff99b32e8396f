/** The Allow that leaves each caller a part of a resource by a variable, where a part of somebody else's was asked for. */
import { slotOfLayer, type StatementTrace } from "../evaluation/decision.ts";
import { type Request } from "../evaluation/request.ts";
import { type StatementPlacer } from "./element-findings.ts";
import { type StatementPlace } from "./statement-place.ts";
import { hasVariable } from "./fixes/covers.ts";
import { isPersonal } from "./fixes/resources.ts";
import { operatorOf } from "../policy/operators.ts";
import { type Policy, type Scalar } from "../policy/policy.ts";
import { type Evaluated, type Reconciled } from "./reconcile.ts";

export function othersPartIn(
  { denyType, layer }: Reconciled,
  { decision, candidateOf }: Evaluated,
  { principal, resource: { arn, possible = [] } }: Request,
  placer: StatementPlacer,
): StatementPlace | undefined {
  if (denyType !== "implicit" || layer === undefined) return undefined;
  const slot = slotOfLayer(layer);
  const trace = decision.statements.find(
    (one) =>
      one.slot === slot &&
      namesParts(one.policy) &&
      one.effect === "Allow" &&
      one.action.truth === "yes" &&
      (one.resource.truth === "no"
        ? [arn, ...possible].some((asked) => asked !== principal && isOthersResource(one, asked))
        : hasOthersValue(one)),
  );
  const policy = trace === undefined ? undefined : candidateOf(trace);
  return trace === undefined || policy === undefined ? undefined : placer.placeOf(trace, policy);
}

function isOthersResource({ statement: { resource } }: StatementTrace, arn: string): boolean {
  return resource !== undefined && isPersonal(resource, arn);
}

/** Does nothing fail but what the request says of itself, where the statement asks for the caller's own? */
function hasOthersValue({ resource, principal, condition }: StatementTrace): boolean {
  if (resource.truth !== "yes" || (principal?.truth ?? "yes") !== "yes") return false;
  const failing = condition.entries.filter(({ truth }) => truth !== "yes");
  return (
    failing.length > 0 &&
    failing.every(({ truth, entry }) => {
      const isOwn = operatorOf(entry)?.operator.negated === false && entry.values.entries.every(hasVariable);
      return truth === "no" && isOwn && OF_PARTS.test(entry.key) && entry.values.entries.length > 0;
    })
  );
}

/** Which items, objects or files a request is about. */
const OF_PARTS = /^(?:dynamodb:LeadingKeys|dynamodb:FirstPartitionKeyValues|s3:prefix)$/i;

/** Lives as long as the policy: asked of all of thousands with each denial, and hardly any has a variable. */
const NAMING_PARTS = new WeakMap<Policy, boolean>();

function namesParts(policy: Policy): boolean {
  const names =
    NAMING_PARTS.get(policy) ??
    policy.statements.some(
      ({ resource, condition }) =>
        resource?.entries.some(isOfCaller) === true ||
        condition?.operators.some(({ entries }) => entries.some(({ values }) => values.entries.some(isOfCaller))),
    );
  NAMING_PARTS.set(policy, names);
  return names;
}

function isOfCaller({ text }: Scalar): boolean {
  return text.includes("${");
}
