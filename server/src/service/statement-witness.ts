/** "Show a request that matches": for the reader who points at a statement's Effect or Sid. */
import { type CheckMemory } from "../checks/memory.ts";
import { proofOfStatement } from "../checks/proofs.ts";
import { toMarkdown } from "../wording/markdown.ts";
import { describeWitness } from "../wording/witness.ts";
import { isConfirmed } from "./confirmed-witness.ts";
import { type DocumentPolicy } from "./document.ts";
import { partAt } from "./policy-at.ts";

/** `offset` is of the file. Undefined where there is no such request, or where none is known. */
export function witnessAt({ policy, kind }: DocumentPolicy, offset: number, memory: CheckMemory): string | undefined {
  const part = partAt(policy, offset);
  if (part?.part !== "effect" && part?.part !== "sid") return undefined;
  const proof = proofOfStatement({ policy, kind, memory }, part.statement);
  if (proof.verdict !== "satisfiable") return undefined;
  const confirmed = isConfirmed(policy, part.statement, proof.witness, kind.kind);
  return confirmed ? toMarkdown(describeWitness(proof.witness)) : undefined;
}
