/** Policies that Markdown shows in its code blocks: found at their own characters, and never taken for what is in force. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openService, resultOf } from "../../server/src/service/index.ts";
import { type PlacedFinding } from "../../server/src/service/diagnostics.ts";
import { readSource } from "../../server/src/hosts/index.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { shareOf } from "../support/searching.ts";

const JSON_POLICY =
  '{\n  "Version": "2012-10-17",\n  "Statement": [\n    { "Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "*" }\n  ]\n}\n';
const YAML_POLICY =
  "Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: 2012-10-17\n        Statement:\n          - { Effect: Allow, Action: s3:GetObjekt, Resource: '*' }\n";
const HCL_POLICY =
  'resource "aws_iam_policy" "p" {\n  policy = jsonencode({\n    Version = "2012-10-17"\n    Statement = [{ Effect = "Allow", Action = "s3:GetObjekt", Resource = "*" }]\n  })\n}\n';

const block = (language: string, code: string): string => `# Title\n\n\`\`\`${language}\n${code}\`\`\`\n\nMore.\n`;
const read = (text: string) => resultOf(readSource({ path: "README.md", languageId: undefined, text }));

describe("in Markdown", () => {
  const service = openService({ catalog: miniCatalog, log: { error: (message) => assert.fail(message) } });
  const findings = (text: string): readonly PlacedFinding[] => {
    const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-01-01" });
    const document = resultOf(service.read({ path: "README.md", languageId: undefined, text }, configuration));
    const run = service.diagnostics(document, { configuration, workspace: undefined, reportSyntax: true });
    while (run.phase !== "done") run.step();
    return run.found;
  };

  for (const [language, code] of [
    ["json", JSON_POLICY],
    ["", JSON_POLICY],
    ["yaml", YAML_POLICY],
    ["hcl", HCL_POLICY],
    ["terraform", HCL_POLICY],
  ] as const) {
    test(`a block of ${language || "no language"} has its findings at their characters, as information`, () => {
      const text = block(language, code) + block(language, code);
      const found = findings(text).filter(({ code: of }) => of === "unknown-action");
      assert.deepEqual(
        found.map(({ span, severity }) => [span.start, text.slice(span.start, span.end), severity]),
        [text.indexOf("GetObjekt"), text.lastIndexOf("GetObjekt")].map((start) => [start, "GetObjekt", "info"]),
      );
      assert.deepEqual(
        found.flatMap(({ fixes }) => fixes()),
        [],
      );
      assert.deepEqual(
        findings(text).filter(({ severity }) => severity === "error" || severity === "warning"),
        [],
      );
    });
  }

  test("a block in a quote has its findings at their characters", () => {
    const text = block("json", JSON_POLICY).replace(/^/gm, "> > ");
    const found = findings(text).filter(({ code: of }) => of === "unknown-action");
    assert.deepEqual(
      found.map(({ span }) => [span.start, text.slice(span.start, span.end)]),
      [[text.indexOf("GetObjekt"), "GetObjekt"]],
    );
  });

  test("what is left out is not missed, and a syntax that only readers understand is no error", () => {
    for (const code of [
      '{\n  "Version": "2012-10-17",\n  "Statement": [\n    { "Effect": "Allow", ... },\n    { "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" }\n  ]\n}\n',
      '{\n  "Version": "2012-10-17",\n  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject" /* … */ }]\n}\n',
    ]) {
      assert.deepEqual(
        findings(block("json", code)).map(({ code: of }) => of),
        [],
      );
    }
  });

  test("blocks of other languages, and text outside of blocks, hold nothing", () => {
    for (const text of [block("js", JSON_POLICY), block("text", JSON_POLICY), JSON_POLICY, "```json", ""]) {
      assert.deepEqual(read(text).sites, []);
    }
  });

  test("a file of many blocks is read in steps, each block once", () => {
    const text = block("json", JSON_POLICY).repeat(shareOf(500));
    const steps = readSource({ path: "README.md", languageId: "markdown", text });
    let taken = 0;
    for (let next = steps.next(); next.done !== true; next = steps.next()) taken++;
    assert.ok(taken >= shareOf(500));
    assert.equal(read(text).sites.length, shareOf(500));
  });
});
