/** A caller goes into the list of a module's users, not into one that a statement for everything reads as well. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fixTitleText } from "../../../server/src/telling/fix-sentences.ts";
import { explainedIn } from "../../support/explained.ts";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const MESSAGE = `User: arn:aws:sts::111122223333:assumed-role/reader/run is not authorized to perform: kms:Decrypt on resource: ${KEY} because no resource-based policy allows the kms:Decrypt action`;

const statement = (sid: string, action: string, identifiers: string): string => `  statement {
    sid       = "${sid}"
    actions   = ["${action}"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ${identifiers}
    }
  }
`;

function firstWith(using: string): string | undefined {
  const role = (name: string): string => `["arn:aws:iam::111122223333:role/${name}"]`;
  const files = [
    {
      path: "main.tf",
      text: `module "key" {\n  source = "./key"\n  owners = ${role("ops")}\n  users = ${role("app")}\n}\n`,
    },
    {
      path: "key/main.tf",
      text: `variable "owners" {}
variable "users" {}
resource "aws_kms_key" "data" {
  policy = data.aws_iam_policy_document.key.json
}
data "aws_iam_policy_document" "key" {
${statement("Owners", "kms:*", "var.owners")}${statement("Use", "kms:Decrypt", using)}}
`,
    },
  ];
  return explainedIn(MESSAGE, files).fixes.map(fixTitleText).at(0);
}

test("a list of users takes one more", () => {
  assert.equal(
    firstWith("var.users"),
    "Add arn:aws:iam::111122223333:role/reader to var.users in main.tf, line 4, which statement Use of data uses",
  );
});

test("a list that another statement reads for all actions takes none", () => {
  assert.equal(firstWith("var.owners"), "Add a statement to data that allows kms:Decrypt");
});
