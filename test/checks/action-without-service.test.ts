import { actionWithoutService } from "../../server/src/checks/rules/action-without-service.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(actionWithoutService, {
  fires: [
    {
      name: "a bare name",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:PutObject", "GetObject"],
                                  ^^^^^^^^^ action-without-service: 'GetObject' does not name its service, so it matches no action. Put the service in front, as in 's3:GetObject'.
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "another sign than the colon",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3.GetObject", "s3=Put*"], "Resource": "*" }
                                     ^^^^^^^^^^^^ action-without-service: 's3.GetObject' has no colon behind its service, so it matches no action. Did you mean 's3:GetObject'?
                                                     ^^^^^^^ action-without-service: 's3=Put*' has no colon behind its service, so it matches no action. Did you mean 's3:Put*'?
  ]
}
`,
    },
    {
      name: "an empty text",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:GetObject", ""], "Resource": "*" }
                                                    ^^ action-without-service: This action is empty, so it matches nothing. Name an action, as in 's3:GetObject'.
  ]
}
`,
    },
    {
      name: "a bare pattern",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "Get*",
                 ^^^^ action-without-service: 'Get*' does not name its service, so it matches no action. Put the service in front, as in 's3:GetObject'.
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "a pattern for the ends of names",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*Execution",
                 ^^^^^^^^^^ action-without-service: '*Execution' does not name its service, so IAM rejects it as an action. Put the service in front, as in 's3:Get*'.
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "such a pattern in the policy of an endpoint, as a page of AWS has it",
      kind: "vpc-endpoint",
      policy: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "*Execution", "Resource": "*" }] }
`,
    },
    {
      name: "all actions, and a service's",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["*", "s3:*"],
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "an action that a template fills in",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["\${action}", "<ACTION>"],
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "takes the service of a neighbor that has such an action",
      title: "Replace with 's3:GetObject'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:PutObject", "sqs:SendMessage", "GetObject"],
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
      "Action": ["s3:PutObject", "sqs:SendMessage", "s3:GetObject"],
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
});
