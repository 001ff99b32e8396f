/** A fix that gives nothing: by a reference to what gives the caller the same already, or in an Allow that no request meets. */
import { slotOfLayer, type StatementTrace } from "../../evaluation/decision.ts";
import { type Statement } from "../../policy/policy.ts";
import { type Hole } from "../../syntax/value.ts";
import { isForPrivateAddress } from "../condition-hints.ts";
import { stoodFor } from "../open-resource-steps.ts";
import { withReferences } from "./said-references.ts";
import { type FixProposal } from "./proposal.ts";
import { type FixQuestion } from "./question.ts";
import { type Tried } from "./trial.ts";

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

/**
 * In an Allow that no request meets: one for private addresses under `aws:SourceIp`, where AWS sees the address on the
 * internet. Whoever wrote it meant to limit the caller, so it is not given without the condition either. What was tried has
 * the statement that is extended, or the new one behind all others.
 */
export function neverAllows({ change, changes }: FixProposal, { swapped }: Tried): boolean {
  return changes.some(({ policy }) => {
    const statements = swapped.get(policy.policy)?.statements ?? [];
    switch (change.change) {
      case "add-action":
      case "add-resource":
      case "add-principal":
        return statements.some((one) => one.index === change.place.index && isForPrivateAddresses(one));
      case "add-statement":
        return statements.slice(-1).some(isForPrivateAddresses);
      default:
        return false;
    }
  });
}

/** Does it ask for one, whatever else it asks for? A condition that also holds without the key does not. */
export function isForPrivateAddresses({ condition }: Statement): boolean {
  return condition?.operators.some(({ entries }) => entries.some(isForPrivateAddress)) === true;
}
