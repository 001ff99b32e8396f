import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { phraseToPlainText, toPlainText } from "../../server/src/wording/plain-text.ts";
import { describePrincipal, principalInWords } from "../../server/src/wording/principal.ts";
import { describeStatement } from "../../server/src/wording/statement.ts";
import { policyOf } from "../support/policy-at-cursor.ts";

describe("a statement in one sentence", () => {
  const cases: readonly (readonly [statement: unknown, sentence: string])[] = [
    [
      { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" },
      "Allows s3:GetObject on arn:aws:s3:::b/*.",
    ],
    [{ Effect: "Allow", Action: ["s3:*", "*"], Resource: "*" }, "Allows every action on every resource."],
    [
      { Effect: "Deny", NotAction: ["iam:*", "sts:*"], NotResource: "arn:aws:s3:::b" },
      "Denies every action except iam:* and sts:* on every resource except arn:aws:s3:::b.",
    ],
    [
      {
        Effect: "Allow",
        Principal: { AWS: "111122223333", Service: "lambda.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": "x" }, Bool: { "aws:SecureTransport": "true" } },
      },
      "Allows sts:AssumeRole to account 111122223333 and the AWS service lambda.amazonaws.com " +
        'if sts:ExternalId equals "x" and aws:SecureTransport is "true".',
    ],
    [
      { Effect: "Deny", NotPrincipal: "*", Action: "s3:GetObject", Resource: "*" },
      "Denies s3:GetObject for everyone except everyone on every resource.",
    ],
    [{ Action: ["s3:GetObject", { Ref: "More" }] }, "Concerns s3:GetObject and what this file does not settle."],
    [{ Effect: "allow" }, "Concerns no action, because it names none."],
  ];
  for (const [statement, sentence] of cases) {
    test(sentence, () => {
      const policy = policyOf(JSON.stringify({ Statement: statement }));
      assert.equal(phraseToPlainText(describeStatement(policy.statements[0]!)), sentence);
    });
  }
});

describe("a principal in words", () => {
  const cases: readonly (readonly [type: string, entry: string, words: string])[] = [
    ["AWS", "*", "everyone"],
    ["AWS", "111122223333", "account 111122223333"],
    ["AWS", "arn:aws:iam::111122223333:root", "account 111122223333"],
    ["AWS", "arn:aws:iam::111122223333:role/team/app", "role team/app of account 111122223333"],
    ["AWS", "arn:aws:iam::111122223333:user/jo", "user jo of account 111122223333"],
    ["AWS", "arn:aws:sts::111122223333:assumed-role/app/s", "role session app/s of account 111122223333"],
    ["AWS", "arn:aws:sts::111122223333:federated-user/jo", "federated user jo of account 111122223333"],
    ["AWS", "AROAEXAMPLEEXAMPLE123", "AROAEXAMPLEEXAMPLE123"],
    ["Service", "lambda.amazonaws.com", "the AWS service lambda.amazonaws.com"],
    ["Federated", "accounts.google.com", "identities of the provider accounts.google.com"],
    ["CanonicalUser", "79a5", "the account with the canonical id 79a5"],
  ];
  for (const [type, entry, words] of cases) {
    test(`${type} ${entry}`, () => assert.equal(phraseToPlainText(principalInWords(type, entry)), words));
  }
});

describe("what people get wrong about a principal", () => {
  const cases: readonly (readonly [type: string, entry: string, note: RegExp])[] = [
    ["AWS", "*", /anonymous callers too/],
    ["AWS", "arn:aws:iam::111122223333:root", /not only its root user/],
    ["AWS", "arn:aws:iam::111122223333:role/app-*", /wildcard inside a principal matches nothing/],
    ["AWS", "AROAEXAMPLEEXAMPLE123", /after the principal was deleted/],
    ["AWS", "arn:aws:sts::111122223333:assumed-role/app/s", /One session of the role/],
    ["AWS", "arn:aws:iam::111122223333:group/g", /A group cannot be a principal/],
    ["Service", "*", /wildcard inside a principal matches nothing/],
    ["User", "jo", /User is no type of principal/],
  ];
  for (const [type, entry, note] of cases) {
    test(`${type} ${entry}`, () => assert.match(toPlainText(describePrincipal("Principal", type, entry)), note));
  }

  test("NotPrincipal turns it round", () => {
    assert.match(
      toPlainText(describePrincipal("NotPrincipal", "AWS", "111122223333")),
      /everyone but account 111122223333\./,
    );
  });
});
