import { roleWithoutPath } from "../../server/src/checks/rules/role-without-path.ts";
import { describeCheck } from "../support/describe-check.ts";

const allows = (principal: string, condition?: object): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: principal },
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::reports/*",
        ...(condition && { Condition: condition }),
      },
    ],
  });
const ROLE = "arn:aws:iam::111122223333:role/";

describeCheck(roleWithoutPath, {
  fires: [
    {
      name: "a service-linked role that is to be made",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "arn:aws:iam::111122223333:role/AWSServiceRoleForElasticLoadBalancing" }
                                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ role-without-path: Service-linked roles have a path in their ARN, so 'arn:aws:iam::111122223333:role/AWSServiceRoleForElasticLoadBalancing' is not one of them. Put 'aws-service-role/elasticloadbalancing.amazonaws.com/' before the name.
  ]
}
`,
    },
    {
      name: "principals and a condition",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "AWS": [
          "arn:aws:iam::111122223333:role/AWSReservedSSO_Admin_0123456789abcdef",
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ role-without-path: The roles of IAM Identity Center have a path in their ARN, so AWS rejects 'arn:aws:iam::111122223333:role/AWSReservedSSO_Admin_0123456789abcdef' unless there is another role of that name. Put 'aws-reserved/sso.amazonaws.com/' before the name, with the Region of Identity Center behind it if that is not 'us-east-1'.
          "arn:aws:iam::111122223333:role/AWSServiceRoleForAutoScaling",
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ role-without-path: Service-linked roles have a path in their ARN, so 'arn:aws:iam::111122223333:role/AWSServiceRoleForAutoScaling' is not one of them. Put 'aws-service-role/autoscaling.amazonaws.com/' before the name.
          "arn:aws:iam::111122223333:role/AWSServiceRoleForSomethingNew"
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ role-without-path: Service-linked roles have a path in their ARN, so 'arn:aws:iam::111122223333:role/AWSServiceRoleForSomethingNew' is not one of them. Put 'aws-service-role/SERVICE.amazonaws.com/' before the name.
        ]
      },
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
    },
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": { "ArnNotLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/AWSReservedSSO_Admin_*" } }
                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ role-without-path: The roles of IAM Identity Center have a path in their ARN, so 'arn:aws:iam::*:role/AWSReservedSSO_Admin_*' is not one of them. Write 'arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Admin_*'.
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a resource of that name under other actions",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["iam:GetRole", "iam:PassRole"], "Resource": "arn:aws:iam::111122223333:role/AWSServiceRoleForElasticLoadBalancing" }
  ]
}
`,
    },
    {
      name: "their paths",
      policy: allows(`${ROLE}aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef`, {
        ArnLike: {
          "aws:PrincipalArn": `${ROLE}aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
        },
      }),
    },
    {
      name: "a wildcard before the name",
      policy: allows("*", { ArnLike: { "aws:PrincipalArn": `${ROLE}*AWSReservedSSO_Admin_*` } }),
    },
    { name: "other roles", policy: allows(`${ROLE}SSO_Admin`) },
    {
      name: "a path that the file does not settle",
      policy: allows(`${ROLE}\${Path}AWSReservedSSO_Admin_0123456789abcdef`),
    },
  ],
  fixes: [
    {
      name: "the path of a service-linked role",
      title: `Replace with '${ROLE}aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling'`,
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "${ROLE}AWSServiceRoleForAutoScaling" },
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
      "Principal": { "AWS": "${ROLE}aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling" },
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}
`,
    },
  ],
});
