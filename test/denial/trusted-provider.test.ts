/** A trust policy that leaves its identity provider open is read as one that trusts the provider of the token. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { explainDenial } from "../../server/src/service/explain-denial.ts";
import { readWorkspaceConfig } from "../../server/src/workspace/read-config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { memoryFor } from "../support/annotated.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const HOST = "oidc.eks.eu-north-1.amazonaws.com/id/0F1E2D3C";

const statement = (provider: string, key: string): string => `  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = [${provider}]
    }
    condition {
      test     = "StringEquals"
      variable = "${key}:sub"
      values   = ["system:serviceaccount:shop:cart"]
    }
  }
`;

function fixesFor(...statements: readonly string[]): readonly string[] {
  const text = `data "aws_iam_policy_document" "trust" {
${statements.join("")}}
resource "aws_iam_role" "cart" {
  name               = "cart"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
`;
  const catalog = miniCatalog();
  const role = "arn:aws:iam::730112940571:role/cart";
  const explanation = explainDenial({
    message:
      "WebIdentityErr: failed to retrieve credentials: AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity",
    workspace: readWorkspace([{ path: "roles.tf", text }], readWorkspaceConfig("iam-verdict.json", "{}").config),
    facts: new Map([
      ["resource", role],
      [`${HOST}:sub`, "system:serviceaccount:shop:stock"],
    ]),
    catalog,
    memory: memoryFor(catalog),
  });
  const assumed = explanation.assumptions.map(({ assumption }) => assumption);
  const taken = assumed.filter((one) => one === "trusted-provider");
  return [...explanation.fixes.map(({ change }) => change.change), ...taken];
}

test("the one provider that is open is that of the token", () => {
  const open = statement("module.eks.oidc_provider_arn", "${module.eks.oidc_provider}");
  assert.deepEqual(fixesFor(open), ["add-condition-value", "trusted-provider"]);
});

test("of two that are open nobody knows which it is", () => {
  const open = ["one", "two"].map((name) =>
    statement(`module.${name}.oidc_provider_arn`, `\${module.${name}.oidc_provider}`),
  );
  assert.deepEqual(fixesFor(...open), []);
});

test("what two modules, or two resources, give is not one provider", () => {
  const ofTwo = [
    statement("module.blue.oidc_provider_arn", "${module.green.oidc_provider}"),
    statement(
      "aws_iam_openid_connect_provider.blue.arn",
      '${replace(aws_iam_openid_connect_provider.green.url, "https://", "")}',
    ),
  ];
  const ofOne = statement(
    "aws_iam_openid_connect_provider.blue.arn",
    '${replace(aws_iam_openid_connect_provider.blue.url, "https://", "")}',
  );
  assert.deepEqual(
    ofTwo.map((one) => fixesFor(one)),
    [[], []],
  );
  assert.deepEqual(fixesFor(ofOne), ["add-condition-value", "trusted-provider"]);
});

test("another one stays another one", () => {
  const other = statement('"arn:aws:iam::730112940571:oidc-provider/gitlab.com"', "${var.issuer}");
  const part = statement("var.provider_arn", "gitlab.${var.domain}");
  assert.deepEqual(
    [other, part].map((one) => fixesFor(one)),
    [[], []],
  );
});
