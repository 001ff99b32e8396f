/** Which facts an undecided request hangs on. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ALLOW_ALL, decisionOf, DENY_ALL, named } from "../support/evaluation.ts";
import { shareOf } from "../support/searching.ts";

const MFA = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
const NO_MFA = { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } };
const IP = { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } };
const ORG = { StringEquals: { "aws:PrincipalOrgID": "o-1" } };

const needed = (statements: readonly object[]): readonly string[] => {
  const { decision, needs } = decisionOf({ unlisted: "unknown" }, { identity: [named(...statements)] });
  assert.equal(decision, "Unknown");
  return needs.map(({ key }) => key);
};

describe("the facts an undecided request needs", () => {
  for (const [name, statements, keys] of [
    ["one condition", [{ ...ALLOW_ALL, Condition: MFA }], ["aws:MultiFactorAuthPresent"]],
    [
      "two in one statement",
      [{ ...ALLOW_ALL, Condition: { ...MFA, ...IP } }],
      ["aws:MultiFactorAuthPresent", "aws:SourceIp"],
    ],
    [
      "a Deny that one of two would spare",
      [ALLOW_ALL, { ...DENY_ALL, Condition: { ...IP, ...NO_MFA } }],
      ["aws:SourceIp"],
    ],
    [
      "one key for an Allow and a Deny",
      [
        { ...ALLOW_ALL, Condition: MFA },
        { ...DENY_ALL, Condition: NO_MFA },
      ],
      ["aws:MultiFactorAuthPresent"],
    ],
    [
      "the easier of two Allows",
      [
        { ...ALLOW_ALL, Condition: { ...MFA, ...IP } },
        { ...ALLOW_ALL, Condition: ORG },
      ],
      ["aws:PrincipalOrgID"],
    ],
    [
      "an Allow and a Deny on different keys",
      [
        { ...ALLOW_ALL, Condition: MFA },
        { ...DENY_ALL, Condition: ORG },
      ],
      ["aws:MultiFactorAuthPresent", "aws:PrincipalOrgID"],
    ],
    ["a variable in Resource", [{ ...ALLOW_ALL, Resource: "arn:aws:s3:::alpha/${aws:username}" }], ["aws:username"]],
    [
      "a variable and its key",
      [{ ...ALLOW_ALL, Condition: { StringEquals: { "aws:PrincipalTag/a": "${aws:PrincipalTag/b}" } } }],
      ["aws:PrincipalTag/a", "aws:PrincipalTag/b"],
    ],
  ] as const) {
    test(name, () => assert.deepEqual(needed(statements), keys));
  }

  test("come with the conditions on them", () => {
    const { needs } = decisionOf({ unlisted: "unknown" }, { identity: [named({ ...ALLOW_ALL, Condition: MFA })] });
    assert.deepEqual(
      needs.map(({ entries }) => entries.map(({ operator }) => operator)),
      [["Bool"]],
    );
  });

  test("are none where only the file leaves it open, or where all is decided", () => {
    assert.deepEqual(needed([{ ...ALLOW_ALL, Action: { Ref: "X" } }]), []);
    assert.deepEqual(decisionOf({ unlisted: "unknown" }, { identity: [named(ALLOW_ALL)] }).needs, []);
    assert.deepEqual(
      decisionOf({ unlisted: "unknown" }, { identity: [named(DENY_ALL, { ...DENY_ALL, Condition: MFA })] }).needs,
      [],
    );
  });

  test("say of a request that is refused either way what would tell how", () => {
    const answer = decisionOf({ unlisted: "unknown" }, { identity: [named({ ...DENY_ALL, Condition: MFA })] });
    assert.deepEqual([answer.decision, answer.allowed], ["Unknown", "no"]);
    assert.deepEqual(
      answer.needs.map(({ key }) => key),
      ["aws:MultiFactorAuthPresent"],
    );
  });
});

// Every try decides over all statements: without a limit this takes hours.
test("of a thousand keys none is searched for", { timeout: 20_000 }, () => {
  const length = shareOf(1_000);
  const tagged = Array.from({ length }, (_, index) => ({
    ...ALLOW_ALL,
    Condition: { ...MFA, StringEquals: { [`aws:ResourceTag/t${index}`]: "x" } },
  }));
  assert.equal(needed(tagged).length, length + 1);
});
