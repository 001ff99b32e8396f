/** Conditions that compare a tag with the caller's own: what is to get the tag is what AWS looks at, if there is anything. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fixTitleText } from "../../../server/src/telling/fix-sentences.ts";
import { readWorkspaceConfig } from "../../../server/src/workspace/read-config.ts";
import { explained, explainedIn } from "../../support/explained.ts";

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

  test("may be a tag that another policy refuses", () => {
    const policy = (Condition: object): string =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "*", Resource: "*", Condition }],
      });
    const { config } = readWorkspaceConfig(
      "iam-verdict.json",
      JSON.stringify({
        policies: [
          { files: "scp.json", kind: "scp", targets: ["111122223333"] },
          { files: "worker.json", kind: "identity", attachedTo: ["arn:aws:iam::111122223333:role/worker"] },
        ],
      }),
    );
    const asked = "User: arn:aws:sts::111122223333:assumed-role/worker/job is not authorized to perform: s3:GetObject";
    const { fixes } = explainedIn(
      `${asked} on resource: arn:aws:s3:::scans/a.csv because no service control policy allows the s3:GetObject action`,
      [
        {
          path: "scp.json",
          text: policy({ StringEquals: { "aws:ResourceTag/team": "${aws:PrincipalTag/team}" } }),
        },
        { path: "worker.json", text: policy({ StringNotEquals: { "aws:PrincipalTag/team": "red" } }) },
      ],
      new Map(),
      config,
    );
    assert.deepEqual(
      fixes.map(({ verified, risks }) => [verified, risks.map(({ risk }) => risk)]),
      [[false, ["may-lack-allow"]]],
    );
  });

  test("is nothing's where AWS asks about everything", () => {
    assert.deepEqual(fixesFor("ec2:DescribeInstances", "*"), []);
  });
});
