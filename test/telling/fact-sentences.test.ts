import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { factInWords } from "../../server/src/telling/fact-sentences.ts";
import { phraseToPlainText } from "../../server/src/wording/plain-text.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const catalog = miniCatalog();

function problemOf(key: string, value?: string): string | undefined {
  const { problem } = factInWords(key, value, catalog);
  return problem && phraseToPlainText(problem);
}

describe("a fact that the user tells", () => {
  const usable: readonly (readonly [string, string])[] = [
    ["aws:SourceIp", "203.0.113.7"],
    ["aws:SourceIp", "2001:db8::1"],
    ["aws:MultiFactorAuthPresent", "false"],
    ["aws:PrincipalTag/team", "data & more"],
    ["aws:CurrentTime", "2026-01-31T12:00:00Z"],
    ["aws:PrincipalArn", "arn:aws:iam::111122223333:role/build"],
    ["token.actions.githubusercontent.com:sub", "repo:acme/app:ref:refs/heads/main"],
    ["dynamodb:Select", "COUNT"],
    ["principal", "arn:aws:iam::111122223333:user/ana"],
    ["action", "s3:GetObject"],
    ["resource", "*"],
    ["resource", "arn:aws:s3:::reports/a b.csv"],
  ];
  for (const [key, value] of usable)
    test(`can be ${key} = ${value}`, () => assert.equal(problemOf(key, value), undefined));

  const unusable: readonly (readonly [key: string, value: string | undefined, words: RegExp])[] = [
    ["", undefined, /A context key, such as aws:SourceIp/],
    ["SourceIp", undefined, /A context key, such as aws:SourceIp/],
    ["aws: SourceIp", undefined, /no spaces/],
    ["aws:SourceIpAddress", undefined, /aws:SourceIpAddress is not in AWS's service reference of/],
    ["aws:PrincipalTag/", undefined, /tag's key after the slash/],
    ["aws:PrincipalTag/${TagKey}", undefined, /tag's key after the slash/],
    ["aws:SourceIp", "203.0.113.0/24", /one IP address, such as "203\.0\.113\.7"/],
    ["aws:MultiFactorAuthPresent", "yes", /"true" or "false"/],
    ["aws:MultiFactorAuthAge", "ten", /a number/],
    ["aws:CurrentTime", "tomorrow", /a date such as/],
    ["aws:PrincipalArn", "build", /an ARN/],
    ["aws:PrincipalTag/team", " ", /a string/],
    ["principal", "ana", /The ARN of the user/],
    ["action", "s3:*", /without wildcards/],
    ["resource", "reports", /The ARN of the resource/],
  ];
  for (const [key, value, words] of unusable) {
    test(`cannot be ${key} = ${value ?? "(not yet)"}`, () => assert.match(problemOf(key, value) ?? "", words));
  }

  test("may be a key that the reference does not know, where an explanation asks for it", () => {
    assert.equal(problemOf("aws:SomethingNew", "x"), undefined);
  });

  test("has its values listed only where these are few", () => {
    assert.deepEqual(factInWords("aws:multifactorauthpresent", undefined, catalog).values, ["true", "false"]);
    assert.deepEqual(factInWords("aws:SourceIp", undefined, catalog).values, []);
  });

  test("always has a hint", () => {
    assert.equal(
      phraseToPlainText(factInWords("aws:SourceIp", undefined, catalog).hint),
      `The value of aws:SourceIp is one IP address, such as "203.0.113.7".`,
    );
  });
});
