import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readOperator } from "../../server/src/policy/operators.ts";
import { addressRangeInWords } from "../../server/src/wording/address-range.ts";
import { momentInWords } from "../../server/src/wording/moment.ts";
import { phraseToPlainText, toPlainText } from "../../server/src/wording/plain-text.ts";
import { describeValue } from "../../server/src/wording/value.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { policyOf } from "../support/policy-at-cursor.ts";

const catalog = miniCatalog();

/** The lines about a value, without the first, which only repeats the condition. */
function notesOn(operator: string, value: unknown, variables: "yes" | "no" = "yes"): readonly string[] {
  const policy = policyOf(JSON.stringify({ Statement: { Condition: { [operator]: { "aws:PrincipalArn": value } } } }));
  const entry = policy.statements[0]!.condition!.operators[0]!.entries[0]!;
  const passage = describeValue(entry.values.entries[0]!, readOperator(operator)!, entry.key, { catalog, variables });
  return toPlainText(passage).trimEnd().split("\n  - ").slice(1);
}

describe("what a value means", () => {
  const rule = "* stands for any characters, ? for exactly one.";
  const cases: readonly (readonly [operator: string, value: unknown, notes: readonly string[]])[] = [
    ["StringEquals", "plain", []],
    ["StringEquals", "home/*", ["* is an ordinary character under StringEquals. For a wildcard use StringLike."]],
    ["StringNotEquals", "a?", ["? is an ordinary character under StringNotEquals. For a wildcard use StringNotLike."]],
    ["StringEquals", "a${*}", []],
    ["StringLike", "plain", []],
    ["StringLike", "*", ["* matches any value, even an empty one. Case matters."]],
    ["StringLike", "home/*", ['The value starts with "home/". Case matters.']],
    ["StringLike", "*.txt", ['The value ends with ".txt". Case matters.']],
    ["StringLike", "*temp*", ['The value contains "temp". Case matters.']],
    ["StringLike", "a*z", ['The value starts with "a" and ends with "z". Case matters.']],
    ["StringLike", "a?c*", [`${rule} Case matters.`]],
    ["NumericEquals", "10.5", []],
    ["NumericEquals", "ten", ["This is not a whole or decimal number."]],
    ["DateLessThan", "2027-01-01T00:00:00Z", ["That is 1 January 2027, 00:00:00 UTC."]],
    ["Bool", true, []],
    ["Bool", "yes", ["Only true and false can match."]],
    ["BinaryEquals", "QQ==", ["The value is base64; the decoded bytes are compared."]],
    ["IpAddress", "203.0.113.7", ["The one address 203.0.113.7."]],
    ["IpAddress", "nowhere", ["This is neither an IP address nor a range such as 203.0.113.0/24."]],
    ["ArnLike", "arn:aws:iam::111122223333:role/app", []],
    ["ArnLike", "arn:aws:iam::*:role/app", [`${rule} Each of the six fields is matched on its own.`]],
    ["Null", "true", []],
    ["StringEquals", "<name>-x", ["Part of this text is filled in elsewhere, so what it equals is not known here."]],
  ];
  for (const [operator, value, notes] of cases) {
    test(`${operator} ${JSON.stringify(value)}`, () => assert.deepEqual(notesOn(operator, value), notes));
  }
});

describe("a policy variable", () => {
  const user =
    "${aws:username} becomes the request's aws:username. Without the key, this value matches nothing. " +
    "Present: Only for IAM users. Roles, the root user, Identity Center users and anonymous requests lack it.";
  test("says where its text comes from", () => assert.deepEqual(notesOn("StringEquals", "u-${aws:username}"), [user]));

  test("without the key, lets a negated operator hold", () => {
    assert.match(
      notesOn("StringNotEquals", "${aws:username}")[0]!,
      /this value matches nothing, so the condition holds\./,
    );
  });

  test("may have a fallback", () => {
    assert.match(
      notesOn("StringEquals", "${aws:username, 'nobody'}")[0]!,
      /Without the key, "nobody" takes its place\./,
    );
  });

  test("is plain text in an old policy", () => {
    assert.deepEqual(notesOn("StringEquals", "${aws:username}", "no"), [
      "The variable is plain text here: it is filled in only with Version 2012-10-17.",
    ]);
  });

  test("is not filled in under operators that do not take them", () => {
    assert.match(notesOn("NumericEquals", "${aws:MultiFactorAuthAge}").at(-1)!, /not filled in under NumericEquals/);
  });

  test("cannot name a key of several values", () => {
    assert.match(notesOn("StringEquals", "${aws:TagKeys}")[0]!, /A key with several values cannot be a variable\.$/);
  });
});

describe("an address range", () => {
  const cases: readonly (readonly [range: string, words: string | undefined])[] = [
    ["203.0.113.0/24", "The 256 addresses from 203.0.113.0 to 203.0.113.255."],
    [
      "203.0.113.9/24",
      "The 256 addresses from 203.0.113.0 to 203.0.113.255. The bits beyond the mask are ignored: the same as 203.0.113.0/24.",
    ],
    ["0.0.0.0/0", "The 4,294,967,296 addresses from 0.0.0.0 to 255.255.255.255."],
    ["255.255.255.255", "The one address 255.255.255.255."],
    [
      "192.168.0.0/16",
      "The 65,536 addresses from 192.168.0.0 to 192.168.255.255. Private addresses: AWS sees them only on requests through a VPC endpoint.",
    ],
    ["2001:db8::/32", "The IPv6 addresses that share the first 32 bits of 2001:db8::."],
    ["2001:db8::1", "The one IPv6 address 2001:db8::1."],
    ["203.0.113.0/33", undefined],
    ["203.0.113", undefined],
    ["a:b", undefined],
  ];
  for (const [range, words] of cases) {
    test(range, () => {
      const phrase = addressRangeInWords(range);
      assert.equal(phrase === undefined ? undefined : phraseToPlainText(phrase), words);
    });
  }
});

describe("a moment", () => {
  const cases: readonly (readonly [text: string, words: string | undefined])[] = [
    ["2027-01-01T00:00:00Z", "1 January 2027, 00:00:00 UTC"],
    ["2027-01-01T02:00:00+02:00", "1 January 2027, 00:00:00 UTC"],
    ["2026-12-31", "31 December 2026, 00:00:00 UTC"],
    ["1798675200", "31 December 2026, 00:00:00 UTC"],
    ["2026", undefined],
    ["tomorrow", undefined],
    ["2026-13-01", undefined],
    ["999999999999999", undefined],
  ];
  for (const [text, words] of cases) test(text, () => assert.equal(momentInWords(text), words));
});
