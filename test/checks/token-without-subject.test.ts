import { tokenWithoutSubject } from "../../server/src/checks/rules/token-without-subject.ts";
import { describeCheck } from "../support/describe-check.ts";

const trusting = (provider: string, condition: string): string => `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "${provider}" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": ${condition}
    }
  ]
}
`;

const PROVIDER = "arn:aws:iam::111122223333:oidc-provider";

describeCheck(tokenWithoutSubject, {
  fires: [
    {
      name: "other providers that AWS lists as shared, by the claim that says whose token it is",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/proidc.upbound.io" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "proidc.upbound.io:aud": "sts.amazonaws.com" } } },
                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ token-without-subject: 'proidc.upbound.io' signs tokens for many organizations, so IAM rejects a trust policy without a condition on 'proidc.upbound.io:sub' when a role is created or changed. Add one that says whose token it has to be.
    { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/api.pulumi.com/oidc" }, "Action": "sts:AssumeRoleWithWebIdentity" }
                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ token-without-subject: 'api.pulumi.com/oidc' signs tokens for many organizations, so IAM rejects a trust policy without a condition on 'api.pulumi.com/oidc:aud' when a role is created or changed. Add one that says whose token it has to be.
  ]
}
`,
    },
    {
      name: "a response of SAML, whoever it was made for",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Directory" },
                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ token-without-subject: No condition asks for 'SAML:aud'. AWS's guide has one in the trust policy of every role for SAML. Add it with 'StringEquals', such as 'https://signin.aws.amazon.com/saml'.
      "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"]
    }
  ]
}
`,
    },
    {
      name: "the same in China, where the address is another one",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws-cn:iam::111122223333:saml-provider/Directory" },
                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ token-without-subject: No condition asks for 'SAML:aud'. AWS's guide has one in the trust policy of every role for SAML. Add it with 'StringEquals', such as 'https://signin.amazonaws.cn/saml'.
      "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"]
    }
  ]
}
`,
    },
    {
      name: "the audience alone, which a job chooses itself",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" },
                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ token-without-subject: Without a condition on 'gitlab.com:sub', a job of any project on GitLab.com can assume this role, so IAM rejects the trust policy when a role is created or changed. Add one that matches only your tokens, such as 'project_path:my-group/my-project:ref_type:branch:ref:main'.
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringEquals": { "gitlab.com:aud": "https://gitlab.com" } }
    },
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::\${account}:oidc-provider/app.terraform.io" },
                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ token-without-subject: Without a condition on 'app.terraform.io:sub', a run of any organization on HCP Terraform can assume this role, so IAM rejects the trust policy when a role is created or changed. Add one that matches only your tokens, such as 'organization:my-org:project:my-project:workspace:my-workspace:run_phase:*'.
      "Action": "sts:AssumeRoleWithWebIdentity"
    }
  ]
}
`,
    },
    {
      name: "subjects of anybody",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "gitlab.com:sub": ["project_path:my-group*", "*:ref:main"] } }
                                                         ^^^^^^^^^^^^^^^^^^^^^^ token-without-subject: 'project_path:my-group*' also matches groups that anybody can register, so their tokens can assume this role. Write the whole name, such as 'project_path:my-group/my-project:ref_type:branch:ref:main'.
                                                                                   ^^^^^^^^^^ token-without-subject: '*:ref:main' also matches groups that anybody can register, so their tokens can assume this role. Write the whole name, such as 'project_path:my-group/my-project:ref_type:branch:ref:main'.
    },
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/agent.buildkite.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "agent.buildkite.com:sub": "organization:*:pipeline:deploy:*" } }
                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ token-without-subject: 'organization:*:pipeline:deploy:*' also matches organizations that anybody can register, so their tokens can assume this role. Write the whole name, such as 'organization:my-org:pipeline:my-pipeline:*'.
    }
  ]
}
`,
    },
    {
      name: "any identity pool of Amazon Cognito",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "cognito-identity.amazonaws.com" },
                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ token-without-subject: Without a condition on 'cognito-identity.amazonaws.com:aud', the identities of anybody's identity pool can assume this role, so IAM rejects the trust policy when a role is created or changed. Add one with the ID of your pool.
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "authenticated" } }
    }
  ]
}
`,
    },
    {
      name: "every token of a provider",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": ["arn:aws:iam::111122223333:oidc-provider/login.example.com", "accounts.google.com"] },
                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ token-without-subject: Whoever has a token of 'login.example.com' can assume this role: no condition asks whose it is. Add a condition on 'login.example.com:sub' or another claim.
                                                                                                 ^^^^^^^^^^^^^^^^^^^ token-without-subject: Whoever has a token of 'accounts.google.com' can assume this role: no condition asks whose it is. Add a condition on 'accounts.google.com:sub' or another claim.
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } }
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a response of SAML with its audience",
      kind: "trust",
      policy: trusting(
        "arn:aws:iam::111122223333:saml-provider/Directory",
        '{ "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } }',
      ).replace("WebIdentity", "SAML"),
    },
    {
      name: "a response of SAML with a condition that the file does not settle",
      kind: "trust",
      policy: trusting(
        "arn:aws:iam::111122223333:saml-provider/Directory",
        '{ "StringEquals": { "${claim}": "https://signin.aws.amazon.com/saml" } }',
      ).replace("WebIdentity", "SAML"),
    },
    {
      name: "the audience of a provider whose audiences are its customers",
      kind: "trust",
      policy: trusting(
        `${PROVIDER}/api.pulumi.com/oidc`,
        '{ "StringEquals": { "api.pulumi.com/oidc:aud": "aws:my-org" } }',
      ),
    },
    {
      name: "the subject of a shared provider",
      kind: "trust",
      policy: trusting(
        `${PROVIDER}/proidc.upbound.io`,
        '{ "StringEquals": { "proidc.upbound.io:sub": "mcp:my-org/prod:provider:provider-aws" } }',
      ),
    },
    {
      name: "the address of one team at Vercel, with its audience",
      kind: "trust",
      policy: trusting(
        `${PROVIDER}/oidc.vercel.com/my-team`,
        '{ "StringEquals": { "oidc.vercel.com/my-team:aud": "https://vercel.com/my-team" } }',
      ),
    },
    {
      name: "a Deny keeps other projects out",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" },
      "Action": "sts:AssumeRoleWithWebIdentity"
    },
    {
      "Effect": "Deny",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" },
      "Action": "sts:AssumeRole*",
      "Condition": { "StringNotLike": { "gitlab.com:sub": "project_path:my-group/my-project:*" } }
    }
  ]
}
`,
    },
    {
      name: "a Deny keeps other identity pools out",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "cognito-identity.amazonaws.com" },
      "Action": "sts:AssumeRoleWithWebIdentity"
    },
    {
      "Effect": "Deny",
      "Principal": { "Federated": "cognito-identity.amazonaws.com" },
      "Action": "sts:AssumeRole*",
      "Condition": { "StringNotEquals": { "cognito-identity.amazonaws.com:aud": "eu-west-1:1a2b3c4d-0000-1111-2222-333344445555" } }
    }
  ]
}
`,
    },
    {
      name: "a wildcard in the place of the provider, which matches nobody",
      kind: "trust",
      policy: trusting(`${PROVIDER}/*`, "{}"),
    },
    {
      name: "a subject under a key with the provider's URL or ARN, which has a finding of its own",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "https://gitlab.com:sub": "project_path:a/b:ref_type:branch:ref:main" } } },
    { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "arn:aws:iam::111122223333:oidc-provider/gitlab.com:sub": "project_path:a/b:ref_type:branch:ref:main" } } }
  ]
}
`,
    },
    {
      name: "a subject that names whose it is",
      kind: "trust",
      policy: trusting(`${PROVIDER}/gitlab.com`, '{ "StringLike": { "gitlab.com:sub": "project_path:my-group/*" } }'),
    },
    {
      name: "another claim than the audience",
      kind: "trust",
      policy: trusting(`${PROVIDER}/gitlab.com`, '{ "StringEquals": { "gitlab.com:namespace_id": "42" } }'),
    },
    {
      name: "the audience of a provider of one's own",
      kind: "trust",
      policy: trusting(`${PROVIDER}/login.example.com`, '{ "StringEquals": { "login.example.com:aud": "app" } }'),
    },
    {
      name: "a subject with a wildcard beside another claim",
      kind: "trust",
      policy: trusting(
        `${PROVIDER}/app.terraform.io`,
        '{ "StringLike": { "app.terraform.io:sub": "organization:*:project:web:*" }, "StringEquals": { "app.terraform.io:terraform_organization_id": "org-1" } }',
      ),
    },
    {
      name: "an identity pool that is named",
      kind: "trust",
      policy: trusting(
        "cognito-identity.amazonaws.com",
        '{ "StringEquals": { "cognito-identity.amazonaws.com:aud": "us-east-1:1a2b" } }',
      ),
    },
    {
      name: "conditions and providers that are filled in later",
      kind: "trust",
      policy: trusting(`${PROVIDER}/\${provider}`, "{}"),
    },
    {
      name: "a condition that is filled in later",
      kind: "trust",
      policy: trusting(`${PROVIDER}/gitlab.com`, '"\${c}"'),
    },
    {
      name: "GitHub, of which another check says it",
      kind: "trust",
      policy: trusting(`${PROVIDER}/token.actions.githubusercontent.com`, "{}"),
    },
    { name: "a policy of another kind", kind: "resource", policy: trusting(`${PROVIDER}/gitlab.com`, "{}") },
  ],
  fixes: [],
});
