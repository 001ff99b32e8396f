/** Source: "AWS global condition context keys". */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { evaluate } from "../../server/src/evaluation/evaluate.ts";
import { deriveContext } from "../../server/src/evaluation/derive-context.ts";
import { FEDERATED, named, requestOf, ROLE, ROOT, SESSION, USER, type RequestFacts } from "../support/evaluation.ts";

const KEYS = [
  "aws:PrincipalArn",
  "aws:PrincipalAccount",
  "aws:PrincipalType",
  "aws:username",
  "aws:PrincipalIsAWSService",
  "aws:PrincipalServiceName",
] as const;

const PROVIDERS = [
  "arn:aws:iam::111111111111:saml-provider/idp",
  "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com",
  "accounts.google.com",
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
    // No credentials of AWS sign what they call.
    [PROVIDERS[0], "(absent)", "(unknown)", "(unknown)", "(absent)", "(absent)", "(absent)"],
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

describe("whoever signs nothing has none of the keys of whoever signs", () => {
  for (const principal of [...PROVIDERS, "*"]) {
    test(principal, () => {
      for (const key of ["aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalTag/team", "AWS:PRINCIPALARN"])
        assert.equal(derived({ principal }, key), "(absent)", key);
      assert.equal(derived({ principal, context: { "aws:PrincipalOrgID": "o-1" } }, "aws:PrincipalOrgID"), "o-1");
    });
  }

  test("an AWS service signs, and is of no organization", () => {
    assert.equal(derived({ principal: "lambda.amazonaws.com" }, "aws:PrincipalOrgID"), "(absent)");
    assert.equal(derived({ principal: "lambda.amazonaws.com" }, "aws:PrincipalTag/team"), "(unknown)");
  });
});

describe("keys of some callers alone", () => {
  const ALL = [USER, ROOT, ROLE, SESSION, FEDERATED, "lambda.amazonaws.com", "*", ...PROVIDERS];
  const OPEN_TO: readonly (readonly [string, readonly string[]])[] = [
    ["aws:SourceIdentity", [ROLE, SESSION]],
    ["ec2:SourceInstanceArn", [ROLE, SESSION]],
    ["aws:FederatedProvider", [ROLE, SESSION, ...PROVIDERS]],
    ["aws:PrincipalServiceNamesList", ["lambda.amazonaws.com"]],
    ["aws:TokenIssueTime", [USER, ROOT, ROLE, SESSION, FEDERATED]],
    ["aws:MultiFactorAuthPresent", [USER, ROOT, ROLE, SESSION, FEDERATED]],
    ["aws:MultiFactorAuthAge", [USER, ROOT]],
    ["aws:SourceIp", ALL],
  ];
  for (const [key, callers] of OPEN_TO) {
    test(key, () => {
      for (const principal of ALL) {
        assert.equal(derived({ principal }, key), callers.includes(principal) ? "(unknown)" : "(absent)", principal);
      }
    });
  }
});

/** Source: "Secure API access with MFA". */
describe("a condition on a key of which not all is known", () => {
  const asked = (principal: string, condition: object, context?: RequestFacts["context"]): string => {
    const identity = [named({ Effect: "Allow", Action: "*", Resource: "*", Condition: condition })];
    const request = requestOf({ principal, unlisted: "unknown", ...(context === undefined ? {} : { context }) });
    return evaluate({ ...request, context: deriveContext(request) }, { identity }).decision;
  };
  const present = "aws:MultiFactorAuthPresent";

  for (const [principal, condition, decision] of [
    // Of a role's credentials it is absent, or false.
    [SESSION, { Bool: { [present]: "true" } }, "ImplicitlyDenied"],
    [ROLE, { Bool: { [present]: "true" } }, "ImplicitlyDenied"],
    [FEDERATED, { Bool: { [present]: "true" } }, "ImplicitlyDenied"],
    [SESSION, { BoolIfExists: { [present]: "false" } }, "Allowed"],
    [SESSION, { BoolIfExists: { [present]: "true" } }, "Unknown"],
    [SESSION, { Bool: { [present]: "false" } }, "Unknown"],
    [SESSION, { Null: { [present]: "true" } }, "Unknown"],
    [SESSION, { NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } }, "ImplicitlyDenied"],
    [USER, { Bool: { [present]: "true" } }, "Unknown"],
    [USER, { NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } }, "Unknown"],
    // It is there, with a value that nobody knows.
    [SESSION, { Null: { "aws:TokenIssueTime": "true" } }, "ImplicitlyDenied"],
    [SESSION, { Null: { "aws:TokenIssueTime": "false" } }, "Allowed"],
    [SESSION, { DateGreaterThan: { "aws:TokenIssueTime": "2026-01-01T00:00:00Z" } }, "Unknown"],
    [USER, { Null: { "aws:TokenIssueTime": "true" } }, "Unknown"],
    [USER, { Null: { "aws:SecureTransport": "false" } }, "Allowed"],
    [USER, { Null: { "aws:SourceVpce": "true" } }, "Unknown"],
  ] as const) {
    test(`${principal.split(":").at(-1) ?? ""} ${JSON.stringify(condition)}`, () =>
      assert.equal(asked(principal, condition), decision));
  }

  test("who says that there was MFA is believed", () => {
    assert.equal(asked(SESSION, { Bool: { [present]: "true" } }, { [present]: "true" }), "Allowed");
    assert.equal(
      asked(SESSION, { NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } }, { [present]: "true" }),
      "Unknown",
    );
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

describe("the role of a session, of which nobody tells the path", () => {
  const principal = "arn:aws:sts::111111111111:assumed-role/dev/s1";
  const asked = (operator: string, value: string | readonly string[], caller = principal): string => {
    const condition = { [operator]: { "aws:PrincipalArn": value } };
    const identity = [named({ Effect: "Allow", Action: "*", Resource: "*", Condition: condition })];
    const request = requestOf({ principal: caller, unlisted: "unknown" });
    return evaluate({ ...request, context: deriveContext(request) }, { identity }).decision;
  };

  for (const [operator, value, decision] of [
    ["ArnNotLike", "arn:aws:iam::*:role/BreakGlass", "Allowed"],
    ["ArnNotLike", ["arn:aws:iam::*:role/BreakGlass", "arn:aws:iam::*:role/admin"], "Allowed"],
    ["ArnNotLike", "arn:aws:iam::*:role/admin-*", "Unknown"],
    ["ArnNotLike", "arn:aws:iam::*:role/dev", "Unknown"],
    ["ArnNotLike", "arn:aws:iam::*:role/team/*", "Unknown"],
    ["ArnNotLike", "arn:aws:iam::*:role/*", "ImplicitlyDenied"],
    ["ArnLike", "arn:aws:iam::111111111111:role/*dev", "Allowed"],
    ["ArnLike", "arn:aws:iam::111111111111:role/*/dev", "Unknown"],
    ["ArnLike", "arn:aws:iam::222222222222:role/*", "ImplicitlyDenied"],
    ["ArnLike", "arn:aws:iam::111111111111:user/*", "ImplicitlyDenied"],
    ["ArnLike", "arn:aws:iam::111111111111:role/??v", "Unknown"],
    ["ArnLike", "*", "Unknown"],
    ["StringLike", "*", "Allowed"],
    ["StringLike", "arn:aws:iam::*:role/*dev", "Allowed"],
    ["StringLike", "*BreakGlass", "Unknown"],
    ["StringEquals", "arn:aws:iam::111111111111:role/dev", "Unknown"],
    ["StringEquals", "arn:aws:iam::111111111111:role/admin", "ImplicitlyDenied"],
    ["StringEquals", "arn:aws:iam::111111111111:role/*", "Unknown"],
    ["StringNotEquals", "arn:aws:iam::111111111111:role/admin", "Allowed"],
    ["ForAnyValue:ArnLike", "arn:aws:iam::222222222222:role/*", "Unknown"],
    ["Null", "true", "ImplicitlyDenied"],
    ["Null", "false", "Allowed"],
  ] as const) {
    test(`${operator} ${String(value)}: ${decision}`, () => {
      assert.equal(asked(operator, value), decision);
    });
  }

  test("may be any role where the account is hidden", () => {
    const hidden = "arn:aws:sts::xxxx:assumed-role/dev/s1";
    assert.equal(asked("ArnLike", "arn:aws:iam::222222222222:role/admin", hidden), "Unknown");
  });
});
