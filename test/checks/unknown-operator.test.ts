import { unknownOperator } from "../../server/src/checks/rules/unknown-operator.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(unknownOperator, {
  fires: [
    {
      name: "IfExists in front",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "IfExistsStringEquals": { "s3:prefix": "home" }, "ForAllValues:IfExistsStringEquals": { "aws:TagKeys": "team" } }
                     ^^^^^^^^^^^^^^^^^^^^^^ unknown-operator: 'IfExistsStringEquals' is not a condition operator, and AWS rejects a policy with it. Did you mean 'StringEqualsIfExists'?
                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-operator: 'ForAllValues:IfExistsStringEquals' is not a condition operator, and AWS rejects a policy with it. Did you mean 'ForAllValues:StringEqualsIfExists'?
    }
  ]
}
`,
    },
    {
      name: "condition keys without an operator around them",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "aws:SourceIp": "203.0.113.0/24", "aws:SecureTransport": true }
                     ^^^^^^^^^^^^^^ unknown-operator: 'aws:SourceIp' is a condition key, and it stands where a condition operator must be, so AWS rejects the policy. Put an operator around it, as in '"IpAddress": { "aws:SourceIp": … }'.
                                                       ^^^^^^^^^^^^^^^^^^^^^ unknown-operator: 'aws:SecureTransport' is a condition key, and it stands where a condition operator must be, so AWS rejects the policy. Put an operator around it, as in '"Bool": { "aws:SecureTransport": … }'.
    }
  ]
}
`,
    },
    {
      name: "a misspelled operator",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEqual": { "s3:prefix": "home" } }
                     ^^^^^^^^^^^^^ unknown-operator: 'StringEqual' is not a condition operator, and AWS rejects a policy with it. Did you mean 'StringEquals'?
    }
  ]
}
`,
    },
    {
      name: "a misspelled set operator",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "ForAllValue:StringEquals": { "aws:TagKeys": "team" } }
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-operator: 'ForAllValue:StringEquals' is not a condition operator, and AWS rejects a policy with it. Did you mean 'ForAllValues:StringEquals'?
    }
  ]
}
`,
    },
    {
      name: "an operator that is like no other",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "Matches": { "s3:prefix": "home" } }
                     ^^^^^^^^^ unknown-operator: 'Matches' is not a condition operator, and AWS rejects a policy with it. Write an operator such as 'StringEquals'.
    }
  ]
}
`,
    },
    {
      name: "NullIfExists",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "NullIfExists": { "s3:prefix": "true" } }
                     ^^^^^^^^^^^^^^ unknown-operator: 'Null' cannot be combined with 'IfExists', because it already tests whether the key exists. AWS rejects the policy. Did you mean 'Null'?
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "operators with prefix and suffix, in any case",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "ForAnyValue:StringEqualsIfExists": { "aws:TagKeys": "team" }, "stringlike": { "s3:prefix": "home" } }
    }
  ]
}
`,
    },
    {
      name: "an operator that a template fills in",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "\${operator}": { "s3:prefix": "home" } }
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "puts the operators around the keys",
      title: "Put the condition operator around it",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "aws:SourceIp": "203.0.113.0/24", "aws:SecureTransport": true }
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
      "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" }, "Bool": { "aws:SecureTransport": true } }
    }
  ]
}
`,
    },
    {
      name: "takes the near operator",
      title: "Replace 'StringEqual' with 'StringEquals'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "*",
      "Condition": { "StringEqual": { "s3:prefix": "home" } }
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
      "Action": "s3:ListBucket",
      "Resource": "*",
      "Condition": { "StringEquals": { "s3:prefix": "home" } }
    }
  ]
}
`,
    },
    {
      name: "takes Null",
      title: "Replace 'NullIfExists' with 'Null'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "NullIfExists": { "s3:prefix": "true" } }
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
      "Condition": { "Null": { "s3:prefix": "true" } }
    }
  ]
}
`,
    },
  ],
});
