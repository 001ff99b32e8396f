/** What the credentials of a role say of MFA is nothing or `false`: a condition that either meets may hold. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explainDenial } from "../../server/src/service/explain-denial.ts";
import { readWorkspaceConfig } from "../../server/src/workspace/read-config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { realCatalog } from "../catalog/real-catalog.ts";

const SESSION = "arn:aws:sts::111122223333:assumed-role/ci/run";
const ADMIN = "arn:aws:iam::111122223333:role/admin";
const KEY = "aws:MultiFactorAuthPresent";

const NEVER = { Bool: { [KEY]: "true" } };
const PERHAPS = [{ BoolIfExists: { [KEY]: "true" } }, { Bool: { [KEY]: "false" } }];

function stepsFor(condition: object, of: "trust" | "identity"): readonly string[] {
  const isTrust = of === "trust";
  const [action, resource] = isTrust
    ? ["sts:AssumeRole", ADMIN]
    : ["sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q"];
  const reason = isTrust ? "" : ` because no identity-based policy allows the ${action} action`;
  const statement = {
    Effect: "Allow",
    ...(isTrust ? { Principal: { AWS: "arn:aws:iam::111122223333:root" } } : { Resource: "*" }),
    Action: action,
    Condition: condition,
  };
  const entry = isTrust
    ? { kind: "trust", resource: ADMIN }
    : { kind: "identity", attachedTo: ["arn:aws:iam::111122223333:role/ci"] };
  const config = { policies: [{ files: "policy.json", ...entry }] };
  const workspace = readWorkspace(
    [{ path: "policy.json", text: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) }],
    readWorkspaceConfig("iam-verdict.json", JSON.stringify(config)).config,
  );
  const message = `User: ${SESSION} is not authorized to perform: ${action} on resource: ${resource}${reason}`;
  return explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() }).next.map(({ step }) => step);
}

describe("an Allow that asks a session for MFA", () => {
  test("never allows it where the key has to be there", () => {
    assert.ok(stepsFor(NEVER, "trust").includes("second-factor-of-user"));
    assert.ok(stepsFor(NEVER, "identity").includes("second-factor-in-trust"));
  });

  for (const condition of PERHAPS) {
    test(`may allow it under ${JSON.stringify(condition)}`, () => {
      for (const of of ["trust", "identity"] as const)
        assert.deepEqual(
          stepsFor(condition, of).filter((step) => step.startsWith("second-factor")),
          [],
        );
    });
  }
});
