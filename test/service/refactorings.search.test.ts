/** Whatever is offered as another wording: the evaluation engine decides every request as before. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { applyEdits } from "../../server/src/text/edit.ts";
import { phraseToMessage } from "../../server/src/wording/message-text.ts";
import { decisions, drawnRequest, drawnStatement } from "../support/drawn-statements.ts";
import { type Json } from "../support/proof.ts";
import { refactoringsAt } from "../support/refactored.ts";
import { searchUntilMet } from "../support/searching.ts";

/** Two that differ in one element are what can be made one. */
const policy: fc.Arbitrary<readonly Json[]> = fc.oneof(
  fc.array(drawnStatement, { minLength: 1, maxLength: 3 }),
  fc
    .tuple(drawnStatement, drawnStatement, fc.constantFrom("Action", "Resource", "Condition"))
    .map(([one, other, name]) => (other[name] === undefined ? [one] : [one, { ...one, [name]: other[name] }])),
);

describe("of policies at random", () => {
  const requests = fc.sample(drawnRequest, { numRuns: 60, seed: 11 });

  test("what is offered decides every request as before", () => {
    const seen = new Map(["Expand", "Sort", "Split", "Merge", "Add", "Write"].map((verb) => [verb, 0]));
    const property = fc.property(policy, fc.nat(), (statements, place) => {
      const json = JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 2);
      const places = [...json.matchAll(/(?<=")[*\w]/g)].map(({ index }) => index);
      const at = places[place % places.length] ?? 0;
      const { text, found } = refactoringsAt({ text: `${json.slice(0, at)}<|>${json.slice(at)}`, kind: "identity" });
      const before = decisions(statements, requests);
      for (const { title, edits } of found) {
        const words = phraseToMessage(title);
        const after = JSON.parse(applyEdits(text, edits)) as { readonly Statement: Json | readonly Json[] };
        const written = [after.Statement].flat() as readonly Json[];
        assert.deepEqual(decisions(written, requests), before, `${words}\n${text}\n${JSON.stringify(after, null, 2)}`);
        const verb = words.split(" ")[0] ?? "";
        seen.set(verb, (seen.get(verb) ?? 0) + 1);
      }
    });
    const offered = { usual: 250, least: 3, met: () => Object.fromEntries(seen) };
    searchUntilMet(offered, (from) => fc.assert(property, from));
  });
});
