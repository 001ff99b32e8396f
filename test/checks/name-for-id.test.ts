import { nameForId } from "../../server/src/checks/rules/name-for-id.ts";
import { describeCheck } from "../support/describe-check.ts";

const allowing = (...resources: readonly string[]): string => `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*",
      "Resource": [
${resources.map((one) => `        "${one}"`).join(",\n")}
      ]
    }
  ]
}
`;

describeCheck(nameForId, {
  fires: [
    {
      name: "the name of a database in the place of its resource ID",
      picture: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "rds-db:connect", "Resource": "arn:aws:rds-db:eu-west-1:111122223333:dbuser:orders/app" }
                                                                                                             ^^^^^^^^^^ name-for-id: 'arn:aws:rds-db:eu-west-1:111122223333:dbuser:orders/app' matches nothing, because 'orders' is not the resource ID of a database, which starts with 'db-', 'cluster-' or 'prx-'. Write the resource ID.
] }
`,
    },
    {
      name: "the name of an instance",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "ec2:StartInstances",
      "Resource": "arn:aws:ec2:us-east-1:111122223333:instance/web-1"
                                                               ^^^^^ name-for-id: 'arn:aws:ec2:us-east-1:111122223333:instance/web-1' matches nothing: the ARN of an EC2 instance has its ID, which starts with 'i-', and 'web-1' does not. Write the ID.
    }
  ]
}
`,
    },
    {
      name: "names of other things, also with a wildcard behind them",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*",
      "Resource": [
        "arn:aws:ec2:*:*:security-group/web*",
                                        ^^^^ name-for-id: 'arn:aws:ec2:*:*:security-group/web*' matches nothing: the ARN of a security group has its ID, which starts with 'sg-', and 'web*' does not. Write the ID.
        "arn:aws:route53:::hostedzone/example.com",
                                      ^^^^^^^^^^^ name-for-id: 'arn:aws:route53:::hostedzone/example.com' matches nothing: the ARN of a hosted zone has the ID that AWS gave it, and 'example.com' is not such an ID. Write the ID.
        "arn:aws:kms:us-east-1:111122223333:key/orders",
                                                ^^^^^^ name-for-id: 'arn:aws:kms:us-east-1:111122223333:key/orders' matches nothing: the ARN of a KMS key has the ID that AWS gave it, and 'orders' is not such an ID. Write the ID.
        "arn:aws:kms:us-east-1:111122223333:key/alias/orders",
                                                ^^^^^^^^^^^^ name-for-id: 'arn:aws:kms:us-east-1:111122223333:key/alias/orders' matches nothing: the ARN of a KMS key has its ID, and an alias has an ARN of its own. Write the ID, or name the alias under 'kms:ResourceAliases'.
        "arn:aws:acm:us-east-1:111122223333:certificate/www.example.com",
                                                        ^^^^^^^^^^^^^^^ name-for-id: 'arn:aws:acm:us-east-1:111122223333:certificate/www.example.com' matches nothing: the ARN of a certificate has the ID that AWS gave it, and 'www.example.com' is not such an ID. Write the ID.
        "arn:aws:cognito-idp:us-east-1:111122223333:userpool/customers"
                                                             ^^^^^^^^^ name-for-id: 'arn:aws:cognito-idp:us-east-1:111122223333:userpool/customers' matches nothing: the ARN of a user pool has the ID that AWS gave it, and 'customers' is not such an ID. Write the ID.
      ]
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "resource IDs of databases, clusters and proxies, and placeholders of them",
      policy: `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "rds-db:connect", "Resource": [
        "arn:aws:rds-db:eu-west-1:111122223333:dbuser:db-ABCDEFGHIJKL01234/app",
        "arn:aws:rds-db:eu-west-1:111122223333:dbuser:cluster-ABCDEFGHIJKL01234/app",
        "arn:aws:rds-db:eu-west-1:111122223333:dbuser:prx-0a1b2c3d4e5f/*",
        "arn:aws:rds-db:eu-west-1:111122223333:dbuser:*/app",
        "arn:aws:rds-db:eu-west-1:111122223333:dbuser:d*/app",
        "arn:aws:rds-db:eu-west-1:111122223333:dbuser:DbiResourceId/app",
        "arn:aws:rds-db:eu-west-1:111122223333:dbuser:\${database}/app"
      ] }] }`,
    },
    {
      name: "IDs, and patterns that some ID fits",
      policy: allowing(
        "arn:aws:ec2:us-east-1:111122223333:instance/i-0123456789abcdef0",
        "arn:aws:ec2:us-east-1:111122223333:instance/i*",
        "arn:aws:ec2:us-east-1:111122223333:instance/*",
        "arn:aws:ec2:us-east-1::image/ami-*",
        "arn:aws:ec2:snow:111122223333:instance/s.i-0123",
        "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "arn:aws:kms:us-east-1:111122223333:key/mrk-*",
        "arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_*",
        "arn:aws:route53:::hostedzone/Z0123456789ABCDEF",
        "arn:aws:cloudfront::111122223333:distribution/EDFDVBD632BHDS5",
      ),
    },
    {
      name: "what has a name",
      policy: allowing(
        "arn:aws:ec2:us-east-1:111122223333:key-pair/deploy",
        "arn:aws:ec2:us-east-1:111122223333:placement-group/web",
        "arn:aws:kms:us-east-1:111122223333:alias/orders",
        "arn:aws:dynamodb:us-east-1:111122223333:table/orders",
      ),
    },
    {
      name: "what is still to be filled in, and an ID as AWS's pages invent them",
      policy: allowing(
        "arn:aws:ec2:us-east-1:111122223333:instance/instance-id",
        "arn:aws:ec2:us-east-1:111122223333:vpc/VPC-ID",
        "arn:aws:ec2:us-east-1:111122223333:subnet/subnetId",
        "arn:aws:kms:us-east-1:111122223333:key/your-key-id",
        "arn:aws:kms:us-east-1:111122223333:key/1a2b3c4d-5678-90ab-cdef-EXAMPLE11111",
        "arn:aws:ec2:us-east-1:111122223333:instance/${aws:PrincipalTag/instance}",
      ),
    },
  ],
  fixes: [],
});
