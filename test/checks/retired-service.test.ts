import { retiredService } from "../../server/src/checks/rules/retired-service.ts";
import { describeCheck } from "../support/describe-check.ts";
import { realCatalog } from "../catalog/real-catalog.ts";

describeCheck(retiredService, {
  fires: [
    {
      name: "a service that was closed",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "deepracer:CreateCar",
                 ^^^^^^^^^ retired-service: 'deepracer' was once an AWS service, but AWS no longer lists it. Remove 'deepracer:CreateCar'. (AWS data of 2026-01-31)
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "its resource among others",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:::reports/*", "arn:aws:deepracer:us-east-1:111122223333:car/*"]
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ retired-service: 'deepracer' was once an AWS service, but AWS no longer lists it, so no resource has this ARN. Remove it. (AWS data of 2026-01-31)
    }
  ]
}
`,
    },
    {
      name: "actions of which AWS ended the support",
      kind: "identity",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["aws-portal:ViewBilling", "aws-portal:ViewUsage", "purchase-orders:ViewPurchaseOrders"], "Resource": "*" }
                                     ^^^^^^^^^^^^^^^^^^^^^^ retired-service: AWS ended the standard support of 'aws-portal:ViewBilling' in July 2023, and accounts made since March 2023 go by finer actions in its place. Add those to which the guide of AWS Billing maps it, as in 'billing:GetBillingData'.
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "services that exist, and those that never did",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "frobnicate:Foo"],
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "the same in a guard, and the finer actions",
      kind: "identity",
      catalog: realCatalog(),
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "NotAction": ["aws-portal:*", "purchase-orders:ViewPurchaseOrders"], "Resource": "*", "Condition": { "StringNotEquals": { "aws:RequestedRegion": "us-east-1" } } },
    { "Effect": "Deny", "Action": "aws-portal:ModifyAccount", "Resource": "*" },
    { "Effect": "Allow", "Action": ["billing:GetBillingData", "purchase-orders:GetPurchaseOrder"], "Resource": "*" }
  ]
}
`,
    },
  ],
  fixes: [],
});
