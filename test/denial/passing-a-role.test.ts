/** A statement for iam:PassRole that somebody copies is for the service of the call that was made, where the call says it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explained } from "../support/explained.ts";

const ROLE = "arn:aws:iam::111122223333:role/worker";
const NO_POLICY = "because no identity-based policy allows the iam:PassRole action";

function copied(message: string): unknown {
  const step = explained(message, {}).next.find((one) => one.step === "copy-statement");
  return step?.step === "copy-statement" ? JSON.parse(step.text) : undefined;
}

function passed(service: string | undefined): unknown {
  const plain = { Effect: "Allow", Action: "iam:PassRole", Resource: ROLE };
  return service === undefined ? plain : { ...plain, Condition: { StringEquals: { "iam:PassedToService": service } } };
}

describe("the statement to copy for a role that is passed", () => {
  const asked = `is not authorized to perform: iam:PassRole on resource: ${ROLE}`;
  for (const [call, service] of [
    ["CreateFunction", "lambda.amazonaws.com"],
    ["RunInstances", "ec2.amazonaws.com"],
    ["RegisterTaskDefinition", "ecs-tasks.amazonaws.com"],
    ["PassRole", undefined],
  ] as const) {
    const when = `An error occurred (AccessDenied) when calling the ${call} operation:`;
    test(`by ${call}`, () => {
      assert.deepEqual(
        copied(`${when} User: arn:aws:iam::111122223333:user/ci ${asked} ${NO_POLICY}`),
        passed(service),
      );
    });

    test(`by ${call}, and nobody says who called`, () => {
      assert.deepEqual(copied(`${when} User ${asked}`), passed(service));
    });
  }
});

describe("a Deny beside one Region", () => {
  const guard = {
    Effect: "Deny",
    Action: "iam:*",
    Resource: "*",
    Condition: { StringNotEquals: { "aws:RequestedRegion": "us-east-1" } },
  };
  const deny = "with an explicit deny in an identity-based policy";
  for (const [what, action, resource, reason] of [
    ["may be about a role that is passed, in the call of another service", "iam:PassRole", ROLE, "deny-may-match"],
    ["is not about a call of IAM, which goes to that Region", "iam:GetRole", ROLE, "other-policy-of-layer"],
  ] as const) {
    test(what, () => {
      const message = `User: arn:aws:iam::111122223333:user/ci is not authorized to perform: ${action} on resource: ${resource} ${deny}`;
      assert.equal(explained(message, { "users/ci.json": guard }).reason, reason);
    });
  }
});
