/** Policies of every kind of text, in every form and back: what is written says the same, or why it cannot be said. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type ConvertedForm } from "../../server/src/service/index.ts";
import { converted, meaning, readBack } from "../support/converted.ts";
import { searching } from "../support/searching.ts";

const FORMS: readonly ConvertedForm[] = [
  "json",
  "compact",
  "terraform",
  "jsonencode",
  "cloudformation",
  "cdk-typescript",
];

/** Whatever some form reads as its own. */
const text = fc.oneof(
  fc.constantFrom(
    "${aws:username}",
    "$${x}",
    "%{if x}",
    "%%{",
    "&{aws:userid}",
    "${*}${$}${?}",
    "${",
    "%{",
    "#{x}",
    "<<EOF",
    "!Sub x",
    "!Ref",
    "- a",
    "a: b",
    "a #b",
    "yes",
    "null",
    "~",
    "1e3",
    "0x1f",
    "012",
    "2026-01-01",
    "",
    " ",
    "'",
    '"',
    "\\",
    "\\n",
    "\n",
    "\r\n",
    "\t",
    "\u0000",
    "\u0085",
    "\u2028",
    "\ufeff",
    "é",
    "日本",
    "😀",
    "\ud83d",
    "\u{e0001}",
    "\u200b",
    "{{x}}",
    "${jsonencode(1)}",
    "{{resolve:ssm:x}}",
    "__proto__",
    "constructor",
    "*/",
    "`${x}`",
  ),
  fc.string({ unit: "grapheme", maxLength: 6 }),
);
const textOf = fc.array(text, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(""));
const arn = textOf.map((part) => `arn:aws:s3:::b/${part}`);
const oneOrMore = <One>(one: fc.Arbitrary<One>): fc.Arbitrary<One | readonly One[]> =>
  fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 3 }));
const key = fc.oneof(
  fc.constantFrom("aws:PrincipalTag/team", "s3:prefix", "aws:username", "aws:RequestTag/__proto__"),
  textOf.map((part) => `aws:PrincipalTag/${part}`),
);
const scalar = fc.oneof(textOf, fc.boolean(), fc.integer({ min: -5, max: 2_000_000 }), fc.constant(0.5));
const condition = fc.dictionary(
  fc.constantFrom("StringLike", "StringEquals", "ForAnyValue:StringLike", "Bool", "NumericLessThan"),
  fc.dictionary(key, oneOrMore(scalar), { minKeys: 1, maxKeys: 2 }),
  { minKeys: 1, maxKeys: 2 },
);
const principal = fc.oneof(
  fc.constant("*"),
  fc.record({ AWS: oneOrMore(fc.constantFrom("*", "111122223333", "arn:aws:iam::111122223333:role/r")) }),
  fc.record({ Service: oneOrMore(fc.constantFrom("ec2.amazonaws.com", "lambda.amazonaws.com")) }),
);

const statement = fc
  .record(
    {
      Sid: fc.constantFrom("Read", "Write1"),
      Effect: fc.constantFrom("Allow", "Deny"),
      Principal: principal,
      Action: oneOrMore(fc.constantFrom("s3:GetObject", "s3:*", "sqs:Send*")),
      Resource: oneOrMore(fc.oneof(arn, fc.constant("*"))),
      Condition: condition,
    },
    { requiredKeys: ["Effect", "Action", "Resource"] },
  )
  .map((members) => members as Readonly<Record<string, unknown>>);

const policy = fc.record({
  Version: fc.constantFrom("2012-10-17", "2012-10-17", "2012-10-17", "2008-10-17"),
  Statement: oneOrMore(statement),
});

/** Of what is known not to be possible, whatever the form. */
const CANNOT =
  /aws_iam_policy_document|CDK|Only its own file fills in|'&\{'|same Sid|It could not be shown that .* says the same/;

describe("a policy of any texts", () => {
  for (const form of FORMS) {
    test(`reads from ${form} as it was written`, () => {
      let count = 0;
      const search = searching(120);
      const property = fc.property(policy, (value) => {
        const json = JSON.stringify(value, null, 2);
        const written = converted(json, form);
        if (written.startsWith("Problem: ")) {
          assert.match(written, CANNOT, json);
          return;
        }
        count++;
        assert.deepEqual(meaning(readBack(written, form), form), meaning(json, form), `${json}\n${written}`);
      });
      fc.assert(property, search);
      assert.ok(count > search.numRuns / 3, `only ${count} of ${search.numRuns} can be said`);
    });

    test(`and one of its statements, in ${form}`, () => {
      let count = 0;
      const search = searching(80);
      const property = fc.property(
        fc.array(statement, { minLength: 1, maxLength: 3 }),
        fc.nat(),
        (statements, place) => {
          const at = place % statements.length;
          const own = statements[at];
          const json = JSON.stringify({ Version: "2012-10-17", Statement: statements });
          const written = converted(json, form, at);
          if (written.startsWith("Problem: ")) {
            assert.match(written, CANNOT, json);
            return;
          }
          count++;
          const whole = JSON.stringify({ Version: "2012-10-17", Statement: [own] });
          assert.deepEqual(meaning(readBack(inPolicy(written, form), form), form), meaning(whole, form), written);
        },
      );
      fc.assert(property, search);
      assert.ok(count > search.numRuns / 3, `only ${count} of ${search.numRuns} can be said`);
    });
  }
});

/** Where a statement of that form is put into a policy. */
function inPolicy(written: string, form: ConvertedForm): string {
  const indented = (indent: string): string => written.replace(/^/gm, indent);
  switch (form) {
    case "terraform":
      return `data "aws_iam_policy_document" "p" {\n${written}\n}`;
    case "jsonencode":
      return `jsonencode({ Version = "2012-10-17", Statement = [${written.slice("jsonencode(".length, -1)}] })`;
    case "cloudformation":
      return `Version: "2012-10-17"\nStatement:\n${indented("  ")}`;
    case "cdk-typescript":
      return `new iam.PolicyDocument({ statements: [${written}] })`;
    default:
      return `{ "Version": "2012-10-17", "Statement": [${written}] }`;
  }
}
