import { setOperatorOnSingleValue } from "../../server/src/checks/rules/set-operator-on-single-value.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(setOperatorOnSingleValue, {
  fires: [
    {
      name: "ForAllValues with a negated operator, which says the same alone",
      kind: "scp",
      picture: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "iam:*", "Resource": "*", "Condition": {
  "ForAllValues:StringNotLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/Admin" }
                                   ^^^^^^^^^^^^^^^^ set-operator-on-single-value: A request has at most one value of 'aws:PrincipalArn', so 'ForAllValues' changes nothing here. Write 'StringNotLike'.
} }] }
`,
    },
    {
      name: "the subject of a token",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": { "ForAllValues:StringLike": { "token.actions.githubusercontent.com:sub": "repo:octo-org/octo-repo:*" } }
                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ set-operator-on-single-value: A request has at most one value of 'token.actions.githubusercontent.com:sub'. 'ForAllValues' also matches requests without the key, so this allows them, too. Write 'StringLike'.
  }
}
`,
    },
    {
      name: "a key of a service that the reference lists with one value",
      kind: "identity",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Action": "ram:UpdateResourceShare",
    "Resource": "*",
    "Condition": { "ForAllValues:StringLike": { "ram:ResourceShareName": "shared-*" } }
                                                 ^^^^^^^^^^^^^^^^^^^^^ set-operator-on-single-value: 'ForAllValues' also matches requests without the key, so this may allow more than it says. AWS's service reference of 2026-09-26 lists one value for 'ram:ResourceShareName', for which 'StringLike' is enough. Write 'StringLike'.
  }
}
`,
    },
    {
      name: "an Allow for requests without the key",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": {
        "ForAllValues:StringEquals": {
          "aws:PrincipalTag/team": "web"
           ^^^^^^^^^^^^^^^^^^^^^ set-operator-on-single-value: A request has at most one value of 'aws:PrincipalTag/team'. 'ForAllValues' also matches requests without the key, so this allows them, too. Write 'StringEquals'.
        }
      }
    }
  ]
}
`,
    },
    {
      name: "a Deny of requests without the key",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": {
        "ForAllValues:StringEquals": {
          "aws:RequestedRegion": "eu-west-1"
           ^^^^^^^^^^^^^^^^^^^ set-operator-on-single-value: A request has at most one value of 'aws:RequestedRegion'. 'ForAllValues' also matches requests without the key, so this denies them, too. Write 'StringEquals', or 'StringEqualsIfExists' where they are to be denied.
        }
      }
    }
  ]
}
`,
    },
    {
      name: "ForAnyValue",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
      },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {
        "ForAnyValue:StringEquals": {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com"
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ set-operator-on-single-value: A request has at most one value of 'token.actions.githubusercontent.com:aud', so 'ForAnyValue' changes nothing here. Write 'StringEquals'.
        },
        "StringEquals": {
          "token.actions.githubusercontent.com:sub": "repo:acme/web:ref:refs/heads/main"
        }
      }
    }
  ]
}
`,
    },
    {
      name: "an encryption context",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "kms:Decrypt",
      "Resource": "*",
      "Condition": {
        "ForAllValues:StringEquals": {
          "kms:EncryptionContext:app": "web"
           ^^^^^^^^^^^^^^^^^^^^^^^^^ set-operator-on-single-value: A request has at most one value of 'kms:EncryptionContext:app'. 'ForAllValues' also matches requests without the key, so this allows them, too. Write 'StringEquals'.
        }
      }
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "keys of services with several values, and what asks for the key as well",
      kind: "identity",
      catalog: realCatalog(),
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "dynamodb:GetItem",
      "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders",
      "Condition": { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": "\${aws:PrincipalTag/tenant}" } }
    },
    {
      "Effect": "Allow",
      "Action": "cloudformation:CreateChangeSet",
      "Resource": "*",
      "Condition": { "ForAllValues:StringEquals": { "cloudformation:ImportResourceTypes": "AWS::S3::Bucket" } }
    },
    {
      "Effect": "Allow",
      "Action": "ram:UpdateResourceShare",
      "Resource": "*",
      "Condition": {
        "ForAllValues:StringLike": { "ram:ResourceShareName": "shared-*" },
        "Null": { "ram:ResourceShareName": "false" }
      }
    }
  ]
}
`,
    },
    {
      name: "a key with several values",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": {
        "ForAllValues:StringEquals": {
          "aws:TagKeys": [
            "team"
          ]
        }
      }
    }
  ]
}
`,
    },
    {
      name: "a key of a service, whose values the reference may not count",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": {
        "ForAllValues:StringEquals": {
          "s3:x-amz-acl": "private"
        }
      }
    }
  ]
}
`,
    },
    {
      name: "a negated operator, which alone is true without the key",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "ForAnyValue:StringNotEquals": { "aws:PrincipalTag/team": "web" } }
    }
  ]
}
`,
    },
    {
      name: "no set operator",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": {
        "StringEquals": {
          "aws:PrincipalTag/team": "web"
        }
      }
    }
  ]
}
`,
    },
  ],
  fixes: [],
});
