/** A role under a provider whose block writes out another account is not the caller's, whatever its name. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Explanation } from "../../../server/src/denial/explanation.ts";
import { explainDenial } from "../../../server/src/service/explain-denial.ts";
import { fixRisk } from "../../../server/src/telling/fix-risk-sentences.ts";
import { phraseToPlainText } from "../../../server/src/wording/plain-text.ts";
import { EMPTY_CONFIG } from "../../../server/src/workspace/config.ts";
import { readWorkspace } from "../../../server/src/workspace/workspace.ts";
import { realCatalog } from "../../catalog/real-catalog.ts";

const MESSAGE =
  "User: arn:aws:sts::111122223333:assumed-role/deploy/run is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:us-east-1:111122223333:jobs because no identity-based policy allows the sqs:SendMessage action";

function role(label: string, action: string, provider = ""): string {
  return `resource "aws_iam_role" "${label}" {
  ${provider}
  name = "deploy"
}
resource "aws_iam_role_policy" "${label}" {
  ${provider}
  role   = aws_iam_role.${label}.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "${action}", Resource = "*" }] })
}
`;
}

function explained(files: Readonly<Record<string, string>>): Explanation {
  const workspace = readWorkspace(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    EMPTY_CONFIG,
  );
  return explainDenial({ message: MESSAGE, workspace, facts: new Map(), catalog: realCatalog() });
}

/** Whether the files allow the request, and where the fixes are made. */
function told(files: Readonly<Record<string, string>>): {
  readonly verdict: string;
  readonly fixed: readonly string[];
} {
  const { verdict, fixes } = explained(files);
  return { verdict, fixed: [...new Set(fixes.flatMap(({ edits }) => edits.map(({ file }) => file)))] };
}

const OTHER =
  'provider "aws" {\n  alias = "other"\n  assume_role { role_arn = "arn:aws:iam::444455556666:role/tf" }\n}\n';
const OWN = 'provider "aws" { allowed_account_ids = ["111122223333"] }\n';

describe("two roles of one name", () => {
  test("the one under a provider of another account does not allow the request", () => {
    const roles = role("here", "sqs:ReceiveMessage") + role("there", "sqs:SendMessage", "provider = aws.other");
    assert.deepEqual(told({ "main.tf": OWN + OTHER + roles }), { verdict: "explained", fixed: ["main.tf"] });
  });

  test("that the other account's lacks the action leads to no fix there", () => {
    const files = {
      "other/main.tf": `provider "aws" { allowed_account_ids = ["444455556666"] }\n${role("app", "sqs:ReceiveMessage")}`,
      "own/main.tf": OWN + role("app", "sqs:SendMessage"),
    };
    assert.deepEqual(told(files), { verdict: "workspace-allows", fixed: [] });
  });

  test("a module gets the provider that its call gives it", () => {
    const call = (name: string, providers: string): string =>
      `module "${name}" {\n  source = "./${name}"\n  ${providers}\n}\n`;
    const files = {
      "main.tf": OWN + OTHER + call("here", "") + call("there", "providers = { aws = aws.other }"),
      "here/main.tf": role("app", "sqs:ReceiveMessage"),
      "there/main.tf": role("app", "sqs:SendMessage"),
    };
    assert.deepEqual(told(files), { verdict: "explained", fixed: ["here/main.tf"] });
  });

  test("a managed policy that is attached in another account is not the caller's", () => {
    const attached = `${role("there", "sqs:ReceiveMessage", "provider = aws.other")}
resource "aws_iam_policy" "send" {
  provider = aws.other
  policy   = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*" }] })
}
resource "aws_iam_role_policy_attachment" "send" {
  provider   = aws.other
  role       = aws_iam_role.there.name
  policy_arn = aws_iam_policy.send.arn
}
`;
    const roles = role("here", "sqs:ReceiveMessage") + attached;
    assert.deepEqual(told({ "main.tf": OWN + OTHER + roles }), { verdict: "explained", fixed: ["main.tf"] });
  });

  test("under another provider of which no account is known: AWS's answer fits one of them", () => {
    const open = 'provider "aws" {\n  alias = "other"\n  profile = "other"\n}\n';
    const roles = role("here", "sqs:ReceiveMessage") + role("there", "sqs:SendMessage", "provider = aws.other");
    assert.deepEqual(told({ "main.tf": open + roles }), { verdict: "explained", fixed: ["main.tf"] });
  });

  test("in two folders: each fix says for which of them it is", () => {
    const files = {
      "dev/main.tf": role("app", "sqs:DeleteMessage"),
      "prod/main.tf": role("app", "sqs:ReceiveMessage"),
    };
    const { fixes } = explained(files);
    assert.ok(fixes.length > 0);
    for (const fix of fixes) {
      const [file = ""] = fix.edits.map((edit) => edit.file);
      const [other] = Object.keys(files).filter((one) => one !== file);
      assert.match(
        phraseToPlainText(fixRisk(fix) ?? []),
        new RegExp(`the one that '?${file}'? makes: '?${other ?? ""}'? makes another of the same name`),
      );
      assert.equal(fix.verified, false);
    }
  });
});
