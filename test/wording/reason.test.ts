import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type ConditionReason, type ElementReason, LAYERS } from "../../server/src/evaluation/decision.ts";
import { layerName, layerWithArticle, verdictInWords } from "../../server/src/wording/layer.ts";
import { phraseToPlainText } from "../../server/src/wording/plain-text.ts";
import { conditionReasonInWords, elementReasonInWords } from "../../server/src/wording/reason.ts";
import { policyOf } from "../support/policy-at-cursor.ts";

describe("why a condition holds or fails", () => {
  const entry = policyOf('{"Statement":{"Condition":{"StringEquals":{"s3:prefix":["a","b"]}}}}').statements[0]!
    .condition!.operators[0]!.entries[0]!;
  const cases: Readonly<Record<ConditionReason, string>> = {
    "value-matches": 'the request has "x", which fits',
    "no-value-matches": 'the request has "x", which does not fit',
    "excluded-value-matches": 'the request has "x", which is excluded',
    "no-excluded-value-matches": 'the request has "x", which is not excluded',
    "key-absent-fails": "the request does not carry the key, so the condition fails",
    "key-absent-passes": "the request does not carry the key, so the condition holds",
    "may-not-be-asked": 'the request has "x", which does not fit, but the file may leave this condition out',
    "condition-unknown": "its name is filled in elsewhere",
    "key-unknown": "the request's value is not known",
    "either-way": "the request's value is not known and makes no difference",
    "path-unknown": "the path of the role is not known and makes no difference",
    "value-unknown": "the value in the policy is filled in elsewhere",
    "variable-without-value": "a variable in the value stands for nothing in this request, so no value of the key fits",
    "key-present": "the request carries the key",
    "key-missing": "the request does not carry the key",
    "unknown-operator": "StringEquals is not an operator that AWS knows",
    "needs-set-operator": "the key may have several values, so the operator needs ForAnyValue: or ForAllValues:",
  };
  for (const [reason, words] of Object.entries(cases)) {
    test(reason, () => {
      const phrase = conditionReasonInWords(reason as ConditionReason, entry, ["x"]);
      assert.equal(phraseToPlainText(phrase), `s3:prefix equals "a" or "b": ${words}`);
    });
  }
});

describe("why an element holds or does not", () => {
  const cases: Readonly<Record<ElementReason, string>> = {
    "entry-matches": "Action: s3:* matches s3:GetObject",
    "no-entry-matches": "Action: no entry matches s3:GetObject",
    "excluded-by-entry": "Action: s3:* excludes s3:GetObject",
    "not-excluded": "Action: s3:GetObject is not excluded",
    "element-missing": "Action is missing",
    "not-applicable": "Action does not apply here",
    "depends-on-unknown": "Action: whether it matches s3:GetObject depends on facts that are not known",
  };
  for (const [reason, words] of Object.entries(cases)) {
    test(reason, () => {
      const phrase = elementReasonInWords(reason as ElementReason, "Action", "s3:GetObject", "s3:*");
      assert.equal(phraseToPlainText(phrase), words);
    });
  }
});

test("every layer has a name and every verdict a sentence", () => {
  assert.equal(new Set(LAYERS.map(layerName)).size, LAYERS.length);
  assert.equal(layerWithArticle("identity"), "an identity-based policy");
  assert.equal(layerWithArticle("scp"), "a service control policy (SCP)");
  const verdicts = ["allow", "explicit-deny", "implicit-deny", "unknown", "not-applicable"] as const;
  assert.deepEqual(
    verdicts.map((verdict) => phraseToPlainText(verdictInWords("boundary", verdict))),
    [
      "The permissions boundary allows it.",
      "A Deny in the permissions boundary applies.",
      "No Allow in the permissions boundary applies.",
      "What the permissions boundary says depends on facts that are not known.",
      "The permissions boundary does not apply here.",
    ],
  );
});
