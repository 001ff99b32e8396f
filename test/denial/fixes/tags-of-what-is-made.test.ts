/** A permission for the tags of what a call makes asks for a call that makes such a resource. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explainDenial } from "../../../server/src/service/explain-denial.ts";
import { EMPTY_CONFIG } from "../../../server/src/workspace/config.ts";
import { readWorkspace } from "../../../server/src/workspace/workspace.ts";
import { realCatalog } from "../../catalog/real-catalog.ts";

function firstFix(actions: readonly string[], resource: string): string {
  return fixesOf(actions, resource)[0] ?? "";
}

const OF_VOLUMES = {
  Resource: "arn:aws:ec2:*:*:volume/*",
  Condition: { StringEquals: { "ec2:CreateAction": "CreateVolume" } },
};

function fixesOf(actions: readonly string[], resource: string, tags = OF_VOLUMES): readonly string[] {
  const policy = {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: actions, Resource: "*" },
      { Effect: "Allow", Action: "ec2:CreateTags", ...tags },
    ],
  };
  const message = `User: arn:aws:iam::111122223333:user/ann is not authorized to perform: ec2:CreateTags on resource: ${resource} because no identity-based policy allows the ec2:CreateTags action`;
  const workspace = readWorkspace([{ path: "ann.json", text: JSON.stringify(policy) }], EMPTY_CONFIG);
  const { fixes } = explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() });
  assert.doesNotMatch(JSON.stringify(fixes.map(({ risks }) => risks)), /CreateVolume/);
  return fixes.map(({ edits }) => edits.map(({ newText }) => newText).join(""));
}

const INSTANCE = "arn:aws:ec2:eu-west-1:111122223333:instance/*";

describe("tags of an instance beside a permission for those of volumes", () => {
  test("are allowed within the call that makes one", () => {
    assert.match(firstFix(["ec2:RunInstances", "ec2:CreateVolume"], INSTANCE), /"ec2:CreateAction": ?"RunInstances"/);
  });

  test("are allowed as they are where no call that makes one is allowed here", () => {
    assert.doesNotMatch(firstFix(["ec2:StartInstances"], INSTANCE), /CreateAction/);
  });

  test("are not allowed within a call that only uses one", () => {
    const group = "arn:aws:ec2:eu-west-1:111122223333:security-group/*";
    const edits = fixesOf(["ec2:DescribeInstances"], group, {
      Resource: "arn:aws:ec2:*:*:network-interface/*",
      Condition: { StringEquals: { "ec2:CreateAction": "CreateNetworkInterface" } },
    });
    assert.deepEqual(
      edits.filter((edit) => edit.includes("CreateNetworkInterface")),
      [],
    );
  });

  test("are allowed in no statement that is for volumes as well", () => {
    const edits = fixesOf(["ec2:RunInstances"], INSTANCE);
    assert.deepEqual(
      edits.filter((edit) => !/instance|RunInstances/.test(edit)),
      [],
    );
  });

  test("are allowed as they are where the instance is there already", () => {
    const there = "arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0";
    assert.doesNotMatch(firstFix(["ec2:RunInstances"], there), /CreateAction/);
  });
});
