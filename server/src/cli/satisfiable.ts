/** `iam-verdict satisfiable`: statements in, proofs that nothing matches them or requests that do out, as JSON Lines. */
import { parseArgs } from "node:util";
import { type Catalog } from "../catalog/catalog.ts";
import { POLICY_KINDS, type PolicyKind, type Statement } from "../policy/policy.ts";
import { readPolicy } from "../policy/read-policy.ts";
import { openProver, type Prover } from "../proof/prove-statement.ts";
import { type DeadPart, type PartPath, type ProofOptions, type StatementProof } from "../proof/proof.ts";
import { isConfirmed } from "../service/confirmed-witness.ts";
import { valueOfJson } from "../syntax/value-of-json.ts";
import { deadInWords } from "../wording/dead-entry.ts";
import { phraseToMessage } from "../wording/message-text.ts";
import { neverInWords } from "../wording/never.ts";
import { type CommandIo } from "./command-io.ts";
import { answerJsonLines } from "./json-lines.ts";
import { EXIT } from "./main.ts";

const HELP = `Usage: iam-verdict satisfiable < STATEMENTS.jsonl

One JSON object a line on standard input, one answer a line on standard output:
  {"id","statement":{…},"version"?,"kind"?,"catalog"?,"names"?,"facts"?}

version  the policy's Version; without it, or with 2008-10-17, variables are literal text
kind     identity (default), resource, trust, scp, rcp, boundary, session, vpc-endpoint, unknown
catalog  false: use logic alone, and think every action, ARN and context key possible
names    what a name in a resource type's ARN may hold: lenient (default) or strict
facts    false: think every context key independent of the others and of the action
`;

export async function runSatisfiable(args: string[], io: CommandIo): Promise<number> {
  const { values } = parseArgs({ args, options: { help: { type: "boolean", short: "h", default: false } } });
  if (values.help) {
    io.stdout(HELP);
    return EXIT.clean;
  }
  const provers = new Map<string, Prover>();
  return answerJsonLines(io, (row) => answerRow(row, io.catalog, provers));
}

function answerRow(row: Record<string, unknown>, catalog: () => Catalog, provers: Map<string, Prover>): object {
  const value = valueOfJson({ Version: row["version"] ?? "2012-10-17", Statement: [row["statement"]] });
  const policy = value.kind === "object" ? readPolicy(value) : undefined;
  const statement = policy?.statements[0];
  if (policy === undefined || statement === undefined) throw new Error("`statement` is not an object");
  const kind = readKind(row["kind"] ?? "identity");
  const names = readNames(row["names"] ?? "lenient");
  const usesCatalog = row["catalog"] !== false;
  const facts = row["facts"] !== false;
  const id = `${kind} ${names} ${usesCatalog} ${facts}`;
  const options: ProofOptions = { kind, catalog: usesCatalog ? catalog() : undefined, names, facts };
  const prover = provers.get(id) ?? openProver(options);
  provers.set(id, prover);
  const proof = prover.prove(policy, statement);
  const shown = proof.verdict !== "satisfiable" || isConfirmed(policy, statement, proof.witness, kind);
  return answerOf(shown ? proof : { verdict: "unknown", dead: proof.dead }, statement, options.catalog);
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

function answerOf(proof: StatementProof, statement: Statement, catalog: Catalog | undefined): object {
  const dead = proof.verdict === "never" ? [] : proof.dead.map((one) => deadAnswer(one, statement, catalog));
  switch (proof.verdict) {
    case "never": {
      const { code, basis, parts } = proof.reason;
      const message = phraseToMessage(neverInWords(proof.reason, statement, catalog));
      return { verdict: "never", reason: { code, basis, message, parts: parts.map(pointerOf) }, witness: null, dead };
    }
    case "unknown":
      return { verdict: "unknown", reason: null, witness: null, dead };
    case "satisfiable": {
      const { principal, action, resource, context } = proof.witness;
      const witness = {
        ...(principal === undefined ? {} : { principal }),
        action,
        resource,
        context: Object.fromEntries(context),
      };
      return { verdict: "satisfiable", reason: null, witness, dead };
    }
  }
}

function deadAnswer(dead: DeadPart, statement: Statement, catalog: Catalog | undefined): object {
  const { part, code, basis } = dead;
  return { pointer: pointerOf(part), code, basis, message: phraseToMessage(deadInWords(dead, statement, catalog)) };
}

/** Source: RFC 6901. */
function pointerOf(path: PartPath): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
