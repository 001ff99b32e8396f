/** Everything that is said of a set of policies: by the checks, and by the proofs. */
import { memoryFor } from "../support/annotated.ts";
import { type Catalog } from "../../server/src/catalog/catalog.ts";
import { type Severity } from "../../server/src/checks/check.ts";
import { runChecks } from "../../server/src/checks/run-checks.ts";
import { NO_SURROUNDINGS } from "../../server/src/checks/surroundings.ts";
import { deadInWords } from "../../server/src/wording/dead-entry.ts";
import { phraseToMessage } from "../../server/src/wording/message-text.ts";
import { neverInWords } from "../../server/src/wording/never.ts";
import { type Span } from "../../server/src/text/span.ts";
import { openProver } from "../../server/src/proof/prove-statement.ts";
import { type PartPath, type ProofBasis, type StatementProof } from "../../server/src/proof/proof.ts";
import { type ManagedPolicy } from "./managed-policies.ts";

export interface Said {
  readonly policy: string;
  /** Position in the policy; undefined if it is about the policy as a whole. */
  readonly statement: number | undefined;
  readonly code: string;
  readonly message: string;
}

export interface SaidByCheck extends Said {
  readonly severity: Severity;
  readonly span: Span;
  /** Who speaks by the reference data names its date. */
  readonly byReference: boolean;
}

export interface SaidByProof extends Said {
  readonly basis: ProofBasis;
  /** JSON Pointers into the statement. */
  readonly parts: readonly string[];
}

export function findingsOf({ name, document }: ManagedPolicy, catalog: Catalog): readonly SaidByCheck[] {
  const { policy, kind } = document;
  const findings = runChecks(
    {
      policy,
      kind,
      catalog,
      memory: memoryFor(catalog),
      broken: false,
      surroundings: NO_SURROUNDINGS,
    },
    {
      severities: new Map(),
      onCheckFailure: (code, error) => {
        throw new Error(`${code} failed on ${name}`, { cause: error });
      },
    },
  );
  return findings.map(({ code, severity, message, span }) => ({
    policy: name,
    statement: policy.statements.find((one) => one.span.start <= span.start && span.end <= one.span.end)?.index,
    code,
    severity,
    span,
    message: phraseToMessage(message),
    byReference: phraseToMessage(message).includes(catalog.info.date),
  }));
}

export interface ProofResults {
  readonly verdicts: ReadonlyMap<StatementProof["verdict"], number>;
  readonly never: readonly SaidByProof[];
  readonly dead: readonly SaidByProof[];
  readonly milliseconds: number;
}

export function proveAll(policies: readonly ManagedPolicy[], catalog: Catalog): ProofResults {
  const verdicts = new Map<StatementProof["verdict"], number>();
  const never: SaidByProof[] = [];
  const dead: SaidByProof[] = [];
  const started = process.cpuUsage();
  const prover = openProver({ kind: "identity", catalog, names: "lenient", facts: true });
  for (const { name, document } of policies) {
    for (const statement of document.policy.statements) {
      const proof = prover.prove(document.policy, statement);
      verdicts.set(proof.verdict, (verdicts.get(proof.verdict) ?? 0) + 1);
      const place = { policy: name, statement: statement.index };
      if (proof.verdict === "never") {
        const { code, basis, parts } = proof.reason;
        const message = phraseToMessage(neverInWords(proof.reason, statement, catalog));
        never.push({ ...place, code, basis, message, parts: parts.map(pointerOf) });
      } else {
        for (const one of proof.dead) {
          const message = phraseToMessage(deadInWords(one, statement, catalog));
          dead.push({ ...place, code: one.code, basis: one.basis, message, parts: [pointerOf(one.part)] });
        }
      }
    }
  }
  return { verdicts, never, dead, milliseconds: millisecondsSince(started) };
}

/** Of one processor: whatever else the machine does then does not count. */
function millisecondsSince(started: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1_000;
}

function pointerOf(path: PartPath): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
