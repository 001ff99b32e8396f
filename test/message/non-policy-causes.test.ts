import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readMessage } from "../../server/src/message/read-message.ts";

const start = (action: string): string =>
  `An error occurred (AccessDenied) when calling the X operation: User: arn:aws:iam::111122223333:user/zoe is not authorized to perform: s3:${action} on resource: "arn:aws:s3:::acme/x" because`;

describe("a message that blames a setting of the bucket", () => {
  for (const [setting, text] of [
    [
      "BlockPublicAcls",
      `${start("PutObjectAcl")} public ACLs are prevented by the BlockPublicACLs setting in S3 Block Public Access.`,
    ],
    [
      "BlockPublicPolicy",
      `${start("PutBucketPolicy")} public policies are\nprevented by the BlockPublicPolicy setting in S3 Block\nPublic Access.`,
    ],
    [
      "SSE-C",
      `${start("PutObject")} this bucket has blocked upload requests that specify\nServer Side Encryption with Customer provided keys (SSE-C). Please specify a different server-side encryption type`,
    ],
    [undefined, `${start("PutObject")} no identity-based policy allows the s3:PutObject action`],
  ] as const) {
    test(setting ?? "is not one that blames a policy", () => {
      const reading = readMessage(text, { actionOfOperation: () => null });
      assert.deepEqual(reading.notByPolicy, setting === undefined ? undefined : { cause: "s3-setting", setting });
      assert.ok(reading.isAccessDenied);
      assert.equal(reading.policyType, setting === undefined ? "identity" : "unknown");
    });
  }

  test("is told apart from the next denial of the text", () => {
    const text = `${start("PutObject")} no identity-based policy allows the s3:PutObject action\n\n${start("PutObjectAcl")} public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access.`;
    const { denials } = readMessage(text, { actionOfOperation: () => null });
    assert.deepEqual(
      denials.map(({ notByPolicy }) => notByPolicy),
      [undefined, { cause: "s3-setting", setting: "BlockPublicAcls" }],
    );
  });
});

describe("a request that Amazon S3 refuses for how it was made", () => {
  const refused = (sentence: string): string =>
    `<Error><Code>AccessDenied</Code><Message>${sentence}</Message><RequestId>4Y2XK7DM9C0Z1TQB</RequestId></Error>`;
  for (const [fault, sentence] of [
    ["unsigned-headers", "There were headers present in the request which were not signed"],
    ["form-policy", 'Invalid according to Policy: Policy Condition failed: ["eq", "$key", "cat.png"]'],
    ["form-policy", "Invalid according to Policy: Policy expired."],
    [
      "signature-version",
      "Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.",
    ],
    ["query-parameters", "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters"],
    [undefined, "Access Denied"],
  ] as const) {
    test(sentence, () => {
      const reading = readMessage(refused(sentence), { actionOfOperation: () => null });
      assert.equal(reading.isAccessDenied, true);
      assert.deepEqual(reading.notByPolicy, fault === undefined ? undefined : { cause: "s3-request", fault });
    });
  }
});

describe("what was to be assumed", () => {
  const assuming = (resource: string, reason = ""): string =>
    `User: arn:aws:iam::111122223333:user/zoe is not authorized to perform: sts:AssumeRole on resource: ${resource}${reason}`;
  for (const [what, text, cause] of [
    ["a user", assuming("arn:aws:iam::111122223333:user/zoe"), { cause: "user-is-no-role" }],
    ["a masked account's user", assuming("arn:aws:iam::****:user/sp-api/zoe"), { cause: "user-is-no-role" }],
    ["a role", assuming("arn:aws:iam::111122223333:role/user/zoe"), undefined],
    [
      "a user, where AWS names a policy",
      assuming("arn:aws:iam::111122223333:user/zoe", " with an explicit deny in a service control policy"),
      undefined,
    ],
  ] as const) {
    test(what, () => {
      assert.deepEqual(readMessage(text, { actionOfOperation: () => null }).notByPolicy, cause);
    });
  }
});
