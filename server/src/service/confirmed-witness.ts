/**
 * A witness is shown only if the evaluation engine, which shares no reasoning with the prover, says that the statement
 * matches it.
 */
import { type PolicyType } from "../evaluation/decision.ts";
import { contextOf } from "../evaluation/request.ts";
import { traceStatement } from "../evaluation/trace-statement.ts";
import { type Policy, type PolicyKind, type Statement } from "../policy/policy.ts";
import { type Witness } from "../proof/proof.ts";

const POLICY_TYPES: Readonly<Record<PolicyKind, PolicyType>> = {
  identity: "identity",
  resource: "resource",
  trust: "resource",
  scp: "scp",
  rcp: "rcp",
  boundary: "boundary",
  session: "session",
  "vpc-endpoint": "vpce",
  unknown: "identity",
};

/** Who asks does not matter to a statement without a principal, so the witness names nobody. */
const ANYBODY = "arn:aws:iam::111111111111:user/anybody";

export function isConfirmed(policy: Policy, statement: Statement, witness: Witness, kind: PolicyKind): boolean {
  const place = {
    policyType: POLICY_TYPES[kind],
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
