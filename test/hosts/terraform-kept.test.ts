/** How a module's files refer to what it makes is kept for as long as their policies are; the module with its trees is not. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expressionsFor } from "../../server/src/hosts/terraform/arn-references.ts";
import { moduleOf } from "../../server/src/hosts/terraform/load-module.ts";
import { readHcl } from "../../server/src/syntax/hcl.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const TEXT = `resource "aws_s3_bucket" "logs" {
  count  = var.on ? 1 : 0
  bucket = "logs"
}

data "aws_iam_policy_document" "read" {
  count = var.on ? 1 : 0
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::logs/*"]
  }
}
`;

test("what its ARNs are called in a module keeps nothing of the module", async () => {
  const { expressions, module } = (() => {
    const made = moduleOf({ path: "main.tf", text: TEXT, body: readHcl(TEXT).body }, undefined);
    return { expressions: expressionsFor(made), module: new WeakRef(made) };
  })();
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  assert.equal(module.deref(), undefined);
  const asked = { deployment: undefined, address: "data.aws_iam_policy_document.read" };
  assert.ok(expressions("arn:aws:s3:::logs/*", asked));
});
