/** What the prover says of a statement that the reader points at: why it never matches, or a request that it matches. */
import { type Catalog } from "../catalog/catalog.ts";
import { type CheckMemory } from "../checks/memory.ts";
import { proofOfStatement } from "../checks/proofs.ts";
import { type Statement } from "../policy/policy.ts";
import { type Witness } from "../proof/proof.ts";
import { neverInWords } from "../wording/never.ts";
import { type Passage, text } from "../wording/phrase.ts";
import { describeWitness } from "../wording/witness.ts";
import { isConfirmed } from "../checks/confirmed-witness.ts";
import { type DocumentPolicy } from "./document.ts";

export type StatementVerdict = { readonly never: Passage } | { readonly witness: Passage };

export interface ProofSources {
  readonly catalog: Catalog;
  readonly memory: CheckMemory;
}

/**
 * No secret is called otherwise, so a request for another ARN would be an example of what never happens. Source:
 * "Identity-based policies" of AWS Secrets Manager.
 */
function withSecretsEnd(witness: Witness): Witness {
  const { resource } = witness;
  return !/^arn:[a-z-]+:secretsmanager:[^:]*:[^:]*:secret:/.test(resource) || /-[A-Za-z0-9]{6}$/.test(resource)
    ? witness
    : { ...witness, resource: `${resource}-AbCdEf` };
}

/** Undefined where neither is known. */
export function verdictOn(
  { policy, kind }: DocumentPolicy,
  statement: Statement,
  { catalog, memory }: ProofSources,
): StatementVerdict | undefined {
  const proof = proofOfStatement({ policy, kind, memory }, statement);
  switch (proof.verdict) {
    case "never":
      return { never: [text(neverInWords(proof.reason, statement, catalog))] };
    case "satisfiable": {
      const witness = withSecretsEnd(proof.witness);
      return isConfirmed(policy, statement, witness, kind.kind) ? { witness: describeWitness(witness) } : undefined;
    }
    case "unknown":
      return undefined;
  }
}
