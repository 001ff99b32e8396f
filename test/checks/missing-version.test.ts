import assert from "node:assert/strict";
import { test } from "node:test";
import { missingVersion } from "../../server/src/checks/rules/missing-version.ts";
import { findingsIn } from "../support/annotated.ts";
import { describeCheck } from "../support/describe-check.ts";

const STATEMENT = `{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }`;

describeCheck(missingVersion, {
  fires: [
    {
      name: "a policy of statements alone",
      picture: `
{
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }]
  ^^^^^^^^^^^ missing-version: Without Version, AWS reads this policy by the rules of '2008-10-17', in which policy variables are plain text. Set Version to '2012-10-17'.
}
`,
    },
  ],
  silent: [
    { name: "the current version", policy: `{ "Version": "2012-10-17", "Statement": [${STATEMENT}] }` },
    {
      name: "the old version, which somebody chose",
      policy: `{ "Version": "2008-10-17", "Statement": [${STATEMENT}] }`,
    },
    { name: "a version that is filled in", policy: `{ "Version": "<version>", "Statement": [${STATEMENT}] }` },
    {
      name: "a version that may come from elsewhere",
      policy: `{ "<name>": "2012-10-17", "Statement": [${STATEMENT}] }`,
    },
    { name: "a statement alone", policy: STATEMENT },
    { name: "an SCP, of which another check says more", kind: "scp", policy: `{ "Statement": [${STATEMENT}] }` },
  ],
  fixes: [
    {
      name: "sets it",
      title: "Set Version to '2012-10-17'",
      before: `{
  "Statement": [${STATEMENT}]
}`,
      after: `{
  "Version": "2012-10-17",
  "Statement": [${STATEMENT}]
}`,
    },
  ],
});

test("it is information only for a queue, whose policy SQS stores with another Version than it got", () => {
  const severityOf = (statement: Readonly<Record<string, string>>): string | undefined =>
    findingsIn(JSON.stringify({ Statement: [{ Effect: "Allow", ...statement }] }), {
      kind: "Principal" in statement ? "resource" : "identity",
      checks: [missingVersion],
    }).map(({ severity }) => severity)[0];
  const read = { Action: "s3:GetObject", Resource: "arn:aws:s3:::example-bucket/*" };
  const send = { Action: "sqs:SendMessage", Resource: "arn:aws:sqs:eu-west-1:111122223333:orders" };
  assert.equal(severityOf({ ...send, Principal: "*" }), "info");
  assert.equal(severityOf({ ...read, Principal: "*" }), "hint");
  assert.equal(severityOf(send), "hint");
});
