import { passRoleUntrusted } from "../../server/src/checks/rules/pass-role-untrusted.ts";
import { describeCheck } from "../support/describe-check.ts";
import { surroundingsOf } from "../support/surroundings.ts";

const ROLE = "arn:aws:iam::111122223333:role/batch";
const trust = (...principals: readonly unknown[]) =>
  surroundingsOf([
    {
      kind: "trust",
      resource: ROLE,
      text: JSON.stringify({
        Statement: principals.map((one) => ({ Effect: "Allow", Principal: one, Action: "sts:AssumeRole" })),
      }),
    },
  ]);
const passTo = (condition: string) => `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "${ROLE}"${condition} }
  ]
}
`;
const TO_LAMBDA = `, "Condition": { "StringEquals": { "iam:PassedToService": "lambda.amazonaws.com" } }`;
const drawn = (policy: string, message: string) =>
  policy.replace(
    /\n {2}\]/,
    () => `\n${" ".repeat(63)}${"^".repeat(ROLE.length + 2)} pass-role-untrusted: ${message}\n  ]`,
  );

describeCheck(passRoleUntrusted, {
  fires: [
    {
      name: "a service that the role does not trust",
      kind: "identity",
      surroundings: trust({ Service: "ecs-tasks.amazonaws.com" }),
      picture: drawn(
        passTo(TO_LAMBDA),
        "'lambda.amazonaws.com' cannot use this role, because its trust policy 'trust.json' does not trust it. Add it there, or name another role here.",
      ),
    },
    {
      name: "a role that trusts no service",
      kind: "identity",
      surroundings: trust({ AWS: "arn:aws:iam::111122223333:root" }),
      picture: drawn(
        passTo(""),
        "No AWS service can use this role, because its trust policy 'trust.json' does not trust any. Add the service there, or name another role here.",
      ),
    },
  ],
  silent: [
    {
      name: "a service that the role trusts",
      kind: "identity",
      surroundings: trust({ Service: ["ecs-tasks.amazonaws.com", "lambda.amazonaws.com"] }),
      policy: passTo(TO_LAMBDA),
    },
    {
      name: "another name of the service",
      kind: "identity",
      surroundings: trust({ Service: "lambda.amazonaws.com.cn" }),
      policy: passTo(TO_LAMBDA),
    },
    {
      name: "any service",
      kind: "identity",
      surroundings: trust({ Service: "ecs-tasks.amazonaws.com" }),
      policy: passTo(`, "Condition": { "StringLike": { "iam:PassedToService": "*.amazonaws.com" } }`),
    },
    {
      name: "a trust policy that is not settled",
      kind: "identity",
      surroundings: trust({ Service: "${service}" }),
      policy: passTo(TO_LAMBDA),
    },
    { name: "a role whose trust policy is not known", kind: "identity", policy: passTo(TO_LAMBDA) },
  ],
  fixes: [],
});
