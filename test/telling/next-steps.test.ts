/** To whose policy a statement is to be added, in words, for each layer that AWS may name. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explanationText } from "../../server/src/telling/explanation-report.ts";
import { explained } from "../support/explained.ts";

const SESSION = "arn:aws:sts::111122223333:assumed-role/etl/nightly";
const USER = "arn:aws:iam::111122223333:user/mia";
const TABLE = "arn:aws:dynamodb:eu-west-1:111122223333:table/carts";

function denied(caller: string, action: string, resource: string, layer: string): string {
  const refusal = `because no ${layer} allows the ${action} action`;
  return explanationText(
    explained(`User: ${caller} is not authorized to perform: ${action} on resource: ${resource} ${refusal}`, {}),
  );
}

describe("the statement to copy goes to", () => {
  for (const [name, text, wanted] of [
    [
      "a policy of the caller",
      denied(USER, "dynamodb:PutItem", TABLE, "identity-based policy"),
      `add this statement to a policy that is attached to ${USER}:`,
    ],
    [
      "the caller's boundary",
      denied(USER, "dynamodb:PutItem", TABLE, "permissions boundary"),
      `add this statement to the permissions boundary of ${USER}:`,
    ],
    [
      "what is passed for a session",
      denied(SESSION, "dynamodb:PutItem", TABLE, "session policy"),
      "add this statement to the session policy that is passed when a session of arn:aws:iam::111122223333:role/etl is created:",
    ],
    [
      "a policy that has a name of its own",
      denied(USER, "sqs:SendMessage", "arn:aws:sqs:eu-west-1:444455556666:jobs", "resource-based policy"),
      "add this statement to the queue policy of arn:aws:sqs:eu-west-1:444455556666:jobs:",
    ],
    [
      "one that has none",
      denied(USER, "dynamodb:PutItem", TABLE.replace("111122223333", "444455556666"), "resource-based policy"),
      "add this statement to the resource-based policy of arn:aws:dynamodb:eu-west-1:444455556666:table/carts:",
    ],
    [
      "the trust policy of a role",
      denied(USER, "sts:AssumeRole", "arn:aws:iam::444455556666:role/deploy", "role trust policy"),
      "add this statement to the role trust policy of arn:aws:iam::444455556666:role/deploy:",
    ],
  ] as const) {
    test(name, () => {
      assert.ok(text.includes(wanted), text);
    });
  }
});

test("what is attached to a role is shown by two commands", () => {
  const message = `User: ${SESSION} is not authorized to perform: dynamodb:PutItem on resource: ${TABLE} because no identity-based policy allows the dynamodb:PutItem action`;
  const text = explanationText(
    explained(message, { "roles/etl/policy.json": { Effect: "Allow", Action: "dynamodb:GetItem", Resource: TABLE } }),
  );
  assert.ok(
    text.includes(
      "To see what is in force, run aws iam list-attached-role-policies --role-name etl and aws iam list-role-policies --role-name etl.",
    ),
    text,
  );
});
