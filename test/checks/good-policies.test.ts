/** No false alarm is worth a true one: policies as people write them must give no findings at all. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { findingsIn } from "../support/annotated.ts";
import { goodPolicies } from "../support/fixture-policies.ts";
import { generousCatalog } from "../support/generous-catalog.ts";

const catalog = generousCatalog();

describe("good policies give no findings", () => {
  for (const { name, kind, text } of goodPolicies()) {
    test(name, () => {
      assert.deepEqual(findingsIn(text, { kind, catalog }), [], "with the kind stated");
      assert.deepEqual(findingsIn(text, { catalog }), [], "with the kind not known");
    });
  }
});
