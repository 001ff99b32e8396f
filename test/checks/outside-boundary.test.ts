import { outsideBoundary } from "../../server/src/checks/rules/outside-boundary.ts";
import { describeCheck } from "../support/describe-check.ts";
import { HOLDER, surroundingsOf } from "../support/surroundings.ts";

const boundary = (...statements: readonly object[]) =>
  surroundingsOf([{ kind: "boundary", text: JSON.stringify({ Version: "2012-10-17", Statement: statements }) }]);
const STORAGE = { Effect: "Allow", Action: ["s3:*", "sqs:SendMessage"], Resource: "*" };
const ONE_BUCKET = { Effect: "Allow", NotAction: "iam:*", Resource: "arn:aws:s3:::alpha/*" };

const CREATE_ROLE = `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iam:CreateRole", "Resource": "*" }
  ]
}
`;

describeCheck(outsideBoundary, {
  fires: [
    {
      name: "actions that the boundary does not allow",
      kind: "identity",
      surroundings: boundary(STORAGE),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iam:CreateRole", "Resource": "*" }
                ^^^^^^^ outside-boundary: This Allow never allows: the permissions boundary 'boundary.json' of 'role/app' does not allow any of it. Allow it in the boundary, or remove this statement.
  ]
}
`,
    },
    {
      name: "one entry of a list",
      kind: "identity",
      surroundings: boundary(STORAGE),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:GetObject", "iam:CreateRole"], "Resource": "*" }
                                                    ^^^^^^^^^^^^^^^^ outside-boundary: This entry has no effect: the permissions boundary 'boundary.json' of 'role/app' does not allow any of it. Allow it in the boundary, or remove the entry.
  ]
}
`,
    },
    {
      name: "resources that the boundary does not allow",
      kind: "identity",
      surroundings: boundary(ONE_BUCKET),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::alpha/a", "arn:aws:s3:::beta/*"] }
                                                                                        ^^^^^^^^^^^^^^^^^^^^^ outside-boundary: This entry has no effect: the permissions boundary 'boundary.json' of 'role/app' does not allow any of it. Allow it in the boundary, or remove the entry.
  ]
}
`,
    },
    {
      name: "the boundary of each of two holders",
      kind: "identity",
      surroundings: surroundingsOf([{ kind: "boundary", text: JSON.stringify({ Statement: STORAGE }) }], {
        holders: [HOLDER, "arn:aws:iam::111122223333:user/ann"],
      }),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iam:CreateRole", "Resource": "*" }
                ^^^^^^^ outside-boundary: This Allow never allows: the permissions boundary 'boundary.json' of 'role/app' does not allow any of it. The same is true of the other one that the policy is attached to. Allow it in the boundary, or remove this statement.
  ]
}
`,
    },
  ],
  silent: [
    { name: "a boundary that is not known", kind: "identity", surroundings: surroundingsOf([]), policy: CREATE_ROLE },
    {
      name: "a boundary that allows a part",
      kind: "identity",
      surroundings: boundary(STORAGE, {
        Effect: "Allow",
        Action: "iam:Create*",
        Resource: "arn:aws:iam::*:role/app/*",
      }),
      policy: CREATE_ROLE,
    },
    {
      name: "a boundary that is not settled",
      kind: "identity",
      surroundings: boundary(STORAGE, { Effect: "Allow", Action: ["${more_actions}"], Resource: "*" }),
      policy: CREATE_ROLE,
    },
    {
      name: "a boundary statement of an effect that is not settled",
      kind: "identity",
      surroundings: boundary(STORAGE, { Effect: "${effect}", Action: "iam:*", Resource: "*" }),
      policy: CREATE_ROLE,
    },
    {
      name: "a policy of another kind",
      kind: "scp",
      surroundings: boundary(STORAGE),
      policy: CREATE_ROLE,
    },
    {
      name: "a Deny",
      kind: "identity",
      surroundings: boundary(STORAGE),
      policy: CREATE_ROLE.replace("Allow", "Deny"),
    },
  ],
  fixes: [],
});
