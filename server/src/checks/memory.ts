/** What checks remember from one policy to the next. It belongs to whoever runs them, is bounded, and can be emptied. */
import { type Catalog } from "../catalog/catalog.ts";
import { type ComparisonMemory, openComparisonMemory } from "./coverage.ts";
import { openProofMemory, type ProofMemory } from "./proofs.ts";

export interface CheckMemory {
  readonly proofs: ProofMemory;
  readonly comparisons: ComparisonMemory;
}

/** `mostStatements` bounds how many statements of each kind of policy are known again by their text. */
export function openCheckMemory(catalog: Catalog, mostStatements: number): CheckMemory {
  return { proofs: openProofMemory(catalog, mostStatements), comparisons: openComparisonMemory(mostStatements) };
}
