/** What a start calls before anybody asks. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { warmUpSteps } from "../../server/src/lsp/warm-up.ts";
import { openService } from "../../server/src/service/index.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

test("the warm-up ends, in many steps, and no check fails on its policy", () => {
  const logged: string[] = [];
  const service = openService({ catalog: () => miniCatalog(), log: { error: (line) => logged.push(line) } });
  const steps = [...warmUpSteps(service)].length;
  assert.deepEqual(logged, []);
  assert.ok(steps > 20, `${steps} steps`);
});
