import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ASSIGNED, memberFormBeside } from "../../server/src/syntax/hcl-members.ts";

const FORMS: readonly [neighbor: string, form: ReturnType<typeof memberFormBeside>][] = [
  ['{ Effect = "Allow" }', ASSIGNED],
  ['{\n  Effect   = "Allow",\n  Action   = "s3:GetObject"\n}', { ...ASSIGNED, separator: "," }],
  ['{\n  "Effect" : "Allow",\n}', { areQuoted: true, colon: " : ", separator: "," }],
  ['{\n  "Effect": "Allow"\n}', { areQuoted: true, colon: ": ", separator: "" }],
  ['{\n  # what it may do\n  "Action" : [\n', { areQuoted: true, colon: " : ", separator: "" }],
  ['Action : "s3:GetObject",', { areQuoted: false, colon: " : ", separator: "," }],
  ["[aws_iam_role.reader.arn]", ASSIGNED],
  ["local.statement", ASSIGNED],
  ['var.is_open == true ? "a" : "b"', ASSIGNED],
];

describe("how a new object of HCL is written", () => {
  for (const [neighbor, form] of FORMS)
    test(`beside ${JSON.stringify(neighbor)}`, () => {
      assert.deepEqual(memberFormBeside(neighbor, { start: 0, end: neighbor.length }), form);
    });
});
