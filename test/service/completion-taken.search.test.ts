/**
 * Whatever a cursor offers is taken: the text parses no worse, and the item makes no finding of its own. `npm test` of this file takes
 * every 25th item in a quarter of the kinds, from others for each place.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { PLACEHOLDERS } from "../../server/src/hosts/placeholders.ts";
import { POLICY_KINDS, type PolicyKind } from "../../server/src/policy/policy.ts";
import { completePolicy } from "../../server/src/service/completion/complete-policy.ts";
import { readDocument } from "../../server/src/service/document.ts";
import { openService } from "../../server/src/service/index.ts";
import { plainText } from "../../server/src/syntax/draft.ts";
import { readJson } from "../../server/src/syntax/json.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { editsOf, isFinished, itemsAt, questionAt, textWith } from "../support/completed.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { policyAtCursor } from "../support/policy-at-cursor.ts";
import { fewOf, quarterOf } from "../support/searching.ts";

const service = openService({ catalog: miniCatalog, log: { error: (message) => assert.fail(message) } });

interface Found {
  readonly code: string;
  readonly start: number;
  readonly end: number;
}

function findingsIn(text: string, kind: PolicyKind): readonly Found[] {
  const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-11-26", kind });
  const document = readDocument({ path: "a.json", languageId: "iam-policy", text }, configuration.kindOf("a.json"));
  const run = service.diagnostics(document, { configuration, workspace: undefined, reportSyntax: true });
  while (run.phase !== "done") run.step();
  return run.found.map(({ code, span }) => ({ code, start: span.start, end: span.end }));
}

/** Where something may be typed, with what is there if it is finished. `@` is what is typed. */
const POSITIONS: readonly (readonly [title: string, policy: string])[] = [
  ["an element of the policy", `{ @ }`],
  ["the version", `{ "Version": @, "Statement": [] }`],
  ["an element of a statement", `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", @ }] }`],
  ["the effect", `{ "Version": "2012-10-17", "Statement": [{ "Effect": @ }] }`],
  ["an action", `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": [@] }] }`],
  [
    "a resource",
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": @ }] }`,
  ],
  ["the principals", `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": @ }] }`],
  ["a type of principal", `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { @ } }] }`],
  ["a caller", `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": @ } }] }`],
  [
    "a service",
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": @ }, "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } } }] }`,
  ],
  ["an operator", `{ "Version": "2012-10-17", "Statement": [{ "Action": "s3:ListBucket", "Condition": { @ } }] }`],
  [
    "a condition key",
    `{ "Version": "2012-10-17", "Statement": [{ "Action": "s3:ListBucket", "Condition": { "StringEquals": { @ } } }] }`,
  ],
  [
    "a value",
    `{ "Version": "2012-10-17", "Statement": [{ "Action": "s3:PutObject", "Condition": { "StringEquals": { "s3:x-amz-acl": @ } } }] }`,
  ],
];

const FORMS: readonly (readonly [title: string, typed: string])[] = [
  ["nothing", "<|>"],
  ["quotes", `"<|>"`],
  ["an open quote", `"<|>`],
  ["a bare word", "a<|>"],
  ["a quoted word", `"a<|>"`],
  ["a word around the cursor", `"a<|>b"`],
];

describe("whatever is taken, wherever it is offered", () => {
  for (const [number, [position, policy]] of POSITIONS.entries()) {
    for (const [at, [form, typed]] of FORMS.entries()) {
      test(`${position}, with ${form}: it parses no worse, in a policy of any kind`, () => {
        const marked = policy.replace("@", typed);
        const before = readJson(marked.replace("<|>", ""), PLACEHOLDERS).problems.length;
        for (const [of, kind] of quarterOf([...POLICY_KINDS.entries()], number + at)) {
          for (const item of fewOf(itemsAt(marked, { kind }), number + of)) {
            const after = applyEdits(marked.replace("<|>", ""), editsOf(item));
            assert.ok(readJson(after, PLACEHOLDERS).problems.length <= before, `${kind}: ${after}`);
          }
        }
      });
    }
    for (const [of, kind] of quarterOf([...POLICY_KINDS.entries()], number)) {
      test(`${position}, in a policy of kind ${kind}: it makes no finding of its own`, () => {
        const marked = policy.replace("@", "<|>");
        const text = marked.replace("<|>", "");
        const before = new Set(findingsIn(text, kind).map(({ code }) => code));
        for (const item of fewOf(itemsAt(marked, { kind }).filter(isFinished), number + of)) {
          const { start } = item.span;
          const end = start + plainText(item.parts).length;
          const made = findingsIn(textWith(text, item).replace("<|>", ""), kind).filter(
            (one) => !before.has(one.code) && one.start >= start && one.end <= end,
          );
          assert.deepEqual(made, [], `${item.label} makes ${made.map(({ code }) => code).join()}`);
        }
      });
    }
  }
});

test("no cursor fails, wherever it stands and whatever the text was cut to", () => {
  const text = `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["s3:*"], /* x */ "Condition": { "Bool": { "a:b": true } } }] }`;
  const ends = Array.from({ length: text.length }, (_, index) => index + 1);
  for (const end of fewOf(ends, 0)) {
    const subject = policyAtCursor(`<|>${text.slice(0, end)}`);
    for (let offset = 0; offset <= end; offset++) completePolicy(subject, questionAt(offset));
  }
});
