import { unknownService } from "../../server/src/checks/rules/unknown-service.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(unknownService, {
  fires: [
    {
      name: "a misspelled service",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["dyanmodb:GetItem", "dynamodb:DeleteItem"],
                  ^^^^^^^^ unknown-service: 'dyanmodb' is not the prefix of an AWS service, so this entry has no effect. Did you mean 'dynamodb'? (AWS data of 2026-01-31)
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "a service that is like no other",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "frobnicate:*",
                 ^^^^^^^^^^ unknown-service: 'frobnicate' is not the prefix of an AWS service, so this entry has no effect. Correct or remove it. (AWS data of 2026-01-31)
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "a NotAction",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "NotAction": "iamm:PassRole", "Resource": "*" }
                                      ^^^^ unknown-service: 'iamm' is not the prefix of an AWS service, so this entry has no effect. Did you mean 'iam'? (AWS data of 2026-01-31)
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "services in any case",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["S3:GetObject", "SQS:*"],
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "services that were closed: that is retired-service",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "deepracer:CreateCar",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "a wildcard in the service, and text that is filled in later",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["*:*", "\${service}:Get*", "<service>:Get*"],
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "takes the near service that has the action",
      title: "Replace 'dyanmodb' with 'dynamodb'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "dyanmodb:GetItem",
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
      "Action": "dynamodb:GetItem",
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
});
