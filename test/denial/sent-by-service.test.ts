/** A request that a service sent with the credentials of a role: passed on, or made with a role of its own. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fixTitleText } from "../../server/src/telling/fix-sentences.ts";
import { explained } from "../support/explained.ts";

const ACCOUNT = "111122223333";
const BUCKET = "arn:aws:s3:::ledger";
const SENDER = "cloudformation.amazonaws.com";

/** An event of a stack that has `role` for itself: CloudFormation names its session. */
function sentWith(role: string): string {
  const arn = `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/AWSCloudFormation`;
  return JSON.stringify({
    eventVersion: "1.11",
    eventID: "not-a-request-id",
    eventSource: "s3.amazonaws.com",
    eventName: "PutBucketPolicy",
    awsRegion: "eu-west-1",
    sourceIPAddress: SENDER,
    userIdentity: {
      type: "AssumedRole",
      arn,
      accountId: ACCOUNT,
      invokedBy: SENDER,
      sessionContext: { sessionIssuer: { type: "Role", arn: `arn:aws:iam::${ACCOUNT}:role/${role}` } },
    },
    errorCode: "AccessDenied",
    errorMessage: `User: ${arn} is not authorized to perform: s3:PutBucketPolicy on resource: ${BUCKET} with an explicit deny in a resource-based policy`,
    resources: [{ ARN: BUCKET, accountId: ACCOUNT }],
  });
}

const network = (more: object = {}) => ({
  "ledger-bucket-policy.json": [
    {
      Sid: "Net",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [BUCKET, `${BUCKET}/*`],
      Condition: { StringNotEqualsIfExists: { "aws:SourceVpce": "vpce-0123456789abcdef0" }, ...more },
    },
  ],
});
const role = (name: string) => ({ [`roles/${name}/p.json`]: { Effect: "Allow", Action: "s3:*", Resource: "*" } });

describe("a request that a service sent", () => {
  test("may be denied by a Deny that leaves out what services pass on", () => {
    const { verdict, culprits, fixes } = explained(sentWith("deploy"), {
      ...network({ Bool: { "aws:ViaAWSService": "false" } }),
      ...role("deploy"),
    });
    assert.deepEqual([verdict, culprits.map(({ place }) => place.sid)], ["explained", ["Net"]]);
    assert.deepEqual(fixes.map(fixTitleText), []);
  });

  test("does not come from where somebody sends it", () => {
    const { fixes } = explained(sentWith("deploy"), { ...network(), ...role("deploy") });
    assert.deepEqual(fixes.map(fixTitleText), [
      'Exempt requests whose aws:ViaAWSService is "true" from statement Net of ledger-bucket-policy.json',
    ]);
    assert.deepEqual(fixes[0]?.risks[0], { risk: "only-if", facts: [{ key: "aws:ViaAWSService", value: "true" }] });
  });

  test("is passed on for a role of IAM Identity Center", () => {
    const name = "AWSReservedSSO_Admin_0123456789abcdef";
    const { fixes } = explained(sentWith(name), network());
    assert.deepEqual(
      fixes.map(({ risks }) => risks.some(({ risk }) => risk === "only-if")),
      [false],
    );
  });
});
