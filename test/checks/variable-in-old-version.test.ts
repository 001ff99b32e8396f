import { variableInOldVersion } from "../../server/src/checks/rules/variable-in-old-version.ts";
import { describeCheck } from "../support/describe-check.ts";
import { reading } from "../support/reading-policy.ts";

const HOME = "arn:aws:s3:::home/${aws:username}/*";

describeCheck(variableInOldVersion, {
  fires: [
    {
      name: "a policy without a Version",
      picture: `
{
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::home/\${aws:username}/*"
                                     ^^^^^^^^^^^^^^^ variable-in-old-version: This policy has no Version, so AWS takes '\${aws:username}' as plain text, not as a variable. Set Version to '2012-10-17'.
    }
  ]
}
`,
    },
    {
      name: "a policy of the old version",
      picture: `
{
  "Version": "2008-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "*",
      "Condition": { "StringLike": { "s3:prefix": "\${aws:username}/*" } }
                                                   ^^^^^^^^^^^^^^^ variable-in-old-version: This policy has Version '2008-10-17', so AWS takes '\${aws:username}' as plain text, not as a variable. Set it to '2012-10-17'.
    }
  ]
}
`,
    },
    {
      name: "a managed policy of the old version",
      kind: "identity",
      holder: "managed",
      picture: `
{
  "Version": "2008-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::home/\${aws:username}/*"
                                     ^^^^^^^^^^^^^^^ variable-in-old-version: AWS takes '\${aws:username}' as a variable only in a policy of Version '2012-10-17', and IAM rejects a managed policy of another. Set it.
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a policy of the current version",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::home/\${aws:username}/*"
    }
  ]
}
`,
    },
    {
      name: "variables of a template",
      policy: `
{
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::\${bucket}/\${AWS::Region}/*" }
  ]
}
`,
    },
    {
      name: "a colon that makes no known key",
      policy: `
{
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/\${self:custom.stage}/*" }
  ]
}
`,
    },
    {
      name: "operators that take no variables",
      policy: `
{
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "NumericEquals": { "s3:max-keys": "\${aws:username}" } } }
  ]
}
`,
    },
    {
      name: "a Version that is filled in later",
      policy: `
{
  "Version": "\${version}",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/\${aws:username}/*" }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "adds the Version",
      title: "Set Version to '2012-10-17'",
      before: `
{
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::home/\${aws:username}/*"
    }
  ]
}
`,
      after: reading(HOME),
    },
    {
      name: "replaces the Version",
      title: "Set Version to '2012-10-17'",
      before: reading(HOME, "2008-10-17"),
      after: reading(HOME),
    },
  ],
});
