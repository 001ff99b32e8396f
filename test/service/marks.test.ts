/** What is coloured in the text of policies: unknown actions, entries without effect, policy variables and wildcards. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { resultOf as parsed } from "../../server/src/text/steps.ts";
import { readSource } from "../../server/src/hosts/index.ts";
import { openService, resultOf, type TextMark } from "../../server/src/service/index.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { HOST_FORMS } from "../support/host-forms.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const service = openService({ catalog: miniCatalog, log: { error: (message) => assert.fail(message) } });

function marksIn(path: string, text: string, within = { start: 0, end: text.length }): readonly TextMark[] {
  const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-11-28" });
  const document = resultOf(service.read({ path, languageId: undefined, text }, configuration));
  const run = service.diagnostics(document, { configuration, workspace: undefined, reportSyntax: false });
  while (run.step() === "more");
  return resultOf(service.marks(document, run, within));
}

/** Each as `mark text`; a slip with an exclamation mark. */
function drawn(
  path: string,
  text: string,
  within?: { readonly start: number; readonly end: number },
): readonly string[] {
  return marksIn(path, text, within).map(
    ({ mark, span, isSlip }) => `${mark}${isSlip ? "!" : ""} ${text.slice(span.start, span.end)}`,
  );
}

function policyOf(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 2);
}

const STATEMENT = {
  Effect: "Allow",
  Action: ["s3:Put*", "s3:GetObjekt", "s3:Frobnicate", "nosuchservice:Do?"],
  Resource: ["arn:aws:s3:::home/${aws:username}/*"],
  Condition: { StringLike: { "aws:PrincipalTag/team": ["a?", "${aws:PrincipalTag/team}"] } },
};

const DEAD = { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::b/*", "arn:aws:sqs:*:*:q"] };

const MARKS = [
  "wildcard *",
  "unknownAction! GetObjekt",
  "unknownAction Frobnicate",
  "unknownAction nosuchservice",
  "wildcard ?",
  "policyVariable ${aws:username}",
  "wildcard *",
  "wildcard ?",
  "policyVariable ${aws:PrincipalTag/team}",
  "wildcard *",
  "deadEntry arn:aws:sqs:*:*:q",
];

describe("the same is marked in every host", () => {
  const json = policyOf(STATEMENT, DEAD);
  const [site] = parsed(readSource({ path: "a.json", languageId: undefined, text: json })).sites;
  assert.ok(site?.root.kind === "object");
  const { root } = site;
  test("JSON", () => {
    assert.deepEqual(drawn("a.json", json), MARKS);
  });
  for (const form of HOST_FORMS) {
    const text = form.hold(root, json);

    test(form.name, () => {
      assert.ok(text !== undefined);
      // How a variable is kept from being taken for one of the host stands with it.
      const marks = drawn(form.path, text).map((mark) => mark.replace(/ [$&]*\{!?/, " ${"));
      assert.deepEqual(marks, MARKS);
    });
  }
});

describe("nothing is marked", () => {
  const rows: readonly (readonly [title: string, path: string, text: string])[] = [
    ["in JSON without a policy", "package.json", '{ "files": ["dist/*"], "name": "${aws:username}" }'],
    ["in YAML without a policy", "compose.yaml", 'a: "s3:Get*"\nb: ${aws:username}\n'],
    [
      "around the policies of a file",
      "main.tf",
      `locals {\n  all = ["*", "s3:Get*"]\n}\n\ndata "aws_iam_policy_document" "d" {\n  statement {\n    actions   = ["s3:GetObject"]\n    resources = ["arn:aws:s3:::b/k"]\n  }\n}\n`,
    ],
    [
      "under operators that take * as it is",
      "a.json",
      policyOf({ ...DEAD, Resource: "arn:aws:s3:::b/k", Condition: { StringEquals: { "aws:PrincipalTag/t": "a*b" } } }),
    ],
    [
      "of variables that the version does not replace",
      "a.json",
      policyOf({ ...DEAD, Resource: "arn:aws:s3:::b/${aws:username}" }).replace("2012-10-17", "2008-10-17"),
    ],
    [
      "of what another tool is to fill in, and of escapes",
      "a.json",
      policyOf({ ...DEAD, Resource: ["arn:aws:s3:::${Bucket}/k", "arn:aws:s3:::b/${*}"] }),
    ],
  ];
  for (const [title, path, text] of rows) {
    test(title, () => {
      assert.deepEqual(drawn(path, text), []);
    });
  }
});

describe("marked is", () => {
  test("what a policy refers to, where it stands in the file", () => {
    const text = `locals {\n  actions = ["s3:Put*", "s3:GetObjekt"]\n}\n\ndata "aws_iam_policy_document" "d" {\n  statement {\n    actions   = local.actions\n    resources = ["*"]\n  }\n}\n`;
    assert.deepEqual(drawn("main.tf", text), ["wildcard *", "unknownAction! GetObjekt", "wildcard *"]);
  });

  test("of a text that is put together, what stands there as it is", () => {
    const text = `data "aws_iam_policy_document" "d" {\n  statement {\n    actions   = [for verb in ["Get", "Frobnicate"] : "s3:\${verb}*"]\n    resources = ["arn:aws:s3:::b/k"]\n  }\n}\n`;
    assert.deepEqual(drawn("main.tf", text), ["wildcard *"]);
  });

  test("what is said once of many places, at each of them", () => {
    const names = ["One", "Two", "Three", "Four", "Five"];
    const text = policyOf(...names.map((name) => ({ ...DEAD, Action: `sqs:${name}Frobnicate`, Resource: "*" })));
    const same = text.replaceAll(/(?:One|Two|Three|Four|Five)Frobnicate/g, "Frobnicate");
    assert.deepEqual(
      drawn("a.json", same).filter((mark) => mark.startsWith("unknown")),
      names.map(() => "unknownAction Frobnicate"),
    );
  });

  test("everyone as a principal, in both forms", () => {
    const trust = { Effect: "Allow", Action: "sqs:SendMessage", Resource: "arn:aws:sqs:eu-west-1:111122223333:q" };
    const text = policyOf({ ...trust, Principal: "*" }, { ...trust, Principal: { AWS: ["*"], Service: "*" } });
    assert.deepEqual(drawn("queue-policy/a.json", text), ["wildcard *", "wildcard *", "wildcard *"]);
  });

  test("a variable with a default, and one of AWS IoT Core", () => {
    const text = policyOf({
      ...DEAD,
      Resource: ["arn:aws:s3:::${aws:PrincipalTag/team, 'all'}/k", "arn:aws:s3:::${iot:Connection.Thing.ThingName}"],
    });
    assert.deepEqual(
      drawn("a.json", text).filter((mark) => mark.startsWith("policy")),
      ["policyVariable ${aws:PrincipalTag/team, 'all'}", "policyVariable ${iot:Connection.Thing.ThingName}"],
    );
  });

  test("only what stands in the statements that the span touches", () => {
    const text = policyOf({ ...DEAD, Action: "s3:Get*", Resource: "arn:aws:s3:::b/k" }, DEAD);
    const second = text.lastIndexOf("Effect");
    assert.deepEqual(drawn("a.json", text, { start: second, end: second + 1 }), MARKS.slice(-2));
  });
});
