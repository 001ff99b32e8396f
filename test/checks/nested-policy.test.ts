import { nestedPolicy } from "../../server/src/checks/rules/nested-policy.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(nestedPolicy, {
  fires: [
    {
      name: "several whole policies, told once",
      picture: `
{ "Version": "2012-10-17", "Statement": [
  { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" } },
  ^ nested-policy: 2 whole policies stand where statements belong, and AWS rejects such a policy. Put their statements directly into the outer 'Statement'.
  { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*" } }
] }
`,
    },
    {
      name: "a policy with its name, as roles have them",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
    ^ nested-policy: A whole policy stands here where a statement belongs, and AWS rejects such a policy. Put its statements directly into the outer 'Statement'.
      "PolicyName": "read",
      "PolicyDocument": { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }
    }
  ]
}
`,
    },
    {
      name: "in a list",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
    ^ nested-policy: A whole policy stands here where a statement belongs, and AWS rejects such a policy. Put its statements directly into the outer 'Statement'.
      "Version": "2012-10-17",
      "Statement": [
        { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }
      ]
    }
  ]
}
`,
    },
    {
      name: "as the only statement",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": {
               ^ nested-policy: A whole policy stands here where a statement belongs, and AWS rejects such a policy. Put its statements directly into the outer 'Statement'.
    "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }]
  }
}
`,
    },
  ],
  silent: [
    {
      name: "a list of statements",
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
      name: "a statement with an element that it cannot have",
      policy: `
{ "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Statement": [] }] }
`,
    },
  ],
  fixes: [
    {
      name: "lifts the statements out of a policy with its name",
      title: "Put its statements into the outer 'Statement'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "PolicyName": "read",
      "PolicyDocument": { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }
    }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }]
}
`,
    },
    {
      name: "lifts the statements out",
      title: "Put its statements into the outer 'Statement'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Version": "2012-10-17",
      "Statement": [
        { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }
      ]
    }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }]
}
`,
    },
  ],
});
