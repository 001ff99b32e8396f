import { bareStatement } from "../../server/src/checks/rules/bare-statement.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(bareStatement, {
  fires: [
    {
      name: "the elements of a statement beside the version",
      picture: `
{
^ bare-statement: 'Effect', 'Action' and 'Resource' stand outside of a statement, so AWS rejects the policy. Put them into a 'Statement'.
  "Version": "2012-10-17",
  "Effect": "Allow",
  "Action": "s3:GetObject",
  "Resource": "*"
}
`,
    },
    {
      name: "a list of statements",
      isPlain: true,
      picture: `
[
^ bare-statement: This is a list of statements, but AWS takes only whole policies. Put it into the 'Statement' of a policy.
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" },
  { "Effect": "Deny", "Action": "s3:PutObject", "Resource": "*" }
]
`,
    },
    {
      name: "where a whole policy is stated",
      kind: "identity",
      picture: `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }
^ bare-statement: This is one statement where a whole policy belongs, so AWS rejects it. Put it into the 'Statement' of a policy.
`,
    },
    {
      name: "one statement",
      picture: `
{
^ bare-statement: This is one statement, but AWS takes only whole policies. Put it into the 'Statement' of a policy.
  "Effect": "Allow",
  "Action": "s3:GetObject",
  "Resource": "*"
}
`,
    },
  ],
  silent: [
    {
      name: "a list of statements that a tool puts into a policy",
      policy: `
[
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" },
  { "Effect": "Deny", "Action": "s3:PutObject", "Resource": "*" }
]
`,
    },
    {
      name: "a policy",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "an object that names its statements elsewhere",
      policy: `
{ "Effect": "Allow", "Action": "s3:GetObject", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }
`,
    },
  ],
  fixes: [
    {
      name: "puts a Statement around the elements beside the version",
      title: "Put a 'Statement' around it",
      before: `
{
  "Version": "2012-10-17",
  "Effect": "Allow",
  "Action": "s3:GetObject",
  "Resource": "*"
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "puts a policy around a list",
      title: "Put a policy around it",
      isPlain: true,
      before: `
[
  {
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "*"
  }
]
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "puts a policy around it",
      title: "Put a policy around it",
      before: `
{
  "Effect": "Allow",
  "Action": "s3:GetObject",
  "Resource": "*"
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
});
