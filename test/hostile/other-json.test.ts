/**
 * JSON that has a policy's word and is no policy: read in steps, so that other messages come in between, with nothing kept
 * of it. What it costs is measured by `npm run bench growth`.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openService } from "../../server/src/service/index.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { eighthOf } from "../support/searching.ts";

/** Read at once, as many characters take well under 50 ms. */
const MOST_AT_ONCE = 60_000;
const LENGTH = 200_000;

const row = (of: object): string =>
  JSON.stringify(Array.from({ length: LENGTH / JSON.stringify(of).length }, () => of));

const TEXTS: Readonly<Record<string, string>> = {
  "rows with a number": row({ Statement: 1, tags: ["a", "b"], at: 1 }),
  "rows with a list of texts": row({ Statement: ["a", "b"], Version: "1" }),
  "rows with an object": row({ Statement: { a: 1 }, Effect: "x" }),
  "the word in values": row({ name: "Statement", text: '"Statement": [' }),
  "cut off": row({ Statement: 1, tags: ["a", "b"] }).slice(0, -5),
};

describe("a JSON file that is no policy", () => {
  for (const [name, text] of eighthOf(Object.entries(TEXTS), 0)) {
    test(`is read in steps: ${name}`, () => {
      const service = openService({ catalog: () => miniCatalog(), log: { error: (message) => assert.fail(message) } });
      const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-01-01" });
      const reading = service.read({ path: "data.json", languageId: "json", text }, configuration);
      let steps = 1;
      let result = reading.next();
      for (; result.done !== true; result = reading.next()) steps++;
      assert.ok(steps > text.length / MOST_AT_ONCE, `${steps} steps for ${text.length} characters`);
      assert.deepEqual(result.value.policies, []);
    });
  }
});
