/** One statement, read from plain JSON → a proof that nothing matches it, or a request that does. */
import { type Catalog } from "../catalog/catalog.ts";
import { objectWithFunctions } from "../hosts/cloudformation/functions.ts";
import { POLICY_KINDS, type Policy, type PolicyKind, type Statement } from "../policy/policy.ts";
import { readPolicy } from "../policy/read-policy.ts";
import { openProver, type Prover } from "../proof/prove-statement.ts";
import { type ProofOptions, type StatementProof } from "../proof/proof.ts";
import { PLACEHOLDERS } from "../hosts/placeholders.ts";
import { valueOfJson } from "../syntax/value-of-json.ts";
import { isConfirmed } from "../checks/confirmed-witness.ts";
import { conditionsOfImpossibleSubjects } from "../checks/rules/impossible-subject.ts";
import { conditionsOfImpossibleValues } from "../checks/rules/impossible-value.ts";

/** The provers that were asked for, by what they are asked to suppose. */
export type ProverMemory = Map<string, Prover>;

export interface Proved {
  readonly proof: StatementProof;
  readonly statement: Statement;
  /** Undefined where it is proved by logic alone. */
  readonly catalog: Catalog | undefined;
}

/** Throws an Error that says what is missing or of the wrong kind. */
export function proveRow(row: Readonly<Record<string, unknown>>, catalog: () => Catalog, kept: ProverMemory): Proved {
  const value = valueOfJson({ Version: row["version"] ?? "2012-10-17", Statement: [row["statement"]] }, PLACEHOLDERS);
  const policy = value.kind === "object" ? readPolicy(objectWithFunctions(value)) : undefined;
  const statement = policy?.statements[0];
  if (policy === undefined || statement === undefined) throw new Error(withoutStatement(row));
  const options: ProofOptions = {
    kind: readKind(row["kind"] ?? "identity"),
    catalog: row["catalog"] === false ? undefined : catalog(),
    names: readNames(row["names"] ?? "lenient"),
    facts: row["facts"] !== false,
  };
  const proof = withValueForms(proverWith(options, kept).prove(policy, statement), policy, options);
  const isShown = proof.verdict !== "satisfiable" || isConfirmed(policy, statement, proof.witness, options.kind);
  return { proof: isShown ? proof : { verdict: "unknown", dead: proof.dead }, statement, catalog: options.catalog };
}

/** A row that works, on one line. */
export const STATEMENT_ROW = '{"statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}';

/** What is in the place of a statement, and what to write. */
function withoutStatement(row: Readonly<Record<string, unknown>>): string {
  const form = `Write a row like ${STATEMENT_ROW}`;
  if (Object.hasOwn(row, "statement")) return `\`statement\` is not an object. ${form}.`;
  if (Object.hasOwn(row, "Statement")) {
    return `this is a whole policy, and a row asks about one statement. ${form}, or check the policy with 'iam-verdict lint'.`;
  }
  return Object.hasOwn(row, "Effect")
    ? `the statement must be in "statement". ${form}.`
    : `\`statement\` is missing. ${form}.`;
}

/** The prover knows no forms of values: where a check says that no request has any of them, no request is shown that does. */
function withValueForms(proof: StatementProof, policy: Policy, { kind, catalog, facts }: ProofOptions): StatementProof {
  if (catalog === undefined || !facts || proof.verdict === "never") return proof;
  const [impossible] = [
    ...conditionsOfImpossibleValues(policy, catalog),
    ...(kind === "trust" ? conditionsOfImpossibleSubjects(policy) : []),
  ];
  if (impossible === undefined) return proof;
  const part = ["Condition", impossible.block.name, impossible.entry.key];
  return {
    verdict: "never",
    reason: { code: "condition-never-holds", basis: "reference", parts: [part], facts: [] },
  };
}

function proverWith(options: ProofOptions, kept: ProverMemory): Prover {
  const id = `${options.kind} ${options.names} ${options.catalog !== undefined} ${options.facts}`;
  const prover = kept.get(id) ?? openProver(options);
  kept.set(id, prover);
  return prover;
}

function readKind(written: unknown): PolicyKind {
  const kind = POLICY_KINDS.find((one) => one === written);
  if (kind === undefined) throw new Error(`\`kind\` is not one of ${POLICY_KINDS.join(", ")}`);
  return kind;
}

function readNames(written: unknown): ProofOptions["names"] {
  if (written !== "lenient" && written !== "strict") throw new Error("`names` is neither lenient nor strict");
  return written;
}
