/**
 * A witness is shown only if the evaluation engine, which shares no reasoning with the prover, says that the statement
 * matches it.
 */
import { contextOf } from "../evaluation/request.ts";
import { traceStatement } from "../evaluation/trace-statement.ts";
import { type Policy, type PolicyKind, type Statement } from "../policy/policy.ts";
import { slotOfKind } from "../policy/slots.ts";
import { type Witness } from "../proof/proof.ts";

/** Who asks does not matter to a statement without a principal, so the witness names nobody. */
const ANYBODY = "arn:aws:iam::111111111111:user/anybody";

export function isConfirmed(policy: Policy, statement: Statement, witness: Witness, kind: PolicyKind): boolean {
  const place = {
    slot: slotOfKind(kind) ?? "identity",
    policyName: "",
    orgIdentifier: undefined,
    policy,
    callerHasBoundary: false,
  };
  const request = {
    principal: witness.principal ?? ANYBODY,
    action: witness.action,
    resource: { arn: witness.resource, accountId: undefined },
    context: contextOf(witness.context, { unlisted: "absent" }),
  };
  return traceStatement(statement, place, request).matches === "yes";
}
