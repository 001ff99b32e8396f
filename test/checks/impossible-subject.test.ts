import assert from "node:assert/strict";
import { test } from "node:test";
import { proveRow } from "../../server/src/service/prove.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { impossibleSubject } from "../../server/src/checks/rules/impossible-subject.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(impossibleSubject, {
  fires: [
    {
      name: "a blank before the owner",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {
        "StringLike": { "token.actions.githubusercontent.com:sub": "repo: my-org/my-repo:*" }
                                                                    ^^^^^^^^^^^^^^^^^^^^^^ impossible-subject: No token of GitHub Actions has the subject 'repo: my-org/my-repo:*', so this value never matches. Write it as in 'repo:OWNER/REPO:ref:refs/heads/BRANCH'.
      }
    }
  ]
}
`,
    },
    {
      name: "a branch of GitLab as Git writes it",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "gitlab.com:sub": "project_path:a/b:ref_type:branch:ref:refs/heads/main" } }
                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-subject: GitLab writes the name of a branch without 'refs/heads/', so no token has the subject 'project_path:a/b:ref_type:branch:ref:refs/heads/main'. Write 'project_path:a/b:ref_type:branch:ref:main'.
    }
  ]
}
`,
    },
    {
      name: "a repository with the end of its URL",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "token.actions.githubusercontent.com:sub": ["repo:octo-org/octo-repo.git:*", "repo:octo-org/octo.github.io:*"] } }
                                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-subject: GitHub writes a repository without the '.git' of its URL, so no token has the subject 'repo:octo-org/octo-repo.git:*'. Write 'repo:octo-org/octo-repo:*'.
    }
  ]
}
`,
    },
    {
      name: "a subject under the key of the audience, and one that ends with the repository",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABCD" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringEquals": { "oidc.eks.eu-west-1.amazonaws.com/id/ABCD:aud": "system:serviceaccount:default:app" } }
                                                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-subject: 'system:serviceaccount:default:app' is a subject, but 'oidc.eks.eu-west-1.amazonaws.com/id/ABCD:aud' is the audience of a token, so hardly any token has this value there. Put it under 'oidc.eks.eu-west-1.amazonaws.com/id/ABCD:sub'.
    },
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:octo-org/octo-repo" } }
                                                                                   ^^^^^^^^^^^^^^^^^^^^^^^ impossible-subject: GitHub writes the subject 'repo:octo-org/octo-repo' only for a repository whose own template is 'repo' alone; by default more follows. Write it as in 'repo:OWNER/REPO:ref:refs/heads/BRANCH', or 'repo:octo-org/octo-repo:*' with 'StringLike'.
    }
  ]
}
`,
    },
    {
      name: "a branch without its kind",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "token.actions.githubusercontent.com:sub": "repo:acme/app:main" } }
                                                                                 ^^^^^^^^^^^^^^^^^^ impossible-subject: No token of GitHub Actions has the subject 'repo:acme/app:main', so this value never matches. Write it as in 'repo:OWNER/REPO:ref:refs/heads/BRANCH'.
    }
  ]
}
`,
    },
    {
      name: "a branch as Git writes it",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:acme/app:refs/heads/main" } }
                                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-subject: No token of GitHub Actions has the subject 'repo:acme/app:refs/heads/main', so this value never matches. Write it as in 'repo:OWNER/REPO:ref:refs/heads/BRANCH'.
    }
  ]
}
`,
    },
    {
      name: "a branch behind ref alone",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:acme/app:ref:main" } }
                                                                                   ^^^^^^^^^^^^^^^^^^^^^^ impossible-subject: No token of GitHub Actions has the subject 'repo:acme/app:ref:main', so this value never matches. Write it as in 'repo:OWNER/REPO:ref:refs/heads/BRANCH'.
    }
  ]
}
`,
    },
    {
      name: "a repository by its URL",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "token.actions.githubusercontent.com:sub": "repo:https://github.com/acme/app:*" } }
                                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-subject: No token of GitHub Actions has the subject 'repo:https://github.com/acme/app:*', so this value never matches. Write it as in 'repo:OWNER/REPO:ref:refs/heads/BRANCH'.
    }
  ]
}
`,
    },
    {
      name: "a subject without its first word",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "token.actions.githubusercontent.com:sub": "acme/app:*" } }
                                                                                 ^^^^^^^^^^ impossible-subject: No token of GitHub Actions has the subject 'acme/app:*', so this value never matches. Write it as in 'repo:OWNER/REPO:ref:refs/heads/BRANCH'.
    }
  ]
}
`,
    },
    {
      name: "a service account without its first word",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/ABCDEF0123456789" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringEquals": { "oidc.eks.us-east-1.amazonaws.com/id/ABCDEF0123456789:sub": "serviceaccount:default:app" } }
                                                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-subject: No token of Kubernetes has the subject 'serviceaccount:default:app', so this value never matches. Write it as in 'system:serviceaccount:NAMESPACE:SERVICE-ACCOUNT'.
    }
  ]
}
`,
    },
    {
      name: "a service account without its namespace",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/ABCDEF0123456789" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringEquals": { "oidc.eks.us-east-1.amazonaws.com/id/ABCDEF0123456789:sub": "system:serviceaccount:app" } }
                                                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-subject: No token of Kubernetes has the subject 'system:serviceaccount:app', so this value never matches. Write it as in 'system:serviceaccount:NAMESPACE:SERVICE-ACCOUNT'.
    }
  ]
}
`,
    },
    {
      name: "GitLab's project as GitHub writes one",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "gitlab.com:sub": "repo:acme/app:*" } }
                                                        ^^^^^^^^^^^^^^^ impossible-subject: No token of GitLab has the subject 'repo:acme/app:*', so this value never matches. Write it as in 'project_path:GROUP/PROJECT:ref_type:branch:ref:BRANCH'.
    }
  ]
}
`,
    },
    {
      name: "a workspace without its project",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/app.terraform.io" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "app.terraform.io:sub": "organization:acme:workspace:app:run_phase:*" } }
                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ impossible-subject: No token of HCP Terraform has the subject 'organization:acme:workspace:app:run_phase:*', so this value never matches. Write it as in 'organization:ORG:project:PROJECT:workspace:WORKSPACE:run_phase:*'.
    }
  ]
}
`,
    },
    {
      name: "a project without its organization",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.circleci.com/org/1a2b" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "oidc.circleci.com/org/1a2b:sub": "project/1a2b/user/*" } }
                                                                        ^^^^^^^^^^^^^^^^^^^ impossible-subject: No token of CircleCI has the subject 'project/1a2b/user/*', so this value never matches. Write it as in 'org/ORGANIZATION-ID/project/PROJECT-ID/user/*'.
    }
  ]
}
`,
    },
    {
      name: "a repository by its name",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc:sub": "acme/app:*" } }
                                                                                                                  ^^^^^^^^^^ impossible-subject: No token of Bitbucket Pipelines has the subject 'acme/app:*', so this value never matches. Write it as in '{REPOSITORY-UUID}:*'.
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "keys of another provider than the principal's, which is the mistake",
      kind: "trust",
      policy: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringLike": { "gitlab.com:sub": "repo:o/r:ref:refs/heads/main" } } }
] }
`,
    },
    {
      name: "a branch",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:acme/app:ref:refs/heads/main" } }
    }
  ]
}
`,
    },
    {
      name: "any branch",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "token.actions.githubusercontent.com:sub": "repo:acme/app:*" } }
    }
  ]
}
`,
    },
    {
      name: "an environment",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:acme/app:environment:Production%3AV1" } }
    }
  ]
}
`,
    },
    {
      name: "a pull request",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:acme/app:pull_request" } }
    }
  ]
}
`,
    },
    {
      name: "a subject with ids",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:acme@123456/app@456789:ref:refs/heads/main" } }
    }
  ]
}
`,
    },
    {
      name: "a subject that the organization has chosen",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "token.actions.githubusercontent.com:sub": "repository_owner:acme:job_workflow_ref:acme/flows/.github/workflows/*" } }
    }
  ]
}
`,
    },
    {
      name: "a pattern that begins anywhere",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "token.actions.githubusercontent.com:sub": "*:main" } }
    }
  ]
}
`,
    },
    {
      name: "a service account",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/ABCDEF0123456789" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringEquals": { "oidc.eks.us-east-1.amazonaws.com/id/ABCDEF0123456789:sub": "system:serviceaccount:kube-system:aws-node" } }
    }
  ]
}
`,
    },
    {
      name: "service accounts of any namespace",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/ABCDEF0123456789" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "oidc.eks.us-east-1.amazonaws.com/id/ABCDEF0123456789:sub": "system:serviceaccount:*:app" } }
    }
  ]
}
`,
    },
    {
      name: "a project of GitLab",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "gitlab.com:sub": "project_path:acme/*:ref_type:branch:ref:main" } }
    }
  ]
}
`,
    },
    {
      name: "a person of GitLab",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringEquals": { "gitlab.com:sub": "1234567" } }
    }
  ]
}
`,
    },
    {
      name: "a workspace",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/app.terraform.io" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "app.terraform.io:sub": "organization:acme:project:p:workspace:app:run_phase:*" } }
    }
  ]
}
`,
    },
    {
      name: "a stack",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/app.terraform.io" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "app.terraform.io:sub": "organization:acme:project:p:stack:s:deployment:*" } }
    }
  ]
}
`,
    },
    {
      name: "a user of CircleCI",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.circleci.com/org/1a2b" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "oidc.circleci.com/org/1a2b:sub": "org/1a2b/project/3c4d/user/*" } }
    }
  ]
}
`,
    },
    {
      name: "a step of Bitbucket",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc:sub": "{1a2b}:*" } }
    }
  ]
}
`,
    },
    {
      name: "what is filled in later",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:acme/app:\${Branch}" } }
    }
  ]
}
`,
    },
    {
      name: "a negated operator",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringNotLike": { "token.actions.githubusercontent.com:sub": "repo:acme/app:main" } }
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "puts a subject under its key",
      kind: "trust",
      title:
        "Replace 'oidc.eks.eu-west-1.amazonaws.com/id/ABCD:aud' with 'oidc.eks.eu-west-1.amazonaws.com/id/ABCD:sub'",
      before: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABCD" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "oidc.eks.eu-west-1.amazonaws.com/id/ABCD:aud": "system:serviceaccount:default:app" } } }
] }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABCD" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "oidc.eks.eu-west-1.amazonaws.com/id/ABCD:sub": "system:serviceaccount:default:app" } } }
] }
`,
    },
    {
      name: "writes the first word in small letters",
      kind: "trust",
      title: "Write 'repo:o/r:*'",
      before: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringLike": { "token.actions.githubusercontent.com:sub": "Repo:o/r:*" } } }
] }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringLike": { "token.actions.githubusercontent.com:sub": "repo:o/r:*" } } }
] }
`,
    },
    {
      name: "a service account without the words before",
      kind: "trust",
      title: "Write 'system:serviceaccount:kube-system:ebs'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/ABC" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "oidc.eks.us-east-1.amazonaws.com/id/ABC:sub": "kube-system:ebs" } }
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
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/ABC" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "oidc.eks.us-east-1.amazonaws.com/id/ABC:sub": "system:serviceaccount:kube-system:ebs" } }
    }
  ]
}
`,
    },
    {
      name: "a workspace without its project",
      kind: "trust",
      title: "Write 'organization:a:project:*:workspace:b:run_phase:*'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/app.terraform.io" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "app.terraform.io:sub": "organization:a:workspace:b:run_phase:*" } }
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
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/app.terraform.io" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "app.terraform.io:sub": "organization:a:project:*:workspace:b:run_phase:*" } }
    }
  ]
}
`,
    },
    {
      name: "a project of GitLab as GitHub writes one",
      kind: "trust",
      title: "Write 'project_path:a/b:ref_type:branch:ref:main'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "gitlab.com:sub": "repo:a/b:ref:refs/heads/main" } }
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
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "gitlab.com:sub": "project_path:a/b:ref_type:branch:ref:main" } }
    }
  ]
}
`,
    },
    {
      name: "an environment by its short name",
      kind: "trust",
      title: "Write 'repo:a/b:environment:prod'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "token.actions.githubusercontent.com:sub": "repo:a/b:env:prod" } }
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
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "token.actions.githubusercontent.com:sub": "repo:a/b:environment:prod" } }
    }
  ]
}
`,
    },
    {
      name: "a pull request",
      kind: "trust",
      title: "Write 'repo:a/b:pull_request'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "token.actions.githubusercontent.com:sub": "repo:a/b:pull-request" } }
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
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "token.actions.githubusercontent.com:sub": "repo:a/b:pull_request" } }
    }
  ]
}
`,
    },
    {
      name: "names the branch as GitHub does",
      kind: "trust",
      title: "Write 'repo:acme/app:ref:refs/heads/main'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:acme/app:refs/heads/main" } }
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
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:acme/app:ref:refs/heads/main" } }
    }
  ]
}
`,
    },
    {
      name: "takes the URL away",
      kind: "trust",
      title: "Write 'repo:acme/app:*'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "token.actions.githubusercontent.com:sub": "repo:https://github.com/acme/app:*" } }
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
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringLike": { "token.actions.githubusercontent.com:sub": "repo:acme/app:*" } }
    }
  ]
}
`,
    },
    {
      name: "begins as Kubernetes does",
      kind: "trust",
      title: "Write 'system:serviceaccount:default:app'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/ABCDEF0123456789" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringEquals": { "oidc.eks.us-east-1.amazonaws.com/id/ABCDEF0123456789:sub": "serviceaccount:default:app" } }
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
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/ABCDEF0123456789" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringEquals": { "oidc.eks.us-east-1.amazonaws.com/id/ABCDEF0123456789:sub": "system:serviceaccount:default:app" } }
    }
  ]
}
`,
    },
    {
      name: "offers the environment, where it may be meant",
      kind: "trust",
      title: "Write 'repo:acme/app:environment:production'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:acme/app:production" } }
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
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:acme/app:environment:production" } }
    }
  ]
}
`,
    },
  ],
});

test("no request is shown with a subject that no token has", () => {
  const HOST = "token.actions.githubusercontent.com";
  const rows: readonly (readonly [operator: string, subjects: string | readonly string[], verdict: string])[] = [
    ["StringEquals", "acme/app:ref:refs/heads/main", "never"],
    ["StringLike", ["acme/*", "repo:acme/app:refs/heads/main"], "never"],
    ["StringLike", ["acme/*", "repo:acme/app:*"], "satisfiable"],
    ["StringEquals", "repo:acme/app:ref:refs/heads/main", "satisfiable"],
    ["StringEqualsIfExists", "acme/app:ref:refs/heads/main", "satisfiable"],
    ["StringNotEquals", "acme/app:ref:refs/heads/main", "satisfiable"],
  ];
  for (const [operator, subjects, verdict] of rows) {
    const statement = {
      Effect: "Allow",
      Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${HOST}` },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: { [operator]: { [`${HOST}:sub`]: subjects } },
    };
    const { proof } = proveRow({ statement, kind: "trust" }, realCatalog, new Map());
    assert.equal(proof.verdict, verdict, `${operator} ${String(subjects)}`);
  }
});
