import assert from "node:assert/strict";
import { test } from "node:test";
import { mismatchedAction } from "../../server/src/checks/rules/mismatched-action.ts";
import { findingsIn } from "../support/annotated.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(mismatchedAction, {
  fires: [
    {
      name: "an OpenID Connect provider",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": ["sts:AssumeRole", "sts:TagSession"]
                  ^^^^^^^^^^^^^^ mismatched-action: These principals cannot assume a role with 'sts:AssumeRole'. Use 'sts:AssumeRoleWithWebIdentity'.
    }
  ]
}
`,
    },
    {
      name: "a policy that only its content makes a trust policy",
      kind: "trust",
      basis: "content",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": ["sts:AssumeRole", "sts:TagSession"]
                  ^^^^^^^^^^^^^^ mismatched-action: These principals cannot assume a role with 'sts:AssumeRole'. Use 'sts:AssumeRoleWithWebIdentity'.
    }
  ]
}
`,
    },
    {
      name: "a role",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" },
      "Action": "sts:AssumeRoleWithWebIdentity"
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-action: These principals cannot assume a role with 'sts:AssumeRoleWithWebIdentity', so this Allow never allows. Use 'sts:AssumeRole'.
    }
  ]
}
`,
    },
    {
      name: "a provider beside a role",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:role/app", "Federated": "arn:aws:iam::111122223333:saml-provider/Corporate" },
                                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-action: 'arn:aws:iam::111122223333:saml-provider/Corporate' can assume a role only with 'sts:AssumeRoleWithSAML', which this statement does not have. Add that action, or remove the principal.
      "Action": "sts:AssumeRole"
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "each with its own",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:role/app", "Federated": "arn:aws:iam::111122223333:saml-provider/Corporate" },
      "Action": ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:TagSession"]
    }
  ]
}
`,
    },
    {
      name: "all actions of STS",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
      "Action": "sts:*"
    }
  ]
}
`,
    },
    {
      name: "what goes with any of them",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corporate" },
      "Action": "sts:TagSession"
    }
  ]
}
`,
    },
    {
      name: "a principal that is filled in later",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "\${provider}" },
      "Action": "sts:AssumeRole"
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "writes the action of the principal",
      kind: "trust",
      title: "Replace with 'sts:AssumeRoleWithSAML'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corporate" },
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
      "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corporate" },
      "Action": "sts:AssumeRoleWithSAML"
    }
  ]
}
`,
    },
    {
      name: "takes out what is there already right",
      kind: "trust",
      title: "Remove 'sts:AssumeRole'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corporate" },
      "Action": ["sts:AssumeRole", "sts:AssumeRoleWithSAML"]
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
      "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corporate" },
      "Action": ["sts:AssumeRoleWithSAML"]
    }
  ]
}
`,
    },
  ],
});

test("no fix opens a role to every repository on GitHub", () => {
  const trust = (condition: string): string => `{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
    "Action": "sts:AssumeRole"${condition}
  }
}`;
  const fixesFor = (condition: string): number =>
    findingsIn(trust(condition), { checks: [mismatchedAction], kind: "trust" }).flatMap(({ fixes }) => fixes?.() ?? [])
      .length;
  const host = "token.actions.githubusercontent.com";
  assert.equal(fixesFor(""), 0);
  assert.equal(fixesFor(`, "Condition": { "StringEquals": { "${host}:aud": "sts.amazonaws.com" } }`), 0);
  assert.equal(
    fixesFor(`, "Condition": { "StringEquals": { "${host}:sub": "repo:my-org/app:ref:refs/heads/main" } }`),
    1,
  );
});
