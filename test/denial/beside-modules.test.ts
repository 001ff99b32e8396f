/** Policies that a module gets of which no file is here, or that its role gets: its names tell which to look at first. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { hintInWords } from "../../server/src/telling/near-miss-sentences.ts";
import { phraseToPlainText } from "../../server/src/wording/plain-text.ts";
import { fixTitleText } from "../../server/src/telling/fix-sentences.ts";
import { explainedIn } from "../support/explained.ts";

const refusedTo = (role: string): string =>
  `User: arn:aws:sts::111122223333:assumed-role/${role}/run is not authorized to perform: sqs:DeleteMessage on resource: arn:aws:sqs:eu-west-1:111122223333:orders because no identity-based policy allows the sqs:DeleteMessage action`;

const QUEUE = `resource "aws_sqs_queue" "orders" {\n  name = "orders"\n}\n`;
const document = (label: string, action: string, queue = "orders"): string =>
  `data "aws_iam_policy_document" "${label}" {\n  statement {\n    actions   = ["${action}"]\n    resources = ["arn:aws:sqs:eu-west-1:111122223333:${queue}"]\n  }\n}\n`;
const worker = (label: string, more: string): string =>
  `module "${label}" {\n  source = "git::https://example.org/modules/worker.git?ref=v1"\n${more}\n}\n`;

/** The policy of `picker` lacks the action; that of `packer` has it for another queue. */
const HANDED: readonly (readonly [what: string, text: string])[] = [
  ["a document", `policy = data.aws_iam_policy_document.LABEL.json`],
  ["a list of documents", `policies = [data.aws_iam_policy_document.LABEL.json]`],
  ["a document in a map", `iam = {\n body = data.aws_iam_policy_document.LABEL.json\n }`],
];

const firstFor = (text: string, role: string): string | undefined => {
  const [first] = explainedIn(refusedTo(role), [{ path: "main.tf", text }]).fixes;
  return first && fixTitleText(first);
};

const PICKER = "Add sqs:DeleteMessage to the actions of statement 1 of picker";

describe("a module that is not here", () => {
  const both = document("packer", "sqs:DeleteMessage", "parcels") + document("picker", "sqs:ReceiveMessage");
  for (const [what, given] of HANDED)
    test(`tells by its name whose ${what} may be`, () => {
      const calls = ["packer", "picker"].map((label) =>
        worker(label, `  function_name = "\${var.stage}-${label}"\n  ${given.replace("LABEL", label)}`),
      );
      const text = QUEUE + both + calls.join("");
      assert.equal(firstFor(text, "live-picker-role"), PICKER);
      assert.notEqual(firstFor(text, "live-packer-role"), PICKER);
    });

  test("tells by its name whose role it makes", () => {
    const inline = (label: string): string =>
      `resource "aws_iam_role_policy" "${label}" {\n  role   = module.${label}.task_role_name\n  policy = data.aws_iam_policy_document.${label}.json\n}\n`;
    const calls = ["packer", "picker"].map(
      (label) => worker(label, `  service_name = "shop-${label}"`) + inline(label),
    );
    assert.equal(firstFor(QUEUE + both + calls.join(""), "shop-picker_task_role"), PICKER);
  });

  test("does so where a module of the workspace calls it", () => {
    const inner = `variable "name" {}\nmodule "task" {\n  source = "git::https://example.org/task.git"\n  name   = var.name\n}\noutput "role" {\n  value = module.task.role_name\n}\n`;
    const call = (label: string): string =>
      `module "${label}" {\n  source = "./task"\n  name   = "shop-${label}"\n}\nresource "aws_iam_role_policy" "${label}" {\n  role   = module.${label}.role\n  policy = data.aws_iam_policy_document.${label}.json\n}\n`;
    const [first] = explainedIn(refusedTo("shop-picker-task"), [
      { path: "main.tf", text: QUEUE + both + call("packer") + call("picker") },
      { path: "task/main.tf", text: inner },
    ]).fixes;
    assert.equal(first && fixTitleText(first), PICKER);
  });

  test("says by whom a managed policy is attached, and what a template is filled in with", () => {
    const template = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["sqs:ReceiveMessage"],"Resource":"arn:aws:sqs:eu-west-1:111122223333:\${queue}"}]}`;
    const text = `${QUEUE}${worker("picker", `  role_name = "shop-picker"\n  policies = {\n    own = templatefile("\${path.module}/worker.json.tpl", { queue = aws_sqs_queue.orders.name })\n  }`)}`;
    const files = [
      { path: "main.tf", text },
      { path: "worker.json.tpl", text: template },
    ];
    const [first] = explainedIn(refusedTo("shop-picker"), files).fixes;
    assert.equal(
      first && fixTitleText(first),
      "Add sqs:DeleteMessage to the actions of statement 1 of worker.json.tpl",
    );
  });

  test("is no proof: the answer goes on saying that nothing attaches the policy", () => {
    const text =
      document("picker", "sqs:ReceiveMessage") +
      worker("picker", `  name = "picker"\n  policy = data.aws_iam_policy_document.picker.json`);
    const { nearMisses, fixes } = explainedIn(refusedTo("live-picker"), [{ path: "main.tf", text }]);
    const hints = nearMisses.flatMap(({ hints: own }) => own.map((hint) => phraseToPlainText(hintInWords(hint))));
    assert.ok(hints.includes("Nothing here says that this policy is attached."), hints.join("\n"));
    assert.ok(fixes[0]?.risks.some(({ risk }) => risk === "not-known-attached"));
  });

  test("whose name is another one tells nothing", () => {
    const calls = ["packer", "picker"].map((label) =>
      worker(label, `  name = "${label}"\n  policy = data.aws_iam_policy_document.${label}.json`),
    );
    const shown = (more: string): string | undefined => firstFor(QUEUE + both + more, "dispatcher");
    assert.equal(shown(calls.join("")), shown(""));
  });
});
