/** Policies that are known to work, as guides write them: nothing is told of any of them that is more than information. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { realCatalog } from "../catalog/real-catalog.ts";
import { findingsIn, type Reading } from "../support/annotated.ts";
import { quarterOf } from "../support/searching.ts";

interface KnownGood {
  readonly name: string;
  readonly kind: NonNullable<Reading["kind"]>;
  readonly holder?: NonNullable<Reading["holder"]>;
  readonly policy: object;
}

const catalog = realCatalog();
const rows = readFileSync(join("test", "fixtures", "known-good.jsonl"), "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line) as KnownGood);

describe("policies that work have no warning", () => {
  test("there are a hundred of them, with names of their own", () => {
    assert.ok(new Set(rows.map(({ name }) => name)).size >= 100);
  });
  for (const { name, kind, holder, policy } of quarterOf(rows, 0)) {
    test(name, () => {
      const told = findingsIn(JSON.stringify(policy, undefined, 1), { kind, catalog, ...(holder && { holder }) });
      assert.deepEqual(
        told.filter(({ severity }) => severity === "error" || severity === "warning").map(({ code }) => code),
        [],
      );
      const claims = told.filter(({ code }) => CLAIMS.has(code)).map(({ code }) => code);
      assert.deepEqual(claims, [], "what is information claims no effect of anything");
    });
  }
});

const CLAIMS: ReadonlySet<string> = new Set([
  "condition-never-holds",
  "dead-entry",
  "impossible-value",
  "key-not-in-request",
  "resource-not-of-action",
  "unknown-action",
  "unknown-condition-key",
  "without-ancestors",
]);
