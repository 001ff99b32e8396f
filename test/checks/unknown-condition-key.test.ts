import { unknownConditionKey } from "../../server/src/checks/rules/unknown-condition-key.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(unknownConditionKey, {
  fires: [
    {
      name: "the URL of a provider in each key, which is one mistake",
      kind: "trust",
      picture: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/D539D4633E53DE1B716D3041E7A3BC11" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": {
    "https://oidc.eks.eu-west-1.amazonaws.com/id/D539D4633E53DE1B716D3041E7A3BC11:sub": "system:serviceaccount:shop:orders",
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-condition-key: IAM rejects a policy with 'https://oidc.eks.eu-west-1.amazonaws.com/id/D539D4633E53DE1B716D3041E7A3BC11:sub' as a condition key: a key is a prefix, one colon and a name. Did you mean 'oidc.eks.eu-west-1.amazonaws.com/id/D539D4633E53DE1B716D3041E7A3BC11:sub'?
    "https://oidc.eks.eu-west-1.amazonaws.com/id/D539D4633E53DE1B716D3041E7A3BC11:aud": "sts.amazonaws.com" } } }
] }
`,
    },
    {
      name: "claims without the provider, or with another sign behind it",
      kind: "trust",
      picture: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "sub": "repo:o/r:ref:refs/heads/main", "aud": "sts.amazonaws.com" } } },
                                                                                                                                                                                                                ^^^^^ unknown-condition-key: IAM rejects a policy with 'sub' as a condition key: a key is a prefix, one colon and a name. Did you mean 'token.actions.githubusercontent.com:sub'?
  { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "token.actions.githubusercontent.com.sub": "repo:o/r:ref:refs/heads/main" } } },
                                                                                                                                                                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-condition-key: IAM rejects a policy with 'token.actions.githubusercontent.com.sub' as a condition key: a key is a prefix, one colon and a name. Did you mean 'token.actions.githubusercontent.com:sub'?
  { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "token.actions.githubusercontent.com/:sub": "repo:o/r:ref:refs/heads/main" } } }
                                                                                                                                                                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-condition-key: 'token.actions.githubusercontent.com/:sub' is not a condition key, so no request has it and this condition is never met. Did you mean 'token.actions.githubusercontent.com:sub'?
] }
`,
    },
    {
      name: "a provider's ARN before the claim",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }, "Condition": { "StringEquals": { "arn:aws:iam::111122223333:oidc-provider/gitlab.com:aud": "a" } } }
                                                                                                                                                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-condition-key: 'arn:aws:iam::111122223333:oidc-provider/gitlab.com:aud' is not a condition key, so no request has it and this condition is never met. Did you mean 'gitlab.com:aud'?
  ]
}
`,
    },
    {
      name: "the key of the same thing of something else, and no other word of as many letters",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalVpc": "vpc-0a1b2c3d" } } },
                                                                                                     ^^^^^^^^^^^^^^^^^^ unknown-condition-key: 'aws:PrincipalVpc' is not in AWS's service reference of ${realCatalog().info.date}. Did you mean 'aws:SourceVpc'?
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:principalvpc": "vpc-0a1b2c3d" } } },
                                                                                                     ^^^^^^^^^^^^^^^^^^ unknown-condition-key: 'aws:principalvpc' is not in AWS's service reference of ${realCatalog().info.date}. Did you mean 'aws:SourceVpc'?
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestIp": "203.0.113.7" } } },
                                                                                                     ^^^^^^^^^^^^^^^ unknown-condition-key: 'aws:RequestIp' is not in AWS's service reference of ${realCatalog().info.date}. Did you mean 'aws:SourceIp'?
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "iam:PassToService": "ec2.amazonaws.com" } } }
                                                                                                     ^^^^^^^^^^^^^^^^^^^ unknown-condition-key: 'iam:PassToService' is not in AWS's service reference of ${realCatalog().info.date}. Did you mean 'iam:PassedToService'?
  ]
}
`,
    },
    {
      name: "the tag of a service without its key",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "rds:StopDBInstance", "Resource": "*", "Condition": { "StringEquals": { "rds:db-tag": "dev" } } }
                                                                                                           ^^^^^^^^^^^^ unknown-condition-key: 'rds:db-tag' ends before the tag key, so no request has it and this condition is never met. Write the tag key behind it, as in 'rds:db-tag/team'.
  ]
}
`,
    },
    {
      name: "what AWS does not take from an identity pool",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/\${cognito-identity.amazonaws.com:custom:team}/*" },
                                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-condition-key: AWS knows 'aud', 'sub' and 'amr' of an identity pool of Amazon Cognito, so '\${cognito-identity.amazonaws.com:custom:team}' stands for nothing. For the ID of the identity, write '\${cognito-identity.amazonaws.com:sub}'. For an attribute of the user that you map to a tag, write '\${aws:PrincipalTag/team}'.
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/\${cognito-identity.amazonaws.com:username}/*" },
                                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-condition-key: AWS knows 'aud', 'sub' and 'amr' of an identity pool of Amazon Cognito, so '\${cognito-identity.amazonaws.com:username}' stands for nothing. For the ID of the identity, write '\${cognito-identity.amazonaws.com:sub}'. For an attribute of the user that you map to a tag, write '\${aws:PrincipalTag/team}'.
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/\${cognito:username}/*" },
                                                                                  ^^^^^^^^^^^^^^^^^^^ unknown-condition-key: AWS knows 'aud', 'sub' and 'amr' of an identity pool of Amazon Cognito, so '\${cognito:username}' stands for nothing. For the ID of the identity, write '\${cognito-identity.amazonaws.com:sub}'. For an attribute of the user that you map to a tag, write '\${aws:PrincipalTag/team}'.
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/\${cognito-identity.amazonaws.com:sub}/*" }
  ]
}
`,
    },
    {
      name: "variables of keys that there are not",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:::home/\${aws:user}/*", "arn:aws:s3:::home/\${aws:PrincipalTag:team}/*", "arn:aws:s3:::home/\${aws:Nickname}/*"]
                                      ^^^^^^^^^^^ unknown-condition-key: '\${aws:user}' may stand for nothing: AWS's service reference of 2026-01-31 has no such condition key. Did you mean '\${aws:userid}', '\${aws:username}' or '\${aws:UserAgent}'?
                                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ unknown-condition-key: '\${aws:PrincipalTag:team}' may stand for nothing: AWS's service reference of 2026-01-31 has no such condition key. Did you mean '\${aws:PrincipalTag/team}'?
                                                                                                                         ^^^^^^^^^^^^^^^ unknown-condition-key: '\${aws:Nickname}' may stand for nothing: AWS's service reference of 2026-01-31 has no such condition key. Correct it if it is misspelled.
    }
  ]
}
`,
    },
    {
      name: "the key of another prefix, a colon before a tag key, and none at all",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:prefix": "home", "s3:SecureTransport": "true", "aws:PrincipalTag:team": "x", "aws:RequestTag": "x" } }
                                       ^^^^^^^^^^^^ unknown-condition-key: 'aws:prefix' is not in AWS's service reference of 2026-01-31. Did you mean 's3:prefix'?
                                                             ^^^^^^^^^^^^^^^^^^^^ unknown-condition-key: 's3:SecureTransport' is not in AWS's service reference of 2026-01-31. Did you mean 'aws:SecureTransport'?
                                                                                           ^^^^^^^^^^^^^^^^^^^^^^^ unknown-condition-key: 'aws:PrincipalTag:team' is not in AWS's service reference of 2026-01-31. Did you mean 'aws:PrincipalTag/team'?
                                                                                                                         ^^^^^^^^^^^^^^^^ unknown-condition-key: 'aws:RequestTag' ends before the tag key, so no request has it and this condition is never met. Write the tag key behind it, as in 'aws:RequestTag/team'.
    }
  ]
}
`,
    },
    {
      name: "no prefix at all, with a key that was meant and without",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "SourceVpc": "vpc-1" } } },
                                                                                                     ^^^^^^^^^^^ unknown-condition-key: IAM rejects a policy with 'SourceVpc' as a condition key: a key is a prefix, one colon and a name. Did you mean 'aws:SourceVpc'?
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "PrincipalTag/team": "a" } } },
                                                                                                     ^^^^^^^^^^^^^^^^^^^ unknown-condition-key: IAM rejects a policy with 'PrincipalTag/team' as a condition key: a key is a prefix, one colon and a name. Did you mean 'aws:PrincipalTag/team'?
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "team": "a" } } }
                                                                                                     ^^^^^^ unknown-condition-key: 'team' is not a condition key, so no request has it and this condition is never met. Write a key such as 'aws:SourceIp'.
  ]
}
`,
    },
    {
      name: "a claim that AWS does not take",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": { "StringEquals": { "token.actions.githubusercontent.com:iss": "https://token.actions.githubusercontent.com", "token.actions.githubusercontent.com:sub": "repo:octo-org/octo-repo:environment:prod" } }
                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-condition-key: AWS takes no condition on the claim of 'token.actions.githubusercontent.com:iss', so no request has it and this condition is never met. Use 'sub' or another claim that AWS documents.
  }
}
`,
    },
    {
      name: "a key on which a Deny rests",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "iam:CreateRole",
      "Resource": "*",
      "Condition": { "NumericGreaterThan": { "iam:NumberOfRolesSoFar": "1" } }
                                             ^^^^^^^^^^^^^^^^^^^^^^^^ unknown-condition-key: If AWS has no such key, this Deny denies nothing. 'iam:NumberOfRolesSoFar' is not in AWS's service reference of 2026-01-31. Correct it if it is misspelled.
    },
    {
      "Effect": "Deny",
      "Action": "iam:CreateRole",
      "Resource": "*",
      "Condition": { "NumericNotEquals": { "iam:NumberOfRolesSoFar": "1" } }
                                           ^^^^^^^^^^^^^^^^^^^^^^^^ unknown-condition-key: 'iam:NumberOfRolesSoFar' is not in AWS's service reference of 2026-01-31. Correct it if it is misspelled.
    }
  ]
}
`,
    },
    {
      name: "the URL of a provider in a key",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.example.com/id/A" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringEquals": { "https://oidc.example.com/id/A:sub": "job" } }
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-condition-key: IAM rejects a policy with 'https://oidc.example.com/id/A:sub' as a condition key: a key is a prefix, one colon and a name. Did you mean 'oidc.example.com/id/A:sub'?
    }
  ]
}
`,
    },
    {
      name: "a misspelled global key",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:SourceVpcc": "vpc-11112222" } }
                                       ^^^^^^^^^^^^^^^^ unknown-condition-key: 'aws:SourceVpcc' is not in AWS's service reference of 2026-01-31. Did you mean 'aws:SourceVpc'?
    }
  ]
}
`,
    },
    {
      name: "a key without a prefix",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "IpAddress": { "SourceIp": "192.0.2.0/24" } }
                                    ^^^^^^^^^^ unknown-condition-key: 'SourceIp' is not a condition key, so no request has it and this condition is never met. Did you mean 'aws:SourceIp'?
    }
  ]
}
`,
    },
    {
      name: "a key its service does not define",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "s3:prefixx": "home" } }
                                       ^^^^^^^^^^^^ unknown-condition-key: 's3:prefixx' is not in AWS's service reference of 2026-01-31. Did you mean 's3:prefix'?
    }
  ]
}
`,
    },
    {
      name: "a prefix of no service",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "acme:team": "home" } }
                                       ^^^^^^^^^^^ unknown-condition-key: 'acme:team' is not in AWS's service reference of 2026-01-31. Correct it if it is misspelled.
    }
  ]
}
`,
    },
    {
      name: "a tag key that is missing, and a stem that is misspelled",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": {
        "StringEquals": {
          "kms:EncryptionContext": "x",
          ^^^^^^^^^^^^^^^^^^^^^^^ unknown-condition-key: 'kms:EncryptionContext' ends before the name of what is compared, so no request has it and this condition is never met. Write the name behind it, as in 'kms:EncryptionContext:purpose'.
          "aws:RequestTag/": "x",
          ^^^^^^^^^^^^^^^^^ unknown-condition-key: 'aws:RequestTag/' ends before the tag key, so no request has it and this condition is never met. Write the tag key behind it, as in 'aws:RequestTag/team'.
          "aws:PrincipleTag/team": "x"
          ^^^^^^^^^^^^^^^^^^^^^^^ unknown-condition-key: 'aws:PrincipleTag/team' is not in AWS's service reference of 2026-01-31. Did you mean 'aws:PrincipalTag/team'?
        }
      }
    }
  ]
}
`,
    },
    {
      name: "conditions that are always met",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": {
        "StringNotEquals": { "s3:prefixx": "home" },
                             ^^^^^^^^^^^^ unknown-condition-key: 's3:prefixx' is not in AWS's service reference of 2026-01-31. Did you mean 's3:prefix'?
        "StringEqualsIfExists": { "s3:prefixx": "home" },
                                  ^^^^^^^^^^^^ unknown-condition-key: 's3:prefixx' is not in AWS's service reference of 2026-01-31. Did you mean 's3:prefix'?
        "Null": { "s3:prefixx": "true" }
                  ^^^^^^^^^^^^ unknown-condition-key: 's3:prefixx' is not in AWS's service reference of 2026-01-31. Did you mean 's3:prefix'?
      }
    }
  ]
}
`,
    },
    {
      name: "no verdict where values are not settled",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "Null": { "s3:prefixx": "\${absent}" } }
                               ^^^^^^^^^^^^ unknown-condition-key: 's3:prefixx' is not in AWS's service reference of 2026-01-31. Did you mean 's3:prefix'?
    }
  ]
}
`,
    },
    {
      name: "a variable that devices do not have",
      kind: "iot",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iot:Connect", "Resource": "arn:aws:iot:us-east-1:111122223333:client/\${iot:ThingName}" }
                                                                                                         ^^^^^^^^^^^^^^^^ unknown-condition-key: The guide of AWS IoT Core describes no variable '\${iot:ThingName}', so it may stand for nothing. Did you mean '\${iot:Connection.Thing.ThingName}'?
  ]
}
`,
    },
    {
      name: "a tag of which it is not said what has it",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::home/*", "Condition": { "StringEquals": { "aws:Tag/team": "data" } } }
                                                                                                                       ^^^^^^^^^^^^^^ unknown-condition-key: 'aws:Tag/team' is not in AWS's service reference of 2026-01-31. Did you mean 'aws:ResourceTag/team' or 'aws:RequestTag/team'?
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "keys with the URL of a provider that is written so, too",
      kind: "trust",
      policy: `{ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/https://oidc.eks.eu-west-1.amazonaws.com/id/D539D4633E53DE1B716D3041E7A3BC11" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "https://oidc.eks.eu-west-1.amazonaws.com/id/D539D4633E53DE1B716D3041E7A3BC11:sub": "system:serviceaccount:shop:orders" } } }
      ] }`,
    },
    {
      name: "a condition as Terraform writes it, which has a finding of its own",
      policy: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*", "Condition": { "StringLike": { "variable": "s3:prefix", "values": ["home/*"] } } }
] }
`,
    },
    {
      name: "claims as AWS writes them",
      kind: "trust",
      policy: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:o/r:ref:refs/heads/main", "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } } }
] }
`,
    },
    {
      name: "variables of devices",
      kind: "iot",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iot:Connect", "Resource": ["arn:aws:iot:us-east-1:111122223333:client/\${iot:Connection.Thing.ThingName}", "arn:aws:iot:us-east-1:111122223333:client/\${iot:Certificate.Subject.CommonName}", "arn:aws:iot:us-east-1:111122223333:client/\${iot:Connection.Thing.Attributes[site]}", "arn:aws:iot:us-east-1:111122223333:client/\${iot:Thing.ThingName}"] }
  ]
}
`,
    },
    {
      name: "variables of tools",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:::\${aws:accountId}-\${self:service}-\${AWS::Region}/*", "arn:aws:s3:::\${aws:username}/\${aws:PrincipalTag/team}/*"]
    }
  ]
}
`,
    },
    {
      name: "keys in any case",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "AWS:sourcevpc": "vpc-11112222", "S3:Prefix": "home" } }
    }
  ]
}
`,
    },
    {
      name: "filled-in templates of all three notations",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:RequestTag/team": "x", "s3:ExistingObjectTag/team": "x", "kms:EncryptionContext:app": "x" } }
    }
  ]
}
`,
    },
    {
      name: "keys of identity providers",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": "x", "gitlab.example.org/group:sub": "x", "saml:aud": "x" } }
    }
  ]
}
`,
    },
    {
      name: "keys that another service uses",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "kms:ViaService": "s3.us-east-1.amazonaws.com" } }
    }
  ]
}
`,
    },
    {
      name: "keys that a template fills in",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "\${provider}:sub": "x", "aws:PrincipalTag/<tag>": "x", "{{key}}": "x" } }
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "puts the provider before all claims of the statement",
      kind: "trust",
      title:
        "Replace 'sub' and 'aud' with 'token.actions.githubusercontent.com:sub' and 'token.actions.githubusercontent.com:aud'",
      before: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "sub": "repo:o/r:ref:refs/heads/main", "aud": "sts.amazonaws.com" } } }
] }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:o/r:ref:refs/heads/main", "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } } }
] }
`,
    },
    {
      name: "replaces the key of a variable, and keeps its default",
      title: "Replace with '${aws:username, 'none'}'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::home/\${aws:usernme, 'none'}/*"
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
      "Resource": "arn:aws:s3:::home/\${aws:username, 'none'}/*"
    }
  ]
}
`,
    },
    {
      name: "takes https:// from a key",
      title: "Replace 'https://oidc.example.com:sub' with 'oidc.example.com:sub'",
      before: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.example.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringEquals": { "https://oidc.example.com:sub": "job" } }
    }
  ]
}`,
      after: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.example.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringEquals": { "oidc.example.com:sub": "job" } }
    }
  ]
}`,
    },
    {
      name: "takes the near key",
      title: "Replace 'aws:SourceVpcc' with 'aws:SourceVpc'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:SourceVpcc": "vpc-11112222" } }
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
      "Condition": { "StringEquals": { "aws:SourceVpc": "vpc-11112222" } }
    }
  ]
}
`,
    },
    {
      name: "adds the prefix",
      title: "Replace 'SourceIp' with 'aws:SourceIp'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "IpAddress": { "SourceIp": "192.0.2.0/24" } }
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
      "Condition": { "IpAddress": { "aws:SourceIp": "192.0.2.0/24" } }
    }
  ]
}
`,
    },
    {
      name: "keeps the tag key",
      title: "Replace 'aws:PrincipleTag/team' with 'aws:PrincipalTag/team'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:PrincipleTag/team": "x" } }
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
      "Condition": { "StringEquals": { "aws:PrincipalTag/team": "x" } }
    }
  ]
}
`,
    },
  ],
});
