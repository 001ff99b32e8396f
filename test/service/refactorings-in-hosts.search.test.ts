/** What the menu of refactorings writes in every host is what it writes in JSON; `npm test` of this file tries other hosts for each. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { meaningOf, plainOf } from "../support/changed-tree.ts";
import { HOST_FORMS, openForm } from "../support/host-forms.ts";
import { refactored } from "../support/refactored.ts";
import { someOf } from "../support/searching.ts";

const READ = { Effect: "Allow", Action: ["s3:ListAllMyBuckets", "s3:ListBucket", "s3:GetObject"], Resource: ["*"] };

const ROWS: readonly (readonly [name: string, title: string, at: string, statements: readonly object[]])[] = [
  ["actions as the wildcard for just them", "Collapse 2 actions to 's3:List*'", "s3:ListBucket", [READ]],
  [
    "a wildcard as its actions",
    "Expand 's3:List*'",
    "s3:List*",
    [{ ...READ, Action: ["s3:List*", "sqs:SendMessage"] }],
  ],
  [
    "a statement for each service",
    "Split into 2 statements, one for each service",
    "s3:GetObject",
    [{ ...READ, Action: ["s3:GetObject", "sqs:SendMessage"] }],
  ],
  [
    "statements that differ in their actions as one",
    "Merge with statement 2",
    "s3:GetObject",
    [
      { ...READ, Action: ["s3:GetObject"] },
      { ...READ, Action: ["sqs:SendMessage"] },
    ],
  ],
  ["names for all statements", "Add Sids to the 2 statements", "s3:GetObject", [READ, { ...READ, Effect: "Deny" }]],
];

function withCursorAt(text: string, word: string): string {
  const at = text.indexOf(word);
  assert.ok(at >= 0, text);
  return `${text.slice(0, at + 1)}<|>${text.slice(at + 1)}`;
}

for (const [number, [name, title, at, statements]] of ROWS.entries()) {
  const json = JSON.stringify({ Version: "2012-10-17", Statement: statements }, undefined, 2);
  const { root } = openForm({ path: "policy.json" }, json);
  const after = refactored({ text: withCursorAt(json, at) }, title);
  const wanted = meaningOf(plainOf(openForm({ path: "policy.json" }, after).root));
  describe(name, () => {
    test("changes JSON", () => assert.notDeepEqual(wanted, meaningOf(plainOf(root))));
    for (const form of someOf(HOST_FORMS, 2 * number)) {
      test(form.name, () => {
        const { path } = form;
        const text = form.hold(root, json);
        assert.ok(text !== undefined);
        const written = refactored({ text: withCursorAt(text, at), path }, title);
        assert.deepEqual(meaningOf(plainOf(openForm({ path }, written).root)), wanted, written);
      });
    }
  });
}
