/**
 * A fix in an Allow that no request meets: one for private addresses under `aws:SourceIp`, where AWS sees the address on the
 * internet. Whoever wrote it meant to limit the caller, so it is not given without the condition either.
 */
import { operatorOf } from "../../policy/operators.ts";
import { type Statement } from "../../policy/policy.ts";
import { takesNoPublicAddress } from "../condition-hints.ts";
import { type FixProposal } from "./proposal.ts";
import { type Tried } from "./trial.ts";

/** `tried`: with the statement that is extended, or with the new one behind all others. */
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
  const entries = condition?.operators.flatMap((block) => block.entries) ?? [];
  return entries.some((entry) => {
    const use = operatorOf(entry);
    return use?.ifExists !== true && use?.setOperator === undefined && takesNoPublicAddress(entry);
  });
}
