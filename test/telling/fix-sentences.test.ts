import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explanationMarkdown, explanationText } from "../../server/src/telling/explanation-report.ts";
import { type ExplainedDenial, explainDenial } from "../../server/src/service/explain-denial.ts";
import { readWorkspaceConfig } from "../../server/src/workspace/read-config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { fixDone } from "../../server/src/telling/fix-sentences.ts";
import { fixRisk } from "../../server/src/telling/fix-risk-sentences.ts";
import { phraseToPlainText } from "../../server/src/wording/plain-text.ts";
import { type FixRisk } from "../../server/src/denial/fixes/fix-risk.ts";
import { type PossibleCaller } from "../../server/src/policy/possible-caller.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const CALLER = "arn:aws:iam::111122223333:user/alice";

function explain(statement: object, resource = "arn:aws:s3:::acme/q1.csv"): ExplainedDenial {
  const entry = { files: "**", kind: "identity", attachedTo: [CALLER] };
  const { config } = readWorkspaceConfig("iam-verdict.json", JSON.stringify({ policies: [entry] }));
  const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] }, null, 2);
  return explainDenial({
    message: `User: ${CALLER} is not authorized to perform: s3:GetObject on resource: "${resource}" because no identity-based policy allows the s3:GetObject action`,
    workspace: readWorkspace([{ path: "alice.json", text }], config),
    facts: new Map(),
    catalog: miniCatalog(),
  });
}

function section(text: string, from: string, to: string): string {
  return text.slice(text.indexOf(from), text.indexOf(to));
}

describe("the fixes of an explanation", () => {
  const typo = { Sid: "Read", Effect: "Allow", Action: "s3:GetObjct", Resource: "arn:aws:s3:::acme/*" };

  test("stand in Markdown with their preview as a diff", () => {
    const markdown = explanationMarkdown(explain(typo), () => undefined);
    assert.equal(
      section(markdown, "## What would fix it", "**2.**"),
      [
        "## What would fix it",
        "",
        "**1.** In statement `Read` of `alice.json`, write `s3:GetObject` instead of `s3:GetObjct`.",
        "",
        "```diff",
        "@@ alice.json:5 @@",
        '       "Sid": "Read",',
        '       "Effect": "Allow",',
        '-      "Action": "s3:GetObjct",',
        '+      "Action": "s3:GetObject",',
        '       "Resource": "arn:aws:s3:::acme/*"',
        "     }",
        "```",
        "",
        "",
      ].join("\n"),
    );
  });

  test("are told as done once they are", () => {
    const other = { ...typo, Action: "s3:PutObject" };
    const done = [typo, other].flatMap((one) => explain(one).fixes.map((fix) => phraseToPlainText(fixDone(fix))));
    assert.deepEqual(done, [
      "In statement Read of alice.json, wrote s3:GetObject instead of s3:GetObjct",
      "Added a statement to alice.json that allows s3:GetObject",
      "Added a statement to alice.json that allows s3:GetObject",
      "Added s3:GetObject to the actions of statement Read of alice.json",
    ]);
  });

  test("stand in plain text", () => {
    const text = explanationText(explain(typo));
    assert.match(text, /1\. In statement Read of alice\.json, write s3:GetObject instead of s3:GetObjct\.\n\n {4}@@ /);
  });

  test("say what nobody can edit as a thing to do", () => {
    const text = explanationText(
      explain({ ...typo, Action: "s3:GetObject", Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }),
    );
    assert.match(section(text, "What would fix it", "Layers"), /1\. Sign in with MFA\./);
  });

  test("say what is more than was asked for, and put it last", () => {
    const { fixes } = explain({ ...typo, Action: "s3:GetObject", Resource: "arn:aws:s3:::acme" });
    assert.deepEqual(
      fixes.map(({ risks }) => risks.map(({ risk }) => risk)),
      [[], [], ["more-than-asked"]],
    );
  });

  for (const [operator, said] of [
    ["StringLike", 'aws:PrincipalTag/team fits "red-*"'],
    // There the * is a character.
    ["StringEquals", 'aws:PrincipalTag/team is "red-*"'],
  ] as const) {
    test(`say what has to be so as ${operator} takes it`, () => {
      const text = explanationText(
        explain({ ...typo, Condition: { [operator]: { "aws:PrincipalTag/team": "red-*" } } }),
      );
      assert.ok(text.includes(`It helps only if ${said}.`), text);
    });
  }

  test("hold hostile text of the policy as text", () => {
    const hostile = "x` ```\n[x](command:y)<img onerror=z>";
    const markdown = explanationMarkdown(explain({ ...typo, Sid: hostile }), () => undefined);
    const fences = markdown.split("\n").filter((line) => /^`{3,}/.test(line));
    assert.equal(fences.length % 2, 0);
    assert.ok(!markdown.split("\n").some((line) => line.startsWith("[x]") || line.startsWith("<img")));
  });

  test("are not offered for a resource that the message masks", () => {
    const { fixes } = explain(
      { ...typo, Action: "sqs:SendMessage" },
      "arn:aws:s3:eu-central-1:<account>:accesspoint/x",
    );
    assert.deepEqual(fixes, []);
  });
});

describe("what a fix says besides", () => {
  const role = (path: string): string => `arn:aws:iam::111122223333:role/${path}`;
  const said = (risk: FixRisk, callers: readonly PossibleCaller[] = []): string => saidOfAll([risk], callers);
  const saidOfAll = (risks: readonly FixRisk[], callers: readonly PossibleCaller[] = []): string => {
    const change = { change: "add-statement", policyName: "p", actions: ["s3:GetObject"] } as const;
    const fix = { kind: "add-statement", change, risks, callers, edits: [], verified: false } as const;
    return phraseToPlainText(fixRisk(fix as unknown as Parameters<typeof fixRisk>[0]) ?? []);
  };
  const shared = { risk: "shared-policy", policyName: "p", holders: [role("b"), role("jobs/a")] } as const;
  const named = (name: string): PossibleCaller => ({ is: "named", name });

  test("names whoever else has the policy, those who may have asked only as all of them", () => {
    assert.match(said(shared), /^The change also applies to role\/b and role\/jobs\/a, which have the same policy\.$/);
    assert.match(said(shared, [named(role("b"))]), /^The change also applies to role\/jobs\/a, which has the same/);
    assert.match(
      said(shared, [named(role("jobs/a")), named("role/b")]),
      /^The change applies to all of them, because they share the policy\.$/,
    );
  });

  test("writes a key of the request in its documented case", () => {
    const facts = (key: string) => [{ key, value: "111122223333" }];
    assert.match(said({ risk: "only-if", facts: facts("aws:sourceaccount") }), /only if aws:SourceAccount is/);
    assert.match(said({ risk: "only-if", facts: facts("aws:requesttag/team") }), /only if aws:requesttag\/team is/);
  });

  test("joins what has to be so in one sentence, unless a part of it has alternatives", () => {
    const region = { key: "aws:requestedregion", value: "eu-west-1" };
    const stoodFor = { risk: "only-if-stands-for", references: [{ written: "${var.env}", value: "live" }] } as const;
    const said = (more: readonly string[]) => saidOfAll([{ risk: "only-if", facts: [{ ...region, more }] }, stoodFor]);
    assert.equal(said([]), 'It helps only if aws:RequestedRegion is "eu-west-1" and ${var.env} is "live".');
    assert.equal(
      said(["eu-west-2"]),
      'It helps only if aws:RequestedRegion is "eu-west-1" or "eu-west-2". It helps only if ${var.env} is "live".',
    );
  });
});
