/**
 * Each line of test/cases/documented-facts.jsonl is a policy with the page of AWS that shows it or forbids it. What AWS
 * documents beside the reference is accused of nothing; with `found`, the part that can never hold is named.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { type ReportedFinding } from "../../server/src/checks/check.ts";
import { type PolicyKind } from "../../server/src/policy/policy.ts";
import { proveRow } from "../../server/src/service/prove.ts";
import { phraseToMessage } from "../../server/src/wording/message-text.ts";
import { realCatalog, REPOSITORY } from "../catalog/real-catalog.ts";
import { findingsIn } from "../support/annotated.ts";
import { findingsIn as findingsInFile } from "../support/found-in.ts";
import { quarterOf } from "../support/searching.ts";

interface Case {
  readonly id: string;
  readonly about: string;
  readonly page: string;
  /** Null for what is no policy of IAM. */
  readonly kind: PolicyKind | null;
  readonly found?: readonly string[];
  readonly policy: { readonly Version?: string; readonly Statement?: readonly unknown[] };
}

const catalog = realCatalog();
const PROVERS: Parameters<typeof proveRow>[2] = new Map();
const cases = readFileSync(join(REPOSITORY, "test", "cases", "documented-facts.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Case);

for (const about of new Set(cases.map((one) => one.about))) {
  describe(about, () => {
    for (const one of quarterOf(cases, 0).filter((other) => other.about === about)) {
      test(`${one.id}: ${one.page}`, () => {
        if (one.found === undefined) assertSilent(one);
        else assertFound(one, one.found);
      });
    }
  });
}

function assertSilent(one: Case): void {
  const text = JSON.stringify(one.policy, null, 1);
  if (one.kind === null) {
    assert.deepEqual(findingsInFile("document.json", text), []);
    return;
  }
  assert.deepEqual(
    findingsIn(text, { kind: one.kind, catalog })
      .filter((finding) => isLoud(finding) || isClaim(finding))
      .map(inWords),
    [],
  );
  for (const statement of one.policy.Statement ?? []) {
    const { proof } = proveRow({ statement, kind: one.kind }, () => catalog, PROVERS);
    assert.deepEqual(proof.verdict === "never" ? proof.reason : proof.dead, []);
  }
}

function assertFound(one: Case, found: readonly string[]): void {
  const text = JSON.stringify(one.policy, null, 1);
  const claims = findingsIn(text, { kind: one.kind ?? "unknown", catalog }).filter(isClaim);
  const lines = claims.map(({ span }) =>
    text.slice(text.lastIndexOf("\n", span.start) + 1, (text + "\n").indexOf("\n", span.end)),
  );
  assert.ok(
    lines.some((line) => found.some((part) => line.includes(part))),
    `nothing is said of ${found.join(" or ")}: ${JSON.stringify(claims.map(inWords))}`,
  );
}

function isLoud({ severity }: ReportedFinding): boolean {
  return severity === "error" || severity === "warning";
}

function isClaim({ code, severity }: ReportedFinding): boolean {
  return severity !== "hint" && CLAIMS.has(code);
}

function inWords({ code, message }: ReportedFinding): string {
  return `${code}: ${phraseToMessage(message)}`;
}

/** What says that something never happens, or that a name stands nowhere. */
const CLAIMS: ReadonlySet<string> = new Set([
  ...["action-matches-nothing", "condition-never-holds", "conditions-contradict", "dead-entry", "federated-principal"],
  ...["impossible-value", "key-not-in-request", "key-of-another-action", "keys-exclude-each-other", "no-combination"],
  ...["only-when-absent", "resource-matches-nothing", "resource-not-of-action", "unknown-action"],
  ...["unknown-condition-key", "unknown-service", "unknown-service-principal"],
]);
