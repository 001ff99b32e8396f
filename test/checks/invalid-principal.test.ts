import { invalidPrincipal } from "../../server/src/checks/rules/invalid-principal.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(invalidPrincipal, {
  fires: [
    {
      name: "an account ID that is mixed with something else",
      kind: "resource",
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "1111222233fa1cebac" }, "Action": "lambda:GetLayerVersion", "Resource": "arn:aws:lambda:eu-central-1:111122223333:layer:tools:1" } }
                                                                                    ^^^^^^^^^^^^^^^^^^ invalid-principal: '1111222233fa1cebac' is not an account ID, an ARN or '*', so AWS rejects it as a principal. Write one of these.
`,
    },
    {
      name: "an origin access identity without its ID",
      kind: "resource",
      picture: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity' ends before the ID of an origin access identity, so S3 rejects it as a principal. Write the ID behind it, as in 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity EH1HDMB1FH2TC'.
] }
`,
    },
    {
      name: "a slash in the place of the colon behind the account",
      kind: "resource",
      picture: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333/role/app" }, "Action": "s3:GetObject", "Resource": "*" }
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: An ARN has a colon after the account, so AWS rejects 'arn:aws:iam::111122223333/role/app' as a principal. Write 'arn:aws:iam::111122223333:role/app'.
] }
`,
    },
    {
      name: "an identity provider whose account lacks digits",
      kind: "trust",
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "sts:AssumeRoleWithSAML", "Principal": { "Federated": "arn:aws:iam::11112222333:saml-provider/okta" } } }
                                                                                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: '11112222333' is not an account ID, so AWS rejects 'arn:aws:iam::11112222333:saml-provider/okta' as a principal. Write 12 digits without dashes.
`,
    },
    {
      name: "an origin access identity by its ARN where its ID belongs",
      kind: "resource",
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::web/*", "Principal": { "CanonicalUser": "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1" } } }
                                                                                                                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1' is not a canonical user ID, which has 64 hexadecimal digits, so AWS rejects it here. Put it under 'AWS'.
`,
    },
    {
      name: "a provider with a name of its own under AWS",
      kind: "trust",
      picture: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "AWS": "cognito-identity.amazonaws.com" }, "Action": "sts:AssumeRoleWithWebIdentity" }
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: 'cognito-identity.amazonaws.com' is an identity provider, so AWS rejects it under 'AWS'. Put it under 'Federated'.
] }
`,
    },
    {
      name: "an ARN under Service",
      kind: "resource",
      picture: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "Service": "arn:aws:cloudfront::111122223333:distribution/E1ABCDEFGHIJKL" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: 'arn:aws:cloudfront::111122223333:distribution/E1ABCDEFGHIJKL' is a resource, so AWS rejects it as a principal. Name the service 'cloudfront.amazonaws.com' under 'Service', and the ARN in a condition on 'aws:SourceArn'.
  { "Effect": "Allow", "Principal": { "Service": "arn:aws:states:us-east-1:111122223333:stateMachine:jobs" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: 'arn:aws:states:us-east-1:111122223333:stateMachine:jobs' is an ARN, and AWS rejects it under 'Service'. Name the service, as in 'ec2.amazonaws.com'.
] }
`,
    },
    {
      name: "what a condition asks for",
      kind: "resource",
      picture: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "AWS": "vpce-0123456789abcdef0" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
                                              ^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: 'vpce-0123456789abcdef0' is the ID of a VPC endpoint, and AWS rejects it as a principal. Put it into a condition on 'aws:SourceVpce', beside the principals that are meant.
  { "Effect": "Allow", "Principal": { "AWS": "vpc-0123456789abcdef0" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
                                              ^^^^^^^^^^^^^^^^^^^^^ invalid-principal: 'vpc-0123456789abcdef0' is the ID of a VPC, and AWS rejects it as a principal. Put it into a condition on 'aws:SourceVpc', beside the principals that are meant.
  { "Effect": "Allow", "Principal": { "AWS": "o-a1b2c3d4e5" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
                                              ^^^^^^^^^^^^ invalid-principal: 'o-a1b2c3d4e5' is the ID of an organization, and AWS rejects it as a principal. Put it into a condition on 'aws:PrincipalOrgID', beside the principals that are meant.
  { "Effect": "Allow", "Principal": { "AWS": "ou-ab12-11111111" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
                                              ^^^^^^^^^^^^^^^^ invalid-principal: 'ou-ab12-11111111' is the ID of a part of an organization, and AWS rejects it as a principal. Put it into a condition on 'aws:PrincipalOrgPaths', beside the principals that are meant.
  { "Effect": "Allow", "Principal": { "AWS": "203.0.113.0/24" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
                                              ^^^^^^^^^^^^^^ invalid-principal: '203.0.113.0/24' is an IP address, and AWS rejects it as a principal. Put it into a condition on 'aws:SourceIp', beside the principals that are meant.
] }
`,
    },
    {
      name: "other words before a name, and an origin access identity of an account",
      kind: "resource",
      picture: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:users/bob" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: The ARN of a user has 'user/' before the name and that of a role 'role/', so AWS rejects 'arn:aws:iam::111122223333:users/bob' as a principal. Write 'arn:aws:iam::111122223333:user/bob'.
  { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role:app" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: The ARN of a user has 'user/' before the name and that of a role 'role/', so AWS rejects 'arn:aws:iam::111122223333:role:app' as a principal. Write 'arn:aws:iam::111122223333:role/app'.
  { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:Role/app" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: The ARN of a user has 'user/' before the name and that of a role 'role/', so AWS rejects 'arn:aws:iam::111122223333:Role/app' as a principal. Write 'arn:aws:iam::111122223333:role/app'.
  { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:user/CloudFront Origin Access Identity E1ABCDEFGHIJKL" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: CloudFront's identities have another form, so S3 rejects 'arn:aws:iam::111122223333:user/CloudFront Origin Access Identity E1ABCDEFGHIJKL' as a principal. Write 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1ABCDEFGHIJKL'.
] }
`,
    },
    {
      name: "an identity provider with a wildcard",
      kind: "trust",
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/*" } } }
                                                                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: A principal cannot have a wildcard in its ARN, so 'arn:aws:iam::111122223333:oidc-provider/*' matches nobody. Write the ARN of the provider.
`,
    },
    {
      name: "an identity provider by its host, and with a slash at its end",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Federated": "https://gitlab.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "gitlab.com:sub": "project_path:a/b:ref_type:branch:ref:main" } } },
                                                      ^^^^^^^^^^^^^^^^^^ invalid-principal: An identity provider of an account is named by its ARN, so AWS rejects 'https://gitlab.com' as a principal. Write 'arn:aws:iam::ACCOUNT-ID:oidc-provider/gitlab.com' with the account of the role.
    { "Effect": "Allow", "Principal": { "Federated": "gitlab.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "gitlab.com:sub": "project_path:a/b:ref_type:branch:ref:main" } } },
                                                      ^^^^^^^^^^ invalid-principal: An identity provider of an account is named by its ARN, so AWS rejects 'gitlab.com' as a principal. Write 'arn:aws:iam::ACCOUNT-ID:oidc-provider/gitlab.com' with the account of the role.
    { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com/" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "gitlab.com:sub": "project_path:a/b:ref_type:branch:ref:main" } } }
                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: The issuer of these tokens has no slash at its end, so no token comes from 'arn:aws:iam::111122223333:oidc-provider/gitlab.com/'. Write 'arn:aws:iam::111122223333:oidc-provider/gitlab.com'.
  ]
}
`,
    },
    {
      name: "what is no principal and leads to one",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:instance-profile/web" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: 'arn:aws:iam::111122223333:instance-profile/web' is an instance profile, and AWS rejects it as a principal. Name the role in it.
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: 'arn:aws:iam::111122223333:oidc-provider/gitlab.com' is an identity provider, so AWS rejects it under 'AWS'. Put it under 'Federated'.
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:lambda:us-east-1:111122223333:function:resize" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: 'arn:aws:lambda:us-east-1:111122223333:function:resize' is a resource, so AWS rejects it as a principal. Name the role with which it acts.
    { "Effect": "Allow", "Principal": { "AWS": "AGPAEXAMPLEEXAMPLE123" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
                                                ^^^^^^^^^^^^^^^^^^^^^ invalid-principal: 'AGPAEXAMPLEEXAMPLE123' is the ID of a group, and AWS rejects it as a principal. Name a user or a role.
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app " }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: 'arn:aws:iam::111122223333:role/app ' has white space in it, so AWS rejects it as a principal. Write 'arn:aws:iam::111122223333:role/app'.
  ]
}
`,
    },
    {
      name: "who of an account is missing, and sessions of a role",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
                                                ^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: 'arn:aws:iam::111122223333' does not say who of the account is meant, so AWS rejects it as a principal. For the account, write 'arn:aws:iam::111122223333:root'.
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root/" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: 'arn:aws:iam::111122223333:root/' does not say who of the account is meant, so AWS rejects it as a principal. For the account, write 'arn:aws:iam::111122223333:root'.
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:sts::111122223333:assumed-role/app" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: 'arn:aws:sts::111122223333:assumed-role/app' ends before the name of the session, so AWS rejects it as a principal. For every session of the role, write 'arn:aws:iam::111122223333:role/app'.
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:sts::111122223333:assumed-role/app/*" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: A principal cannot have a wildcard in its ARN, so AWS rejects 'arn:aws:sts::111122223333:assumed-role/app/*'. For every session of the role, write 'arn:aws:iam::111122223333:role/app'.
  ]
}
`,
    },
    {
      name: "a topic, whose service is the principal",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:sns:us-east-1:111122223333:alarms" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs" }
                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: 'arn:aws:sns:us-east-1:111122223333:alarms' is a resource, so AWS rejects it as a principal. Name the service 'sns.amazonaws.com' under 'Service', and the ARN in a condition on 'aws:SourceArn'.
  ]
}
`,
    },
    {
      name: "white space in an ARN, and one without an account",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam:: 111122223333:role/app" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: 'arn:aws:iam:: 111122223333:role/app' has white space in it, so AWS rejects it as a principal. Write 'arn:aws:iam::111122223333:role/app'.
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam:::user/ann" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
                                                ^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: 'arn:aws:iam:::user/ann' names no account, so AWS rejects it as a principal. Write the 12 digits of the account behind 'iam::'.
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E2EXAMPLE1ABCD" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
  ]
}
`,
    },
    {
      name: "an account as a canonical user",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "CanonicalUser": "111122223333" },
                                       ^^^^^^^^^^^^ invalid-principal: '111122223333' is not a canonical user ID, which has 64 hexadecimal digits, so AWS rejects it here. Put it under 'AWS'.
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}
`,
    },
    {
      name: "an account with its root, and a user of it, without the ARN around",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": ["111122223333:root", "111122223333:user/jo"] },
                              ^^^^^^^^^^^^^^^^^ invalid-principal: '111122223333:root' is not an ARN, so AWS rejects it as a principal. Write 'arn:aws:iam::111122223333:root'.
                                                   ^^^^^^^^^^^^^^^^^^^^ invalid-principal: '111122223333:user/jo' is not an ARN, so AWS rejects it as a principal. Write 'arn:aws:iam::111122223333:user/jo'.
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}
`,
    },
    {
      name: "an ARN with a colon too many",
      picture: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws::iam::111122223333:root" }, "Action": "sns:Publish", "Resource": "*" }] }
                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: 'arn:aws::iam::111122223333:root' does not name its service, so AWS rejects it as a principal. Write 'arn:aws:iam::111122223333:root'.
`,
    },
    {
      name: "an ARN without the account",
      picture: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::root" }, "Action": "sns:Publish", "Resource": "*" }] }
                                                                                     ^^^^^^^^^^^^^^^^^ invalid-principal: 'arn:aws:iam::root' is not the ARN of an account, user, role or session, so AWS rejects it as a principal. Name one of these.
`,
    },
    {
      name: "two slashes before a name without a path",
      kind: "trust",
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "AWS": "arn:aws:iam::111122223333:role//app" } } }
                                                                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: One slash stands before a name that has no path, so AWS rejects 'arn:aws:iam::111122223333:role//app' as a principal. Write 'arn:aws:iam::111122223333:role/app'.
`,
    },
    {
      name: "the issuer of a cluster with the Region in the place of the service",
      kind: "trust",
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eu-west-1.eks.amazonaws.com/id/0A1B" } } }
                                                                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: The issuers of Amazon EKS have 'eks' before the Region, so no cluster is behind 'arn:aws:iam::111122223333:oidc-provider/oidc.eu-west-1.eks.amazonaws.com/id/0A1B'. Write 'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0A1B'.
`,
    },
    {
      name: "a policy variable, but no placeholder of a template",
      kind: "resource",
      picture: `
{
  "Statement": {
    "Effect": "Allow",
    "Principal": { "AWS": ["arn:aws:iam::111122223333:user/\${aws:username}", "arn:aws:iam::\${AccountId}:root"] },
                                                           ^^^^^^^^^^^^^^^ invalid-principal: AWS replaces no policy variables in a principal, so '\${aws:username}' stands for nobody. Name the principal, or compare 'aws:PrincipalArn' in a condition.
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/*"
  }
}
`,
    },
    {
      name: "all of an account, a colon too few, and no service",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {
      "AWS": ["arn:aws:iam::111122223333:*", "arn:aws:iam:111122223333:role/app"],
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: A principal cannot have a wildcard in its ARN, so AWS rejects 'arn:aws:iam::111122223333:*'. For all users and roles of the account, write 'arn:aws:iam::111122223333:root'.
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: An ARN of IAM has two colons before the account ID, so AWS rejects 'arn:aws:iam:111122223333:role/app' as a principal. Write 'arn:aws:iam::111122223333:role/app'.
      "Service": "amazonaws.com"
                  ^^^^^^^^^^^^^ invalid-principal: 'amazonaws.com' does not say which service, so AWS rejects it as a principal. Write the service before it, as in 'ec2.amazonaws.com'.
    },
    "Action": "s3:GetObject",
    "Resource": "*"
  }
}
`,
    },
    {
      name: "an element that stands among the types",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": { "AWS": "111122223333", "Action": "s3:GetObject" },
                                          ^^^^^^^^ invalid-principal: 'Action' is inside 'Principal', so the statement has none, and AWS rejects the policy. Move it out, beside 'Principal'.
    "Resource": "*"
  }
}
`,
    },
    {
      name: "a principal without its type",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": "arn:aws:iam::111122223333:root",
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: Every principal but '*' needs a type, as in '{ "AWS": … }', so AWS rejects 'arn:aws:iam::111122223333:root'. Put it under its type.
      "Action": "s3:GetObject",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "an unknown type",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Aws": "111122223333" },
                     ^^^^^ invalid-principal: 'Aws' is not a principal type. Did you mean 'AWS'?
      "Action": "s3:GetObject",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "a service under AWS, and the reverse",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "lambda.amazonaws.com" },
                             ^^^^^^^^^^^^^^^^^^^^ invalid-principal: 'lambda.amazonaws.com' is a service. Put it under 'Service'.
      "Action": "sts:AssumeRole"
    }
  ]
}
`,
    },
    {
      name: "wildcards, groups, and texts that are neither",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "AWS": [
          "arn:aws:iam::111122223333:role/app-*",
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: A principal cannot have a wildcard in its ARN, so 'arn:aws:iam::111122223333:role/app-*' matches nobody. Put a condition on 'aws:PrincipalArn' instead.
          "arn:aws:iam::111122223333:group/admins",
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: A group cannot be a principal, so 'arn:aws:iam::111122223333:group/admins' matches nobody. Name its users, or a role that they assume.
          "1111-2222-3333",
           ^^^^^^^^^^^^^^ invalid-principal: '1111-2222-3333' is not an account ID. Write 12 digits without dashes.
          "user/ann"
           ^^^^^^^^ invalid-principal: 'user/ann' is not an account ID, an ARN or '*', so AWS rejects it as a principal. Write one of these.
        ],
        "Service": "*"
                    ^ invalid-principal: '*' does not stand for every service here. Name each service, as in 'ec2.amazonaws.com'.
      },
      "Action": "s3:GetObject",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "an ARN under Service",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "arn:aws:iam::111122223333:role/app" },
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: 'arn:aws:iam::111122223333:role/app' is not a service. Put it under 'AWS'.
      "Action": "s3:GetObject",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "the elements of NotPrincipal",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "NotPrincipal": { "AWS": "arn:aws:iam::111122223333:role/*" }, "Action": "s3:*", "Resource": "*" }
                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: A principal cannot have a wildcard in its ARN, so 'arn:aws:iam::111122223333:role/*' matches nobody. Put a condition on 'aws:PrincipalArn' instead.
  ]
}
`,
    },
    {
      name: "ARNs of something else, or with a field too many or too few",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "AWS": [
          "arn:aws:iam::11112222333:root",
                        ^^^^^^^^^^^ invalid-principal: '11112222333' is not an account ID, so AWS rejects 'arn:aws:iam::11112222333:root' as a principal. Write 12 digits without dashes.
          "arn:aws::111122223333:root",
           ^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: 'arn:aws::111122223333:root' does not name its service, so AWS rejects it as a principal. Write 'arn:aws:iam::111122223333:root'.
          "arn:aws:iam:eu-west-1:111122223333:role/app",
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: A principal has no Region in its ARN, so AWS rejects 'arn:aws:iam:eu-west-1:111122223333:role/app'. Write 'arn:aws:iam::111122223333:role/app'.
          "arn:aws:iam::111122223333:instance-profile/app",
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: 'arn:aws:iam::111122223333:instance-profile/app' is an instance profile, and AWS rejects it as a principal. Name the role in it.
          "arn:aws:iam::111122223333:user",
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: 'arn:aws:iam::111122223333:user' is not the ARN of an account, user, role or session, so AWS rejects it as a principal. Name one of these.
          "arn:aws:sts::111122223333:role/app",
                   ^^^ invalid-principal: Roles and users are named with 'iam', and sessions with 'sts', so AWS rejects 'arn:aws:sts::111122223333:role/app' as a principal. Write 'arn:aws:iam::111122223333:role/app'.
          "arn:aws:s3:::reports",
           ^^^^^^^^^^^^^^^^^^^^ invalid-principal: 'arn:aws:s3:::reports' is a resource, so AWS rejects it as a principal. Name the service 's3.amazonaws.com' under 'Service', and the ARN in a condition on 'aws:SourceArn'.
          "AKIAIOSFODNN7EXAMPLE",
           ^^^^^^^^^^^^^^^^^^^^ invalid-principal: 'AKIAIOSFODNN7EXAMPLE' is an access key ID, and AWS rejects it as a principal. Name the user or role that the key belongs to.
          "some-user"
           ^^^^^^^^^ invalid-principal: 'some-user' is not an account ID, an ARN or '*', so AWS rejects it as a principal. Write one of these.
        ]
      },
      "Action": "s3:GetObject",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "everybody in a trust policy",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole" }
                                       ^ invalid-principal: AWS rejects '"Principal": "*"' in a role trust policy. Write '{ "AWS": "*" }' together with a condition that says who may assume the role.
  ]
}
`,
    },
    {
      name: "a provider by its URL, and a role in the place of a provider",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "Federated": [
          "arn:aws:iam::111122223333:oidc-provider/https://token.actions.githubusercontent.com",
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: An identity provider is named without 'https://', so no provider is 'arn:aws:iam::111122223333:oidc-provider/https://token.actions.githubusercontent.com'. Write 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com'.
          "arn:aws:iam::111122223333:role/app"
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: 'arn:aws:iam::111122223333:role/app' is not an identity provider, so AWS rejects it under 'Federated'. Put it under 'AWS'.
        ]
      },
      "Action": "sts:AssumeRoleWithWebIdentity"
    }
  ]
}
`,
    },
    {
      name: "a role of STS, a session of IAM, CloudFront's identity by its ID alone",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "AWS": [
          "arn:aws:sts::111122223333:role/app",
                   ^^^ invalid-principal: Roles and users are named with 'iam', and sessions with 'sts', so AWS rejects 'arn:aws:sts::111122223333:role/app' as a principal. Write 'arn:aws:iam::111122223333:role/app'.
          "arn:aws:iam::111122223333:assumed-role/app/session",
                   ^^^ invalid-principal: Roles and users are named with 'iam', and sessions with 'sts', so AWS rejects 'arn:aws:iam::111122223333:assumed-role/app/session' as a principal. Write 'arn:aws:sts::111122223333:assumed-role/app/session'.
          "arn:aws:iam::cloudfront:user/E1ABCDEF234567"
                                   ^^^^^^^^^^^^^^^^^^^ invalid-principal: CloudFront's identities have another form, so S3 rejects 'arn:aws:iam::cloudfront:user/E1ABCDEF234567' as a principal. Write 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1ABCDEF234567'.
        ]
      },
      "Action": "s3:GetObject",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "several principals in one text",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "lambda.amazonaws.com, edgelambda.amazonaws.com" },
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: One string names one principal, so AWS rejects this one. Write a list of 'lambda.amazonaws.com' and 'edgelambda.amazonaws.com'.
      "Action": "sts:AssumeRole"
    }
  ]
}
`,
    },
    {
      name: "a reference to the name of a role",
      kind: "resource",
      ownNames: ["${Role}"],
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "\${Role}" },
                             ^^^^^^^ invalid-principal: '\${Role}' is what the role or user is called, not its ARN, so AWS rejects it as a principal. Write its ARN instead.
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}
`,
    },
    {
      name: "a wildcard in the name of a service",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": ["ec2.amazonaws.com", "*.amazonaws.com"] }, "Action": "sts:AssumeRole" }
                                                                          ^^^^^^^^^^^^^^^ invalid-principal: The name of a service cannot have a wildcard, so AWS rejects '*.amazonaws.com' as a principal. Name each service, as in 'ec2.amazonaws.com'.
  ]
}
`,
    },
    {
      name: "the ID of an identity of CloudFront",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "E2QWRUHAPOMQZL" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
                                                ^^^^^^^^^^^^^^ invalid-principal: 'E2QWRUHAPOMQZL' looks like an ID of CloudFront, and S3 rejects it as a principal. Write 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E2QWRUHAPOMQZL' for an origin access identity. For a distribution, write the service 'cloudfront.amazonaws.com' with a condition on 'aws:SourceArn'.
  ]
}
`,
    },
    {
      name: "a name that people guess for a provider",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Federated": "cognito-identity.amazon.com" }, "Action": "sts:AssumeRoleWithWebIdentity" }
                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-principal: No identity provider that AWS knows by name is called 'cognito-identity.amazon.com', so no token comes from it. Did you mean 'cognito-identity.amazonaws.com'?
  ]
}
`,
    },
    {
      name: "a plain word, which may also be for the reader",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": ["alice", "account", "AccountId", "user_name"] }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
                                                 ^^^^^ invalid-principal: 'alice' is not an account ID, an ARN or '*', so AWS rejects it as a principal. Write one of these.
  ]
}
`,
    },
    {
      name: "a canonical user ID of which the end is missing",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "CanonicalUser": ["79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be", "79a59df900b949e5"] }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
                                                                                                                               ^^^^^^^^^^^^^^^^ invalid-principal: '79a59df900b949e5' is not a canonical user ID, which has 64 hexadecimal digits, so AWS rejects it here. Write the whole ID.
  ]
}
`,
    },
    {
      name: "the place for the ID of an origin access identity",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::cloudfront:user/ID_NUMBER" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
                                                                        ^^^^^^^^^^^^^^ invalid-principal: CloudFront's identities have another form, so S3 rejects 'arn:aws:iam::cloudfront:user/ID_NUMBER' as a principal. Write 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity ID_NUMBER'.
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a canonical user ID, of which no page says that AWS rejects it under this type",
      kind: "resource",
      policy: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "AWS": "79412345a1cebacfa79412345a1cebacfa79412345a1cebacfa79412345a1ceb" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
] }
`,
    },
    {
      name: "a path that begins like another word",
      kind: "resource",
      policy: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:user/users/bob" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
  { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/roles/app" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
  { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/user" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
  { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1ABCDEFGHIJKL" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
] }
`,
    },
    {
      name: "the issuer of one's own, which may end in a slash, and sessions in a condition",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/example.auth0.com/" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "example.auth0.com/:aud": "api" } } }
  ]
}
`,
    },
    {
      name: "a word that may be filled in, and providers of others",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "EXAMPLEACCOUNT", "Federated": ["cognito-identity.amazonaws.com", "login.example.com"] }, "Action": "sts:AssumeRoleWithWebIdentity" }
  ]
}
`,
    },
    {
      name: "everybody in a policy whose kind is only guessed",
      kind: "resource",
      basis: "content",
      policy: `
{ "Statement": { "Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole" } }
`,
    },
    {
      name: "roles with a path, federated users, providers, and ARNs that are filled in later",
      policy: `
{
  "Statement": {
    "Effect": "Allow",
    "Principal": {
      "AWS": [
        "arn:aws:iam::111122223333:role/service-role/app",
        "arn:aws-us-gov:sts::111122223333:federated-user/ann",
        "arn:aws:iam::ACCOUNT-ID:root",
        "arn:aws:iam::<account>:role-name",
        "your-account-id",
        "replace-me",
        "change-me"
      ],
      "Federated": [
        "cognito-identity.amazonaws.com",
        "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
        "arn:aws:iam::111122223333:saml-provider/Corporate"
      ]
    },
    "Action": "s3:GetObject",
    "Resource": "*"
  }
}
`,
    },
    {
      name: "everybody, in both forms",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*" },
    { "Effect": "Deny", "Principal": { "AWS": "*" }, "Action": "s3:*", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "all forms AWS takes",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": ["111122223333", "arn:aws:iam::111122223333:root", "arn:aws:sts::111122223333:assumed-role/app/session", "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1", "AROAEXAMPLEEXAMPLE123"], "Service": ["lambda.amazonaws.com", "ec2.amazonaws.com.cn"], "Federated": "accounts.google.com", "CanonicalUser": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" },
      "Action": "s3:GetObject",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "text that is filled in later",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": ["\${role_arn}", "arn:aws:iam::<account>:root", "ACCOUNT_ID"], "\${type}": "x" },
      "Action": "s3:GetObject",
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "the URL of a provider, with its keys",
      kind: "trust",
      title:
        "Replace with 'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/D539D4633E53DE1B716D3041E7A3BC11'",
      before: `{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/https://oidc.eks.eu-west-1.amazonaws.com/id/D539D4633E53DE1B716D3041E7A3BC11" }, "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": { "StringEquals": { "https://oidc.eks.eu-west-1.amazonaws.com/id/D539D4633E53DE1B716D3041E7A3BC11:sub": "system:serviceaccount:shop:orders", "https://oidc.eks.eu-west-1.amazonaws.com/id/D539D4633E53DE1B716D3041E7A3BC11:aud": "sts.amazonaws.com" } } }
] }`,
      after: `{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/D539D4633E53DE1B716D3041E7A3BC11" }, "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": { "StringEquals": { "oidc.eks.eu-west-1.amazonaws.com/id/D539D4633E53DE1B716D3041E7A3BC11:sub": "system:serviceaccount:shop:orders", "oidc.eks.eu-west-1.amazonaws.com/id/D539D4633E53DE1B716D3041E7A3BC11:aud": "sts.amazonaws.com" } } }
] }`,
    },
    {
      name: "names a provider under its type",
      kind: "trust",
      title: "Rename 'AWS' to 'Federated'",
      before: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "AWS": "cognito-identity.amazonaws.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": { "StringEquals": { "cognito-identity.amazonaws.com:aud": "eu-west-1:11112222-3333-4444-5555-666677778888" } } }
] }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "Federated": "cognito-identity.amazonaws.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": { "StringEquals": { "cognito-identity.amazonaws.com:aud": "eu-west-1:11112222-3333-4444-5555-666677778888" } } }
] }
`,
    },
    {
      name: "moves a service beside the other services",
      kind: "trust",
      title: "Move it to 'Service'",
      before: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "AWS": ["lambda.amazonaws.com", "arn:aws:iam::111122223333:role/app"], "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }
] }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::111122223333:role/app"], "Service": ["ec2.amazonaws.com", "lambda.amazonaws.com"] }, "Action": "sts:AssumeRole" }
] }
`,
    },
    {
      name: "moves a service out of a list of others",
      kind: "trust",
      title: "Move it to 'Service'",
      before: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "AWS": ["lambda.amazonaws.com", "arn:aws:iam::111122223333:role/app"] }, "Action": "sts:AssumeRole" }
] }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::111122223333:role/app"], "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }
] }
`,
    },
    {
      name: "writes the word that AWS has",
      kind: "resource",
      title: "Replace with 'arn:aws:iam::111122223333:role/app'",
      before: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:roles/app" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
] }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
] }
`,
    },
    {
      name: "takes an instance profile for the role of its name",
      kind: "resource",
      title: "Replace with 'arn:aws:iam::111122223333:role/web'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:instance-profile/web" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/web" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
  ]
}
`,
    },
    {
      name: "puts a provider under Federated",
      kind: "trust",
      title: "Rename 'AWS' to 'Federated'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "gitlab.com:sub": "project_path:a/b:ref_type:branch:ref:main" } } }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "gitlab.com:sub": "project_path:a/b:ref_type:branch:ref:main" } } }
  ]
}
`,
    },
    {
      name: "names the role of the sessions",
      kind: "resource",
      title: "Replace with 'arn:aws:iam::111122223333:role/app'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:sts::111122223333:assumed-role/app/*" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
  ]
}
`,
    },
    {
      name: "takes the white space out",
      kind: "resource",
      title: "Replace with 'arn:aws:iam::111122223333:role/app'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam:: 111122223333:role/app" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
  ]
}
`,
    },
    {
      name: "moves an account from the canonical users",
      title: "Rename 'CanonicalUser' to 'AWS'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "CanonicalUser": "111122223333" },
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
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
      "Principal": { "AWS": "111122223333" },
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}
`,
    },
    {
      name: "writes the ARN of an account",
      title: "Replace with 'arn:aws:iam::111122223333:root'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "111122223333:root" },
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
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
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}
`,
    },
    {
      name: "writes several principals as a list",
      kind: "trust",
      title: "Write a list",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root,arn:aws:iam::444455556666:role/app" },
      "Action": "sts:AssumeRole"
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
      "Principal": { "AWS": ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:role/app"] },
      "Action": "sts:AssumeRole"
    }
  ]
}
`,
    },
    {
      name: "names a role with iam",
      kind: "trust",
      title: "Replace with 'arn:aws:iam::111122223333:role/app'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:sts::111122223333:role/app" },
      "Action": "sts:AssumeRole"
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
      "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" },
      "Action": "sts:AssumeRole"
    }
  ]
}
`,
    },
    {
      name: "names the service",
      title: "Replace with 'arn:aws:iam::111122223333:root'",
      before: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws::111122223333:root" }, "Action": "s3:GetObject", "Resource": "*" }] }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "s3:GetObject", "Resource": "*" }] }
`,
    },
    {
      name: "puts everybody under AWS",
      kind: "trust",
      title: "Put '*' under 'AWS'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": "sts:AssumeRole"
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
      "Principal": {
        "AWS": "*"
      },
      "Action": "sts:AssumeRole"
    }
  ]
}
`,
    },
    {
      name: "puts an ARN under AWS",
      title: "Put it under 'AWS'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": "arn:aws:iam::111122223333:root",
      "Action": "s3:GetObject",
      "Resource": "*"
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
      "Principal": {
        "AWS": "arn:aws:iam::111122223333:root"
      },
      "Action": "s3:GetObject",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "corrects the type",
      title: "Rename 'Aws' to 'AWS'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Aws": "111122223333" },
      "Action": "s3:GetObject",
      "Resource": "*"
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
      "Principal": { "AWS": "111122223333" },
      "Action": "s3:GetObject",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "moves services",
      title: "Rename 'AWS' to 'Service'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "lambda.amazonaws.com" },
      "Action": "s3:GetObject",
      "Resource": "*"
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
      "Principal": { "Service": "lambda.amazonaws.com" },
      "Action": "s3:GetObject",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "removes dashes from an account ID",
      title: "Replace with '111122223333'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "1111-2222-3333" },
      "Action": "s3:GetObject",
      "Resource": "*"
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
      "Principal": { "AWS": "111122223333" },
      "Action": "s3:GetObject",
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
});
