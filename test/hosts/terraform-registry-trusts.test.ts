/** Trust policies that modules of the Terraform Registry make of their arguments. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readSource } from "../../server/src/hosts/index.ts";
import { resultOf } from "../../server/src/text/steps.ts";
import { memberNamed, type Value } from "../../server/src/syntax/value.ts";

const PROVIDER = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/4AC1";

const call = (module: string, more: string): string =>
  `module "m" {\n  source = "terraform-aws-modules/iam/aws//modules/${module}"\n  ${more}\n}\n`;

const ofAccounts = (accounts: string, more = "", arn = `"${PROVIDER}"`): string =>
  call(
    "iam-role-for-service-accounts-eks",
    `role_name = "jobs"\n  ${more}\n  oidc_providers = {\n    main = {\n      provider_arn = ${arn}\n      namespace_service_accounts = ${accounts}\n    }\n  }`,
  );

/** Key by key, of each statement, with whose trust policy it is. */
function trustsIn(text: string): readonly unknown[] {
  const { sites } = resultOf(readSource({ path: "main.tf", languageId: undefined, text }));
  return sites.flatMap(({ root, uses }) => {
    const statements = memberNamed(root, "Statement")?.value;
    const resources = uses.flatMap(({ stated: { declared } }) => declared.resources);
    return statements?.kind === "array" ? statements.items.map((one) => [resources, conditionsOf(one)]) : [];
  });
}

function conditionsOf(statement: Value): unknown {
  const condition = statement.kind === "object" ? memberNamed(statement, "Condition")?.value : undefined;
  return condition && plain(condition);
}

function plain(value: Value | undefined): unknown {
  if (value?.kind === "object") return Object.fromEntries(value.members.map((one) => [one.key, plain(one.value)]));
  if (value?.kind === "array") return value.items.map(plain);
  return value?.kind === "string" ? value.text : undefined;
}

const EKS = "oidc.eks.eu-west-1.amazonaws.com/id/4AC1";
const JOBS = ["arn:*:iam::*:role*jobs"];

describe("the trust policy of a role that a module of the registry makes", () => {
  const rows: readonly (readonly [what: string, text: string, expected: readonly unknown[]])[] = [
    [
      "for service accounts",
      ofAccounts('["ci:runner", "${var.space}:runner"]'),
      [
        [
          JOBS,
          {
            StringEquals: {
              [`${EKS}:sub`]: ["system:serviceaccount:ci:runner", "system:serviceaccount:${var.space}:runner"],
              [`${EKS}:aud`]: ["sts.amazonaws.com"],
            },
          },
        ],
      ],
    ],
    [
      "of a provider that is not settled, by patterns",
      ofAccounts('["ci:*"]', 'assume_role_condition_test = "StringLike"', "module.eks.oidc_provider_arn"),
      [
        [
          JOBS,
          {
            StringLike: { "${provider}:sub": ["system:serviceaccount:ci:*"], "${provider}:aud": ["sts.amazonaws.com"] },
          },
        ],
      ],
    ],
    ["for accounts that a loop names", ofAccounts('[for one in var.spaces : "${one}:runner"]'), []],
    ["where no role is made", ofAccounts('["ci:runner"]', "create_role = false"), []],
    ["where others get in, too", ofAccounts('["ci:runner"]', "allow_self_assume_role = true"), []],
    ["where more is trusted", ofAccounts('["ci:runner"]', "source_trust_policy_documents = [local.more]"), []],
    [
      "with conditions of its own",
      call(
        "iam-assumable-role-with-oidc",
        'create_role = true\n  provider_url = "token.actions.githubusercontent.com"\n  provider_trust_policy_conditions = [local.ours]',
      ),
      [],
    ],
    [
      "for GitHub",
      call("iam-github-oidc-role", 'name = "jobs"\n  subjects = ["acme/web:*", "repo:acme/shop:pull_request"]'),
      [
        [
          JOBS,
          {
            StringEquals: { "token.actions.githubusercontent.com:aud": ["sts.amazonaws.com"] },
            StringLike: {
              "token.actions.githubusercontent.com:sub": ["repo:acme/web:*", "repo:acme/shop:pull_request"],
            },
          },
        ],
      ],
    ],
    [
      "for subjects",
      call(
        "iam-assumable-role-with-oidc",
        `create_role = true\n  role_name = "jobs"\n  provider_url = "https://${EKS}"\n  oidc_fully_qualified_subjects = ["system:serviceaccount:ci:runner"]`,
      ),
      [[JOBS, { StringEquals: { [`${EKS}:sub`]: ["system:serviceaccount:ci:runner"] } }]],
    ],
    [
      "that is made only where a call says so",
      call(
        "iam-assumable-role-with-oidc",
        `role_name = "jobs"\n  provider_url = "${EKS}"\n  oidc_fully_qualified_subjects = ["system:serviceaccount:ci:runner"]`,
      ),
      [],
    ],
  ];
  for (const [what, text, expected] of rows) {
    test(what, () => {
      assert.deepEqual(trustsIn(text), expected);
    });
  }
});
