/** Of a policy that is as it was, nothing is sought again; what it refers to counts, and what stands beside it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openService, resultOf } from "../../server/src/service/index.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const catalog = miniCatalog();

/** Finds, with what was known before, the codes and the lines of the findings. */
function opened(): (text: string) => readonly string[] {
  const service = openService({ catalog: () => catalog, log: { error: (message) => assert.fail(message) } });
  const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-01-01" });
  return (text) => {
    const document = resultOf(service.read({ path: "main.tf", languageId: "terraform", text }, configuration));
    const run = service.diagnostics(document, { configuration, workspace: undefined, reportSyntax: false });
    while (run.step() === "more");
    return run.found.map(({ code, span, fixes }) => `${code} ${text.slice(span.start, span.end)} ${fixes().length}`);
  };
}

function policy(name: string, resource: string): string {
  return `
resource "aws_iam_policy" "${name}" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = ${resource} }]
  })
}`;
}

describe("a policy of a module that is as it was", () => {
  test("has its findings, and their fixes, where it stands now", () => {
    const find = opened();
    const before = find(policy("p", '"arn:aws:s3:::b"'));
    assert.equal(before.length, 1, before.join());
    assert.match(before.join(), /^\S+ "arn:aws:s3:::b" [1-9]/);
    assert.deepEqual(find(`# A comment.\n${policy("other", '"*"')}${policy("p", '"arn:aws:s3:::b"')}`), before);
  });

  test("is looked at anew when the value it refers to is another", () => {
    const find = opened();
    const text = (value: string): string => `locals {\n  where = "${value}"\n}\n${policy("p", "local.where")}`;
    assert.equal(find(text("arn:aws:s3:::b/*")).length, 0);
    assert.equal(find(text("arn:aws:s3:::b")).length, 1);
    assert.equal(find(text("arn:aws:s3:::b/*")).length, 0);
  });

  test("is looked at anew when another kind of resource has it", () => {
    const find = opened();
    const text = policy("p", '"arn:aws:s3:::b/*"');
    assert.equal(find(text).length, 0);
    const asTrust = text.replace("aws_iam_policy", "aws_iam_role").replace("policy =", "assume_role_policy =");
    assert.notEqual(find(asTrust).length, 0);
  });
});
