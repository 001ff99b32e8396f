/** The list that a fact is picked from: every key in play once, those that would change the answer first. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { factKeyGroups } from "../../client/src/fact-key-groups.ts";
import { factKeys } from "../../server/src/service/fact-keys.ts";
import { readWorkspaceConfig } from "../../server/src/workspace/read-config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { denied, policyOf, resultOf } from "./panel-fixture.ts";

const FILES = {
  "identity/p.json": policyOf(
    {
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::b/*",
      Condition: {
        Bool: { "aws:MultiFactorAuthPresent": "true" },
        StringEquals: { "aws:PrincipalTag/team": "data" },
      },
    },
    {
      Effect: "Deny",
      Action: "s3:*",
      Resource: "*",
      Condition: { Bool: { "AWS:multifactorauthpresent": "false" }, "${op}": { "aws:SourceVpc": "vpc-1" } },
    },
    {
      Effect: "Allow",
      Action: "sqs:SendMessage",
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceAccount": "1" } },
    },
  ),
};
const MESSAGE = denied(
  "s3:GetObject",
  "arn:aws:s3:::b/k",
  "because no identity-based policy allows the s3:GetObject action",
);

describe("the keys that a fact can be of", () => {
  const texts = Object.entries(FILES).map(([path, policy]) => ({ path, text: JSON.stringify(policy) }));
  const workspace = readWorkspace(texts, readWorkspaceConfig("iam-verdict.json", "{}").config);
  const known = factKeys("s3:GetObject", workspace, miniCatalog());

  test("are those that conditions on the action ask for, those that its requests carry, then those of any request", () => {
    const asked = known.filter(({ why }) => why === "condition").map(({ key }) => key);
    assert.deepEqual(asked, ["aws:MultiFactorAuthPresent", "aws:PrincipalTag/team"]);
    const carried = known.filter(({ why }) => why === "action").map(({ key }) => key);
    assert.ok(
      carried.some((key) => key.startsWith("s3:")),
      carried.join(),
    );
    assert.ok(known.some(({ key, why }) => key === "aws:SourceIp" && why === "any-request"));
    const ids = known.map(({ key }) => key.toLowerCase());
    assert.equal(new Set(ids).size, ids.length);
  });

  test("have their types", () => {
    assert.equal(known.find(({ key }) => key === "aws:MultiFactorAuthPresent")?.type, "Bool");
    assert.equal(known.find(({ key }) => key === "aws:PrincipalTag/team")?.type, "String");
  });

  test("are all that any condition asks for, where the action is not known", () => {
    const keys = factKeys(undefined, workspace, miniCatalog()).map(({ key }) => key);
    assert.ok(keys.includes("aws:SourceAccount"));
  });

  test("come in groups, with what is known of them by now", () => {
    const facts = [{ key: "aws:principaltag/team", value: "data" }];
    const groups = factKeyGroups(known, { result: resultOf({ message: MESSAGE, files: FILES }), facts });
    assert.deepEqual(
      groups.map(({ why }) => why),
      ["changes-answer", "action", "any-request", "message"],
      "what conditions here ask for would all change the answer, so it is not listed again",
    );
    const rows = groups.flatMap(({ keys }) => keys);
    assert.equal(rows.length, new Set(rows.map(({ key }) => key.toLowerCase())).size);
    assert.ok(groups[0]?.keys.some(({ key }) => key.toLowerCase() === "aws:multifactorauthpresent"));
    const team = rows.find(({ key }) => key === "aws:PrincipalTag/team");
    assert.deepEqual(team?.value, { from: "user", text: "data" });
    const action = rows.find(({ key }) => key === "action");
    assert.equal(action?.begin, undefined);
  });

  test("leave the end of a tag's key to the user", () => {
    const rows = factKeyGroups(known, { result: resultOf({ message: MESSAGE, files: FILES }), facts: [] });
    const tag = rows.flatMap(({ keys }) => keys).find(({ key }) => key === "aws:PrincipalTag/${TagKey}");
    assert.equal(tag?.begin, "aws:PrincipalTag/");
  });
});
