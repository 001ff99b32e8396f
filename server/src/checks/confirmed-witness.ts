/**
 * A witness is shown only if the evaluation engine, which shares no reasoning with the prover, says the same of the
 * statement and the request.
 */
import { type Truth } from "../domains/truth.ts";
import { contextOf } from "../evaluation/request.ts";
import { traceStatement } from "../evaluation/trace-statement.ts";
import { type Policy, type PolicyKind, type Statement } from "../policy/policy.ts";
import { slotOfKind } from "../policy/slots.ts";
import { type Witness } from "../proof/proof.ts";
import { exampleInWords } from "../wording/witness.ts";
import { type Finding, type PolicyUnderCheck } from "./check.ts";

/** Who asks does not matter to a statement without a principal, so the witness names nobody. */
const ANYBODY = "arn:aws:iam::111111111111:user/anybody";

export function isConfirmed(policy: Policy, statement: Statement, witness: Witness, kind: PolicyKind): boolean {
  return isMatched(policy, statement, witness, kind) === "yes";
}

/** What a finding says of the request that it shows: the statement is about it, or lets it pass. */
export type Shows = "matched" | "passed";

/**
 * The request beside a finding, in words and as data; nothing unless the engine decides that the statement matches it, or
 * does not. `absent` names the keys that it must not have.
 */
export function shownRequest(
  { policy, kind }: PolicyUnderCheck,
  statement: Statement,
  {
    witness,
    shows,
    absent = [],
  }: { readonly witness: Witness; readonly shows: Shows; readonly absent?: readonly string[] },
): Pick<Finding, "related" | "witness"> {
  if (isMatched(policy, statement, witness, kind.kind) !== (shows === "matched" ? "yes" : "no")) return {};
  return {
    related: [{ span: statement.span, message: exampleInWords(witness, absent) }],
    witness: { ...witness, context: [...witness.context], absent, matches: shows === "matched" },
  };
}

function isMatched(policy: Policy, statement: Statement, witness: Witness, kind: PolicyKind): Truth {
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
  return traceStatement(statement, place, request).matches;
}
