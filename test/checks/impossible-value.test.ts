import assert from "node:assert/strict";
import { test } from "node:test";
import { impossibleValue } from "../../server/src/checks/rules/impossible-value.ts";
import { phraseToMessage } from "../../server/src/wording/message-text.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { findingsIn } from "../support/annotated.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(impossibleValue, {
  fires: [
    {
      name: "a policy of AWS without its path, and with one that it does not have",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iam:AttachRolePolicy", "Resource": "*", "Condition": { "ArnEquals": { "iam:PolicyARN": [
      "arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole",
       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-value: AWS keeps 'AWSLambdaBasicExecutionRole' under the path 'service-role/', so no policy has the ARN 'arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole'. Write 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'.
      "arn:aws:iam::aws:policy/service-role/ReadOnlyAccess",
       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-value: AWS keeps 'ReadOnlyAccess' under the path '/', so no policy has the ARN 'arn:aws:iam::aws:policy/service-role/ReadOnlyAccess'. Write 'arn:aws:iam::aws:policy/ReadOnlyAccess'.
      "arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::111122223333:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/NewOneOfTomorrow"
    ] } } }
  ]
}
`,
    },
    {
      name: "the Region whose buckets are created without a constraint",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Action": "s3:CreateBucket", "Resource": "*", "Condition": { "StringNotEquals": { "s3:LocationConstraint": ["us-east-1", "eu-west-1"] } } }
                                                                                                                                     ^^^^^^^^^ impossible-value: Requests that create a bucket in 'us-east-1' have no 's3:LocationConstraint', so none has this value. Use 'aws:RequestedRegion' to ask for the Region.
  ]
}
`,
    },
    {
      name: "a slash before the beginning of keys",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports", "Condition": { "StringLike": { "s3:prefix": ["/2026/*", "2025/*"] } } }
                                                                                                                                      ^^^^^^^ impossible-value: '/2026/*' starts with a slash, and the keys of objects start without one unless somebody put it there. Write '2026/*' if they do.
  ]
}
`,
    },
    {
      name: "an ARN for the beginning of keys, and an account for a Region",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports", "Condition": { "StringLike": { "s3:prefix": ["arn:aws:s3:::reports/2026/*"] } } },
                                                                                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-value: 'arn:aws:s3:::reports/2026/*' is an ARN, and 's3:prefix' holds how the keys of objects begin, without their bucket. Write '2026/*'.
    { "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "kms:ViaService": "ec2.111122223333.amazonaws.com" } } }
                                                                                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-value: 'ec2.111122223333.amazonaws.com' is not a service name with a Region, so this Allow never allows. Write it as in 's3.us-east-1.amazonaws.com', or use 's3.*.amazonaws.com' with 'StringLike'.
  ]
}
`,
    },
    {
      name: "references to what a template makes, of which the start is known",
      catalog: realCatalog(),
      kind: "resource",
      ownNames: ["${Rule}", "${Vpc}", "${Point}", "${Role}", "${Data}"],
      picture: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*", "Condition": { "ArnEquals": { "aws:SourceArn": "\${Rule}" } } },
                                                                                                                                       ^^^^^^^ impossible-value: '\${Rule}' is not an ARN, so this Allow never allows. Write a reference to the ARN.
  { "Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*", "Condition": { "ArnLike": { "aws:SourceArn": "acme-\${Data}" } } },
                                                                                                                                     ^^^^^^^^^^^^ impossible-value: 'acme-\${Data}' is not an ARN, so this Allow never allows. Write a reference to the ARN.
  { "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:SourceVpce": "vpc-\${Vpc}" } } },
                                                                                                                                        ^^^^^^^^^^ impossible-value: 'vpc-\${Vpc}' is the ID of a VPC, so this Allow never allows. Write it under 'aws:SourceVpc'.
  { "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:SourceVpc": ["vpce-\${Point}"] } } },
                                                                                                                                        ^^^^^^^^^^^^^ impossible-value: 'vpce-\${Point}' is the ID of a VPC endpoint, so this Allow never allows. Write it under 'aws:SourceVpce'.
  { "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringNotEquals": { "aws:SourceVpce": "arn:aws:ec2:us-east-1:111122223333:vpc-endpoint/vpce-\${Point}" } } },
                                                                                                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-value: 'arn:aws:ec2:us-east-1:111122223333:vpc-endpoint/vpce-\${Point}' is an ARN, and 'aws:SourceVpce' holds a VPC endpoint ID. Write a reference to the ID.
  { "Effect": "Allow", "Principal": "*", "Action": "ec2:RunInstances", "Resource": "*", "Condition": { "StringEquals": { "ec2:Vpc": "vpc-\${Vpc}" } } },
                                                                                                                                     ^^^^^^^^^^ impossible-value: 'vpc-\${Vpc}' is not an ARN, so this Allow never allows. Write a reference to the ARN.
  { "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": "arn:aws:iam::111122223333:role/\${Role}" } } }
                                                                                                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-value: 'arn:aws:iam::111122223333:role/\${Role}' is an ARN, and 'aws:RequestedRegion' holds a Region, so this Allow never allows. Write it in lower case with hyphens, as in 'us-east-1'.
] }
`,
    },
    {
      name: "a Boolean of a key whose values are known, and are none",
      kind: "scp",
      catalog: realCatalog(),
      picture: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Deny", "Action": "s3:PutObject", "Resource": "*", "Condition": { "Bool": { "s3:x-amz-server-side-encryption": "false" } } }
                                                                                                                              ^^^^^ impossible-value: 'false' is a Boolean, and no value of 's3:x-amz-server-side-encryption' is one, so this Deny never denies. Use 'Null' to ask whether a request has the key, or 'StringEquals' for a value.
] }
`,
    },
    {
      name: "a Boolean of a key that holds IDs",
      kind: "scp",
      catalog: realCatalog(),
      picture: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Deny", "Action": "lambda:CreateFunction", "Resource": "*", "Condition": { "Bool": { "lambda:VpcIds": "true" } } }
                                                                                                                     ^^^^ impossible-value: 'true' is a Boolean, and no value of 'lambda:VpcIds' is one, so this Deny never denies. Use 'Null' to ask whether a request has the key, or 'StringEquals' for a value.
] }
`,
    },
    {
      name: "several Regions in one text, with a blank between them",
      picture: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:RequestedRegion": "eu-west-1 eu-central-1" } } }
                                                                                                                  ^^^^^^^^^^^^^^^^^^^^^^ impossible-value: One string is one value, and 'eu-west-1 eu-central-1' is several. Write a list of 'eu-west-1' and 'eu-central-1'.
] }
`,
    },
    {
      name: "a word more than DynamoDB's value has",
      catalog: realCatalog(),
      picture: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "*", "Condition": { "StringEquals": { "dynamodb:Select": "COUNT_ONLY" } } }
                                                                                                                         ^^^^^^^^^^ impossible-value: 'COUNT_ONLY' is not a value that AWS gives 'dynamodb:Select', so this Allow never allows. Did you mean 'COUNT'?
] }
`,
    },
    {
      name: "a resource type of CloudFormation with single colons",
      picture: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "cloudformation:CreateStack", "Resource": "*", "Condition": { "ForAnyValue:StringEquals": { "cloudformation:ResourceTypes": "AWS:S3:Bucket" } } }
                                                                                                                                                              ^^^^^^^^^^^^^ impossible-value: 'AWS:S3:Bucket' is not a resource type of CloudFormation, so this Allow never allows. Did you mean 'AWS::S3::Bucket'?
] }
`,
    },
    {
      name: "addresses that nobody has, and cut ones",
      picture: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "IpAddress": { "aws:SourceIp": "0.0.0.0" } } },
                                                                                                                 ^^^^^^^ impossible-value: '0.0.0.0' is the address of no caller, so this Allow never allows. For all addresses, write '0.0.0.0/0'.
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113" } } },
                                                                                                                 ^^^^^^^^^ impossible-value: '203.0.113' is not a range of addresses as AWS reads one, so this Allow never allows. Write '203.0.113.0/24'.
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "IpAddress": { "aws:SourceIp": "203.0." } } },
                                                                                                                 ^^^^^^ impossible-value: '203.0.' is not a range of addresses as AWS reads one, so this Allow never allows. Write '203.0.0.0/16'.
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "IpAddress": { "aws:SourceIp": "https://203.0.113.1" } } }
                                                                                                                 ^^^^^^^^^^^^^^^^^^^ impossible-value: 'https://203.0.113.1' is not an IP address or a range of them in CIDR form, so this Allow never allows. Write one such as '203.0.113.0/24'.
] }
`,
    },
    {
      name: "what looks like a Region",
      picture: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": "us-east1" } } },
                                                                                                                           ^^^^^^^^ impossible-value: 'us-east1' is not a Region, so this Allow never allows. Did you mean 'us-east-1'?
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": "frankfurt" } } },
                                                                                                                           ^^^^^^^^^ impossible-value: 'frankfurt' is not a Region, so this Allow never allows. Did you mean 'eu-central-1'?
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-centeral-1" } } },
                                                                                                                           ^^^^^^^^^^^^^ impossible-value: 'eu-centeral-1' is not a Region, so this Allow never allows. Did you mean 'eu-central-1'?
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": "ap-southeest-2" } } }
                                                                                                                           ^^^^^^^^^^^^^^ impossible-value: 'ap-southeest-2' is not a Region, so this Allow never allows. Did you mean 'ap-southeast-2'?
] }
`,
    },
    {
      name: "who makes no requests, and an ARN for a unique ID",
      picture: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:group/admins" } } },
                                                                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-value: 'arn:aws:iam::111122223333:group/admins' is a group, but 'aws:PrincipalArn' is the ARN of a user or a role, so this Allow never allows. Name its users, or compare a tag of theirs under 'aws:PrincipalTag'.
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "ArnEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:instance-profile/web" } } },
                                                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-value: 'arn:aws:iam::111122223333:instance-profile/web' is an instance profile, but 'aws:PrincipalArn' is the ARN of a user or a role, so this Allow never allows. Name the role in it.
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:group/admins" } } },
                                                                                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-value: 'arn:aws:iam::111122223333:group/admins' is a group, but 'aws:PrincipalArn' is the ARN of a user or a role, so this Allow never allows. Name its users, or compare a tag of theirs under 'aws:PrincipalTag'.
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:userid": "arn:aws:iam::111122223333:user/bob" } } }
                                                                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-value: 'arn:aws:iam::111122223333:user/bob' is an ARN, and this key starts with a unique ID, so this Allow never allows. Write it under 'aws:PrincipalArn'.
] }
`,
    },
    {
      name: "a range with a star, and another key's ARN",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.*" } }
                                                     ^^^^^^^^^^^ impossible-value: '203.0.113.*' is not a range of addresses as AWS reads one, so this Allow never allows. Write '203.0.113.0/24'.
    },
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "ArnEquals": { "aws:PrincipalArn": "app" } }
                                                         ^^^ impossible-value: 'app' is not an ARN, so this Allow never allows. Write one such as 'arn:aws:iam::111122223333:role/app'.
    }
  ]
}
`,
    },
    {
      name: "values of another key, and several in one text",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:SourceVpc": "vpce-0123456789abcdef0" } }
                                                         ^^^^^^^^^^^^^^^^^^^^^^ impossible-value: 'vpce-0123456789abcdef0' is the ID of a VPC endpoint, so this Allow never allows. Write it under 'aws:SourceVpce'.
    },
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:SourceVpce": "vpc-0123456789abcdef0" } }
                                                          ^^^^^^^^^^^^^^^^^^^^^ impossible-value: 'vpc-0123456789abcdef0' is the ID of a VPC, so this Allow never allows. Write it under 'aws:SourceVpc'.
    },
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:PrincipalOrgID": "ou-ab12-11111111" } }
                                                              ^^^^^^^^^^^^^^^^ impossible-value: 'ou-ab12-11111111' is the ID of a part of an organization, so this Allow never allows. Write it under 'aws:PrincipalOrgPaths'.
    },
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24, 198.51.100.0/24" } }
                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-value: One string is one value, and '203.0.113.0/24, 198.51.100.0/24' is several, so this Allow never allows. Write a list of '203.0.113.0/24' and '198.51.100.0/24'.
    },
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:PrincipalAccount": "111122223333,444455556666" } }
                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-value: One string is one value, and '111122223333,444455556666' is several, so this Allow never allows. Write a list of '111122223333' and '444455556666'.
    }
  ]
}
`,
    },
    {
      name: "what is no policy as a boundary",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iam:CreateRole", "Resource": "*", "Condition": { "StringEquals": { "iam:PermissionsBoundary": "arn:aws:iam::111122223333:role/boundary" } } },
                                                                                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-value: 'arn:aws:iam::111122223333:role/boundary' is not the ARN of a policy, so this Allow never allows. Write the whole ARN, as in 'arn:aws:iam::111122223333:policy/boundary'.
    { "Effect": "Allow", "Action": "iam:CreateRole", "Resource": "*", "Condition": { "StringEquals": { "iam:PermissionsBoundary": "arn:aws:iam:111122223333:policy/boundary" } } },
                                                                                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-value: 'arn:aws:iam:111122223333:policy/boundary' is not the ARN of a policy, so this Allow never allows. Write the whole ARN, as in 'arn:aws:iam::111122223333:policy/boundary'.
    { "Effect": "Allow", "Action": "iam:CreateRole", "Resource": "*", "Condition": { "StringLike": { "iam:PermissionsBoundary": "*boundary" } } }
  ]
}
`,
    },
    {
      name: "a time as databases write it",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "DateGreaterThan": { "aws:CurrentTime": "2019-07-16 12:00:00" } } },
                                                                                                                            ^^^^^^^^^^^^^^^^^^^ impossible-value: '2019-07-16 12:00:00' is not a date or time in a form that AWS reads, so this Allow never allows. Write '2019-07-16T12:00:00Z' for that time in UTC.
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "DateGreaterThan": { "aws:CurrentTime": "2019-13-16 12:00:00" } } },
                                                                                                                            ^^^^^^^^^^^^^^^^^^^ impossible-value: '2019-13-16 12:00:00' is not a date or time in a form that AWS reads, so this Allow never allows. Write one such as '2026-01-31T00:00:00Z'.
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "DateGreaterThan": { "aws:CurrentTime": "2019-07-16T12:00:00Z" } } }
  ]
}
`,
    },
    {
      name: "a role where its instance profile belongs",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*", "Condition": { "ArnEquals": { "ec2:InstanceProfile": "arn:aws:iam::111122223333:role/app" } } },
                                                                                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-value: 'arn:aws:iam::111122223333:role/app' is the ARN of a role, and 'ec2:InstanceProfile' holds that of an instance profile, so this Allow never allows. Write 'arn:aws:iam::111122223333:instance-profile/app'.
    { "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*", "Condition": { "StringLike": { "ec2:InstanceProfile": "arn:aws:iam::111122223333:role/app-*" } } },
                                                                                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-value: 'arn:aws:iam::111122223333:role/app-*' is the ARN of a role, and 'ec2:InstanceProfile' holds that of an instance profile, so this Allow never allows. Write 'arn:aws:iam::111122223333:instance-profile/app-*'.
    { "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*", "Condition": { "ArnEquals": { "ec2:InstanceProfile": "arn:aws:iam::111122223333:instance-profile/app" } } }
  ]
}
`,
    },
    {
      name: "names and IDs where an ARN belongs, and values that a service does not have",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "ec2:CreateSubnet", "Resource": "*", "Condition": { "StringEquals": { "ec2:Vpc": "vpc-0123456789abcdef0" } } },
                                                                                                                     ^^^^^^^^^^^^^^^^^^^^^ impossible-value: 'vpc-0123456789abcdef0' is not an ARN, so this Allow never allows. Write the whole ARN, as in 'arn:aws:ec2:us-east-1:111122223333:vpc/vpc-0123456789abcdef0'.
    { "Effect": "Allow", "Action": "iam:AttachRolePolicy", "Resource": "*", "Condition": { "StringEquals": { "iam:PolicyARN": ["ReadOnlyAccess", "arn:aws:iam::aws:policy/ReadOnlyAccess"] } } },
                                                                                                                                ^^^^^^^^^^^^^^ impossible-value: 'ReadOnlyAccess' is not the ARN of a policy, so no request has this value. Write the whole ARN, as in 'arn:aws:iam::111122223333:policy/boundary'.
    { "Effect": "Allow", "Action": "iam:AttachRolePolicy", "Resource": "*", "Condition": { "StringLike": { "iam:PolicyARN": "*/ReadOnly*" } } },
    { "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringNotLike": { "aws:userid": ["AROAEXAMPLEID12345", "AROAEXAMPLEID12345:*", "AIDAEXAMPLEID12345"] } } },
                                                                                                                     ^^^^^^^^^^^^^^^^^^ impossible-value: 'AROAEXAMPLEID12345' is the ID of a role alone, but for a role 'aws:userid' holds ':' and the name of the session as well. Write 'AROAEXAMPLEID12345:*' with an operator such as 'StringLike'.
    { "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*", "Condition": { "StringEquals": { "ec2:CreateAction": ["ec2:RunInstances", "CreateVolume"] } } },
                                                                                                                             ^^^^^^^^^^^^^^^^ impossible-value: 'ec2:RunInstances' is not the name of an API operation, so no request has this value. Did you mean 'RunInstances'?
    { "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*", "Condition": { "StringLike": { "sts:RoleSessionName": ["deploy job", "*@example.com"], "sts:ExternalId": "team/1:\${aws:username}" } } },
                                                                                                                              ^^^^^^^^^^ impossible-value: 'deploy job' is not a name that AWS STS takes for a session, so no request has this value. Write letters, digits and the characters '_+=,.@-' only.
    { "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*", "Condition": { "StringEquals": { "sts:ExternalId": "our id" } } },
                                                                                                                          ^^^^^^ impossible-value: 'our id' is not an external ID that AWS STS takes, so this Allow never allows. Write letters, digits and the characters '_+=,.@:/-' only.
    { "Effect": "Allow", "Action": "s3:CreateBucket", "Resource": "*", "Condition": { "StringLike": { "s3:LocationConstraint": ["eu-west-1a", "EU", "", "eu-west-1", "eu-*"] } } },
                                                                                                                                 ^^^^^^^^^^ impossible-value: 'eu-west-1a' is not a Region, so no request has this value. Did you mean 'eu-west-1'?
    { "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": ["us-east", "us-east-1", "aws-global"] } } },
                                                                                                                                  ^^^^^^^ impossible-value: 'us-east' is not a Region, so no request has this value. Write it in lower case with hyphens, as in 'us-east-1'.
    { "Effect": "Allow", "Action": "lambda:InvokeFunctionUrl", "Resource": "*", "Condition": { "StringEquals": { "lambda:FunctionUrlAuthType": "IAM" } } },
                                                                                                                                                ^^^ impossible-value: 'IAM' is not a value that AWS gives 'lambda:FunctionUrlAuthType', so this Allow never allows. Did you mean 'AWS_IAM'?
    { "Effect": "Allow", "Action": "rds:CreateDBInstance", "Resource": "*", "Condition": { "StringEquals": { "rds:DatabaseClass": ["t3.micro", "db.t3.micro"] } } },
                                                                                                                                    ^^^^^^^^ impossible-value: 't3.micro' is not a class of DB instances, so no request has this value. Did you mean 'db.t3.micro'?
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringLike": { "aws:username": ["arn:aws:iam::111122223333:user/alice", "alice*"] } } },
                                                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-value: 'arn:aws:iam::111122223333:user/alice' is not the name of a user, so no request has this value. Did you mean 'alice'?
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringLike": { "aws:userid": ["alice", "AIDAEXAMPLEID12345", "*:alice", "anonymous", "111122223333"] } } },
                                                                                                                   ^^^^^ impossible-value: 'alice' is a name, and 'aws:userid' starts with a unique ID, so no request has this value. Write the name of a user under 'aws:username'.
    { "Effect": "Deny", "Action": "ec2:RunInstances", "Resource": "*", "Condition": { "StringEquals": { "ec2:Tenancy": "shared" } } },
                                                                                                                        ^^^^^^ impossible-value: 'shared' is not a value that AWS gives 'ec2:Tenancy', so this Deny never denies. Write 'default', 'dedicated' or 'host'.
    { "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*", "Condition": { "StringEquals": { "s3:x-amz-storage-class": ["standard_ia", "GLACIER", "NEW_CLASS", "new-class"] } } },
                                                                                                                                 ^^^^^^^^^^^ impossible-value: 'standard_ia' is not a value that AWS gives 's3:x-amz-storage-class', so no request has this value. Did you mean 'STANDARD_IA'?
    { "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "*", "Condition": { "StringEquals": { "dynamodb:Select": "SpecificAttributes" } } }
                                                                                                                           ^^^^^^^^^^^^^^^^^^ impossible-value: 'SpecificAttributes' is not a value that AWS gives 'dynamodb:Select', so this Allow never allows. Did you mean 'SPECIFIC_ATTRIBUTES'?
  ]
}
`,
    },
    {
      name: "a misspelled word in the trust policy of an identity pool",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": { "Federated": "cognito-identity.amazonaws.com" },
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {
      "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": ["authenticate", "graph.facebook.com"] }
                                                                          ^^^^^^^^^^^^ impossible-value: 'authenticate' is not a value that AWS gives 'cognito-identity.amazonaws.com:amr', so no request has this value. Did you mean 'authenticated'?
    }
  }
}
`,
    },
    {
      name: "aliases, addresses, operations and records in another form than services have them",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "kms:RequestAlias": ["app", "alias/app"] } } },
                                                                                                                          ^^^ impossible-value: 'app' is not the name of an alias, so no request has this value. Did you mean 'alias/app'?
    { "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", "Condition": { "ForAnyValue:StringLike": { "kms:ResourceAliases": ["arn:aws:kms:us-east-1:111122223333:alias/app", "alias/*", "*"] } } },
                                                                                                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-value: 'arn:aws:kms:us-east-1:111122223333:alias/app' is not the name of an alias, so no request has this value. Did you mean 'alias/app'?
    { "Effect": "Allow", "Action": "kms:CreateGrant", "Resource": "*", "Condition": { "ForAllValues:StringEquals": { "kms:GrantOperations": ["kms:Decrypt", "Encrypt"] } } },
                                                                                                                                              ^^^^^^^^^^^ impossible-value: 'kms:Decrypt' is not the name of an API operation, so no request has this value. Did you mean 'Decrypt'?
    { "Effect": "Allow", "Action": "ses:SendEmail", "Resource": "*", "Condition": { "StringLike": { "ses:FromAddress": ["@example.com", "*.example.com", "*@example.com"] } } },
                                                                                                                         ^^^^^^^^^^^^ impossible-value: '@example.com' is not an email address, so no request has this value. Did you mean '*@example.com'?
    { "Effect": "Allow", "Action": "ses:SendEmail", "Resource": "*", "Condition": { "StringEquals": { "ses:FromAddress": "example.com" } } },
                                                                                                                          ^^^^^^^^^^^ impossible-value: 'example.com' is not an email address, so this Allow never allows. Write one such as 'news@example.com', or '*@example.com' with 'StringLike'.
    { "Effect": "Allow", "Action": "route53:ChangeResourceRecordSets", "Resource": "*", "Condition": { "ForAllValues:StringLike": { "route53:ChangeResourceRecordSetsNormalizedRecordNames": ["WWW.example.com.", "_acme-challenge.*.example.com", "\\\\052.example.com"] } } },
                                                                                                                                                                                               ^^^^^^^^^^^^^^^^ impossible-value: 'WWW.example.com.' is not a name of a record as Route 53 normalizes it, so no request has this value. Did you mean 'www.example.com'?
    { "Effect": "Deny", "Action": "rds:CreateDBInstance", "Resource": "*", "Condition": { "StringEquals": { "rds:DatabaseEngine": ["PostgreSQL", "postgres", "another-engine", "oracle-se1"] } } }
                                                                                                                                    ^^^^^^^^^^ impossible-value: 'PostgreSQL' is not a value that AWS gives 'rds:DatabaseEngine', so no request has this value. Did you mean 'postgres'?
  ]
}
`,
    },
    {
      name: "a Region of another partition",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": { "Service": "sns.amazonaws.com" },
    "Action": "sqs:SendMessage",
    "Resource": "*",
    "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:sns:us-gov-west-1:111122223333:*" } }
                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-value: 'us-gov-west-1' is a Region of another partition than that of 'arn:aws:sns:us-gov-west-1:111122223333:*', so this Allow never allows. Write 'arn:aws-us-gov:sns:us-gov-west-1:111122223333:*'.
  }
}
`,
    },
    {
      name: "an image where its type belongs",
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*", "Condition": { "StringEquals": { "ec2:ImageType": "ami-0123456789abcdef0" } } } }
                                                                                                                                                               ^^^^^^^^^^^^^^^^^^^^^ impossible-value: 'ami-0123456789abcdef0' is not a type of image, so this Allow never allows. Write 'machine', or name the image's ARN in 'Resource'.
`,
    },
    {
      name: "the ARN of a bucket with a Region, and a slash for a colon",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "s3.amazonaws.com" },
      "Action": "sqs:SendMessage",
      "Resource": "*",
      "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:s3:eu-west-2:111122223333:example-bucket" } }
                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-value: 'arn:aws:s3:eu-west-2:111122223333:example-bucket' is not the ARN of a bucket, so this Allow never allows: such an ARN has neither a Region nor an account ID. Write 'arn:aws:s3:::example-bucket', and the account under 'aws:SourceAccount'.
    },
    {
      "Effect": "Allow",
      "Principal": { "Service": "lambda.amazonaws.com" },
      "Action": "sqs:SendMessage",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:SourceArn": "arn:aws:lambda:eu-west-2:111122223333:function/jobs" } }
                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-value: 'arn:aws:lambda:eu-west-2:111122223333:function/jobs' is not the ARN of anything, so this Allow never allows: in such an ARN, 'function' is followed by ':'. Did you mean 'arn:aws:lambda:eu-west-2:111122223333:function:jobs'?
    },
    {
      "Effect": "Allow",
      "Principal": { "Service": "s3.amazonaws.com" },
      "Action": "sqs:SendMessage",
      "Resource": "*",
      "Condition": { "ArnLike": { "aws:SourceArn": ["arn:aws:s3:::example-bucket", "arn:aws:s3:*:*:example-bucket", "arn:aws:s3:eu-west-2:111122223333:accesspoint/reports"] } }
    }
  ]
}
`,
    },
    {
      name: "a name in the place of an ARN",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "kms:Decrypt",
      "Resource": "*",
      "Condition": { "ArnEquals": { "aws:SourceArn": "foo" } }
                                                      ^^^ impossible-value: 'foo' is not an ARN, so this Allow never allows. Write one such as 'arn:aws:s3:::my-bucket'.
    }
  ]
}
`,
    },
    {
      name: "an ID that is too short",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:SourceVpce": ["vpce-12", "vpce-0a1b2c3d"] } }
                                                           ^^^^^^^ impossible-value: 'vpce-12' is not a VPC endpoint ID, so no request has this value. Write 'vpce-' followed by 8 or 17 lowercase letters or digits.
    }
  ]
}
`,
    },
    {
      name: "a service without its domain, and a zone",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "iam:PassRole",
      "Resource": "*",
      "Condition": {
        "StringEquals": { "iam:PassedToService": "lambda" },
                                                  ^^^^^^ impossible-value: 'lambda' is not a service principal, so this Allow never allows. Did you mean 'lambda.amazonaws.com'?
        "ForAnyValue:StringLike": { "aws:CalledVia": ["Lambda", "athena*"] },
                                                       ^^^^^^ impossible-value: 'Lambda' is not a service principal, so no request has this value. Write its full name, as in 'lambda.amazonaws.com'.
        "StringNotEquals": { "aws:RequestedRegion": ["us-east-1a", "us-east-1"] }
                                                      ^^^^^^^^^^ impossible-value: 'us-east-1a' is not a Region. Did you mean 'us-east-1'?
      }
    }
  ]
}
`,
    },
    {
      name: "a service of KMS without its Region",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "kms:Decrypt",
      "Resource": "*",
      "Condition": { "StringEquals": { "kms:ViaService": ["s3.amazonaws.com", "s3.us-east-1.amazonaws.com"] } }
                                                           ^^^^^^^^^^^^^^^^ impossible-value: 's3.amazonaws.com' is not a service name with a Region, so no request has this value. Write it as in 's3.us-east-1.amazonaws.com', or use 's3.*.amazonaws.com' with 'StringLike'.
    }
  ]
}
`,
    },
    {
      name: "the wrong case",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:RequestedRegion": "US-EAST-1" } }
                                                               ^^^^^^^^^ impossible-value: 'US-EAST-1' is not a Region, so this Deny never denies. Did you mean 'us-east-1'?
    }
  ]
}
`,
    },
    {
      name: "an account with dashes",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringNotEquals": { "aws:ResourceAccount": "1111-2222-3333" } }
                                                                  ^^^^^^^^^^^^^^ impossible-value: '1111-2222-3333' is not an account ID. Did you mean '111122223333'?
    }
  ]
}
`,
    },
    {
      name: "an organization path without its slash",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "ForAnyValue:StringEquals": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111" } }
                                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-value: 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111' is not an organization path, so this Allow never allows. Did you mean 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/'?
    }
  ]
}
`,
    },
    {
      name: "a pattern that no organization fits",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringLike": { "aws:PrincipalOrgID": "org-*" } }
                                                            ^^^^^ impossible-value: 'org-*' is not an organization ID, so this Allow never allows. Write 'o-' followed by 10 to 32 lowercase letters or digits.
    }
  ]
}
`,
    },
    {
      name: "a session where the role is asked for",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:sts::111122223333:assumed-role/app/*" } }
                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-value: 'arn:aws:sts::111122223333:assumed-role/app/*' is a role session, but 'aws:PrincipalArn' holds the ARN of the role, so this Allow never allows. Write an ARN such as 'arn:aws:iam::111122223333:role/app'.
    }
  ]
}
`,
    },
    {
      name: "a range of addresses that is none",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "NotIpAddress": { "aws:SourceIp": ["203.0.113.0/99", "198.51.100.0/24"] } }
                                                         ^^^^^^^^^^^^^^ impossible-value: '203.0.113.0/99' is not an IP address or a range of them in CIDR form. Write one such as '203.0.113.0/24'.
    }
  ]
}
`,
    },
    {
      name: "a truth value that is none",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "Bool": { "aws:SecureTransport": "no" } }
                                                       ^^ impossible-value: 'no' is not a Boolean, so this Deny never denies. Write 'true' or 'false'.
    }
  ]
}
`,
    },
    {
      name: "a number that is none",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "NumericLessThan": { "aws:MultiFactorAuthAge": "ten" } }
                                                                     ^^^ impossible-value: 'ten' is not a number, so this Allow never allows. Write one such as '10'.
    }
  ]
}
`,
    },
    {
      name: "a date that is none",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "DateLessThan": { "aws:TokenIssueTime": "tomorrow" } }
                                                              ^^^^^^^^ impossible-value: 'tomorrow' is not a date or time in a form that AWS reads, so this Allow never allows. Write one such as '2026-01-31T00:00:00Z'.
    }
  ]
}
`,
    },
    {
      name: "the ID of a user pool",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Resource": "*",
      "Condition": { "StringEquals": { "cognito-identity.amazonaws.com:aud": "eu-west-1_AbCdEf123" } }
                                                                              ^^^^^^^^^^^^^^^^^^^ impossible-value: 'eu-west-1_AbCdEf123' is not the ID of an identity pool, so this Allow never allows. Write that of the pool, as in 'us-east-1:11112222-3333-4444-5555-666677778888'.
    }
  ]
}
`,
    },
    {
      name: "a word under Null",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "Null": { "aws:PrincipalTag/team": "no" } }
                                                         ^^ impossible-value: 'no' is not a Boolean, so this Allow never allows. Write 'true' for requests without the key, or 'false' for those with it.
    }
  ]
}
`,
    },
    {
      name: "a string under an operator of another type, and an address for a VPC",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "Bool": { "s3:prefix": "home" }, "IpAddress": { "aws:SourceVpc": "10.0.0.0/8" } }
                                             ^^^^ impossible-value: 'home' is not a Boolean, and 's3:prefix' holds a string, so this Allow never allows. Use 'StringEquals'.
                                                                                       ^^^^^^^^^^ impossible-value: '10.0.0.0/8' is not a VPC ID, so this Allow never allows. Write 'vpc-' followed by 8 or 17 lowercase letters or digits.
    }
  ]
}
`,
    },
    {
      name: "an address to which no assertion goes",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/adfs" }, "Action": "sts:AssumeRoleWithSAML", "Condition": { "StringEquals": { "SAML:aud": ["https://signin.aws.amazon.com", "urn:amazon:webservices"] } } }
                                                                                                                                                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-value: 'https://signin.aws.amazon.com' is not an address to which assertions of SAML go, so this Allow never allows. Did you mean 'https://signin.aws.amazon.com/saml'?
                                                                                                                                                                                                                           ^^^^^^^^^^^^^^^^^^^^^^ impossible-value: 'urn:amazon:webservices' is not an address to which assertions of SAML go, so this Allow never allows. Write 'https://signin.aws.amazon.com/saml', or the address of a Region.
  ]
}
`,
    },
    {
      name: "a Boolean in the place of a name, also where there may be new names",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*", "Condition": { "StringEquals": { "s3:x-amz-server-side-encryption": "true" } } }
                                                                                                                                         ^^^^ impossible-value: 'true' is not a way of encryption as S3 spells it, so this Allow never allows. Write 'aws:kms' or 'AES256'.
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a prefix that is only a slash, and no prefix",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports", "Condition": { "StringLike": { "s3:prefix": ["/", "", "2026/*", "\${aws:username}/*"] } } }
  ]
}
`,
    },
    {
      name: "references of which the start may be that of a value",
      catalog: realCatalog(),
      kind: "resource",
      ownNames: ["${Rule}", "${Vpc}", "${Point}", "${Name}"],
      policy: `{ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*", "Condition": { "ArnLike": { "aws:SourceArn": ["arn:aws:events:us-east-1:111122223333:rule/\${Rule}", "*\${Name}", "a\${Name}"] } } },
        { "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:SourceVpc": "vpc-\${Vpc}", "aws:SourceVpce": "vpce-\${Point}" } } },
        { "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:SourceAccount": "\${Name}", "kms:ViaService": "s3.\${Name}" } } },
        { "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:s3:::\${Name}-\${aws:PrincipalAccount}" } } }
      ] }`,
    },
    {
      name: "Regions, roles, addresses and resource types",
      policy: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": "us-gov-east-1" } } },
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": "us-test-1" } } },
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": "ap-southeast-7" } } },
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/group/admins" } } },
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:userid": "AROAEXAMPLEEXAMPLEEX:arn:x" } } },
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "IpAddress": { "aws:SourceIp": "0.0.0.0/0" } } },
  { "Effect": "Deny", "Action": "s3:PutObject", "Resource": "*", "Condition": { "Null": { "s3:x-amz-server-side-encryption": "true" } } },
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "Bool": { "s3:ExistingObjectTag/public": "true" } } },
  { "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*", "Condition": { "Bool": { "sts:RoleSessionName": "true" } } },
  { "Effect": "Deny", "Action": "lambda:CreateFunction", "Resource": "*", "Condition": { "StringNotEquals": { "lambda:VpcIds": ["vpc-0a1b2c3d", "vpc-0123456789abcdef0"] } } },
  { "Effect": "Allow", "Action": "cloudformation:CreateStack", "Resource": "*", "Condition": { "ForAnyValue:StringLike": { "cloudformation:ResourceTypes": ["AWS::S3::*", "Custom::Certificate", "*"] } } }
] }
`,
    },
    {
      name: "a comma where a name may have one, or the rest is no value of the key",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "sts:ExternalId": "a,b" } }
    },
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:PrincipalTag/team": "a,b" } }
    },
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:SourceVpc": "vpc-0123456789abcdef0" } }
    }
  ]
}
`,
    },
    {
      name: "addresses that are still to be filled in",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "NotIpAddress": { "aws:SourceIp": ["xxx.xxx.xxx.xxx/xx", "yyy.yyy.yyy.yyy", "x.x.x.x/32"] } } }
  ]
}
`,
    },
    {
      name: "the addresses to which assertions go",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/adfs" }, "Action": "sts:AssumeRoleWithSAML", "Condition": { "StringLike": { "SAML:aud": ["https://signin.aws.amazon.com/saml", "https://*.signin.aws.amazon.com/saml", "https://us-west-2.signin.aws.amazon.com/saml/acs/SAMLSP1234", "https://*"] } } }
  ]
}
`,
    },
    {
      name: "an operation, and the ID of an identity pool",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "ec2:CreateTags",
      "Resource": "*",
      "Condition": { "StringEquals": { "ec2:CreateAction": ["RunInstances", "CreateVolume"], "cognito-identity.amazonaws.com:aud": "eu-west-1:11112222-3333-4444-5555-666677778888" } }
    }
  ]
}
`,
    },
    {
      name: "a pattern that an ARN may match",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "kms:Decrypt",
      "Resource": "*",
      "Condition": { "ArnLike": { "aws:SourceArn": "*:bucket" } }
    }
  ]
}
`,
    },
    {
      name: "a word that stands for an ARN",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "kms:Decrypt",
      "Resource": "*",
      "Condition": { "ArnEquals": { "aws:SourceArn": "SNS-topic-ARN" } }
    }
  ]
}
`,
    },
    {
      name: "values as they are",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:SourceVpc": "vpc-0a1b2c3d4e5f60718", "aws:PrincipalAccount": "anonymous", "aws:PrincipalOrgID": "o-a1b2c3d4e5", "aws:PrincipalType": "AssumedRole" } }
    }
  ]
}
`,
    },
    {
      name: "patterns that fit",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": ["o-a1b2c3d4e5/*", "o-a1b2c3d4e5/r-ab12/ou-*"] }, "StringLike": { "aws:RequestedRegion": "us-*" } }
    }
  ]
}
`,
    },
    {
      name: "another case where case does not matter",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEqualsIgnoreCase": { "aws:RequestedRegion": "US-EAST-1" } }
    }
  ]
}
`,
    },
    {
      name: "what is filled in later",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:SourceVpc": "\${vpc_id}", "aws:PrincipalOrgID": "ORGANIZATION_ID", "aws:SourceVpce": "<endpoint>" } }
    }
  ]
}
`,
    },
    {
      name: "a variable",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:ResourceAccount": "\${aws:PrincipalAccount}" } }
    }
  ]
}
`,
    },
    {
      name: "a type of principal that the page may not list",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:PrincipalType": "Service" } }
    }
  ]
}
`,
    },
    {
      name: "a star under StringEquals, which has a finding of its own",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:RequestedRegion": "us-*" } }
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "makes entries of several values in a list",
      title: "Make each an entry of its own",
      before: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": ["eu-west-1; eu-central-1", "us-east-1"] } } }
] }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": ["eu-west-1", "us-east-1", "eu-central-1"] } } }
] }
`,
    },
    {
      name: "resource types with two colons",
      title: "Replace with 'AWS::S3::Bucket'",
      before: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "cloudformation:CreateStack", "Resource": "*", "Condition": { "ForAnyValue:StringEquals": { "cloudformation:ResourceTypes": "AWS:S3:Bucket" } } }
] }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "cloudformation:CreateStack", "Resource": "*", "Condition": { "ForAnyValue:StringEquals": { "cloudformation:ResourceTypes": "AWS::S3::Bucket" } } }
] }
`,
    },
    {
      name: "the one value that begins so",
      title: "Replace with 'SPECIFIC_ATTRIBUTES'",
      before: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "*", "Condition": { "StringEquals": { "dynamodb:Select": "specific" } } }
] }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "*", "Condition": { "StringEquals": { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" } } }
] }
`,
    },
    {
      name: "a service in every Region",
      title: "Replace with 'ec2.*.amazonaws.com'",
      before: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringLike": { "kms:ViaService": "ec2.amazonaws.com" } } }
] }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringLike": { "kms:ViaService": "ec2.*.amazonaws.com" } } }
] }
`,
    },
    {
      name: "an address out of a URL",
      title: "Replace with '203.0.113.1'",
      before: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "IpAddress": { "aws:SourceIp": "https://203.0.113.1:443" } } }
] }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.1" } } }
] }
`,
    },
    {
      name: "a Region",
      title: "Replace with 'us-east-1'",
      before: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": "us-east1" } } }
] }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": "us-east-1" } } }
] }
`,
    },
    {
      name: "names the role of its sessions",
      title: "Replace with 'arn:aws:iam::111122223333:role/app'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:sts::111122223333:assumed-role/app/*" } }
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
      "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/app" } }
    }
  ]
}
`,
    },
    {
      name: "takes the account out of its ARN",
      title: "Replace with '111122223333'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:ResourceAccount": "arn:aws:iam::111122223333:root" } }
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
      "Condition": { "StringEquals": { "aws:ResourceAccount": "111122223333" } }
    }
  ]
}
`,
    },
    {
      name: "writes a range for a star",
      title: "Replace with '203.0.113.0/24'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.*" } }
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
      "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } }
    }
  ]
}
`,
    },
    {
      name: "makes a list of accounts",
      title: "Write a list",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:PrincipalAccount": "111122223333,444455556666" } }
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
      "Condition": { "StringEquals": { "aws:PrincipalAccount": ["111122223333", "444455556666"] } }
    }
  ]
}
`,
    },
    {
      name: "puts an endpoint under its key",
      title: "Replace 'aws:SourceVpc' with 'aws:SourceVpce'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:SourceVpc": "vpce-0123456789abcdef0" } }
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
      "Condition": { "StringEquals": { "aws:SourceVpce": "vpce-0123456789abcdef0" } }
    }
  ]
}
`,
    },
    {
      name: "a time as AWS reads it",
      title: "Replace with '2019-07-16T12:00:00Z'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "DateGreaterThan": { "aws:CurrentTime": "2019-07-16 12:00:00" } } }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "DateGreaterThan": { "aws:CurrentTime": "2019-07-16T12:00:00Z" } } }
  ]
}
`,
    },
    {
      name: "takes the dashes out",
      title: "Replace with '111122223333'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringNotEquals": { "aws:ResourceAccount": "1111-2222-3333" } }
    }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringNotEquals": { "aws:ResourceAccount": "111122223333" } }
    }
  ]
}
`,
    },
    {
      name: "writes the Region small",
      title: "Replace with 'us-east-1'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:RequestedRegion": ["US_EAST_1"] } }
    }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:RequestedRegion": ["us-east-1"] } }
    }
  ]
}
`,
    },
    {
      name: "adds the slash",
      title: "Replace with 'o-a1b2c3d4e5/r-ab12/'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "ForAnyValue:StringEquals": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12" } }
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
      "Condition": { "ForAnyValue:StringEquals": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/" } }
    }
  ]
}
`,
    },
    {
      name: "spells the type of principal",
      title: "Replace with 'User'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:PrincipalType": "user" } }
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
      "Condition": { "StringEquals": { "aws:PrincipalType": "User" } }
    }
  ]
}
`,
    },
    {
      name: "writes a Boolean as one",
      title: "Replace with 'true'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": "yes" } } }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": "true" } } }
  ]
}
`,
    },
    {
      name: "writes the address of a bucket as its ARN",
      title: "Replace with 'arn:aws:s3:::reports'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "ArnLike": { "aws:SourceArn": "s3://reports" } } }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:s3:::reports" } } }
  ]
}
`,
    },
  ],
});

test("a distribution of CloudFront is of no Region", () => {
  const told = (arn: string): readonly string[] =>
    findingsIn(
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "cloudfront.amazonaws.com" },
            Action: "s3:GetObject",
            Resource: "arn:aws:s3:::reports/*",
            Condition: { StringEquals: { "AWS:SourceArn": arn } },
          },
        ],
      }),
      { kind: "resource", checks: [impossibleValue], catalog: realCatalog() },
    ).map(({ message }) => phraseToMessage(message));
  assert.deepEqual(told("arn:aws:cloudfront:us-east-1:111122223333:distribution/E1ABCDEFGHIJKL"), [
    "'arn:aws:cloudfront:us-east-1:111122223333:distribution/E1ABCDEFGHIJKL' is not the ARN of anything, so this Allow never allows: such an ARN has an account ID and no Region. Did you mean 'arn:aws:cloudfront::111122223333:distribution/E1ABCDEFGHIJKL'?",
  ]);
  assert.deepEqual(told("arn:aws:cloudfront::111122223333:distribution/E1ABCDEFGHIJKL"), []);
});

test("a session beside its role is one value too many, as information", () => {
  const severities = (...values: readonly string[]): readonly string[] =>
    findingsIn(
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: "s3:GetObject",
            Resource: "*",
            Condition: { ArnLike: { "aws:PrincipalArn": values } },
          },
        ],
      }),
      { kind: "identity", checks: [impossibleValue] },
    ).map(({ severity }) => severity);
  const session = "arn:aws:sts::111122223333:assumed-role/app/*";
  assert.deepEqual(severities(session, "arn:aws:iam::111122223333:role/app"), ["info"]);
  assert.deepEqual(severities("arn:aws:iam::111122223333:role/teams/app", session), ["info"]);
  assert.deepEqual(severities(session, "arn:aws:iam::111122223333:role/web"), ["warning"]);
  assert.deepEqual(severities(session, "arn:aws:iam::444455556666:role/app"), ["warning"]);
  assert.deepEqual(severities(session), ["warning"]);
});
