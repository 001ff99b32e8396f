/** Where, outside of a file of Terraform, the values stand that its policies refer to. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readSource } from "../../server/src/hosts/index.ts";
import { resultOf } from "../../server/src/text/steps.ts";
import { sourcesAround } from "../../server/src/workspace/consulted.ts";

const MODULE = `variable "given" {}
data "aws_iam_policy_document" "d" {
  statement {
    actions   = concat(local.more, var.given)
    resources = [local.here, var.unset, each.value]
  }
}
locals { here = "*" }
`;

const FILES: Readonly<Record<string, string>> = {
  "m/main.tf": MODULE,
  "m/locals.tf": 'locals {\n  more = ["s3:GetObject"]\n}\n',
  "m/variables.tf": 'variable "unset" {\n  default = "*"\n}\n',
  "prod/main.tf": 'module "m" {\n  source = "../m"\n  given  = ["s3:PutObject"]\n}\n',
};

test("a reference is led to other files of the module and to the modules that call it", () => {
  const around = sourcesAround(Object.entries(FILES).map(([path, text]) => ({ path, text })));
  const { writtenPlaces } = resultOf(readSource({ path: "m/main.tf", languageId: undefined, text: MODULE, around }));
  const led = (from: string): readonly string[] => {
    const start = MODULE.indexOf(from);
    const places = writtenPlaces?.({ start, end: MODULE.indexOf("\n", start) }) ?? [];
    return places.map(({ name, path, span }) => `${name} ${path} ${FILES[path]?.slice(span.start, span.end)}`);
  };
  assert.deepEqual(led("concat"), [
    'local.more m/locals.tf ["s3:GetObject"]',
    'var.given prod/main.tf ["s3:PutObject"]',
  ]);
  assert.deepEqual(led("[local.here"), ['var.unset m/variables.tf "*"']);
});

test("one more goes into a list only where nothing else of the module reads it", () => {
  const canAdd = (more: string): boolean => {
    const text = `${MODULE}${more}`;
    const files = { ...FILES, "m/main.tf": text };
    const around = sourcesAround(Object.entries(files).map(([path, one]) => ({ path, text: one })));
    const { writtenPlaces } = resultOf(readSource({ path: "m/main.tf", languageId: undefined, text, around }));
    const start = text.indexOf("concat");
    const places = writtenPlaces?.({ start, end: text.indexOf("\n", start) }) ?? [];
    return places.some(({ name, list }) => name === "var.given" && list !== undefined);
  };
  assert.ok(canAdd(""));
  assert.ok(canAdd("locals { some = length(var.given) > 0 }\n"));
  assert.ok(!canAdd('data "aws_iam_policy_document" "deny" {\n  statement {\n    not_actions = var.given\n  }\n}\n'));
});

test("one more goes into a local value of another file that nothing else reads", () => {
  const canAdd = (more: string): boolean => {
    const files = { ...FILES, "m/more.tf": more };
    const around = sourcesAround(Object.entries(files).map(([path, text]) => ({ path, text })));
    const { writtenPlaces } = resultOf(readSource({ path: "m/main.tf", languageId: undefined, text: MODULE, around }));
    const start = MODULE.indexOf("local.more");
    const places = writtenPlaces?.({ start, end: start + "local.more".length }) ?? [];
    return places.some(({ list }) => list !== undefined);
  };
  assert.ok(canAdd(""));
  assert.ok(!canAdd('output "all" {\n  value = local.more\n}\n'));
});

test("one more is written as what the policy makes of each item, and nowhere where that is not known", () => {
  const addedTo = (resources: string): string | undefined => {
    const text = `variable "given" {}\ndata "aws_iam_policy_document" "d" {\n  statement {\n    resources = ${resources}\n  }\n}\n`;
    const files = { ...FILES, "m/main.tf": text };
    const around = sourcesAround(Object.entries(files).map(([path, one]) => ({ path, text: one })));
    const { writtenPlaces } = resultOf(readSource({ path: "m/main.tf", languageId: undefined, text, around }));
    const span = { start: text.indexOf("  statement"), end: text.length - 2 };
    const [list] = writtenPlaces?.(span).flatMap((place) => place.list ?? []) ?? [];
    return list === undefined ? undefined : (list.itemFor?.("arn:aws:s3:::reports")?.item ?? "arn:aws:s3:::reports");
  };
  for (const kept of ["var.given", 'concat(["*"], var.given)', 'var.all ? ["*"] : tolist(var.given)'])
    assert.equal(addedTo(kept), "arn:aws:s3:::reports", kept);
  assert.equal(addedTo('concat([for one in var.given : "arn:aws:s3:::${one}"], ["*"])'), "reports");
  assert.equal(addedTo('concat(formatlist("arn:aws:s3:::%s", var.given), ["*"])'), "reports");
  assert.equal(addedTo('formatlist("arn:aws:s3:::%s", var.given)'), "reports");
  for (const made of [
    'formatlist("arn:aws:s3:::%s-%s", var.stage, var.given)',
    '[for one in var.given : "arn:aws:s3:::${var.stage}-${one}"]',
    "[for one in var.given : data.aws_s3_bucket.all[one].arn]",
    'setsubtract(var.given, ["*"])',
    '["arn:aws:s3:::${join("-", var.given)}"]',
  ])
    assert.equal(addedTo(made), undefined, made);
});

const LOOPED = `variable "access" {}
resource "aws_iam_role_policy" "all" {
  for_each = var.access
  role     = "app"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = each.value.actions, Resource = each.value.queue }] })
}
`;

test("each entry that a call gives a loop has its own list, and none where a Deny may read it or another call has it", () => {
  const entriesOf = (more: string, calls: string): readonly string[] => {
    const text = LOOPED + more;
    const files = { "m/main.tf": text, "prod/main.tf": calls };
    const around = sourcesAround(Object.entries(files).map(([path, one]) => ({ path, text: one })));
    const { writtenEntries } = resultOf(readSource({ path: "m/main.tf", languageId: undefined, text, around }));
    const spans = ["each.value.actions", "each.value.queue"].map((written) => {
      const start = text.indexOf(written);
      return { start, end: start + written.length };
    });
    return (writtenEntries?.(spans) ?? []).map((row) => {
      const [actions, queue] = row;
      const list = actions?.list?.add("sqs:SendMessage", undefined) === undefined ? "none" : "list";
      const texts = [actions, queue].map((place) => place?.list?.texts.map((one) => one.text).join(" "));
      return `${texts.join(" on ")}: ${list}${actions?.isOfOneCall === true ? ", of one call" : ""}`;
    });
  };
  const given = `{
    mails = { actions = ["sqs:GetQueueUrl"], queue = "arn:aws:sqs:eu-west-1:111122223333:mails" }
    jobs  = { actions = ["sqs:ReceiveMessage"], queue = "*" }
  }`;
  const call = `module "m" {\n  source = "../m"\n  access = ${given}\n}\n`;
  const rows = ["sqs:GetQueueUrl on arn:aws:sqs:eu-west-1:111122223333:mails", "sqs:ReceiveMessage on *"];
  assert.deepEqual(
    entriesOf("", call),
    rows.map((row) => `${row}: list, of one call`),
  );
  const deny = `data "aws_iam_policy_document" "d" {\n  statement {\n    effect  = "Deny"\n    actions = var.access["mails"].actions\n  }\n}\n`;
  assert.deepEqual(
    entriesOf(deny, call),
    rows.map((row) => `${row}: none`),
  );
  const shared = `locals { access = ${given} }\n${["one", "two"].map((name) => `module "${name}" {\n  source = "../m"\n  access = local.access\n}\n`).join("")}`;
  assert.deepEqual(
    [...new Set(entriesOf("", shared))],
    rows.map((row) => `${row}: list`),
  );
});
