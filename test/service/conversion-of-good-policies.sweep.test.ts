/** Good policies in other forms, read back: they say the same. `npm test` takes every tenth, others for each form. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { converted, meaning, readBack } from "../support/converted.ts";
import { goodPolicies } from "../support/fixture-policies.ts";
import { shareOf, someOf } from "../support/searching.ts";

const FORMS = ["json", "terraform", "jsonencode", "cloudformation", "cdk-typescript"] as const;

describe("every good policy", () => {
  for (const [number, form] of FORMS.entries()) {
    test(`reads from ${form} as it was written`, () => {
      let count = 0;
      for (const { name, text } of someOf(goodPolicies(), 2 * number)) {
        const written = converted(text, form);
        if (written.startsWith("Problem: ")) {
          assert.match(written, /aws_iam_policy_document|CDK|Only its own file/, name);
          continue;
        }
        count++;
        assert.deepEqual(meaning(readBack(written, form), form), meaning(text, form), name);
      }
      assert.ok(count > shareOf(20), `only ${count} policies can be said`);
    });
  }
});
