import { unknownElement } from "../../server/src/checks/rules/unknown-element.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(unknownElement, {
  fires: [
    {
      name: "a condition in small letters, which is more than a word to fill in",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "condition": { "Bool": { "aws:SecureTransport": "true" } } },
                                                                     ^^^^^^^^^ unknown-element: 'condition' is not an element of a statement, and AWS rejects a policy with it. Did you mean 'Condition'?
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "condition": { "test": "Bool", "variable": "aws:SecureTransport", "values": ["true"] } }
                                                                     ^^^^^^^^^ unknown-element: 'condition' is not an element of a statement, and AWS rejects a policy with it. Did you mean 'Condition'?
  ]
}
`,
    },
    {
      name: "misspelled elements",
      picture: `
{
  "version": "2012-10-17",
   ^^^^^^^ unknown-element: 'version' and 'Statements' are not elements of a policy, and AWS rejects a policy with them. Did you mean 'Version' and 'Statement'?
  "Statements": [{ "effect": "Allow", "Actions": "s3:GetObject", "Resource": "*" }]
}
`,
    },
    {
      name: "several elements as Terraform writes them, which are one mistake",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "not_actions": ["iam:*"], "resources": ["*"] }
                          ^^^^^^^^^^^ unknown-element: 'not_actions' and 'resources' are not elements of a statement, and AWS rejects a policy with them. Did you mean 'NotAction' and 'Resource'?
  ]
}
`,
    },
    {
      name: "a misspelled element, also in a larger file",
      isItem: true,
      picture: `
{
  "Verson": "2012-10-17",
   ^^^^^^ unknown-element: 'Verson' is not an element of a policy, and AWS rejects a policy with it. Did you mean 'Version'?
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }]
}
`,
    },
    {
      name: "an element that no policy has",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Comment": "for the reports" }
                                                                     ^^^^^^^ unknown-element: 'Comment' is not an element of a statement, and AWS rejects a policy with it. Correct or remove it.
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a name beside the elements, for the program that takes them out of a larger file",
      isItem: true,
      policy: `
{ "name": "read", "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }
`,
    },
    {
      name: "a condition that is still to be filled in",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "condition": "…" }
  ]
}
`,
    },
    {
      name: "all elements there are",
      policy: `
{ "Version": "2012-10-17", "Id": "a", "Statement": [{ "Sid": "a", "Effect": "Deny", "NotPrincipal": { "AWS": "*" }, "NotAction": "*", "NotResource": "*", "Condition": {} }, { "Principal": "*", "Action": "*", "Resource": "*" }] }
`,
    },
    {
      name: "what tools put beside them",
      policy: `
{ "$schema": "x", "Statement": [{ "Fn::Transform": {}, "\${extra}": "x", "<<": {} }] }
`,
    },
    {
      name: "a key that is being typed",
      policy: `
{
  "Statement": [{
    "Effect": "Allow",
    "Act"
  }]
}
`,
    },
  ],
  fixes: [
    {
      name: "writes principals as JSON has them",
      title: "Write the principals under their types",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principals": [{ "type": "AWS", "identifiers": ["111122223333"] }],
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "AWS": ["111122223333"]
      },
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}
`,
    },
    {
      name: "renames a statement and what is in it",
      title: "Rename 'statement' to 'Statement', and the elements in it",
      before: `
{ "Version": "2012-10-17", "statement": [{ "effect": "Allow", "actions": ["s3:GetObject"], "Resource": "*" }] }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "*" }] }
`,
    },
    {
      name: "renames",
      title: "Rename 'Actions' to 'Action'",
      before: `
{ "Statement": [{ "Effect": "Allow", "Actions": "s3:GetObject", "Resource": "*" }] }
`,
      after: `
{ "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }
`,
    },
  ],
});
