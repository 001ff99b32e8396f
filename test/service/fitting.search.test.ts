/** Policies made to fit: whatever is shrunk or split, the evaluation engine decides every request as before. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { openService, resultOf } from "../../server/src/service/index.ts";
import { splitPolicy } from "../../server/src/service/fitting/split-policy.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { phraseToPlainText } from "../../server/src/wording/plain-text.ts";
import { decisions, drawnRequest, drawnStatement } from "../support/drawn-statements.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { type Json } from "../support/proof.ts";
import { searchUntilMet } from "../support/searching.ts";

const service = openService({ catalog: miniCatalog, log: { error: (message) => assert.fail(message) } });
const requests = fc.sample(drawnRequest, { numRuns: 40, seed: 12 });

function opened(statements: readonly Json[]) {
  const text = JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 2);
  // Of session policies AWS takes the fewest characters.
  const stated = { config: EMPTY_CONFIG, severities: new Map(), today: "2026-11-26" };
  const as = (kind: "identity" | "session") => {
    const configuration = service.configure({ ...stated, kind });
    const source = { path: "policy.json", languageId: undefined, text };
    return { configuration, document: resultOf(service.read(source, configuration)) };
  };
  return { text, as };
}

const statementsOf = (text: string): readonly Json[] =>
  [(JSON.parse(text) as { readonly Statement: Json | readonly Json[] }).Statement].flat();

describe("of policies at random", () => {
  // Long names of statements are what goes first where a policy is too long.
  // Some differ in one element alone, and long names of statements are what goes first where a policy is too long.
  const pair = fc
    .tuple(drawnStatement, fc.option(drawnStatement))
    .map(([one, other]) => (other === null ? [one] : [one, { ...one, Resource: other["Resource"] }]));
  const policy = fc
    .array(pair, { minLength: 1, maxLength: 8 })
    .map((pairs) => pairs.flat().map((one, index) => ({ ...one, Sid: `${"Statement".repeat(50)}${index}` })));

  test("one in fewer characters decides every request as before", () => {
    const seen = new Map(["removed", "merged", "dropped"].map((verb) => [verb, 0]));
    const property = fc.property(policy, (statements) => {
      const { text, as } = opened(statements);
      const { document, configuration } = as("session");
      const shrunk = resultOf(service.shrink(document, 0, configuration));
      assert.ok(!("problem" in shrunk));
      const said = phraseToPlainText(shrunk.summary);
      const after = applyEdits(text, shrunk.edits);
      assert.ok(after === text || shrunk.after < shrunk.before, said);
      assert.deepEqual(
        decisions(statementsOf(after), requests),
        decisions(statements, requests),
        `${said}\n${text}\n${after}`,
      );
      for (const [verb, times] of seen) if (said.includes(verb)) seen.set(verb, times + 1);
    });
    const done = { usual: 40, least: 1, met: () => Object.fromEntries(seen) };
    searchUntilMet(done, (from) => fc.assert(property, from));
  });

  test("several together decide every request as the one, and each fits", () => {
    let count = 0;
    const property = fc.property(policy, fc.integer({ min: 250, max: 900 }), (statements, most) => {
      const { text, as } = opened(statements);
      const split = splitPolicy(as("identity").document, 0, most);
      if ("problem" in split) {
        assert.match(phraseToPlainText(split.problem), /need not be split|One statement alone/);
        return;
      }
      count++;
      for (const part of split.parts) assert.ok(part.text.replace(/\s/g, "").length <= most);
      const all = split.parts.flatMap((part) => statementsOf(part.text));
      assert.deepEqual(decisions(all, requests), decisions(statements, requests), text);
    });
    searchUntilMet({ usual: 100, least: 1, met: () => ({ split: count }) }, (from) => fc.assert(property, from));
  });
});
