import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Policy } from "../../server/src/policy/policy.ts";
import { describeCondition } from "../../server/src/wording/condition.ts";
import { toMarkdown } from "../../server/src/wording/markdown.ts";
import { phraseToPlainText } from "../../server/src/wording/plain-text.ts";
import { conditionInWords } from "../../server/src/wording/predicate.ts";
import { effectOf } from "../../server/src/wording/statement.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { policyOf } from "../support/policy-at-cursor.ts";
import { shareOf } from "../support/searching.ts";

const catalog = miniCatalog();

function withCondition(effect: string, condition: unknown): Policy {
  return policyOf(JSON.stringify({ Statement: { Effect: effect, Action: "s3:GetObject", Condition: condition } }));
}

function blockInWords(effect: string, condition: unknown): string {
  const statement = withCondition(effect, condition).statements[0]!;
  return toMarkdown(describeCondition(statement.condition!, effectOf(statement), catalog));
}

function entryInWords(operator: string, key: string, values: unknown): string {
  const entry = withCondition("Allow", { [operator]: { [key]: values } }).statements[0]!.condition!.operators[0]!
    .entries[0]!;
  return phraseToPlainText(conditionInWords(entry));
}

describe("one condition in words", () => {
  const cases: readonly (readonly [operator: string, key: string, values: unknown, words: string])[] = [
    ["StringEquals", "s3:prefix", "a", 's3:prefix equals "a"'],
    ["StringEquals", "s3:prefix", ["a", "b", "c"], 's3:prefix equals "a", "b" or "c"'],
    ["StringNotEquals", "s3:prefix", "a", 's3:prefix does not equal "a"'],
    ["StringNotEquals", "s3:prefix", ["a", "b"], 's3:prefix does not equal "a" or "b"'],
    [
      "ForAllValues:StringNotEquals",
      "aws:TagKeys",
      ["a", "b"],
      'no value of aws:TagKeys equals "a" or "b", or there is none',
    ],
    [
      "ForAllValues:StringNotLikeIfExists",
      "aws:TagKeys",
      "a*",
      'no value of aws:TagKeys matches "a*", or the request does not carry the key',
    ],
    ["StringEqualsIgnoreCase", "s3:prefix", "a", 's3:prefix equals "a", in upper or lower case'],
    ["StringLike", "s3:prefix", ["a*", "b"], 's3:prefix matches "a*" or "b"'],
    ["StringNotLike", "s3:prefix", "a*", 's3:prefix does not match "a*"'],
    ["StringLikeIfExists", "s3:prefix", "a*", 's3:prefix matches "a*", or the request does not carry the key'],
    ["NumericEquals", "s3:max-keys", 10, 's3:max-keys equals "10"'],
    ["NumericLessThanEquals", "s3:max-keys", 10, 's3:max-keys is at most "10"'],
    ["NumericGreaterThan", "s3:max-keys", [1, 2], 's3:max-keys is greater than "1" or "2"'],
    ["NumericNotEquals", "s3:max-keys", [1, 2], 's3:max-keys does not equal "1" or "2"'],
    ["DateLessThan", "aws:CurrentTime", "2027-01-01", 'aws:CurrentTime is before "2027-01-01"'],
    ["DateGreaterThanEquals", "aws:CurrentTime", "2027-01-01", 'aws:CurrentTime is at or after "2027-01-01"'],
    ["Bool", "aws:SecureTransport", false, 'aws:SecureTransport is "false"'],
    ["IpAddress", "aws:SourceIp", ["203.0.113.0/24"], 'aws:SourceIp is in "203.0.113.0/24"'],
    ["NotIpAddress", "aws:SourceIp", ["a", "b"], 'aws:SourceIp is not in "a" or "b"'],
    ["ArnLike", "aws:SourceArn", "arn:aws:s3:::*", 'aws:SourceArn matches the ARN "arn:aws:s3:::*"'],
    ["BinaryEquals", "k:b", "QQ==", 'k:b equals the bytes "QQ=="'],
    ["Null", "aws:TagKeys", "true", "the request does not carry aws:TagKeys"],
    ["Null", "aws:TagKeys", false, "the request carries aws:TagKeys"],
    ["Null", "aws:TagKeys", ["true", "false"], "aws:TagKeys is present or absent, which always holds"],
    ["Null", "aws:TagKeys", "yes", "Null on aws:TagKeys is neither true nor false"],
    ["ForAnyValue:StringEquals", "aws:TagKeys", "a", 'at least one value of aws:TagKeys equals "a"'],
    ["ForAnyValue:StringEqualsIfExists", "aws:TagKeys", "a", 'at least one value of aws:TagKeys equals "a"'],
    [
      "ForAllValues:StringEquals",
      "aws:TagKeys",
      ["a", "b"],
      'every value of aws:TagKeys equals "a" or "b", or there is none',
    ],
    ["StringEquals", "s3:prefix", [], "s3:prefix is compared with an empty list, which never passes"],
    ["StringNotEquals", "s3:prefix", [], "s3:prefix is compared with an empty list, which always passes"],
    ["StringEquals", "s3:prefix", ["a", { Ref: "X" }], 's3:prefix equals "a" or one that is filled in elsewhere'],
    ["NumericLessThan", "s3:max-keys", [{ Ref: "X" }], "s3:max-keys is less than a value that is filled in elsewhere"],
    ["NotIpAddress", "aws:SourceIp", [{ Ref: "X" }], "aws:SourceIp is not in a range that is filled in elsewhere"],
    ["ArnLike", "aws:SourceArn", [{ Ref: "X" }], "aws:SourceArn matches the ARN that is filled in elsewhere"],
    [
      "StringEquals",
      "{{ issuer }}:sub",
      "a",
      '{{ issuer }}:sub equals "a", where part of the key is filled in elsewhere',
    ],
    [
      "Null",
      "{{ issuer }}:sub",
      "true",
      "the request does not carry {{ issuer }}:sub, where part of the key is filled in elsewhere",
    ],
    ["{{ operator }}", "s3:prefix", "a", "s3:prefix under {{ operator }}, an operator that is filled in elsewhere"],
    ["StringMatches", "s3:prefix", "a", "s3:prefix passes StringMatches, which is not an operator that AWS knows"],
    ["__proto__", "constructor", "a", "constructor passes __proto__, which is not an operator that AWS knows"],
  ];
  for (const [operator, key, values, words] of cases) {
    test(`${operator} ${JSON.stringify(values)}`, () => assert.equal(entryInWords(operator, key, values), words));
  }
});

test("a block joins its conditions by AND and says what becomes of requests without the keys", () => {
  assert.equal(
    blockInWords("Deny", {
      NotIpAddress: { "aws:SourceIp": ["203.0.113.0/24", "198.51.100.7"] },
      Bool: { "aws:ViaAWSService": "false" },
      StringLike: { "s3:prefix": "home/*" },
    }),
    [
      "#### Condition",
      "",
      "This Deny applies only if **all** of these hold:",
      "",
      "- `aws:SourceIp` is not in `203.0.113.0/24` or `198.51.100.7`",
      "- `aws:ViaAWSService` is `false`",
      "- `s3:prefix` matches `home/*`",
      "",
      "With a negated operator, **none** of the listed values may match.",
      "",
      "**If a request does not carry the key**",
      "",
      "- `aws:SourceIp`: the condition **holds** (a missing value equals none of those listed), so this Deny can still apply. **Present:** In requests that do not come through a VPC endpoint.",
      "- `aws:ViaAWSService`: every request carries it.",
      "- `s3:prefix`: the condition **fails** (a missing value matches nothing), so this Deny does not apply.",
    ].join("\n"),
  );
});

test("a key that another condition asks for cannot be missing", () => {
  for (const condition of [
    { "ForAllValues:StringEquals": { "aws:TagKeys": "a" }, Null: { "aws:TagKeys": "false" } },
    { StringNotEquals: { "aws:PrincipalOrgID": "o-1" }, StringLike: { "aws:principalorgid": "o-*" } },
  ]) {
    const words = blockInWords("Allow", condition);
    assert.match(words, /another condition asks for the key, so this Allow does not apply/);
    assert.doesNotMatch(words, /can still apply/);
  }
  const asksForAbsence = { StringNotEquals: { "aws:PrincipalOrgID": "o-1" }, Null: { "aws:PrincipalOrgID": "true" } };
  assert.match(blockInWords("Allow", asksForAbsence), /this Allow can still apply/);
});

test("a single condition is not called all of them", () => {
  assert.match(
    blockInWords("Allow", { Bool: { "aws:SecureTransport": "true" } }),
    /^#### Condition\n\nThis Allow applies only if this holds:\n\n- /,
  );
});

test("an empty block holds always", () => {
  assert.equal(
    blockInWords("Allow", {}),
    "#### Condition\n\nThis Allow has no conditions to meet: the block is empty.",
  );
});

test("what the file does not settle is said", () => {
  assert.match(blockInWords("Allow", { Ref: "Conditions" }), /- conditions that are filled in elsewhere/);
  assert.match(blockInWords("Allow", { StringEquals: { Ref: "Map" } }), /- conditions that are filled in elsewhere/);
});

test("a block of thousands is cut", () => {
  const length = shareOf(5_000);
  const many = Object.fromEntries(Array.from({ length }, (_, index) => [`s3:k${index}`, "v"]));
  const words = blockInWords("Allow", { StringEquals: many });
  assert.ok(words.includes(`- and ${(length - 24).toLocaleString("en-US")} more conditions`));
  assert.ok(words.length < 10_000, String(words.length));
});

test("hostile names and values stay code", () => {
  const words = blockInWords("Allow", { "String`[x](command:y)": { "<img src=x": "](command:z)\n\n# big" } });
  assert.match(words, /- `<img src=x` passes ``String`\[x\]\(command:y\)``, which is not an operator that AWS knows/);
  assert.ok(!words.includes("\n# big"));
});
