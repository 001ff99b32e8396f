import { malformedAction } from "../../server/src/checks/rules/malformed-action.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(malformedAction, {
  fires: [
    {
      name: "a quote or a stop at an end, which the syntax around it leaves there",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "s3:GetObject'",
         ^^^^^^^^^^^^^ malformed-action: 's3:GetObject'' begins or ends with a character that no action has, so it matches no action. Write 's3:GetObject'.
        "'s3:PutObject'",
         ^^^^^^^^^^^^^^ malformed-action: ''s3:PutObject'' begins or ends with a character that no action has, so it matches no action. Write 's3:PutObject'.
        "s3:List*;"
         ^^^^^^^^^ malformed-action: 's3:List*;' begins or ends with a character that no action has, so it matches no action. Write 's3:List*'.
      ],
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "two colons in a row",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3::Get*", "Resource": "*" }
                                    ^^^^^^^^ malformed-action: 's3::Get*' has two colons in a row, so it matches no action. Write 's3:Get*'.
  ]
}
`,
    },
    {
      name: "a service that stands there twice",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "ec2:ec2:RunInstances", "Resource": "*" }
                                    ^^^^^^^^^^^^^^^^^^^^ malformed-action: 'ec2:ec2:RunInstances' names its service twice, so it matches no action. Write 'ec2:RunInstances'.
  ]
}
`,
    },
    {
      name: "a variable, which AWS replaces elsewhere only",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:\${aws:PrincipalTag/verb}Object", "Resource": "*" }
                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ malformed-action: AWS replaces variables only in 'Resource' and 'Condition', not in 's3:\${aws:PrincipalTag/verb}Object', so it matches no action. Name the actions.
  ]
}
`,
    },
    {
      name: "blanks, commas and stray colons",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "s3:GetObject ",
         ^^^^^^^^^^^^^ malformed-action: 's3:GetObject ' has white space around it, so it matches no action. Remove the white space.
        "s3: GetObject",
         ^^^^^^^^^^^^^ malformed-action: 's3: GetObject' contains white space, so it matches no action. Remove it.
        "s3:GetObject,s3:PutObject",
         ^^^^^^^^^^^^^^^^^^^^^^^^^ malformed-action: 's3:GetObject,s3:PutObject' contains a comma, so it matches no action. Make each action an entry of its own.
        "s3:",
         ^^^ malformed-action: 's3:' ends after the service, so it matches no action. For every action of the service, write 's3:*'.
        ":GetObject",
         ^^^^^^^^^^ malformed-action: ':GetObject' does not name its service, so it matches no action. Put the service in front of the colon.
        "s3:Get:Object"
         ^^^^^^^^^^^^^ malformed-action: 's3:Get:Object' has a second colon, so it matches no action. Write it like 's3:GetObject'.
      ],
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "a NotAction that excludes nothing",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "NotAction": "iam:* ", "Resource": "*" }
                                      ^^^^^^ malformed-action: 'iam:* ' has white space around it, so it excludes no action. Remove the white space.
  ]
}
`,
    },
    {
      name: "a wildcard for any service",
      picture: `
{ "Statement": { "Effect": "Allow", "Action": "*:GetObject", "Resource": "*" } }
                                               ^^^^^^^^^^^ malformed-action: '*:GetObject' has a wildcard in its service. AWS documents wildcards in the action's name only. Write the service in full, such as 's3:Get*'.
`,
    },
    {
      name: "patterns of any service in a policy of IAM",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "*:Get*", "Resource": "*" },
                                    ^^^^^^ malformed-action: '*:Get*' has a wildcard in its service, so IAM rejects the policy. Write the service in full, such as 's3:Get*'.
    { "Effect": "Deny", "Action": "s*:DeleteObject", "Resource": "*" }
                                   ^^^^^^^^^^^^^^^ malformed-action: 's*:DeleteObject' has a wildcard in its service, so IAM rejects the policy. Write the service in full, such as 's3:Get*'.
  ]
}
`,
    },
    {
      name: "a pattern of any service where the content alone tells the kind, which an SCP may have",
      kind: "identity",
      basis: "content",
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "*:Get*", "Resource": "*" } }
                                                                        ^^^^^^ malformed-action: '*:Get*' has a wildcard in its service, so IAM rejects the policy unless it is an SCP. Write the service in full, such as 's3:Get*'.
`,
    },
    {
      name: "a wildcard in the service",
      picture: `
{ "Statement": { "Effect": "Allow", "Action": "s*:GetObject", "Resource": "*" } }
                                               ^^^^^^^^^^^^ malformed-action: 's*:GetObject' has a wildcard in its service. AWS documents wildcards in the action's name only. Write the service in full, such as 's3:Get*'.
`,
    },
  ],
  silent: [
    {
      name: "what is no action of AWS, and what is still to be filled in",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": ["orders:Create;", "s3:<NAME>", "s3:{verb}"], "Resource": "*" }]
}
`,
    },
    {
      name: "what another tool fills in",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:\${verb}Object", "\${actions}"], "Resource": "*" }
  ]
}
`,
    },
    {
      name: "patterns of any service in an SCP",
      kind: "scp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Deny", "Action": "*:*Domain*", "Resource": "*" }]
}
`,
    },
    {
      name: "any action of any service",
      policy: `
{ "Statement": { "Effect": "Allow", "Action": "*:*", "Resource": "*" } }
`,
    },
    {
      name: "actions in any case",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["S3:getobject", "vpc-lattice:AssociateViaAWSService-EventsAndStates", "s3:*Object"],
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "takes out the service that is too many",
      title: "Replace with 'ec2:RunInstances'",
      before: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "ec2:ec2:RunInstances", "Resource": "*" }] }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*" }] }
`,
    },
    {
      name: "makes a list of several",
      title: "Write a list",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject, s3:PutObject", "Resource": "*" }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*" }
  ]
}
`,
    },
    {
      name: "takes one of two colons",
      title: "Replace with 's3:Get*'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3::Get*", "Resource": "*" }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:Get*", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "removes the blank",
      title: "Replace with 's3:GetObject'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject ",
      "Resource": "*"
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
      "Action": "s3:GetObject",
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
});
