import { retiredService } from "../../server/src/checks/rules/retired-service.ts";
import { describeCheck } from "../support/describe-check.ts";

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
  ],
  fixes: [],
});
