/** Whatever the fixes of whatever policy write, however it is laid out and wherever it stands, reads as they mean it. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { ALL_CHECKS } from "../../server/src/checks/index.ts";
import { afterFix, withoutFindings } from "../support/annotated.ts";
import { shareOf } from "../support/searching.ts";
import { example, PAGES, section } from "../support/check-pages.ts";
import { badPolicies, BESIDE_BAD_POLICIES } from "../support/fixture-policies.ts";
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
    test(`${name} survives "Remove the white space"`, () => {
      const after = afterFix(policy({ Resource: ` arn:aws:s3:::${text}` }, text), "Remove the white space", {});
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

describe("what fixes write reads as they mean it", () => {
  test("in the bad policies", () => {
    const counts = badPolicies().map(({ text, kind }) => assertWrittenAsMeant(text, { kind, ...BESIDE_BAD_POLICIES }));
    assert.ok(counts.reduce((sum, one) => sum + one, 0) > shareOf(1_000), `only ${counts.join(" + ")} were written`);
  });

  for (const check of ALL_CHECKS) {
    test(`on the page of ${check.code}`, () => {
      const { source, reading } = example(section(readFileSync(join(PAGES, `${check.code}.md`), "utf8"), "Wrong"));
      assertWrittenAsMeant(withoutFindings(source), { ...reading, checks: [check] });
    });
  }
});
