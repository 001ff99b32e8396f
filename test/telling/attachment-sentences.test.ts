import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { attachedInWords } from "../../server/src/telling/attachment-sentences.ts";
import { phraseToPlainText } from "../../server/src/wording/plain-text.ts";

describe("what says that a policy is attached", () => {
  const rows: readonly (readonly [policyName: string, file: string, said: string])[] = [
    ["Work", "main.tf", "Work applies: main.tf says what it is attached to."],
    ["serverless.yml", "serverless.yml", "serverless.yml applies: the file itself says what it is attached to."],
  ];
  for (const [policyName, file, said] of rows) {
    test(said, () => {
      const attached = { assumption: "attached", slot: "identity", policyName, file, basis: "declared" } as const;
      assert.equal(phraseToPlainText(attachedInWords([attached])), said);
    });
  }
});
