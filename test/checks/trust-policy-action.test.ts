import { trustPolicyAction } from "../../server/src/checks/rules/trust-policy-action.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(trustPolicyAction, {
  fires: [
    {
      name: "an action that is misspelled",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" },
      "Action": "sts:AssumeRol"
                 ^^^^^^^^^^^^^ trust-policy-action: AWS rejects this trust policy: 'sts:AssumeRol' is not an action with which a role is assumed. Did you mean 'sts:AssumeRole'?
    }
  ]
}
`,
    },
    {
      name: "beside one that is right",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" },
      "Action": ["sts:AssumeRole", "dynamodb:GetItem"]
                                    ^^^^^^^^^^^^^^^^ trust-policy-action: A role is not assumed with 'dynamodb:GetItem', and AWS rejects a trust policy that has it. Use an action such as 'sts:AssumeRole'.
    }
  ]
}
`,
    },
    {
      name: "a name that people invent, told by who assumes the role",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": ["sts:AssumeRoleWithOIDC", "sts:TagSessions"]
                  ^^^^^^^^^^^^^^^^^^^^^^ trust-policy-action: AWS rejects this trust policy: 'sts:AssumeRoleWithOIDC' is not an action with which a role is assumed. Use 'sts:AssumeRoleWithWebIdentity', with which these principals assume it.
                                            ^^^^^^^^^^^^^^^ trust-policy-action: AWS rejects this trust policy: 'sts:TagSessions' is not an action with which a role is assumed. Did you mean 'sts:TagSession'?
    },
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/adfs" },
      "Action": "sts:AssumeRoleWithSSO"
                 ^^^^^^^^^^^^^^^^^^^^^ trust-policy-action: AWS rejects this trust policy: 'sts:AssumeRoleWithSSO' is not an action with which a role is assumed. Did you mean 'sts:AssumeRoleWithSAML'?
    },
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:role/app", "Service": "lambda.amazonaws.com" },
      "Action": "sts:AssumeRoleWithToken"
                 ^^^^^^^^^^^^^^^^^^^^^^^ trust-policy-action: AWS rejects this trust policy: 'sts:AssumeRoleWithToken' is not an action with which a role is assumed. Use 'sts:AssumeRole', with which these principals assume it.
    },
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:role/app", "Federated": "cognito-identity.amazonaws.com" },
      "Action": "sts:AssumeRoleWithToken"
                 ^^^^^^^^^^^^^^^^^^^^^^^ trust-policy-action: AWS rejects this trust policy: 'sts:AssumeRoleWithToken' is not an action with which a role is assumed. Use an action such as 'sts:AssumeRole'.
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "all that a trust policy takes",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" },
      "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity", "STS:SetContext"]
    }
  ]
}
`,
    },
    {
      name: "wildcards that hold one of them",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" },
      "Action": "sts:Assume*"
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "takes another action out of the list",
      kind: "trust",
      title: "Remove 'iam:PassRole'",
      before: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": ["sts:AssumeRole", "iam:PassRole"] }
] }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": ["sts:AssumeRole"] }
] }
`,
    },
    {
      name: "corrects what is misspelled",
      kind: "trust",
      title: "Replace with 'sts:AssumeRole'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" },
      "Action": "sts:AssumeRol"
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
  ],
});
