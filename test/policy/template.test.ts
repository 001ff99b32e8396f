import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { placeholdersIn } from "../../server/src/hosts/placeholders.ts";
import { readTemplate } from "../../server/src/policy/template.ts";
import { processorMilliseconds } from "../support/processor-time.ts";
import { lengthOf } from "../support/searching.ts";

const ALL = { variables: true, wildcards: true };

function shape(text: string, reading = ALL): string {
  return readTemplate(text, placeholdersIn(text), reading)
    .map((part) => {
      switch (part.kind) {
        case "literal":
          return `'${part.text}'`;
        case "wildcard":
          return part.wildcard;
        case "variable":
          return `{${part.key}${part.fallback === undefined ? "" : `|${part.fallback}`}}`;
        case "hole":
          return "…";
      }
    })
    .join(" ");
}

describe("a policy text falls into literals, wildcards, variables and holes", () => {
  for (const [text, expected] of [
    ["home/${aws:username}/*", "'home/' {aws:username} '/' *"],
    ["${aws:PrincipalTag/team, 'none'}", "{aws:PrincipalTag/team|none}"],
    ["${aws:PrincipalTag/team,'a, b'}", "{aws:PrincipalTag/team|a, b}"],
    ["${aws:username, ''}", "{aws:username|}"],
    ["a${*}b${?}c${$}", "'a' '*' 'b' '?' 'c' '$'"],
    ["${var_x}-logs", "… '-logs'"],
    ["arn:${AWS::Partition}:s3:::b", "'arn:' … ':s3:::b'"],
    ["<my-org-id>", "…"],
    ["{{ bucket }}/x?", "… '/x' ?"],
    ["price${", "'price${'"],
    ["a*${aws:username*/x?", "'a' * '${aws:username' … '/x' …"],
    ["home/${a<rest>", "'home/' …"],
    ["a<b", "'a<b'"],
    ["arn:partition:iam::*ACCOUNT_ID*:role/app", "'arn:' … ':iam::' … ':role/app'"],
    ["arn:aws:lambda:%REGION%:@account@:function:f", "'arn:aws:lambda:' … ':' … ':function:f'"],
    ["%{issuer_url}:sub", "… ':sub'"],
    ["arn:aws:lambda:#{AWS::Region}:#{AWS::AccountId}:function:f", "'arn:aws:lambda:' … ':' … ':function:f'"],
    ["arn:aws:sns:us-east-1a:1111-2222-3333:jobs", "'arn:aws:sns:us-east-1a:1111-2222-3333:jobs'"],
    ["arn:aws:sns:us.east-1:111122223333:jobs", "'arn:aws:sns:us.east-1:111122223333:jobs'"],
    ["arn:aws:sns:us-east-1:${aws:PrincipalAccount}:jobs", "'arn:aws:sns:us-east-1:' {aws:PrincipalAccount} ':jobs'"],
    ["bucket-owner-account-id", "…"],
    ["oidc.eks.region-code.amazonaws.com/id/A", "'oidc.eks.' … '.amazonaws.com/id/A'"],
    ["arn:aws:iam::*1111:role/app", "'arn:aws:iam::' * '1111:role/app'"],
    ["arn:aws:s3:::name/of/the/bucket/x", "'arn:aws:s3:::' …"],
    ["arn:aws:s3:::$BUCKET/x", "'arn:aws:s3:::' … '/x'"],
    [
      "arn:aws:lambda:us-east-1:111122223333:function:f:$LATEST",
      "'arn:aws:lambda:us-east-1:111122223333:function:f:$LATEST'",
    ],
    [
      "arn:aws:ssm:us-east-1::automation-definition/AWS-StopEC2Instance:$DEFAULT",
      "'arn:aws:ssm:us-east-1::automation-definition/AWS-StopEC2Instance:$DEFAULT'",
    ],
    ["", ""],
  ] as const) {
    test(JSON.stringify(text), () => assert.equal(shape(text), expected));
  }

  test("without variables, as in a 2008 policy, they are literal text", () => {
    assert.equal(shape("${aws:username}/*", { variables: false, wildcards: true }), "'${aws:username}/' *");
  });

  test("without wildcards they are literal text", () => {
    assert.equal(shape("a*?", { variables: true, wildcards: false }), "'a*?'");
  });

  test("long texts of unclosed brackets take no time to speak of", () => {
    for (const unit of [
      "${",
      "<",
      "{{",
      "${aws:",
      "<}",
      "{a",
      "[[a",
      "'$A",
      "arn:a/of/the/",
      "arn:$AB/",
      "arn:_A_B_ ",
    ]) {
      const text = unit.repeat(lengthOf(60_000));
      const milliseconds = processorMilliseconds(() => {
        placeholdersIn(text);
        readTemplate(text, [], ALL);
      });
      assert.ok(milliseconds < 1_000, unit);
    }
  });
});

describe("words for an account or a Region are open where one belongs", () => {
  for (const [text, expected] of [
    ["arn:aws:sqs:us-east-1:aws_account_id:jobs", "'arn:aws:sqs:us-east-1:' … ':jobs'"],
    ["arn:aws:sqs:REGION:ACCOUNT:jobs", "'arn:aws:sqs:' … ':' … ':jobs'"],
    ["arn:aws:sqs:us-east-1:xxxxxxxxxxxx:jobs", "'arn:aws:sqs:us-east-1:' … ':jobs'"],
    ["arn:aws:sqs:<region>:account-id:jobs", "'arn:aws:sqs:' … ':' … ':jobs'"],
    ["arn:aws:sqs:us-east-1:[your account]:jobs", "'arn:aws:sqs:us-east-1:' … ':jobs'"],
    ["arn:aws:iam::{your-account-id}:role/{role}", "'arn:aws:iam::' … ':role/' …"],
    ["arn:aws:kms:'$REGION':'$ACCOUNT_ID':key/$KEY", "'arn:aws:kms:' … ':' … ':key/' …"],
    ["arn:[[region]]:[[accountId]]:*", "'arn:' … ':' … ':' *"],
    ["{kms-key-arn}", "…"],
    ["account-id", "…"],
    ["YOUR_AWS_ACCOUNT_ID", "…"],
    ["TrustedAccountId", "…"],
    ["SNS-topic-ARN", "…"],
    ["myOrgId", "…"],
    ["vpcID", "…"],
    ["o-xxxxxxxxxx", "…"],
    ["[MAX_AGE]", "…"],
    ["your bucket", "…"],
    ["account", "…"],
    ["account-id1", "…"],
    ["[Account-Id]", "…"],
    ["customer_org_id", "…"],
    ["o-yourOrgID", "…"],
    ["o-orgid/r-root/ou-development/*", "…"],
    ["arn-of-s3-url-signer-role", "…"],
    ["topicarn", "…"],
    ["*Account-A-Role-ARN*", "…"],
    ["ARN of the topic that you want a sink connector to read from", "…"],
    ["AWS KMS key IDs(in ARN format) used to encrypt source objects.", "…"],
    ["List of the KMS key ARNs that are used", "…"],
    ["arn:aws:s3:::bucket-arn/*", "…"],
    ["arn:Service role ARN from step 7", "…"],
    ["Example Corp's AWS Account ID", "…"],
    ["A list of the resources the role is allowed to access", "…"],
    ["domain-arn/*", "… '/' *"],
    ["cw_log_group_arn:*", "… ':' *"],
    ["{arn-aws}s3:::bucket", "… 's3:::bucket'"],
    ["service-prefix:action", "…"],
    ["Allow|Deny", "…"],
    ["arn:my-partition:sns:us-east-1:111122223333:jobs", "'arn:' … ':sns:us-east-1:111122223333:jobs'"],
    ["arn:aws:service:us-east-1:111122223333:type/id", "'arn:aws:' … ':us-east-1:111122223333:type/id'"],
    ["arn:aws:kms:::your-kms-arn", "…"],
    ["arn:aws:iam::>111122223333<:role/>bot role<", "'arn:aws:iam::' … ':role/' …"],
  ] as const) {
    test(`${text} is ${expected}`, () => assert.equal(shape(text), expected));
  }
  for (const text of [
    "arn:aws:sqs:us-east-1:111122223333:account-id",
    "arn:aws:iam::aws:policy/ReadOnlyAccess",
    "arn:aws:iam::cloudfront:user/a",
    "arn:aws:iam::1111-2222-3333:role/a",
    "arn:aws:s3:::account",
    "arn:aws:s3:bucket",
    "arn:aws:execute-api:eu-west-1:111122223333:api/prod/GET/{proxy+}",
    "costs $ABC and {more}",
    "arn",
    "learn",
    "ArnNotLikeIfExists",
    "glue:RoleArn",
    "yours",
    "AWS API Call via CloudTrail",
    "The Team of the Bank",
    "a > b",
    "[0-9]",
    "max-x",
    "o-exampleorgid",
    "reader-id",
    "region-east",
    "account:GetRegionOptStatus",
  ]) {
    test(`${text} is as it is`, () => assert.equal(shape(text), `'${text}'`));
  }
});
