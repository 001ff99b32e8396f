/** A value that names what is to stand there is one finding, wherever it stands, and nothing is proved from it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { toolMarksIn } from "../../server/src/hosts/tool-marks.ts";
import { proveRow } from "../../server/src/service/prove.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { assertOnlyToFillIn, type Elements } from "../support/only-to-fill-in.ts";
import { eighthOf } from "../support/searching.ts";

const CATALOG = realCatalog();

const ARN_WORDS = [
  ...["dax-cluster-arn", "your SNS topic ARN", "arn-of-the-topic", "ARN of the topic that you read from", "topicarn"],
  ...[
    "{topic-arn}",
    "[TOPIC_ARN]",
    "arn:aws:sns:::ResourceName/*",
    "<topic>",
    "<>",
    "YOUR_TOPIC_ARN",
    "SecretARN",
    "domain-arn/*",
    "resource-name",
    "...",
    "%s",
  ],
];

const ACCOUNT_WORDS = [
  ...["account-id", "account", "ACCOUNT-ID", "YOUR_ACCOUNT", "xxxxxxxxxxxx", "<account>", "<>", "{account}"],
  ...["your-bucket-owner-account-id", "aws_account_id", "account-id1", "[Account-Id]", "TrustedAccountId"],
  ...["bucket-owner-123456789012", "my-123456789012"],
];

const REGION_WORDS = ["REGION", "region", "{example-region-1}", "<region>", "your-region", "aws-region", "[region]"];

describe("a placeholder is told as what it is and convicts nothing", () => {
  test("as a resource", () => {
    for (const Resource of ARN_WORDS) assertOnlyToFillIn("identity", { Resource });
  });
  test("beside what the action does not act on", () => {
    for (const text of ARN_WORDS) {
      const statement = {
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: [text, "arn:aws:sqs:us-east-1:111122223333:q"],
      };
      assert.notEqual(proveRow({ statement, kind: "identity" }, () => CATALOG, new Map()).proof.verdict, "never", text);
    }
  });
  test("as fields of an ARN", () => {
    for (const account of eighthOf(ACCOUNT_WORDS, 0)) {
      const arn = (service: string, rest: string): string => `arn:aws:${service}:us-east-1:${account}:${rest}`;
      assertOnlyToFillIn("identity", { Action: "sqs:SendMessage", Resource: arn("sqs", "jobs") });
      assertOnlyToFillIn("identity", {
        Action: "secretsmanager:GetSecretValue",
        Resource: arn("secretsmanager", "secret:s"),
      });
    }
    for (const region of eighthOf(REGION_WORDS, 0)) {
      assertOnlyToFillIn("identity", {
        Action: "sqs:SendMessage",
        Resource: `arn:aws:sqs:${region}:111122223333:jobs`,
      });
    }
    for (const partition of ["partition", "my-partition", "<partition>", "{partition}"]) {
      assertOnlyToFillIn("identity", { Resource: `arn:${partition}:s3:::reports/*` });
    }
  });
  test("as what is left out of an ARN, or stands between bars", () => {
    for (const fields of ["...:...:jobs", "...:jobs", "...:111122223333:jobs", "eu-west-1:...:jobs", "…:jobs", "..."]) {
      assertOnlyToFillIn("identity", { Action: "sqs:SendMessage", Resource: `arn:aws:sqs:${fields}` });
    }
    for (const fields of ["eu-west-1:|account|:jobs", "|region|:|account|:jobs", "eu-west-1:111122223333:|name|"]) {
      assertOnlyToFillIn("identity", { Action: "sqs:SendMessage", Resource: `arn:aws:sqs:${fields}` });
    }
    for (const Resource of ["arn:aws:s3:::...", "arn:aws:s3:::.../*", "arn:aws:s3:::reports/..."]) {
      assertOnlyToFillIn("identity", { Resource });
    }
    assertOnlyToFillIn("identity", { Condition: { StringEquals: { "aws:RequestedRegion": "|region|" } } });
    for (const AWS of ["arn:aws:iam::...:role/app", "arn:aws:iam::|account|:root", "|account|"]) {
      assertOnlyToFillIn("resource", { Principal: { AWS }, Resource: "arn:aws:s3:::reports/*" });
    }
  });
  test("as a principal", () => {
    for (const text of [
      ...ACCOUNT_WORDS,
      "your_user_or_role_ARN",
      "IAM USER OR ROLE ARN",
      "Your partner's AWS Account ID",
    ]) {
      assertOnlyToFillIn("resource", { Principal: { AWS: text }, Resource: "arn:aws:s3:::reports/*" });
    }
  });
  test("as a condition's value", () => {
    const when = (operator: string, key: string, value: string): Elements => ({
      Condition: { [operator]: { [key]: value } },
    });
    for (const text of eighthOf(ACCOUNT_WORDS, 1)) {
      assertOnlyToFillIn("identity", when("StringEquals", "aws:PrincipalAccount", text));
      assertOnlyToFillIn("identity", when("StringEquals", "aws:ResourceAccount", text));
    }
    for (const text of eighthOf(REGION_WORDS, 1))
      assertOnlyToFillIn("identity", when("StringEquals", "aws:RequestedRegion", text));
    for (const text of [
      "org-id",
      "o-xxxxxxxxxx",
      "o-yourOrgID",
      "<my-org-id>",
      "[ORG_ID]",
      "customer_org_id",
      "myOrgId",
    ]) {
      assertOnlyToFillIn("identity", when("StringEquals", "aws:PrincipalOrgID", text));
    }
    for (const text of ["vpce-xxxxxx", "<vpce-id>", "vpc-endpoint-id", "[VPCE]"]) {
      assertOnlyToFillIn("identity", when("StringEquals", "aws:SourceVpce", text));
    }
    for (const text of ["<cidr>", "[MY_CIDR]", "{cidr}", "your-ip"]) {
      assertOnlyToFillIn("identity", when("IpAddress", "aws:SourceIp", text));
    }
    for (const text of ["[MAX_AGE]", "<seconds>", "{seconds}"]) {
      assertOnlyToFillIn("identity", when("NumericLessThan", "aws:MultiFactorAuthAge", text));
    }
    for (const text of ["<date>", "[DATE]", "{date}"]) {
      assertOnlyToFillIn("identity", when("DateLessThan", "aws:CurrentTime", text));
    }
    for (const text of ARN_WORDS.filter((word) => word !== "resource-name")) {
      assertOnlyToFillIn("identity", when("ArnLike", "aws:PrincipalArn", text));
    }
  });
  test("as an action and as an effect", () => {
    for (const Action of ["service-prefix:action", "<action>", "your-service-prefix:*", "action"]) {
      assertOnlyToFillIn("identity", { Action });
    }
    for (const Effect of ["effect", "Allow|Deny", "<effect>"]) assertOnlyToFillIn("identity", { Effect });
  });
  test("as a key and as a type of principal", () => {
    for (const key of ["<key>", "service-prefix:ResourceTag/team", "{key}"]) {
      assertOnlyToFillIn("identity", { Condition: { StringEquals: { [key]: "a" } } });
    }
    assertOnlyToFillIn("resource", { Principal: { "{aws}": "111122223333" }, Resource: "arn:aws:s3:::reports/*" });
  });

  test("and what only looks like a mark is read as it is written", () => {
    for (const text of [
      "a%3Ab%2Fc",
      "%20data%d0%b0",
      "100%",
      "[0-9]{2,4}",
      "${aws:username}",
      "x_$folder$",
      "/$aws/",
      "prod|dev|test",
      "file~",
      "a~1~",
      "a...b",
    ]) {
      assert.deepEqual(toolMarksIn(text), [], text);
    }
    for (const text of ["a/__pycache__/b", "day=__HIVE_DEFAULT_PARTITION__", "snake__case", "function:app:$LATEST"]) {
      assert.deepEqual(toolMarksIn(text), [], text);
    }
  });
});
