/** A resource without a provider of its own is in the Region that the provider's block writes out. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explainDenial } from "../../../server/src/service/explain-denial.ts";
import { EMPTY_CONFIG } from "../../../server/src/workspace/config.ts";
import { readWorkspace } from "../../../server/src/workspace/workspace.ts";
import { realCatalog } from "../../catalog/real-catalog.ts";

const MAIN = `resource "aws_sqs_queue" "jobs" { name = "jobs" }
resource "aws_iam_role_policy" "app" {
  role   = "app"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.jobs.arn }] })
}
`;

describe("a queue of the same name in another Region", () => {
  for (const [what, provider, verdict] of [
    ["is another queue", 'provider "aws" { region = "eu-west-1" }\n', "explained"],
    ["may be it where the Region is open", 'provider "aws" { region = var.region }\n', "workspace-allows"],
    ["may be it where no provider is here", "", "workspace-allows"],
    ["is it in the Region of the provider", 'provider "aws" { region = "us-east-1" }\n', "workspace-allows"],
    [
      "is not that of another provider",
      'provider "aws" { region = "eu-west-1" }\nprovider "aws" {\n  alias = "us"\n  region = "us-east-1"\n}\n',
      "explained",
    ],
  ] as const) {
    test(what, () => {
      const message =
        "User: arn:aws:sts::111122223333:assumed-role/app/run is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:us-east-1:111122223333:jobs because no identity-based policy allows the sqs:SendMessage action";
      const workspace = readWorkspace([{ path: "main.tf", text: provider + MAIN }], EMPTY_CONFIG);
      assert.equal(explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() }).verdict, verdict);
    });
  }
});
