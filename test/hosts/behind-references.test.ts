/** What a fix writes where a reference to another file stands for more than the value that is wrong: nothing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readSource } from "../../server/src/hosts/index.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { resultOf } from "../../server/src/text/steps.ts";
import { sourcesAround } from "../../server/src/workspace/consulted.ts";
import { findingsAbout, subjectFrom, titleOf } from "../support/annotated.ts";
import { ALL_CHECKS } from "../../server/src/checks/index.ts";

const LOCALS = `locals {
  effect    = "allow"
  sids      = ["read-files", "Other"]
  actions   = ["s3:GetObject", "s3:GetObject ", "s3:PutObject"]
  condition = { StringEqual = { "s3:prefix" = "home" } }
  base      = { Effect = "allow", Action = "s3:ListBucket" }
  statement = {
    sid      = "Lower"
    Effect   = "allow"
    Action   = ["s3:GetObject", "s3:GetObject"]
    Resource = "*"
  }
}
`;

/** The fixes of a policy, each as the statements that it leaves. */
function fixesOf(statements: string): readonly string[] {
  const before = `resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Version = "2012-10-17", Statement = `;
  const text = `${before}${statements} })\n}\n`;
  const around = sourcesAround(
    Object.entries({ "main.tf": text, "locals.tf": LOCALS }).map(([path, one]) => ({ path, text: one })),
  );
  const [site, ...others] = resultOf(readSource({ path: "main.tf", languageId: undefined, text, around })).sites;
  assert.ok(site && others.length === 0);
  const found = findingsAbout(subjectFrom(site.root, site.broken, { kind: site.kind ?? "unknown" }), ALL_CHECKS);
  assert.ok(found.length > 0, statements);
  return found
    .flatMap(({ fixes }) => fixes?.() ?? [])
    .flatMap((fix) => {
      const edits = site.writer?.edits(fix.changes);
      return edits === undefined ? [] : [`${titleOf(fix)}: ${applyEdits(text, edits).slice(before.length, -6)}`];
    });
}

test("a reference that stands for the wrong value alone is replaced", () => {
  assert.deepEqual(fixesOf('[{ Effect = local.effect, Action = "s3:ListBucket", Resource = "*" }]'), [
    'Replace \'allow\' with \'Allow\': [{ Effect = "Allow", Action = "s3:ListBucket", Resource = "*" }]',
  ]);
  assert.deepEqual(fixesOf('[{ Sid = local.sids[0], Effect = "Allow", Action = "s3:ListBucket", Resource = "*" }]'), [
    'Replace \'read-files\' with \'readfiles\': [{ Sid = "readfiles", Effect = "Allow", Action = "s3:ListBucket", Resource = "*" }]',
  ]);
});

test("a reference that stands for more is left alone, and so is what holds it", () => {
  for (const statements of [
    "[local.statement]",
    "flatten([local.statement, []])",
    'merge(local.base, { Resource = "*" })',
    '[{ Effect = "Allow", Action = local.actions, Resource = "*" }]',
    '[{ Effect = "Allow", Action = concat(local.actions, ["s3:DeleteObject"]), Resource = "*" }]',
    '[{ Effect = "Allow", Action = flatten([local.actions]), Resource = "*" }]',
    '[{ Effect = "Allow", Action = "s3:ListBucket", Resource = "*", Condition = local.condition }]',
    '[for s in [local.statement] : merge(s, { Resource = "*" })]',
    'var.on ? [{ Statement = { Effect = "Allow", Action = "s3:ListBucket", Resource = "*" } }] : []',
  ]) {
    assert.deepEqual(fixesOf(statements), [], statements);
  }
});
