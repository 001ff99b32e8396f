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
