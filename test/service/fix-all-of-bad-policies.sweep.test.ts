/** Fixes of bad policies that a tool makes by itself come to an end, and leave what reads. `npm test` takes every tenth policy. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type FindingsQuestion, openService, type PolicyService, resultOf } from "../../server/src/service/index.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { badPolicies } from "../support/fixture-policies.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { someOf } from "../support/searching.ts";

const service: PolicyService = openService({ catalog: miniCatalog, log: { error: (message) => assert.fail(message) } });

/** What is found, with whether a tool may fix it by itself. */
function found(text: string, question: FindingsQuestion): readonly { readonly code: string; readonly sure: boolean }[] {
  const document = resultOf(service.read({ path: "policy.json", languageId: undefined, text }, question.configuration));
  const run = service.diagnostics(document, question);
  while (run.phase !== "done") run.step();
  return run.found.map(({ code, fixes }) => ({ code, sure: fixes().some(({ isPreferred }) => isPreferred) }));
}

describe("all fixes of the bad policies", () => {
  for (const { name, kind, text } of someOf(badPolicies(), 0)) {
    test(`of ${name} come to an end, and leave what reads`, () => {
      const configuration = service.configure({
        config: EMPTY_CONFIG,
        severities: new Map(),
        today: "2026-11-26",
        kind,
      });
      const question: FindingsQuestion = { configuration, workspace: undefined, reportSyntax: true };
      const source = { path: "policy.json", languageId: undefined, text };
      const before = found(text, question);
      const fixed = resultOf(service.fixAll(source, question));
      const after = found(fixed.text, question);
      assert.ok(before.some(({ sure }) => sure) === fixed.made.length > 0);
      assert.deepEqual(
        after.filter(({ sure }) => sure),
        [],
      );
      assert.ok(after.length <= before.length, `${before.length} findings before, ${after.length} after`);
      assert.equal(resultOf(service.fixAll({ ...source, text: fixed.text }, question)).text, fixed.text);
    });
  }
});
