import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { phraseToPlainText, toPlainText } from "../../server/src/wording/plain-text.ts";
import { describePrincipal, principalInWords } from "../../server/src/wording/principal.ts";
import { describeStatement } from "../../server/src/wording/statement.ts";
import { policyOf } from "../support/policy-at-cursor.ts";

describe("a statement in words, never AND and OR in one sentence", () => {
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
        'if all of these hold:\n  - sts:ExternalId equals "x"\n  - aws:SecureTransport is "true"',
    ],
    [
      {
        Effect: "Allow",
        Action: "s3:ListBucket",
        Resource: "arn:aws:s3:::b",
        Condition: { StringLike: { "s3:prefix": ["home/*", "shared/*"] } },
      },
      'Allows s3:ListBucket on arn:aws:s3:::b if s3:prefix matches "home/*" or "shared/*".',
    ],
    [
      {
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject"],
        Resource: "arn:aws:s3:::b/*",
        Condition: { StringEquals: { "aws:RequestedRegion": ["eu-west-1", "eu-central-1"] } },
      },
      "Allows s3:GetObject and s3:PutObject on arn:aws:s3:::b/* if this holds:\n" +
        '  - aws:RequestedRegion equals "eu-west-1" or "eu-central-1"',
    ],
    [
      { Effect: "Deny", NotPrincipal: "*", Action: "s3:GetObject", Resource: "*" },
      "Denies s3:GetObject for everyone except everyone on every resource.",
    ],
    [{ Action: ["s3:GetObject", { Ref: "More" }] }, "Covers s3:GetObject and what is filled in elsewhere."],
    [{ Effect: "allow" }, "Covers no action, because it lists none."],
    [{ Effect: "Allow", Action: [], Resource: "*" }, "Allows no action, because it lists none."],
    [{ Effect: "Deny", Principal: "*", Resource: "*" }, "Denies no action, because it lists none."],
  ];
  for (const [statement, sentence] of cases) {
    test(sentence, () => {
      const policy = policyOf(JSON.stringify({ Statement: statement }));
      assert.equal(toPlainText(describeStatement(policy.statements[0]!)).trimEnd(), sentence);
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
    ["CanonicalUser", "79a5", "the account with the canonical ID 79a5"],
  ];
  for (const [type, entry, words] of cases) {
    test(`${type} ${entry}`, () => assert.equal(phraseToPlainText(principalInWords(type, entry)), words));
  }
});

describe("what people get wrong about a principal", () => {
  const cases: readonly (readonly [type: string, entry: string, note: RegExp])[] = [
    ["AWS", "*", /including anonymous callers/],
    ["AWS", "arn:aws:iam::111122223333:root", /not only its root user/],
    ["AWS", "arn:aws:iam::111122223333:role/app-*", /A wildcard cannot be part of a principal/],
    ["AWS", "AROAEXAMPLEEXAMPLE123", /once the principal has been deleted/],
    ["AWS", "arn:aws:sts::111122223333:assumed-role/app/s", /Only this session of the role/],
    ["AWS", "arn:aws:iam::111122223333:group/g", /A group cannot be a principal/],
    ["Service", "*", /A wildcard cannot be part of a principal/],
    ["User", "jo", /User is not a type of principal/],
  ];
  for (const [type, entry, note] of cases) {
    test(`${type} ${entry}`, () =>
      assert.match(toPlainText(describePrincipal("Principal", type, { text: entry, holes: [] })), note));
  }

  test("NotPrincipal turns it round", () => {
    assert.match(
      toPlainText(describePrincipal("NotPrincipal", "AWS", { text: "111122223333", holes: [] })),
      /everyone except account 111122223333\./,
    );
  });
});
