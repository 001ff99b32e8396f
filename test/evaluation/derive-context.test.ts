/** Source: "AWS global condition context keys". */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { deriveContext } from "../../server/src/evaluation/derive-context.ts";
import { FEDERATED, requestOf, ROLE, ROOT, SESSION, USER, type RequestFacts } from "../support/evaluation.ts";

const KEYS = [
  "aws:PrincipalArn",
  "aws:PrincipalAccount",
  "aws:PrincipalType",
  "aws:username",
  "aws:PrincipalIsAWSService",
  "aws:PrincipalServiceName",
] as const;

function derived(facts: RequestFacts, key: string): string {
  const entry = deriveContext(requestOf({ unlisted: "unknown", ...facts })).entry(key);
  return entry.state === "present" ? entry.values.join() : `(${entry.state})`;
}

describe("what follows from the caller", () => {
  for (const [principal, ...values] of [
    [USER, USER, "111111111111", "User", "ann", "false", "(absent)"],
    [ROLE, ROLE, "111111111111", "AssumedRole", "(absent)", "false", "(absent)"],
    // The role's path does not show in the session's ARN.
    [SESSION, "(unknown)", "111111111111", "AssumedRole", "(absent)", "false", "(absent)"],
    [FEDERATED, FEDERATED, "111111111111", "FederatedUser", "(absent)", "false", "(absent)"],
    [ROOT, ROOT, "111111111111", "Account", "(absent)", "false", "(absent)"],
    ["*", "(absent)", "anonymous", "Anonymous", "(absent)", "(absent)", "(absent)"],
    ["lambda.amazonaws.com", "(unknown)", "(unknown)", "(unknown)", "(absent)", "true", "lambda.amazonaws.com"],
  ] as const) {
    test(principal, () =>
      assert.deepEqual(
        KEYS.map((key) => derived({ principal }, key)),
        values,
      ),
    );
  }

  test("a user's name is the last part of its path", () => {
    assert.equal(derived({ principal: "arn:aws:iam::111111111111:user/team/bob" }, "AWS:USERNAME"), "bob");
  });
});

describe("what follows from the resource", () => {
  for (const [resource, owner, account] of [
    ["arn:aws:s3:::alpha", "222222222222", "222222222222"],
    ["arn:aws:s3:::alpha", undefined, "(unknown)"],
    ["arn:aws:sqs:us-east-1:333333333333:q", undefined, "333333333333"],
    ["arn:aws:iam::aws:policy/ReadOnlyAccess", undefined, "(unknown)"],
    ["*", "111111111111", "(unknown)"],
  ] as const) {
    test(`${resource} of ${owner ?? "an unknown owner"}`, () => {
      assert.equal(derived({ resource, owner }, "aws:ResourceAccount"), account);
    });
  }

  test("the Region asked is not the Region of the ARN", () => {
    assert.equal(derived({ resource: "arn:aws:sqs:us-east-1:333333333333:q" }, "aws:RequestedRegion"), "(unknown)");
  });
});

test("what the request says itself stays", () => {
  assert.equal(
    derived({ principal: SESSION, context: { "aws:PrincipalArn": ROLE, "s3:prefix": "x" } }, "aws:PrincipalArn"),
    ROLE,
  );
  assert.equal(derived({ context: { "aws:username": "zed" } }, "aws:username"), "zed");
  assert.equal(derived({ unlisted: "absent" }, "aws:SourceIp"), "(absent)");
});
