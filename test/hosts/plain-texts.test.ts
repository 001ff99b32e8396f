/** Nothing is sought in what is written plainly, and nothing would be found. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  placeholdersIn,
  placeholdersInName,
  placeholdersSought,
  placeholdersSoughtInName,
} from "../../server/src/hosts/placeholders.ts";
import { isPlainName, isPlainText } from "../../server/src/hosts/plain-texts.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { quarterOf, shareOf } from "../support/searching.ts";

const HEADS = [
  ...["arn", "topicarn", "service", "service-name", "your-service", "aws-prefix", "region-code", "o-orgid", "warn"],
  ...["xxxxxx", "account", "bucket-arn", "s3", "execute-api", "your", "example", "allow", "todo", "id"],
];
const NAMES = ["Action", "GetObject", "Get*", "A", "ARN", "Name", "TODO", "XXXX", "Allow", "AccountId"];

test("actions of the words that guides write", () => {
  for (const head of HEADS) {
    for (const name of NAMES) {
      assert.deepEqual(placeholdersIn(`${head}:${name}`), placeholdersSought(`${head}:${name}`), `${head}:${name}`);
    }
  }
});

test("the actions that there are", () => {
  for (const prefix of realCatalog().servicePrefixes) {
    const names = realCatalog().service(prefix)?.actionNames ?? [];
    for (const name of names.slice(0, 5)) {
      assert.deepEqual(placeholdersSought(`${prefix}:${name}`), placeholdersIn(`${prefix}:${name}`));
    }
  }
});

/** The fields of an ARN, each first with what is plain, then with what guides and tools write. */
const FIELDS = [
  ["aws", "aws-cn", "aws-us-gov", "partition", "aws-partition", "*", "TODO", ""],
  ["s3", "sqs", "service", "servicequotas", "service-name", "ServiceName", "iam", "XXX", "service-prefix", ""],
  [
    "us-east-1",
    "",
    "*",
    "us-gov-west-1",
    "eu-central-1a",
    "region",
    "us-region-1",
    "xx-xxxx-1",
    "my-east-1",
    "REGION",
    "aws",
  ],
  [
    "111122223333",
    "",
    "*",
    "aws",
    "account",
    "123456789012",
    "123-456",
    "1234",
    "...",
    "partner",
    "ACCOUNT_ID",
    "role",
  ],
  [
    ...[
      "bucket-0/*",
      "*",
      "role/reader",
      "topic",
      "my_table",
      "_table_",
      "__name__",
      "x__name__",
      "_BUCKET_ARN_",
      "a.b-c",
    ],
    ...["your-key-arn", "bucket_arn/*", "arn", "ResourceName", "resourcename/x", "...", "a/...", "name/of/the/bucket"],
    ...["region-code", "oidc.region-code.x", "BUCKET_NAME", "CHANGEME", "@name@", "{name}", "$name", "%s", "<x>", ""],
    ...["log-group:name:*", "user/${aws:username}", "x_$folder$", "a+b", "name of it", "a|b|", "~x~", "#x#", "\u2026"],
  ],
] as const;

test("ARNs with any two fields as guides and tools write them", () => {
  let plain = 0;
  const compare = (fields: readonly string[]): void => {
    const arn = ["arn", ...fields].join(":");
    assert.deepEqual(placeholdersIn(arn), placeholdersSought(arn), arn);
    if (isPlainText(arn)) plain++;
  };
  const usual: readonly string[] = FIELDS.map(([first]) => first);
  for (const [at, field] of FIELDS.entries()) {
    for (const [other, otherField] of FIELDS.entries()) {
      for (const one of field)
        for (const two of quarterOf(otherField, at + other)) compare(usual.with(at, one).with(other, two));
    }
  }
  assert.ok(plain > shareOf(300), `${plain} of them are plain`);
});

test("values that IAM itself writes, operators, accounts and Regions", () => {
  const operators = ["StringEquals", "StringNotLike", "StringLikeIfExists", "ArnLike", "ArnNotEqualsIfExists", "Bool"];
  const values = ["Allow", "Deny", "*", "true", "false", "2012-10-17", "2008-10-17", "111122223333", "ap-northeast-2"];
  for (const text of [...values, ...operators]) {
    assert.ok(isPlainText(text), text);
    assert.deepEqual(placeholdersSought(text), [], text);
  }
});

test("the global condition keys, and words of guides behind their prefix", () => {
  const names = ["CHANGEME", "REPLACE_ME", "PrincipalTag/team", "PrincipalTag/$TAG", "ResourceTag/key", "PrincipalArn"];
  const others = [...names, "Service", "ARN", "[key name]", "Key.$", "RequestTag/your-key", "Id/aws"].map(
    (name) => `aws:${name}`,
  );
  for (const key of [
    ...realCatalog().globalKeys.map(({ name }) => name),
    ...others,
    "aws",
    "Key",
    "key",
    "Principal",
  ]) {
    assert.deepEqual(placeholdersInName(key), isPlainName(key) ? [] : placeholdersSoughtInName(key), key);
    if (key.includes(":") && isPlainName(key)) assert.deepEqual(placeholdersSoughtInName(key), [], key);
  }
  assert.ok(isPlainName("aws:SecureTransport"));
});
