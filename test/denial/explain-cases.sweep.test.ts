/**
 * Every folder of test/cases/denials is a small workspace with a message and what is to be said of it. `npm test` takes those
 * that bring a layer, a host or a kind of answer that none before them has, and a 128th of the others. Of the fixes that
 * are offered it makes every tenth, from another one for each folder.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Explanation } from "../../server/src/denial/explanation.ts";
import { type StatementPlace } from "../../server/src/denial/statement-place.ts";
import { explainDenial } from "../../server/src/service/explain-denial.ts";
import { explanationAnswer } from "../../server/src/service/answers/explanation.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { explanationSummary, explanationText } from "../../server/src/telling/explanation-report.ts";
import { titleOf } from "../../server/src/telling/headline.ts";
import { phraseToPlainText } from "../../server/src/wording/plain-text.ts";
import { fixTitleText } from "../../server/src/telling/fix-sentences.ts";
import { denialCase, denialCaseBrings, denialCaseNames, type ExpectedFix } from "./denial-cases.ts";
import { assertSettles, assertWrittenAsMeant } from "./fixes/trial.ts";
import { memoryFor } from "../support/annotated.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { coveringOf, someOf } from "../support/searching.ts";

describe("a denial explained from a workspace", () => {
  const catalog = miniCatalog();
  const memory = memoryFor(catalog);
  const all = denialCaseNames();
  for (const name of coveringOf(all, denialCaseBrings)) {
    test(name.replaceAll("-", " "), () => {
      const { message, files, config, facts, expected } = denialCase(name);
      const textOf = (file: string): string =>
        [...files, ...config.sources].find(({ path }) => path === file)?.text ?? "";
      const explanation = explainDenial({ message, workspace: readWorkspace(files, config), facts, catalog, memory });
      const nearest = explanation.nearMisses[0];
      const said = {
        title: phraseToPlainText(titleOf(explanation)),
        summary: explanationSummary(explanation),
        verdict: explanation.verdict,
        reason: explanation.reason,
        layer: explanation.layer ?? null,
        culprits: explanation.culprits.map(({ place }) => shown(place)),
        nearest: nearest === undefined ? null : shown(nearest.place),
        hints: nearest?.hints.map(({ hint }) => hint) ?? [],
        allowedBy: explanation.allowedBy.map(shown),
        deniedNext: explanation.deniedNext,
        assumptions: explanation.assumptions.map(({ assumption }) => assumption),
        givenUp: explanation.givenUp.map(({ assumption }) => assumption),
        unknowns: explanation.unknowns.flatMap((one) => (one.unknown === "context-key" ? [one.key] : [])),
        candidates: explanation.unknowns.flatMap((one) =>
          one.unknown === "attachment" ? [{ policy: one.policyName, ifAttached: one.ifAttached }] : [],
        ),
        otherLayers: explanation.unknowns.flatMap((one) => (one.unknown === "other-layers" ? one.layers : [])),
        next: explanation.next.map(({ step }) => step),
        commands: explanation.next.flatMap(({ commands }) => commands),
        firstFix: firstFixOf(explanation, expected.firstFix, textOf),
        risks: explanation.fixes[0]?.risks.map(({ risk }) => risk) ?? [],
        fixes: explanation.fixes.map(fixTitleText),
      };
      const asked = Object.fromEntries(Object.entries(said).filter(([field]) => Object.hasOwn(expected, field)));
      assert.deepEqual(asked, expected);
      for (const { place } of [...explanation.culprits, ...explanation.nearMisses])
        assertPlace(place, textOf(place.file));
      assertCreditsOnlyWhatIsSaid(explanation);
      assert.doesNotThrow(() => explanationAnswer(explanation), "every answer is told as JSON as well");
      assert.ok(explanation.fixes.length + explanation.next.length > 0, "every answer ends in something to do");
      const trial = { message, files, config, facts, catalog };
      for (const fix of someOf(explanation.fixes, all.indexOf(name))) {
        assertWrittenAsMeant(fix, files);
        assertSettles(explanation, fix, trial);
      }
    });
  }
});

/** AWS is said to name a layer only where its message does, and then that one. */
function assertCreditsOnlyWhatIsSaid(explanation: Explanation): void {
  const credited = explanation.layers.filter(({ basis }) => basis === "message");
  const { denial, layerBasis, layer } = explanation;
  if (denial.policyType === "unknown") {
    assert.equal(layerBasis, "files");
    assert.doesNotMatch(explanationText(explanation), /AWS (?:says|names|found)|by AWS's answer/);
  }
  assert.ok(
    credited.length === 0 || (layerBasis === "message" && credited.length === 1 && credited[0]?.layer === layer),
  );
}

/** As expected, where the edited files hold what is expected; otherwise with what they hold instead. */
function firstFixOf(
  { fixes: [fix] }: Explanation,
  expected: ExpectedFix | null | undefined,
  textOf: (file: string) => string,
): ExpectedFix | null {
  if (fix === undefined) return null;
  const paths = [...new Set(fix.edits.map(({ file }) => file))];
  const holds = paths.map((path) => {
    const own = fix.edits.filter(({ file }) => file === path);
    const now = squeezed(applyEdits(textOf(path), own));
    const wanted = squeezed(expected?.holds[path] ?? "?");
    return [path, now.includes(wanted) ? (expected?.holds[path] ?? "") : now];
  });
  return { title: fixTitleText(fix), kind: fix.kind, holds: Object.fromEntries(holds) as ExpectedFix["holds"] };
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, " ");
}

function shown({ file, sid }: StatementPlace): { readonly file: string; readonly sid: string | null } {
  return { file, sid: sid ?? null };
}

/** The place is that of the statement with the Sid: its line is the one that opens the statement's brace. */
function assertPlace({ file, range, sid, text }: StatementPlace, source: string): void {
  if (/\.(?:tf|hcl)$/.test(file) || source.startsWith("${jsonencode(")) {
    // A module of the registry makes the statement of a list or an address.
    if (sid === undefined && /^\[?\s*"/.test(text) && source.includes('"terraform-aws-modules/')) return;
    assert.match(
      text,
      new RegExp(`^(?:\\{|statement \\{|dynamic "statement" \\{)${sid === undefined ? "" : `[^]*"${sid}"`}`),
    );
    return;
  }
  if (/\.ya?ml$/.test(file)) {
    // A manifest has JSON in a text.
    assert.ok(sid === undefined ? /^(?:\{\s*"|[A-Z]\w+:)/.test(text) : text.startsWith(`Sid: ${sid}\n`));
    return;
  }
  // In a string the quotes are escaped or percent-encoded, and the statement has no line of its own.
  if (source.includes('\\"Sid\\"') || source.includes("%22Sid%22")) return;
  const member = `"${file.endsWith(".tf.json") ? "sid" : "Sid"}": "${sid ?? ""}"`;
  const sidLine = source.split("\n").findIndex((line) => line.includes(member));
  assert.equal(range.start.line, sidLine);
  assert.ok(text.startsWith("{") && text.includes(member));
}
