import { nullWithSetOperator } from "../../server/src/checks/rules/null-with-set-operator.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(nullWithSetOperator, {
  fires: [
    {
      name: "any value",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "ForAnyValue:Null": { "aws:TagKeys": "true" } }
                     ^^^^^^^^^^^^^^^^^^ null-with-set-operator: 'ForAnyValue:Null' is false for every request, so this Deny never denies. Use 'Null' without the set operator.
    }
  ]
}
`,
    },
    {
      name: "all values",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "ForAllValues:Null": { "aws:PrincipalOrgPaths": "false" } }
                     ^^^^^^^^^^^^^^^^^^^ null-with-set-operator: 'ForAllValues:Null' is true for every request, so it restricts nothing. Use 'Null' without the set operator.
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "Null by itself",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "Null": { "aws:PrincipalOrgPaths": "false" } }
    }
  ]
}
`,
    },
    {
      name: "set operators on other operators",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*" } }
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "takes the set operator out",
      title: "Replace 'ForAnyValue:Null' with 'Null', which checks whether the key exists",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "ForAnyValue:Null": { "aws:PrincipalOrgPaths": "false" } }
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
      "Resource": "*",
      "Condition": { "Null": { "aws:PrincipalOrgPaths": "false" } }
    }
  ]
}
`,
    },
  ],
});
