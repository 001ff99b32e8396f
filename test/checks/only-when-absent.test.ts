import { onlyWhenAbsent } from "../../server/src/checks/rules/only-when-absent.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(onlyWhenAbsent, {
  fires: [
    {
      name: "unlike every text",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringNotLike": { "aws:PrincipalTag/team": ["blue", "*"] } }
                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ only-when-absent: '*' matches every value, so only requests without 'aws:PrincipalTag/team' meet this condition. Write 'Null' if you mean that. Otherwise correct the value.
    }
  ]
}
`,
    },
    {
      name: "one of none, if it is there",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEqualsIfExists": { "aws:PrincipalTag/team": [] } }
                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^ only-when-absent: This list has no values, so only requests without 'aws:PrincipalTag/team' meet this condition. Write 'Null' if you mean that. Otherwise add the values.
    }
  ]
}
`,
    },
    {
      name: "all of none",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "ForAllValues:StringEquals": { "aws:PrincipalOrgPaths": [] } }
                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^ only-when-absent: This list has no values, so only requests without 'aws:PrincipalOrgPaths' meet this condition. Write 'Null' if you mean that. Otherwise add the values.
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a pattern that leaves values",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringNotLike": { "aws:PrincipalTag/team": "blue*" } }
    }
  ]
}
`,
    },
    {
      name: "a key that every request carries, of which more is said",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringNotLike": { "aws:RequestedRegion": "*" } }
    }
  ]
}
`,
    },
    {
      name: "a list that is filled in later",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringNotLike": { "aws:PrincipalTag/team": ["\${team}"] } }
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "says it with Null",
      title: "Replace with 'Null' and 'true', which means the same",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringNotLike": { "aws:PrincipalTag/team": "*" } }
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
      "Condition": { "Null": { "aws:PrincipalTag/team": "true" } }
    }
  ]
}
`,
    },
  ],
});
