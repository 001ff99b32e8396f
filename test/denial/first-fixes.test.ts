/** What is offered first, with the whole reference: the fix that somebody who knows the service would make. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fixTitleText } from "../../server/src/telling/fix-sentences.ts";
import { explained } from "../support/explained.ts";

const ACCOUNT = "111122223333";
const refused = (
  action: string,
  resource: string,
  why = `because no identity-based policy allows the ${action} action`,
) =>
  `AccessDenied: User: arn:aws:sts::${ACCOUNT}:assumed-role/app/job-1 is not authorized to perform: ${action} on resource: ${resource} ${why}`;
const BY_RESOURCE = "with an explicit deny in a resource-based policy";

interface Row {
  readonly what: string;
  readonly message: string;
  readonly statement: object;
  readonly file?: string;
  readonly first: string;
}

const ROWS: readonly Row[] = [
  {
    what: "a tag of the resource under the service's own key",
    message: refused("ssm:GetParameters", `arn:aws:ssm:eu-west-2:${ACCOUNT}:parameter/maps-key`),
    statement: {
      Effect: "Allow",
      Action: "ssm:GetParameters",
      Resource: "*",
      Condition: { StringEquals: { "ssm:ResourceTag/product": "atlas" } },
    },
    first: 'Give the resource the tag product with the value "atlas"',
  },
  {
    what: "encryption of any kind",
    message: refused("s3:PutObject", '"arn:aws:s3:::acme-ledger/a.csv"', BY_RESOURCE),
    file: "bucket-policy.json",
    statement: {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:PutObject",
      Resource: "arn:aws:s3:::acme-ledger/*",
      Condition: { Null: { "s3:x-amz-server-side-encryption": "true" } },
    },
    first: "Ask for encryption when you upload",
  },
  {
    what: "any VPC endpoint",
    message: refused("s3:PutObject", '"arn:aws:s3:::acme-ledger/a.csv"', BY_RESOURCE),
    file: "bucket-policy.json",
    statement: {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: "arn:aws:s3:::acme-ledger/*",
      Condition: { Null: { "aws:SourceVpce": "true" } },
    },
    first: "Send the request through a VPC endpoint",
  },
  {
    what: "the next revision of a task definition",
    message: refused("ecs:RunTask", `arn:aws:ecs:eu-west-1:${ACCOUNT}:task-definition/nightly:7`),
    statement: { Effect: "Allow", Action: "ecs:RunTask", Resource: `arn:aws:ecs:eu-west-1:${ACCOUNT}:cluster/main` },
    first: `Add arn:aws:ecs:eu-west-1:${ACCOUNT}:task-definition/nightly:* to the resources of statement 1 of app.json`,
  },
];

describe("the first fix", () => {
  for (const { what, message, file = "app.json", statement, first } of ROWS) {
    test(`names ${what}`, () => {
      const [fix] = explained(message, { [file]: statement }).fixes;
      assert.equal(fix && fixTitleText(fix), first);
    });
  }
});

describe("the nearest statement", () => {
  test("is said to name resources where the action has none", () => {
    const message = refused("lambda:ListFunctions", "*");
    const { nearMisses } = explained(message, {
      "app.json": { Effect: "Allow", Action: "lambda:*", Resource: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:*` },
    });
    assert.deepEqual(nearMisses[0]?.hints, [{ hint: "needs-all-resources", action: "lambda:ListFunctions" }]);
  });
});
