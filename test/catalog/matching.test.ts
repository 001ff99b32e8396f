/** The two small matchers, against the plainest way to say the same. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { keyTemplateOf } from "../../server/src/catalog/key-template.ts";
import { matchesName } from "../../server/src/catalog/match-name.ts";

test("a long pattern of stars costs no more than its length times the name's", () => {
  assert.equal(matchesName("a*".repeat(5000) + "b", "a".repeat(100)), false);
});

test("the three notations of a placeholder, and a placeholder in the middle", () => {
  assert.deepEqual(keyTemplateOf("aws:RequestTag/${TagKey}"), ["aws:requesttag/", ""]);
  assert.deepEqual(keyTemplateOf("s3:ExistingObjectTag/<key>"), ["s3:existingobjecttag/", ""]);
  assert.deepEqual(keyTemplateOf("ssm:resourceTag/tag-key"), ["ssm:resourcetag/", ""]);
  assert.deepEqual(keyTemplateOf("codebuild:secondarySources/${id}.auth.type"), [
    "codebuild:secondarysources/",
    ".auth.type",
  ]);
  assert.equal(keyTemplateOf("s3:prefix"), undefined);
  assert.equal(keyTemplateOf("s3:${open"), undefined);
});
