/** Conditions that compare a tag with the caller's own: what is to get the tag is what AWS looks at, if there is anything. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fixTitleText } from "../../../server/src/telling/fix-sentences.ts";
import { explained } from "../../support/explained.ts";

describe("a tag that is to be the caller's own", () => {
  const fixesFor = (Action: string, resource: string): readonly string[] =>
    explained(
      `User: arn:aws:sts::111122223333:assumed-role/worker/job is not authorized to perform: ${Action} on resource: ${resource} because no identity-based policy allows the ${Action} action`,
      {
        "roles/worker/policy.json": [
          {
            Effect: "Allow",
            Action,
            Resource: "*",
            Condition: { StringEquals: { "aws:ResourceTag/team": "${aws:PrincipalTag/team}" } },
          },
        ],
      },
    ).fixes.map(fixTitleText);

  test("is that of the bucket, where an object is asked for", () => {
    assert.deepEqual(fixesFor("s3:GetObject", "arn:aws:s3:::scans/a.csv"), [
      "Give the bucket the tag team with the value of the caller's tag team",
    ]);
  });

  test("is nothing's where AWS asks about everything", () => {
    assert.deepEqual(fixesFor("ec2:DescribeInstances", "*"), []);
  });
});
