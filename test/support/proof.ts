/** Statements for proof tests, and the evaluation engine's opinion of the requests a proof names. */
import { type Catalog } from "../../server/src/catalog/catalog.ts";
import { contextOf } from "../../server/src/evaluation/request.ts";
import { traceStatement } from "../../server/src/evaluation/trace-statement.ts";
import { type Truth } from "../../server/src/evaluation/decision.ts";
import { type Policy, type PolicyKind } from "../../server/src/policy/policy.ts";
import { slotOfKind } from "../../server/src/policy/slots.ts";
import { type ProofOptions, type StatementProof, type Witness } from "../../server/src/proof/proof.ts";
import { proveStatement } from "../../server/src/proof/prove-statement.ts";
import { policyOfJson } from "./evaluation.ts";

export type Json = Readonly<Record<string, unknown>>;

export interface ProofSetting {
  readonly version?: string;
  readonly kind?: PolicyKind;
  readonly catalog?: Catalog | undefined;
  readonly names?: ProofOptions["names"];
  readonly facts?: boolean;
}

export function proofOf(statement: Json, setting: ProofSetting): StatementProof {
  return proofIn(policyOfJson({ Version: setting.version ?? "2012-10-17", Statement: statement }), setting);
}

/** Of the only statement. */
export function proofIn(policy: Policy, setting: ProofSetting): StatementProof {
  const { kind = "identity", catalog, names = "lenient", facts = true } = setting;
  return proveStatement(policy, policy.statements[0]!, { kind, catalog, names, facts });
}

/** Does the evaluation engine say that the statement matches the request? */
export function matches(policy: Policy, witness: Witness, kind: PolicyKind = "identity"): Truth {
  const place = {
    slot: slotOfKind(kind) ?? "identity",
    policyName: "p",
    orgIdentifier: undefined,
    policy,
    callerHasBoundary: false,
  } as const;
  return traceStatement(policy.statements[0]!, place, {
    principal: witness.principal ?? "arn:aws:iam::111111111111:user/ann",
    action: witness.action,
    resource: { arn: witness.resource, accountId: undefined },
    context: contextOf(witness.context, { unlisted: "absent" }),
  }).matches;
}
