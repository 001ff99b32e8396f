/** Policies written from an empty file by completion alone, over the protocol: how many keys it takes, and nothing is found. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { findingsIn } from "../support/found-in.ts";
import { startServerHere, type TestServer } from "../support/language-server.ts";
import { typistIn } from "../support/typist.ts";
import { quarterOf } from "../support/searching.ts";

interface Authored {
  /** Its folder says the kind of the policy. */
  readonly path: string;
  /** A label that is taken, `tab` for the next stop, or so many keys to the right. */
  readonly steps: readonly (string | number)[];
  readonly statement: object;
  /** More keys than it takes now would be a step back. */
  readonly keys: number;
}

const OBJECT = "arn:aws:s3:::bucket/*";
const TLS = ["Condition", "Bool", "aws:SecureTransport", "false"];

const POLICIES: readonly Authored[] = [
  {
    path: "identity-policy/a.json",
    steps: ["s3:GetObject", "tab", OBJECT, "tab", "tab"],
    statement: { Effect: "Allow", Action: ["s3:GetObject"], Resource: [OBJECT] },
    keys: 19,
  },
  {
    path: "identity-policy/with-condition.json",
    steps: [
      "s3:GetObject",
      "tab",
      OBJECT,
      "tab",
      "tab",
      2,
      "Condition",
      "StringEquals",
      "aws:PrincipalOrgID",
      "o-exampleorgid",
    ],
    statement: {
      Effect: "Allow",
      Action: ["s3:GetObject"],
      Resource: [OBJECT],
      Condition: { StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid" } },
    },
    keys: 33,
  },
  {
    path: "trust/a.json",
    steps: ["Service", "lambda.amazonaws.com", "tab", "tab", "sts:AssumeRole"],
    statement: { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: ["sts:AssumeRole"] },
    keys: 17,
  },
  {
    path: "bucket-policy/a.json",
    steps: [
      "AWS",
      "arn:aws:iam::111122223333:role/role",
      "tab",
      "tab",
      "tab",
      "tab",
      "s3:GetObject",
      "tab",
      OBJECT,
      "tab",
      "tab",
    ],
    statement: {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111122223333:role/role" },
      Action: ["s3:GetObject"],
      Resource: [OBJECT],
    },
    keys: 27,
  },
  {
    path: "key-policy/a.json",
    steps: ["AWS", "arn:aws:iam::111122223333:root", "tab", "tab", "tab", "kms:*", "tab", "*"],
    statement: {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111122223333:root" },
      Action: ["kms:*"],
      Resource: ["*"],
    },
    keys: 23,
  },
  {
    path: "scp/a.json",
    steps: ["organizations:LeaveOrganization", "tab", "*"],
    statement: { Effect: "Deny", Action: ["organizations:LeaveOrganization"], Resource: ["*"] },
    keys: 25,
  },
  {
    path: "rcp/a.json",
    steps: ["s3:*", "tab", "*", 2, ...TLS],
    statement: {
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:*"],
      Resource: ["*"],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    keys: 30,
  },
  {
    path: "boundary/a.json",
    steps: ["dynamodb:Query", "tab", "arn:aws:dynamodb:*:*:table/table", "tab", "tab", "tab"],
    statement: { Effect: "Allow", Action: ["dynamodb:Query"], Resource: ["arn:aws:dynamodb:*:*:table/table"] },
    keys: 23,
  },
  {
    path: "session-policy/a.json",
    steps: ["sqs:SendMessage", "tab", "arn:aws:sqs:*:*:queue", "tab", "tab", "tab"],
    statement: { Effect: "Allow", Action: ["sqs:SendMessage"], Resource: ["arn:aws:sqs:*:*:queue"] },
    keys: 18,
  },
  {
    path: "vpc-endpoint/a.json",
    steps: ["s3:GetObject", "tab", OBJECT, "tab", "tab"],
    statement: { Effect: "Allow", Principal: "*", Action: ["s3:GetObject"], Resource: [OBJECT] },
    keys: 19,
  },
  {
    path: "iot-policy/a.json",
    steps: ["iot:Connect", "tab", "arn:aws:iot:*:*:client/*", "tab", "tab", "tab"],
    statement: { Effect: "Allow", Action: ["iot:Connect"], Resource: ["arn:aws:iot:*:*:client/*"] },
    keys: 20,
  },
];

describe("a policy written by completion alone", () => {
  let server: TestServer;
  before(async () => {
    server = await startServerHere({ files: {}, snippets: true });
  });
  after(() => server.stop());

  for (const { path, steps, statement, keys } of quarterOf(POLICIES, 0)) {
    test(path, async (context) => {
      server.open(path, "", "json");
      const typist = typistIn(server, path, "", 0);
      typist.type("{");
      for (const step of ["Version", "Statement", ...steps]) {
        if (typeof step === "number") typist.right(step);
        else if (step === "tab") typist.tab();
        else await typist.take(step);
      }
      context.diagnostic(`${typist.keys} keys for ${typist.text.length} characters`);
      assert.deepEqual(JSON.parse(typist.text), { Version: "2012-10-17", Statement: [statement] });
      assert.deepEqual(findingsIn(path, typist.text), []);
      assert.ok(typist.keys <= keys, `${typist.keys} keys`);
    });
  }
});
