/** What AWS cannot have written is asked about, and never corrected in silence. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explainDenial, type ExplainedDenial } from "../../server/src/service/explain-denial.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { realCatalog } from "../catalog/real-catalog.ts";

const USER = "arn:aws:iam::730112940571:user/rosa";
const denied = (action: string, rest = "", user = USER): string =>
  `User: ${user} is not authorized to perform: ${action}${rest}`;
const NO_ALLOW = ` on resource: "arn:aws:s3:::ledger/q1.csv" because no identity-based policy allows the s3:GetObject action`;

function explained(message: string): ExplainedDenial {
  return explainDenial({
    message,
    workspace: readWorkspace([], EMPTY_CONFIG),
    facts: new Map(),
    catalog: realCatalog(),
  });
}

const stepsOf = (message: string): readonly string[] => explained(message).next.map(({ step }) => step);

describe("the action", () => {
  const asked: readonly (readonly [message: string, near: readonly string[]])[] = [
    [denied("s3:Get0bject", NO_ALLOW), ["s3:GetObject"]],
    [denied("s3:GetObj..."), ["s3:GetObject", "s3:GetObjectAcl", "s3:GetObjectTagging"]],
    [denied("ec2:Runlnstances"), ["ec2:RunInstances"]],
  ];
  for (const [message, near] of asked) {
    test(`is asked about: ${message.slice(73, 110)}`, () => {
      const { next } = explained(message);
      const [first] = next;
      assert.deepEqual(first?.step === "check-action" ? first.near : first, near);
      assert.ok(!next.some(({ step }) => step === "copy-statement"));
    });
  }
  for (const message of [
    denied("s3:GetObject", NO_ALLOW),
    denied("s3:PutObjectOnTheMoon", NO_ALLOW),
    denied("s3:GetObj", NO_ALLOW),
    denied("moon:GetObj"),
    denied("s3:Get*"),
  ]) {
    test(`is none to ask about: ${message.slice(73, 110)}`, () => {
      assert.ok(!stepsOf(message).includes("check-action"));
    });
  }
});

describe("the account", () => {
  const inAccount = (account: string): string => denied("s3:GetObject", NO_ALLOW, `arn:aws:iam::${account}:user/rosa`);
  for (const account of ["73O112940571", "7301l2940571"]) {
    test(`is asked about: ${account}`, () => assert.equal(stepsOf(inAccount(account))[0], "check-account"));
  }
  for (const account of ["730112940571", "xxxxxxxxxxxx", "7301...", "<account>", "SSSSSSSSSSSS"]) {
    test(`is none to ask about: ${account}`, () => assert.ok(!stepsOf(inAccount(account)).includes("check-account")));
  }
});

test("of several denials in one text the first one asks who it was", () => {
  const bare = (operation: string): string =>
    `An error occurred (AccessDenied) when calling the ${operation} operation: Access Denied`;
  const { explanations } = explained(`${bare("GetBucketLocation")}\n${bare("ListBuckets")}`);
  const asking = explanations.map(({ next }) => next.filter(({ step }) => step === "say-who").length);
  assert.deepEqual(asking, [1, 0]);
});
