/** A file with more statements than anybody writes is checked as far as that takes no minutes, and it is said. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { checkedPolicies, MOST_STATEMENTS_CHECKED } from "../../server/src/service/left-out.ts";
import { openService, type PlacedFinding, resultOf } from "../../server/src/service/index.ts";
import { readDocument } from "../../server/src/service/document.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { phraseToPlainText } from "../../server/src/wording/plain-text.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

/** What it says does not matter to how many there are. */
const STATEMENT = "{}";

function policy(statements: number): string {
  return `{"Version":"2012-10-17","Statement":[${Array<string>(statements).fill(STATEMENT).join()}]}`;
}

/** With as many policies as there are numbers of statements. */
function snapshot(...statements: readonly number[]): string {
  const policies = statements.map((count, index) => `{"PolicyName":"p${index}","PolicyDocument":${policy(count)}}`);
  return `{"Policies":[${policies.join()}]}`;
}

function checkedIn(text: string, most: number): readonly [number, string | undefined] {
  const { policies } = readDocument({ path: "policy.json", languageId: "json", text }, undefined);
  const { checked, leftOut } = checkedPolicies(policies, most);
  return [checked.length, leftOut && phraseToPlainText(leftOut.message)];
}

describe("the first policies are checked, each as a whole", () => {
  for (const [what, text, checked, said] of [
    ["all that fit", snapshot(2, 2, 2), 3, undefined],
    ["up to one that does not fit", snapshot(2, 3, 2, 1), 2, /^Only the first 2 of the 4 policies .* Split the file/],
    [
      "none where the only one does not fit",
      policy(7),
      0,
      /^This policy has 7 statements and is not checked, .* Split it/,
    ],
  ] as const) {
    test(what, () => {
      const [count, message] = checkedIn(text, 6);
      assert.equal(count, checked);
      if (said === undefined) assert.equal(message, undefined);
      else assert.match(message ?? "", said);
    });
  }
});

test("a policy of more statements than are checked is told with one warning, at its beginning", () => {
  const service = openService({ catalog: miniCatalog, log: { error: (message) => assert.fail(message) } });
  const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-01-01" });
  const text = policy(MOST_STATEMENTS_CHECKED + 1);
  const document = resultOf(service.read({ path: "policy.json", languageId: "json", text }, configuration));
  const run = service.diagnostics(document, { configuration, workspace: undefined, reportSyntax: false });
  while (run.step() === "more");
  const told = run.found.map(({ code, severity, span }: PlacedFinding) => [code, severity, span.start]);
  assert.deepEqual(told, [["not-checked", "warning", 0]]);
});
