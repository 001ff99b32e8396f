/** What the workspace says of a policy's neighbors, while the open document is newer than what the workspace was read from. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readDocument } from "../../server/src/service/document.ts";
import { surroundingsLookup } from "../../server/src/service/surroundings.ts";
import { readWorkspaceConfig } from "../../server/src/workspace/read-config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";

const POLICY = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::a/*" }],
};
const ONE = JSON.stringify(POLICY);
const TWO = JSON.stringify({ first: { PolicyDocument: POLICY }, second: { PolicyDocument: POLICY } });

const { config } = readWorkspaceConfig(
  "iam-verdict.json",
  JSON.stringify({
    policies: [{ files: "*.json", kind: "identity", attachedTo: ["arn:aws:iam::111122223333:role/r"] }],
  }),
);

/** Of each policy in the file as it is now, how many it is known to be attached to. */
function holdersIn(read: string, now: string): readonly number[] {
  const path = "policies.json";
  const lookup = surroundingsLookup(readWorkspace([{ path, text: read }], config));
  const { policies } = readDocument({ path, languageId: "json", text: now }, "identity");
  return policies.map(({ policy }) => lookup({ path, text: now }, policy).holders.length);
}

describe("the neighbors of a policy in a file that was edited since", () => {
  for (const [name, read, now, holders] of [
    ["a file of one policy, as it was", ONE, ONE, [1]],
    ["a file of one policy, edited", ONE, ONE.replace("GetObject", "PutObject"), [1]],
    ["a file of two, as it was", TWO, TWO, [1, 1]],
    [
      "a file of two, edited: another may stand in the place of one",
      TWO,
      TWO.replace("GetObject", "PutObject"),
      [0, 0],
    ],
  ] as const) {
    test(name, () => {
      assert.deepEqual(holdersIn(read, now), holders);
    });
  }
});
