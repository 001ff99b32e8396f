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

describe("a statement for a caller that an Allow for members of an organization leaves out", () => {
  const PATHS = "aws:PrincipalOrgPaths";
  const part = { "ForAnyValue:StringLike": { [PATHS]: ["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"] } };
  const whole = { "ForAnyValue:StringLike": { [PATHS]: ["o-a1b2c3d4e5/*"] } };
  for (const [condition, said] of [
    [{ StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }, "is for an organization, .* from outside it:"],
    [whole, "is for an organization, .* from outside it:"],
    [{ ...whole, Null: { [PATHS]: "false" } }, "is for an organization, .* from outside it:"],
    [part, "is for a part of an organization, .* from outside that part:"],
    [{ ...part, StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }, "is for a part of an organization, "],
    // These are for everybody else: the caller that is left out is a member.
    [{ StringNotEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }, undefined],
    [{ Null: { "aws:PrincipalOrgID": "true" } }, undefined],
    [{ "ForAllValues:StringNotLike": { [PATHS]: ["o-a1b2c3d4e5/*"] } }, undefined],
  ] as const) {
    test(JSON.stringify(condition), () => {
      const message =
        "User: arn:aws:sts::777788889999:assumed-role/reader/s1 is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::feed/day.csv because no resource-based policy allows the s3:GetObject action";
      const allow = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::feed/*" };
      const text = JSON.stringify({ Version: "2012-10-17", Statement: [{ ...allow, Condition: condition }] });
      const workspace = readWorkspace([{ path: "feed.json", text }], EMPTY_CONFIG);
      const { fixes } = explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() });
      const added = fixes.find(({ change }) => change.change === "add-statement");
      if (said === undefined) assert.equal(added, undefined);
      else assert.match(phraseToPlainText(added === undefined ? [] : (fixRisk(added) ?? [])), new RegExp(said));
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
