import { githubSubject } from "../../server/src/checks/rules/github-subject.ts";
import { describeCheck } from "../support/describe-check.ts";

const trusting = (condition: string): string => `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": ${condition}
    }
  ]
}
`;

describeCheck(githubSubject, {
  fires: [
    {
      name: "a condition on the audience only",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ github-subject: Without a condition on 'token.actions.githubusercontent.com:sub', a workflow of any repository on GitHub can assume this role, so IAM rejects the trust policy when a role is created or changed. Add one that names the repository, such as 'repo:my-org/my-repo:ref:refs/heads/main'.
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } }
    }
  ]
}
`,
    },
    {
      name: "no condition at all",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ github-subject: Without a condition on 'token.actions.githubusercontent.com:sub', a workflow of any repository on GitHub can assume this role, so IAM rejects the trust policy when a role is created or changed. Add one that names the repository, such as 'repo:my-org/my-repo:ref:refs/heads/main'.
      "Action": "sts:*"
    }
  ]
}
`,
    },
    {
      name: "every repository of an enterprise",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com/acme" },
                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ github-subject: Without a condition on 'token.actions.githubusercontent.com/acme:sub', a workflow of any repository of the enterprise can assume this role. Add one that names the repository, such as 'repo:my-org/my-repo:ref:refs/heads/main'.
      "Action": "sts:AssumeRoleWithWebIdentity"
    }
  ]
}
`,
    },
    {
      name: "every repository of an enterprise, by the audience",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com/acme" },
                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ github-subject: Without a condition on 'token.actions.githubusercontent.com/acme:sub', a workflow of any repository of the enterprise can assume this role. Add one that names the repository, such as 'repo:my-org/my-repo:ref:refs/heads/main'.
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringEquals": { "token.actions.githubusercontent.com/acme:aud": "sts.amazonaws.com" } }
    }
  ]
}
`,
    },
    {
      name: "every repository of a server",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/git.acme.example/_services/token" },
                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ github-subject: Without a condition on 'git.acme.example/_services/token:sub', a workflow of any repository of the enterprise can assume this role. Add one that names the repository, such as 'repo:my-org/my-repo:ref:refs/heads/main'.
      "Action": "sts:AssumeRoleWithWebIdentity"
    }
  ]
}
`,
    },
    {
      name: "any owner",
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
        "StringLike": {
          "token.actions.githubusercontent.com:sub": "repo:*"
                                                      ^^^^^^ github-subject: 'repo:*' also matches repositories of owners that anybody can register, so a workflow of theirs can assume this role. Write the owner's whole name, such as 'repo:my-org/my-repo:ref:refs/heads/main'.
        }
      }
    }
  ]
}
`,
    },
    {
      name: "an owner that anybody can register",
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
        "StringLike": {
          "token.actions.githubusercontent.com:sub": "repo:octo-org*/web:ref:refs/heads/main"
                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ github-subject: 'repo:octo-org*/web:ref:refs/heads/main' also matches repositories of owners that anybody can register, so a workflow of theirs can assume this role. Write the owner's whole name, such as 'repo:my-org/my-repo:ref:refs/heads/main'.
        }
      }
    }
  ]
}
`,
    },
    {
      name: "any repository of an owner",
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
        "StringLike": {
          "token.actions.githubusercontent.com:sub": "repo:octo-org/*"
                                                      ^^^^^^^^^^^^^^^ github-subject: A workflow of any repository of 'octo-org' can assume this role, from any branch. Name the repository and the branch where they are known.
        }
      }
    }
  ]
}
`,
    },
    {
      name: "any repository and branch of an owner",
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
        "StringLike": {
          "token.actions.githubusercontent.com:sub": "repo:octo-org/*:*"
                                                      ^^^^^^^^^^^^^^^^^ github-subject: A workflow of any repository of 'octo-org' can assume this role, from any branch. Name the repository and the branch where they are known.
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
      name: "a repository of an enterprise",
      kind: "trust",
      policy: trusting(
        '{ "StringEquals": { "token.actions.githubusercontent.com/acme:sub": "repo:acme/app:ref:refs/heads/main" } }',
      ).replace("githubusercontent.com", "githubusercontent.com/acme"),
    },
    {
      name: "a claim of an enterprise's server that the file does not settle",
      kind: "trust",
      policy: trusting('{ "StringEquals": { "${provider}:sub": "repo:acme/app:ref:refs/heads/main" } }').replace(
        "token.actions.githubusercontent.com",
        "git.acme.example/_services/token",
      ),
    },
    {
      name: "a Deny keeps other repositories out",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity"
    },
    {
      "Effect": "Deny",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRole*",
      "Condition": { "StringNotLike": { "token.actions.githubusercontent.com:sub": "repo:my-org/my-repo:*" } }
    }
  ]
}
`,
    },
    {
      name: "a subject under a key that was meant to be its own, or as Terraform writes it",
      kind: "trust",
      policy: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "token.actions.githubusercontent.com.sub": "repo:o/r:ref:refs/heads/main" } } },
  { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "test": "StringLike", "variable": "token.actions.githubusercontent.com:sub", "values": ["repo:o/r:*"] } }
] }
`,
    },
    {
      name: "a wildcard behind a colon, which no owner has",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "token.actions.githubusercontent.com:sub": "repo:app:*" } }
    }
  ]
}
`,
    },
    {
      name: "a subject that the organization has chosen",
      kind: "trust",
      policy: trusting(
        '{ "StringLike": { "token.actions.githubusercontent.com:sub": "repository_owner:octo-org:environment:*" } }',
      ),
    },
    {
      name: "any number of one owner",
      kind: "trust",
      policy: trusting(
        '{ "StringLike": { "token.actions.githubusercontent.com:sub": "repo:octo-org@*/web@*:ref:refs/heads/main" } }',
      ),
    },
    {
      name: "any repository, beside another claim",
      kind: "trust",
      policy: trusting(
        '{ "StringLike": { "token.actions.githubusercontent.com:sub": "repo:*", "token.actions.githubusercontent.com:repository_owner": "octo-org" } }',
      ),
    },
    {
      name: "a condition on the subject",
      kind: "trust",
      policy: trusting('{ "StringLike": { "token.actions.githubusercontent.com:sub": "repo:octo-org/octo-repo:*" } }'),
    },
    {
      name: "a condition on another claim",
      kind: "trust",
      policy: trusting(
        '{ "StringEquals": { "token.actions.githubusercontent.com:job_workflow_ref": "octo-org/a@main" } }',
      ),
    },
    {
      name: "a key that is filled in later",
      kind: "trust",
      policy: trusting('{ "StringLike": { "${provider}:sub": "repo:octo-org/octo-repo:*" } }'),
    },
    {
      name: "a kind that is only guessed",
      kind: "resource",
      basis: "content",
      policy: trusting("{}"),
    },
    {
      name: "another provider",
      kind: "trust",
      policy: trusting("{}").replace("token.actions.githubusercontent.com", "gitlab.com"),
    },
  ],
  fixes: [],
});
