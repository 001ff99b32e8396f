/** Fixes of texts that JSON has to escape, and beside them: what is written reads as it is meant. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { afterFix } from "../support/annotated.ts";
import { assertWrittenAsMeant } from "../support/written-fixes.ts";

const AWKWARD = {
  "a quote": 'a"b',
  "a backslash": "a\\b",
  "a backslash at the end": "a\\",
  "control characters": "a\u0000\u001f\n\t",
  "half a pair": "a\ud83d",
  "the other half": "a\ude00b",
  "a whole pair": "a😀b",
  "a line separator": "a\u2028b",
  "percent signs": "a%22%5Cb",
  "signs of JSON": 'a", "b": [{ // /* c',
};

const policy = (statement: object, sid: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: sid, Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...statement }],
  });

describe("a text that JSON escapes", () => {
  for (const [name, text] of Object.entries(AWKWARD)) {
    test(`${name} survives "Remove the blank"`, () => {
      const after = afterFix(policy({ Resource: ` arn:aws:s3:::${text}` }, text), "Remove the blank", {});
      const { Statement: statements } = JSON.parse(after) as { Statement: { Sid: string; Resource: string }[] };
      assert.deepEqual(
        statements.map(({ Sid, Resource }) => [Sid, Resource]),
        [[text, `arn:aws:s3:::${text.trimEnd()}`]],
      );
    });

    for (const [where, statement] of [
      ["in what is replaced", { Resource: ` arn:aws:s3:::${text}` }],
      ["beside what is replaced", { Action: "s3:GetObjekt", Resource: `arn:aws:s3:::${text}` }],
      ["in what becomes a list", { Action: ["s3:GetObject", "s3:ListBucket"], Resource: `arn:aws:s3:::${text}` }],
      [
        "in what is removed",
        { Action: "s3:GetObject", Resource: [`arn:aws:s3:::${text}/x`, `arn:aws:s3:::${text}/*`] },
      ],
      ["in a key beside", { Effect: "allow", Condition: { StringEquals: { [`aws:PrincipalTag/${text}`]: text } } }],
    ] as const) {
      test(`${name} ${where} survives every fix`, () => {
        assert.ok(assertWrittenAsMeant(policy(statement, text), { kind: "identity" }) > 0);
      });
    }
  }
});
