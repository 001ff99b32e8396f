/** A message of AWS that rejects a policy leads to what is wrong with the policies at hand. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { ALL_CHECKS } from "../../server/src/checks/index.ts";
import { type NextStep } from "../../server/src/denial/next-step.ts";
import { readPolicyRejection, REJECTION_RULES } from "../../server/src/message/policy-rejection.ts";
import { openService, resultOf, SYNTAX_CODE } from "../../server/src/service/index.ts";
import { CHECKS_OF_RULES } from "../../server/src/service/rejected-policy.ts";
import { EMPTY_CONFIG, type WorkspaceConfig } from "../../server/src/workspace/config.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const ROWS = readFileSync(join(process.cwd(), "docs", "rejected-policies.md"), "utf8")
  .split("\n")
  .flatMap((line) => (/^\| `(.+?)` +\| (.+?) +\|$/.exec(line)?.slice(1, 3) as [string, string] | undefined) ?? [])
  .reduce<[sentence: string, checks: string][]>((rows, cell, at, cells) => {
    if (at % 2 === 0) rows.push([cell, cells[at + 1] ?? ""]);
    return rows;
  }, []);

describe("the page about rejected policies", () => {
  for (const [sentence, checks] of ROWS) {
    test(sentence, () => {
      const rule = readPolicyRejection(sentence)?.rule;
      assert.ok(rule !== undefined, "the sentence is read");
      const codes = CHECKS_OF_RULES[rule];
      const written = [...checks.matchAll(/(?<=\[|`)[a-z-]+(?=\]|`)/g)].map(([code]) => code);
      if (codes === undefined) assert.equal(checks, "every error");
      else if (codes.length === 0) assert.equal(checks, "none");
      else assert.deepEqual(written, codes);
    });
  }
  test("has a row for every rule", () => {
    const told = new Set(ROWS.map(([sentence]) => readPolicyRejection(sentence)?.rule));
    assert.deepEqual(
      REJECTION_RULES.filter((rule) => !told.has(rule)),
      [],
    );
  });
  test("names checks that there are", () => {
    const known = new Set([SYNTAX_CODE, ...ALL_CHECKS.map(({ code }) => code)]);
    const named = Object.values(CHECKS_OF_RULES).flatMap((codes) => codes ?? []);
    assert.deepEqual(
      named.filter((code) => !known.has(code)),
      [],
    );
  });
});

function nextOf(
  message: string,
  files: Readonly<Record<string, string>>,
  config: WorkspaceConfig = EMPTY_CONFIG,
): readonly NextStep[] {
  const service = openService({ catalog: miniCatalog, log: { error: (problem) => assert.fail(problem) } });
  const read = Object.entries(files).map(([path, text]) => ({ path, text }));
  const workspace = resultOf(service.readWorkspace(read, config, []));
  const explained = resultOf(service.explain(message, new Map(), workspace));
  assert.equal(explained.verdict, "not-a-denial");
  assert.deepEqual(explained.explanations[0]?.next, explained.next);
  return explained.next;
}

const places = (steps: readonly NextStep[]): readonly string[] =>
  steps.flatMap((one) =>
    one.step === "look-at-finding"
      ? [`${one.file}:${one.line} ${one.code}`]
      : one.step === "look-at-text"
        ? [`${one.file}:${one.line} ${one.text}`]
        : [],
  );

const statement = (rest: string): string => `{"Version": "2012-10-17", "Statement": [\n{"Effect": "Allow",\n${rest}}]}`;
const OF_BUCKET = statement(
  '"Principal": {"AWS": "arn:aws:iam::111122223333:root"},\n"Action": "s3:GetObject",\n"Resource": "arn:aws:s3:::acme"',
);
const OF_ROLE = statement('"Principal": {"AWS": "arn:aws:iam::111122223333:role/app-*"},\n"Action": "sts:AssumeRole"');

describe("a rejected policy", () => {
  const rows: readonly (readonly [message: string, files: Record<string, string>, found: readonly string[]])[] = [
    [
      "MalformedPolicy: Action does not apply to any resource(s) in statement",
      { "a.json": OF_BUCKET, "b.json": OF_ROLE },
      ["a.json:5 resource-not-of-action"],
    ],
    [
      "MalformedPolicyDocument: Invalid principal in policy",
      { "a.json": OF_BUCKET, "b.json": OF_ROLE },
      ["b.json:3 invalid-principal"],
    ],
    [
      "Policy statement must contain resources.",
      { "a.json": statement('"Action": "s3:GetObject",\n"Resource": []') },
      ["a.json:4 empty-list"],
    ],
    [
      "MalformedPolicyDocument: Has prohibited field Resource",
      { "a.json": OF_BUCKET, "b.json": OF_ROLE.replace("app-*", "app").replace(/}]}$/, ',\n"Resource": "*"}]}') },
      ["b.json:5 Resource"],
    ],
    // No check knows whether a role exists.
    [
      'MalformedPolicyDocument: Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:role/gone"',
      { "a.json": OF_BUCKET, "b.json": OF_ROLE.replace("app-*", "gone") },
      ["b.json:3 arn:aws:iam::111122223333:role/gone"],
    ],
    [
      "MalformedPolicyDocument: Policy document should not specify a principal.",
      { "a.json": OF_BUCKET.replace(/]}$/, ',\n{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*"}]}') },
      ["a.json:3 Principal"],
    ],
    [
      "InvalidPolicyDocument: The Policy Document is not valid.",
      { "vpc-endpoint-policy.json": statement('"Action": "s3:*",\n"Resource": "*"') },
      ["vpc-endpoint-policy.json:1 kind-mismatch"],
    ],
    [
      "MalformedPolicyDocument: Syntax errors in policy.",
      {
        "b.json": OF_ROLE.replace(
          '{"AWS": "arn:aws:iam::111122223333:role/app-*"}',
          '"arn:aws:iam::111122223333:root"',
        ),
      },
      ["b.json:3 invalid-principal"],
    ],
    ["LimitExceeded: Cannot exceed quota for PolicySize: 6144", { "a.json": OF_BUCKET }, []],
    ["MalformedPolicyDocument: The policy failed legacy parsing", {}, []],
  ];
  for (const [message, files, found] of rows) {
    test(message, () => {
      const next = nextOf(message, files);
      assert.deepEqual(places(next), found);
      assert.equal(next.at(-1)?.step, "correct-policy", "and ends in what to look for");
    });
  }
  test("is found by a check that is turned off", () => {
    const config = { ...EMPTY_CONFIG, severity: new Map([["invalid-principal", "off"]]) };
    const next = nextOf("Invalid principal in policy", { "b.json": OF_ROLE }, config);
    assert.deepEqual(places(next), ["b.json:3 invalid-principal"]);
  });
});
