import assert from "node:assert/strict";
import { test } from "node:test";
import { proveRow } from "../../server/src/service/prove.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
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
      name: "a provider under AWS, which has a finding of its own",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "gitlab.com:sub": "project_path:a/b:ref_type:branch:ref:main" } } }
  ]
}
`,
    },
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
      "Action": "sts:AssumeRole",
      "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } }
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
      "Action": "sts:AssumeRoleWithSAML",
      "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } }
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

test("satisfiable says of each principal and action what the check says", () => {
  const catalog = realCatalog();
  const principals = {
    AWS: ["111122223333", "*", "arn:aws:iam::111122223333:role/app", "arn:aws:iam::111122223333:root"],
    Service: ["ec2.amazonaws.com"],
    Federated: [
      "arn:aws:iam::111122223333:saml-provider/Corporate",
      "arn:aws:iam::111122223333:oidc-provider/oidc.example.com",
      "accounts.google.com",
    ],
  };
  const actions = [
    ...["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity", "sts:AssumeRole*", "sts:*", "*"],
    ...["sts:TagSession", ["sts:AssumeRole", "sts:TagSession"], ["sts:AssumeRole", "sts:AssumeRoleWithSAML"]],
  ];
  const said: string[] = [];
  for (const [type, texts] of Object.entries(principals)) {
    for (const text of texts) {
      for (const Action of actions) {
        for (const Effect of ["Allow", "Deny"]) {
          const statement = { Effect, Principal: { [type]: text }, Action };
          const policy = JSON.stringify({ Version: "2012-10-17", Statement: statement });
          const found = findingsIn(policy, { checks: [mismatchedAction], kind: "trust", catalog });
          const { proof } = proveRow({ statement, kind: "trust" }, () => catalog, new Map());
          const isNever = found.some(({ fades }) => fades !== undefined);
          assert.equal(proof.verdict === "never", isNever, policy);
          if (!isNever) assert.equal(proof.verdict !== "never" && proof.dead.length, found.length, policy);
          said.push(isNever ? "never" : found.length > 0 ? "dead" : "alive");
        }
      }
    }
  }
  const count = (what: string): number => said.filter((one) => one === what).length;
  assert.deepEqual([count("never"), count("dead"), count("alive")], [32, 16, 96]);
});

test("beside principals of another kind an action belongs to those that use it", () => {
  const Principal = {
    AWS: "arn:aws:iam::111122223333:role/app",
    Federated: "arn:aws:iam::111122223333:saml-provider/Corporate",
  };
  for (const [Action, principal] of [
    ["sts:AssumeRole", Principal.AWS],
    ["sts:AssumeRoleWithSAML", Principal.Federated],
  ] as const) {
    const statement = { Effect: "Allow", Principal, Action };
    const { proof } = proveRow({ statement, kind: "trust" }, realCatalog, new Map());
    assert.equal(proof.verdict === "satisfiable" && proof.witness.principal, principal);
  }
});
