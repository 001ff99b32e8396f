import { unsupportedConditionKey } from "../../server/src/checks/rules/unsupported-condition-key.ts";
import { describeCheck } from "../support/describe-check.ts";

const condition = (block: object): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111122223333:root" },
        Action: "kms:Decrypt",
        Resource: "*",
        Condition: block,
      },
    ],
  });

const BY_ALIAS = condition({ "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/app" } });

describeCheck(unsupportedConditionKey, {
  fires: [
    {
      name: "a tag of the key, and its aliases",
      kind: "resource",
      holder: "key",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": "kms:Decrypt",
      "Resource": "*",
      "Condition": {
        "StringEquals": { "aws:ResourceTag/team": "data" },
                          ^^^^^^^^^^^^^^^^^^^^^^ unsupported-condition-key: KMS takes 'aws:ResourceTag/team' in identity-based policies only, because a key policy belongs to one key alone, and rejects a key policy with it. Remove this condition.
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/app" }
                                      ^^^^^^^^^^^^^^^^^^^^^ unsupported-condition-key: KMS takes 'kms:ResourceAliases' in identity-based policies only, because a key policy belongs to one key alone, and rejects a key policy with it. Remove this condition.
      }
    }
  ]
}
`,
    },
    {
      name: "addresses, in a VPC",
      kind: "resource",
      holder: "vpc-domain",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": "es:*",
      "Resource": "arn:aws:es:eu-west-1:111122223333:domain/logs/*",
      "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } }
                                    ^^^^^^^^^^^^^^ unsupported-condition-key: OpenSearch Service rejects a condition on 'aws:SourceIp' in the policy of a domain that is in a VPC. Remove it, and limit the addresses in the domain's security groups.
    }
  ]
}
`,
    },
  ],
  silent: [
    { name: "an identity-based policy", kind: "identity", policy: BY_ALIAS.replace(/"Principal":\{[^}]*\},/, "") },
    { name: "a policy that may be of another service", kind: "resource", policy: BY_ALIAS },
    {
      name: "the alias of the request",
      kind: "resource",
      holder: "key",
      policy: condition({ StringEquals: { "kms:RequestAlias": "alias/app" } }),
    },
    {
      name: "the tags of the principal",
      kind: "resource",
      holder: "key",
      policy: condition({ StringEquals: { "aws:PrincipalTag/team": "data", "aws:RequestTag/team": "data" } }),
    },
    {
      name: "a domain that is not in a VPC",
      kind: "resource",
      holder: "domain",
      policy: condition({ IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }),
    },
    {
      name: "the VPC itself",
      kind: "resource",
      holder: "vpc-domain",
      policy: condition({ StringEquals: { "aws:SourceVpc": "vpc-0123456789abcdef0" } }),
    },
  ],
  fixes: [],
});
