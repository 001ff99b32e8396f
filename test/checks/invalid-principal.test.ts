import { invalidPrincipal } from "../../server/src/checks/rules/invalid-principal.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(invalidPrincipal, {
  fires: [
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
  ],
  silent: [
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
