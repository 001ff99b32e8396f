import { malformedAction } from "../../server/src/checks/rules/malformed-action.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(malformedAction, {
  fires: [
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
         ^^^^^^^^^^^^^ malformed-action: 's3:GetObject ' has a blank at its end or start, so it matches no action
        "s3: GetObject",
         ^^^^^^^^^^^^^ malformed-action: 's3: GetObject' holds a blank, so it matches no action
        "s3:GetObject,s3:PutObject",
         ^^^^^^^^^^^^^^^^^^^^^^^^^ malformed-action: 's3:GetObject,s3:PutObject' holds a comma, where a list of actions is meant, so it matches no action
        "s3:",
         ^^^ malformed-action: 's3:' names no action of the service, so it matches no action
        ":GetObject",
         ^^^^^^^^^^ malformed-action: ':GetObject' names no service, so it matches no action
        "s3:Get:Object"
         ^^^^^^^^^^^^^ malformed-action: 's3:Get:Object' holds a second colon, so it matches no action
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
                                      ^^^^^^ malformed-action: 'iam:* ' has a blank at its end or start, so it excludes no action
  ]
}
`,
    },
  ],
  silent: [
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
