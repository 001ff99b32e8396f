/** YAML in a text of Terraform: written and completed there, with the interpolations left what they are. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Site } from "../../server/src/hosts/host.ts";
import { type Change } from "../../server/src/syntax/change.ts";
import { memberNamed, type ObjectValue, type Value } from "../../server/src/syntax/value.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { editsOf, itemsInFile } from "../support/completed.ts";
import { openForm } from "../support/host-forms.ts";

const POLICY = `Version: "2012-10-17"
Statement:
  - Sid: Read
    Effect: Allow
    Action: s3:GetObject
    Resource:
      - arn:aws:s3:::\${var.bucket}/*
      - arn:aws:s3:::logs/\${local.prefix}
`;

function indented(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, " ".repeat(by));
}

const FORMS: Readonly<Record<string, (policy: string) => string>> = {
  "a template of CloudFormation": (policy) =>
    `resource "aws_cloudformation_stack" "s" {\n  template_body = <<-EOT\n    Resources:\n      P:\n        Type: AWS::IAM::ManagedPolicy\n        Properties:\n          PolicyDocument:\n${indented(policy, 12)}  EOT\n}\n`,
  "a policy for yamldecode": (policy) =>
    `resource "aws_iam_policy" "p" {\n  policy = jsonencode(yamldecode(<<-EOT\n${indented(policy, 4)}  EOT\n  ))\n}\n`,
};

function within(value: Value | undefined, ...path: readonly (string | number)[]): Value {
  const found = path.reduce<Value | undefined>((at, step) => {
    if (typeof step === "number") return at?.kind === "array" ? at.items[step] : undefined;
    return at?.kind === "object" ? memberNamed(at, step)?.value : undefined;
  }, value);
  assert.ok(found !== undefined, path.join("."));
  return found;
}

function changed(hold: (policy: string) => string, change: (root: ObjectValue) => Change): string | undefined {
  const text = hold(POLICY);
  const site: Site = openForm({ path: "main.tf" }, text);
  const edits = site.writer?.edits([change(site.root)]);
  return edits && applyEdits(text, edits);
}

for (const [name, hold] of Object.entries(FORMS)) {
  describe(name, () => {
    test("an entry is taken out, and its lines with it", () => {
      const after = changed(hold, (root) => {
        const list = within(root, "Statement", 0, "Resource");
        assert.ok(list.kind === "array");
        return { change: "remove-item", from: list, part: within(list, 1) };
      });
      assert.equal(after, hold(POLICY.replace(/ +- arn:aws:s3:::logs.*\n/, "")));
    });

    test("a copy has the interpolations that it is a copy of", () => {
      const after = changed(hold, (root) => {
        const [statements, first] = [within(root, "Statement"), within(root, "Statement", 0)];
        assert.ok(statements.kind === "array");
        const members = [["Resource", { copyOf: within(first, "Resource") }]] as const;
        return { change: "add-item", to: statements, after: first, value: { members } };
      });
      assert.equal(after?.split("${var.bucket}").length, 3);
      assert.equal(after.split("${local.prefix}").length, 3);
    });

    test("an IAM variable is kept from being read as an interpolation", () => {
      const after = changed(hold, (root) => {
        return { change: "replace", value: within(root, "Statement", 0, "Sid"), by: "${aws:username}" };
      });
      assert.match(after ?? "", /Sid: "?\$\$\{aws:username\}/);
    });

    test("what an interpolation stands in is not replaced", () => {
      const after = changed(hold, (root) => {
        return { change: "replace", value: within(root, "Statement", 0, "Resource", 0), by: "*" };
      });
      assert.equal(after, undefined);
    });

    test("a text beside an interpolation is changed", () => {
      const after = changed(hold, (root) => {
        const value = within(root, "Statement", 0, "Resource", 1);
        assert.ok(value.kind === "string");
        return { change: "text", value, start: 0, end: "arn:aws:s3:::logs".length, by: "arn:aws:s3:::old" };
      });
      assert.equal(after, hold(POLICY.replace("logs", "old")));
    });

    test("actions and elements are completed", () => {
      const text = hold(POLICY.replace("s3:GetObject", "s3:GetObj<|>"));
      const items = itemsInFile(text, "main.tf", "terraform") ?? [];
      const item = items.find(({ label }) => label === "s3:GetObject");
      assert.ok(item, items.map(({ label }) => label).join());
      assert.equal(applyEdits(text.replace("<|>", ""), editsOf(item)), hold(POLICY));
      const below = hold(POLICY.replace("    Action: s3:GetObject\n", "    Action: s3:GetObject\n    <|>\n"));
      const names = itemsInFile(below, "main.tf", "terraform")?.map(({ label }) => label);
      assert.ok(names?.includes("Condition"), names?.join());
    });
  });
}
