/** A fix by a reference, which gives nothing: what it would have to stand for gives the caller the same already. */
import { slotOfLayer, type StatementTrace } from "../../evaluation/decision.ts";
import { type Hole } from "../../syntax/value.ts";
import { stoodFor } from "../open-resource-steps.ts";
import { withReferences } from "./said-references.ts";
import { type FixProposal } from "./proposal.ts";
import { type FixQuestion } from "./question.ts";

/**
 * If the reference stands for that, a statement of the file covers the resource and allows the action. If it stands for
 * something else, the fix does not help.
 */
export function givesNothingNew({ risks, changes }: FixProposal, { held, request }: FixQuestion): boolean {
  const wanted = risks.flatMap((one) => (one.risk === "only-if-stands-for" ? [one.references] : []));
  const { layer } = held.reconciled;
  if (wanted.length === 0 || layer === undefined) return false;
  const files = new Set(changes.map(({ policy }) => policy.file));
  const { decision, candidateOf } = held.evaluated;
  const resource = request.resource.arn;
  return decision.statements.some((trace) => {
    if (trace.slot !== slotOfLayer(layer) || !lacksOnlyItsResource(trace)) return false;
    const policy = candidateOf(trace);
    if (policy === undefined || policy.basis === "none" || !files.has(policy.file)) return false;
    const list = trace.statement.resource && withReferences(trace.statement.resource);
    return (list?.entries ?? []).some(({ text, holes }) => {
      const needed = (stoodFor({ text, holes }, resource) ?? []).filter(
        ({ written }) => !isDeployed(written, text, holes),
      );
      return (
        needed.length > 0 &&
        wanted.some((references) =>
          needed.every((one) =>
            references.some(({ written, value }) => written === one.written && value === one.value),
          ),
        )
      );
    });
  });
}

function lacksOnlyItsResource({ effect, action, resource, principal, condition }: StatementTrace): boolean {
  return (
    effect === "Allow" &&
    action.truth === "yes" &&
    resource.truth === "unknown" &&
    (principal?.truth ?? "yes") === "yes" &&
    condition.truth === "yes"
  );
}

/** Where the policy is deployed is no question. */
function isDeployed(written: string, text: string, holes: readonly Hole[]): boolean {
  return holes.some(({ stands, start, end }) => stands !== undefined && text.slice(start, end) === written);
}
