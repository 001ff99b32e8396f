/** What the table of docs/checks/access-analyzer.md says of checks that go by another name there: an example of each is found. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { realCatalog } from "../catalog/real-catalog.ts";
import { findingsIn } from "../support/annotated.ts";

type Elements = Readonly<Record<string, unknown>>;

const when = (operator: string, key: string, value: unknown): Elements => ({
  Condition: { [operator]: { [key]: value } },
});

const EXAMPLES: readonly (readonly [theirs: string, ours: string, statement: Elements])[] = [
  ["ARN_REGION_NOT_ALLOWED", "misspelled-arn", { Resource: "arn:aws:s3:us-east-1::reports/*" }],
  ["ARN_ACCOUNT_NOT_ALLOWED", "misspelled-arn", { Resource: "arn:aws:s3::111122223333:reports/*" }],
  ["INVALID_SERVICE", "resource-not-of-action", { Resource: "arn:aws:s33:::reports/*" }],
  ["INVALID_ARN_SERVICE_CASE", "invalid-arn", { Resource: "arn:aws:S3:::reports/*" }],
  ["MISSING_ARN_REGION", "misspelled-arn", { Action: "sqs:SendMessage", Resource: "arn:aws:sqs::111122223333:q" }],
  ["MISSING_ARN_ACCOUNT", "misspelled-arn", { Action: "sqs:SendMessage", Resource: "arn:aws:sqs:us-east-1::q" }],
  ["INVALID_ARN_PREFIX", "invalid-arn", { Resource: "reports" }],
  ["INVALID_CONDITION_KEY_FORMAT", "unknown-condition-key", when("StringEquals", "SourceIp", "x")],
  ["INVALID_GLOBAL_CONDITION_KEY", "unknown-condition-key", when("StringEquals", "aws:SourceVpcc", "x")],
  ["MISSING_TAG_KEY_IN_CONDITION", "unknown-condition-key", when("StringEquals", "aws:RequestTag/", "x")],
  ["INVALID_VARIABLE_FOR_OPERATOR", "condition-never-holds", when("NumericEquals", "s3:max-keys", "${aws:username}")],
  ["TYPE_MISMATCH_NUMBER", "impossible-value", when("NumericEquals", "s3:max-keys", "ten")],
  ["TYPE_MISMATCH_IP_RANGE", "impossible-value", when("IpAddress", "aws:SourceIp", "10.0.0.0/99")],
  ["TYPE_MISMATCH", "condition-never-holds", when("NumericEquals", "aws:SecureTransport", "1")],
  ["PRIVATE_IP_ADDRESS", "condition-never-holds", when("IpAddress", "aws:SourceIp", "10.0.0.0/8")],
  ["INVALID_VPC_FORMAT", "impossible-value", when("StringEquals", "aws:SourceVpc", "vpc")],
  ["VARIABLE_UNSUPPORTED_IN_ELEMENT", "misplaced-variable", { Resource: "arn:aws:s3:${aws:username}::reports/x" }],
  [
    "EMPTY_ARRAY_CONDITION_FORALLVALUES",
    "only-when-absent",
    when("ForAllValues:StringEquals", "aws:PrincipalOrgPaths", []),
  ],
  ["NULL_WITH_IF_EXISTS", "unknown-operator", when("NullIfExists", "aws:PrincipalTag/a", "true")],
  ["UNSUPPORTED_ACTION_FOR_CONDITION_KEY", "key-not-in-request", when("StringEquals", "s3:prefix", "a")],
  ["EQUIVALENT_TO_NULL_TRUE", "only-when-absent", when("StringNotLike", "aws:PrincipalTag/a", "*")],
];

const CATALOG = realCatalog();

describe("what IAM Access Analyzer finds is found here:", () => {
  for (const [theirs, ours, statement] of EXAMPLES) {
    test(`${theirs} by ${ours}`, () => {
      const policy = JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...statement }],
      });
      const codes = findingsIn(policy, { kind: "identity", catalog: CATALOG }).map(({ code }) => code);
      assert.ok(codes.includes(ours), `${codes.join()} in ${policy}`);
    });
  }
});
