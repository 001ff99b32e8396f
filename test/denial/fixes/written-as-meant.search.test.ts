/** What the fixes of the denials under test/cases write reads as they mean it, however the files are written. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { PLACEHOLDERS } from "../../../server/src/hosts/placeholders.ts";
import { explainDenial } from "../../../server/src/service/explain-denial.ts";
import { readJson } from "../../../server/src/syntax/json.ts";
import { valueOfJson } from "../../../server/src/syntax/value-of-json.ts";
import { type WorkspaceFile } from "../../../server/src/workspace/read-file-policies.ts";
import { readWorkspace } from "../../../server/src/workspace/workspace.ts";
import { type DocumentHolder, HOLDERS } from "../../support/document-holders.ts";
import { type Layout, laidOut, LAYOUTS, LAYOUTS_WITH_COMMENTS } from "../../support/laid-out.ts";
import { miniCatalog } from "../../support/mini-catalog.ts";
import { searching } from "../../support/searching.ts";
import { denialCase, denialCaseNames } from "../denial-cases.ts";
import { assertWrittenAsMeant } from "./trial.ts";

const AWKWARD = ["", 'a"b', "a\\b", "\u0000\u001f\n", "\ud83d", "\ude00", "😀", "%22", "//x", "__proto__"];

interface Hand {
  readonly layout: Layout;
  readonly holder: DocumentHolder;
  /** Behind every Sid. */
  readonly text: string;
}

/** The file as another hand would have written it; policies that are a file of their own also in strings. */
function rewritten({ path, text: before }: WorkspaceFile, { layout, holder, text }: Hand): WorkspaceFile {
  const { root } = readJson(before, PLACEHOLDERS);
  if (root === undefined) return { path, text: before };
  const json = JSON.parse(laidOut(root, LAYOUTS[0]!)) as unknown;
  const own = laidOut(valueOfJson(withTextBehindSids(json, text), PLACEHOLDERS), layout);
  const isPolicy = typeof json === "object" && json !== null && "Statement" in json;
  return { path, text: isPolicy ? holder.hold(own) : own };
}

function withTextBehindSids(json: unknown, text: string): unknown {
  return JSON.parse(JSON.stringify(json), (key, value: unknown) =>
    key === "Sid" && typeof value === "string" ? value + text : value,
  ) as unknown;
}

describe("the fixes of a denial", () => {
  const catalog = miniCatalog();
  const cases = denialCaseNames().map(denialCase);

  test("write what they mean", () => {
    let offered = 0;
    const search = searching(400);
    const hands = fc.record({
      layout: fc.constantFrom(...LAYOUTS, ...LAYOUTS_WITH_COMMENTS),
      holder: fc.constantFrom(...HOLDERS),
      text: fc.constantFrom(...AWKWARD),
    });
    fc.assert(
      fc.property(fc.constantFrom(...cases), hands, ({ message, files: before, config, facts }, hand) => {
        const files = before.map((file) => rewritten(file, hand));
        const explanation = explainDenial({ message, workspace: readWorkspace(files, config), facts, catalog });
        for (const fix of explanation.fixes) {
          if (fix.edits.length > 0) offered++;
          assertWrittenAsMeant(fix, files);
        }
      }),
      search,
    );
    assert.ok(offered > search.numRuns / 4, `only ${offered} were offered`);
  });
});
