/** What checks remember from one policy to the next. It belongs to whoever runs them, is bounded, and can be emptied. */
import { type Catalog } from "../catalog/catalog.ts";
import { openStatementMemory, type StatementMemory } from "./known-statements.ts";
import { openPolicyMemory, type PolicyMemory } from "./known-policies.ts";
import { openProofMemory, type ProofMemory } from "./proofs.ts";

export interface CheckMemory {
  readonly statements: StatementMemory;
  readonly policies: PolicyMemory;
  readonly proofs: ProofMemory;
  clear(): void;
}

/** `mostStatements` bounds how many statements are known again by their text. */
export function openCheckMemory(catalog: Catalog, mostStatements: number): CheckMemory {
  const statements = openStatementMemory(mostStatements);
  const policies = openPolicyMemory();
  const proofs = openProofMemory(catalog, mostStatements);
  return {
    statements,
    policies,
    proofs,
    clear() {
      statements.clear();
      policies.clear();
      proofs.clear();
    },
  };
}
