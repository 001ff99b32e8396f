/** A service that may not write its logs to a bucket is given both statements, unless the policy may let it write already. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { givenBesides } from "../../../server/src/denial/fixes/given-besides.ts";
import { explained } from "../../support/explained.ts";

const MESSAGE = "Access Denied for LogDestination: acme-logs. Please check LogDestination permission";
const OBJECTS = "arn:aws:s3:::acme-logs/AWSLogs/111122223333/*";

function besides(...more: readonly object[]): readonly string[] {
  const ofTrail = {
    Effect: "Allow",
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: OBJECTS,
  };
  const { fixes } = explained(MESSAGE, { "bucket.json": [ofTrail, ...more] });
  assert.ok(fixes.length > 0);
  return fixes.flatMap(givenBesides);
}

describe("beside the access control list, flow logs get the permission to write", () => {
  test("where no statement gives it to them", () => {
    assert.ok(besides().includes("s3:PutObject"));
  });

  for (const action of ["s3:PutObject", "s3:Put*", "s3:*Object", "s3:P*t", "S3:putobject", "*"]) {
    test(`not beside ${action}`, () => {
      const ofLogs = { Principal: { Service: "delivery.logs.amazonaws.com" }, Action: action, Resource: OBJECTS };
      assert.ok(!besides({ Effect: "Allow", ...ofLogs }).includes("s3:PutObject"));
    });
  }
});
