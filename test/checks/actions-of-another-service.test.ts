import { actionsOfAnotherService } from "../../server/src/checks/rules/actions-of-another-service.ts";
import { describeCheck } from "../support/describe-check.ts";

const SILENT = [
  ["a resource of the service as well", "s3:*", ["arn:aws:sqs:eu-west-1:111122223333:orders", "arn:aws:s3:::alpha"]],
  ["a service that is left open", "s3:*", ["arn:aws:*:eu-west-1:111122223333:orders"]],
  ["no ARN", "s3:*", ["*"]],
  ["any action", "*", ["arn:aws:sqs:eu-west-1:111122223333:orders"]],
  ["actions that all have resource types: that is proved", "s3:Get*", ["arn:aws:sqs:eu-west-1:111122223333:orders"]],
  ["an action by its name", "s3:ListAllMyBuckets", ["arn:aws:sqs:eu-west-1:111122223333:orders"]],
  ["a service that is not in the reference", "nothing:*", ["arn:aws:sqs:eu-west-1:111122223333:orders"]],
  ["an ARN that is filled in elsewhere", "s3:*", ["${queue}"]],
] as const;

describeCheck(actionsOfAnotherService, {
  fires: [
    {
      name: "on an ARN that lacks fields",
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:sqs:*" } }
                                                                        ^^^^ actions-of-another-service: 's3:*' has hardly any effect here: none of its actions acts on 'arn:aws:sqs:*', and the one that has no resource types needs '*'. Name a resource of S3 in 'Resource', or remove the entry. (AWS data of 2026-01-31)
`,
    },
    {
      name: "all actions of a service on a resource of another",
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" } }
                                                                        ^^^^ actions-of-another-service: 's3:*' has hardly any effect here: none of its actions acts on 'arn:aws:sqs:eu-west-1:111122223333:orders', and the one that has no resource types needs '*'. Name a resource of S3 in 'Resource', or remove the entry. (AWS data of 2026-01-31)
`,
    },
    {
      name: "beside actions that act on it, as information",
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Action": ["sqs:*", "s3:*"], "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" } }
                                                                                 ^^^^ actions-of-another-service: 's3:*' has hardly any effect here: none of its actions acts on 'arn:aws:sqs:eu-west-1:111122223333:orders', and the one that has no resource types needs '*'. Name a resource of S3 in 'Resource', or remove the entry. (AWS data of 2026-01-31)
`,
    },
  ],
  silent: SILENT.map(([name, Action, Resource]) => ({
    name,
    policy: JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action, Resource } }),
  })),
  fixes: [
    {
      name: "the entry goes, beside others",
      title: "Remove 's3:*'",
      before: `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": ["sqs:*", "s3:*"], "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" } }`,
      after: `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": ["sqs:*"], "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" } }`,
    },
  ],
});
