import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Check, type Severity } from "../../server/src/checks/check.ts";
import { runChecks, runTheseChecks } from "../../server/src/checks/run-checks.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { findingsIn, subjectOf } from "../support/annotated.ts";

const POLICY = `{ "Version": "2020-01-01", "Statement": { "Effect": "allow", "Action": "s3:GetObject", "Resource": "*" } }`;

describe("running the checks", () => {
  test("gives the findings in the order of the text, with the severity of their check", () => {
    assert.deepEqual(codes({}), ["error invalid-version", "error invalid-effect"]);
  });
  test("takes severities from the settings, and leaves out what is off", () => {
    assert.deepEqual(codes({ "invalid-version": "off", "invalid-effect": "hint" }), ["hint invalid-effect"]);
  });
  test("says nothing of what a statement lets callers do that matches no request", () => {
    const never = {
      "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
      "gitlab.com:sub": "project_path:g/p",
    };
    const trust = {
      Effect: "Allow",
      Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: { StringEquals: never },
    };
    const text = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
    assert.deepEqual(
      findingsIn(text, { kind: "trust" }).map(({ code }) => code),
      ["no-combination"],
    );
  });
  test("reports a check that throws, keeps what it had found, and runs the others", () => {
    const failures: string[] = [];
    const findings = runTheseChecks([failing, finding("after")], subjectOf(POLICY, {}), {
      severities: new Map(),
      onCheckFailure: (code, error) => failures.push(`${code}: ${error instanceof Error ? error.message : "?"}`),
    });
    assert.deepEqual(failures, ["failing: on purpose"]);
    assert.deepEqual(
      findings.map(({ code }) => code),
      ["after", "failing"],
    );
  });
});

function codes(severities: Readonly<Record<string, Severity | "off">>): readonly string[] {
  return runChecks(subjectOf(POLICY, {}), {
    severities: new Map(Object.entries(severities)),
    onCheckFailure: (code, error) => assert.fail(`${code} threw ${String(error)}`),
  }).map(({ code, severity }) => `${severity} ${code}`);
}

function finding(code: string): Check {
  return {
    code,
    severity: "warning",
    summary: "",
    messages: {},
    *find({ policy }) {
      yield { span: policy.span, messageId: "found", message: [] };
    },
  };
}

const failing: Check = {
  ...finding("failing"),
  *find(subject) {
    yield* finding("failing").find(subject);
    throw new Error("on purpose");
  },
};

test("a resource that is written wrongly is told once, and not of each action that it takes away", () => {
  const found = (resource: string): readonly string[] => {
    const statement = { Effect: "Allow", Action: ["kms:Decrypt", "kms:Encrypt", "kms:ListKeys"], Resource: resource };
    const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    return findingsIn(text, { kind: "identity", catalog: realCatalog() }).map(({ code }) => code);
  };
  assert.deepEqual(found("arn:aws:iam:us-east-1:111122223333:key/1"), ["needs-all-resources", "invalid-arn"]);
  assert.deepEqual(found("arn:aws:iam::111122223333:role/a"), ["dead-entry", "needs-all-resources"]);
  assert.deepEqual(found("arn:aws:kms:us-east-1:111122223333:key/1"), ["needs-all-resources"]);
});

test("an empty action in the policy of a resource is not told as an Allow that never allows as well", () => {
  const statement = { Effect: "Allow", Principal: "*", Action: "", Resource: "*" };
  const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const found = findingsIn(text, { kind: "resource" }).map(({ code, severity }) => `${severity} ${code}`);
  assert.deepEqual(found, ["info action-without-service"]);
});
