/** A value may be as long as a file: no check runs out of stack over it, and none takes longer than its length asks for. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openService, resultOf } from "../../server/src/service/index.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { generousCatalog } from "../support/generous-catalog.ts";

const LENGTH = 200_000;
const a = "a".repeat(LENGTH);
const wild = "a*b?".repeat(LENGTH / 4);
const variables = "${aws:username}/".repeat(LENGTH / 16);

const TEXTS: readonly string[] = [a, wild, variables];

/** These are read by other rules wherever they stand: one place of each sort is enough. */
const OTHER_TEXTS: Readonly<Record<string, readonly string[]>> = {
  Resource: [":".repeat(LENGTH), '"\\'.repeat(LENGTH / 2), "<a>".repeat(LENGTH / 3)],
  StringLike: [":".repeat(LENGTH)],
  "Sid of all of IAM": ["A".repeat(LENGTH)],
};

type Statement = Readonly<Record<string, unknown>>;

const plain: Statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const condition = (operator: string, key: string, value: string): Statement => ({
  ...plain,
  Condition: { [operator]: { [key]: value } },
});

const PLACES: Readonly<Record<string, (text: string) => Statement>> = {
  Sid: (text) => ({ ...plain, Sid: text }),
  "Sid of all of IAM": (text) => ({ ...plain, Sid: text, Action: "iam:*" }),
  Effect: (text) => ({ ...plain, Effect: text }),
  Action: (text) => ({ ...plain, Action: [`s3:${text}`, `s3:Get${text}*`, text] }),
  NotAction: (text) => ({ Effect: "Deny", NotAction: [`s3:${text}`, text], Resource: "*" }),
  Resource: (text) => ({ ...plain, Resource: [`arn:aws:s3:::${text}`, `arn:aws:s3:::b/${text}/*`, text] }),
  NotResource: (text) => ({ Effect: "Deny", Action: "s3:GetObject", NotResource: [`arn:aws:s3:::${text}`, text] }),
  Principal: (text) => ({
    ...plain,
    Principal: { AWS: [text, `arn:aws:iam::111122223333:role/${text}`], Service: text },
  }),
  "a principal type": (text) => ({ ...plain, Principal: { [text]: "*" } }),
  "an element": (text) => ({ ...plain, [text]: "*" }),
  "an operator": (text) => condition(text, "aws:username", "a"),
  "a condition key": (text) => condition("StringEquals", `aws:${text}`, "a"),
  StringEquals: (text) => condition("StringEquals", "aws:username", text),
  StringEqualsIgnoreCase: (text) => condition("StringEqualsIgnoreCase", "aws:username", text),
  StringLike: (text) => condition("StringLike", "aws:username", text),
  StringNotLike: (text) => condition("StringNotLike", "aws:username", text),
  ArnLike: (text) => condition("ArnLike", "aws:PrincipalArn", `arn:aws:iam::*:role/${text}`),
  ArnNotEquals: (text) => condition("ArnNotEquals", "aws:SourceArn", text),
  NumericEquals: (text) => condition("NumericEquals", "s3:max-keys", text),
  DateGreaterThan: (text) => condition("DateGreaterThan", "aws:CurrentTime", text),
  Bool: (text) => condition("Bool", "aws:SecureTransport", text),
  IpAddress: (text) => condition("IpAddress", "aws:SourceIp", text),
  BinaryEquals: (text) => condition("BinaryEquals", "aws:username", text),
  "ForAnyValue:StringLike": (text) => condition("ForAnyValue:StringLike", "aws:TagKeys", text),
};

describe("a value of 200,000 characters", () => {
  const catalog = generousCatalog();
  for (const [place, statementWith] of Object.entries(PLACES)) {
    test(`as ${place} fails no check`, () => {
      for (const text of [...TEXTS, ...(OTHER_TEXTS[place] ?? [])]) look(statementWith(text), text === wild);
    });
  }

  test("of line feeds behind the policy", () => {
    look(plain, false, "\n".repeat(LENGTH));
  });

  function look(statement: Statement, hovers: boolean, behind = ""): void {
    const failures: string[] = [];
    const service = openService({ catalog: () => catalog, log: { error: (message) => failures.push(message) } });
    const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-01-01" });
    const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement, plain] }) + behind;
    const document = resultOf(service.read({ path: "policy.json", languageId: "json", text }, configuration));
    const run = service.diagnostics(document, { configuration, workspace: undefined, reportSyntax: true });
    while (run.step() === "more");
    assert.deepEqual(failures, []);
    for (const finding of run.found) finding.fixes();
    if (!hovers) return;
    service.hover(document, text.indexOf('"Effect"') + 1);
    service.hover(document, text.indexOf(wild.slice(0, 8)) + 1);
  }
});
