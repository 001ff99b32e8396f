import { misplacedVariable } from "../../server/src/checks/rules/misplaced-variable.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(misplacedVariable, {
  fires: [
    {
      name: "a variable as the account",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:sqs:us-east-1:\${aws:PrincipalAccount}:jobs"
                                         ^^^^^^^^^^^^^^^^^^^^^^^ misplaced-variable: AWS replaces variables in an ARN only after its fifth colon, so '\${aws:PrincipalAccount}' does not work as the account ID. Write the account ID itself, or '*'.
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "variables in the resource part",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::home-\${aws:PrincipalAccount}/\${aws:username}/*"
    }
  ]
}
`,
    },
    {
      name: "variables of a template",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["arn:\${AWS::Partition}:s3:::x", "arn:aws:sqs:\${region}:\${account}:x"]
    }
  ]
}
`,
    },
  ],
  fixes: [],
});
