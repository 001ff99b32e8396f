/** What an Allow leaves out by name somebody may have meant to leave out. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explainDenial } from "../../../server/src/service/explain-denial.ts";
import { fixRisk } from "../../../server/src/telling/fix-risk-sentences.ts";
import { phraseToPlainText } from "../../../server/src/wording/plain-text.ts";
import { EMPTY_CONFIG } from "../../../server/src/workspace/config.ts";
import { readWorkspace } from "../../../server/src/workspace/workspace.ts";
import { realCatalog } from "../../catalog/real-catalog.ts";

describe("a statement that would allow the request beside one that leaves it out", () => {
  const ASK = "which is probably deliberate: first ask whoever maintains users/kim.json.";
  for (const [statement, said] of [
    [{ NotAction: ["iam:*"], Resource: "*" }, `Statement 1 of users/kim.json excludes it with NotAction, ${ASK}`],
    [
      { Action: "iam:CreateUser", NotResource: "arn:aws:iam::111122223333:user/admins/*" },
      `Statement 1 of users/kim.json excludes it with NotResource, ${ASK}`,
    ],
    [{ Action: "iam:GetUser", Resource: "*" }, undefined],
    [{ Action: "iam:GetUser", NotResource: "arn:aws:iam::111122223333:user/admins/*" }, undefined],
  ] as const) {
    test(JSON.stringify(statement), () => {
      const message =
        "User: arn:aws:iam::111122223333:user/kim is not authorized to perform: iam:CreateUser on resource: arn:aws:iam::111122223333:user/admins/lee because no identity-based policy allows the iam:CreateUser action";
      const text = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
      const workspace = readWorkspace([{ path: "users/kim.json", text }], EMPTY_CONFIG);
      const { fixes } = explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() });
      const added = fixes.find(({ change }) => change.change === "add-statement");
      assert.ok(added);
      assert.equal(/Statement .*excludes it with.*/.exec(phraseToPlainText(fixRisk(added) ?? []))?.[0], said);
    });
  }
});

test("no statement is given to copy where a Deny here matches, which AWS would have named", () => {
  const message =
    "User: arn:aws:iam::111122223333:user/kim is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::ledger/a because no identity-based policy allows the s3:GetObject action";
  const deny = { Effect: "Deny", Action: "s3:GetObject", Resource: "*" };
  const text = JSON.stringify({ Version: "2012-10-17", Statement: [deny] });
  const workspace = readWorkspace([{ path: "users/kim.json", text }], EMPTY_CONFIG);
  const { reason, next, fixes } = explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() });
  assert.equal(reason, "files-deny-explicitly");
  assert.deepEqual(fixes, []);
  assert.ok(next.every(({ step }) => step !== "copy-statement"));
});
