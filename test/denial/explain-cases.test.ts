/** Every folder of test/cases/denials is a small workspace with a message and what is to be said of it. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { type Explanation, type StatementPlace } from "../../server/src/denial/explanation.ts";
import { explainDenial } from "../../server/src/service/explain-denial.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { readWorkspaceConfig } from "../../server/src/workspace/read-config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { explanationText } from "../../server/src/telling/explanation-report.ts";
import { titleOf } from "../../server/src/telling/headline.ts";
import { phraseToPlainText } from "../../server/src/wording/plain-text.ts";
import { fixTitleText } from "../../server/src/telling/fix-sentences.ts";
import { assertSettles } from "./fixes/trial.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const CASES = join(process.cwd(), "test", "cases", "denials");

interface ExpectedPlace {
  readonly file: string;
  readonly sid: string;
}

/** Fields that a case leaves out are not looked at. */
interface Expected {
  /** What the user tells, which is given and not expected. */
  readonly facts?: Readonly<Record<string, string>>;
  readonly title?: string;
  readonly verdict: string;
  readonly reason: string;
  readonly layer: string | null;
  readonly culprits: readonly ExpectedPlace[];
  readonly nearest: ExpectedPlace | null;
  readonly hints?: readonly string[];
  readonly allowedBy?: readonly ExpectedPlace[];
  readonly deniedNext?: readonly string[];
  readonly assumptions?: readonly string[];
  /** Context keys. */
  readonly unknowns?: readonly string[];
  /** Policies of which nothing says that they are attached, and what they would do. */
  readonly candidates?: readonly { readonly policy: string; readonly ifAttached: string }[];
  /** Those without a file of which the answer says that they may deny as well. */
  readonly otherLayers?: readonly string[];
  readonly next?: readonly string[];
  /** Null for no fix. */
  readonly firstFix?: ExpectedFix | null;
  /** The titles of all. */
  readonly fixes?: readonly string[];
}

interface ExpectedFix {
  readonly title: string;
  readonly kind: string;
  /** What each edited file holds afterwards, blanks aside. */
  readonly holds: Readonly<Record<string, string>>;
}

describe("a denial explained from a workspace", () => {
  const catalog = miniCatalog();
  for (const name of readdirSync(CASES).sort()) {
    test(name.replaceAll("-", " "), () => {
      const folder = join(CASES, name);
      const read = (file: string): string => readFileSync(join(folder, file), "utf8");
      const { facts: told = {}, ...expected } = JSON.parse(read("expected.json")) as Expected;
      const facts = new Map(Object.entries(told));
      const config = existsSync(join(folder, "iam-verdict.json"))
        ? readWorkspaceConfig("iam-verdict.json", read("iam-verdict.json"))
        : { config: EMPTY_CONFIG, problems: [] };
      assert.deepEqual(config.problems, []);
      const files = policyFiles(folder).map((path) => ({ path, text: read(path) }));
      const message = read("message.txt");
      const explanation = explainDenial({
        message,
        workspace: readWorkspace(files, config.config),
        facts,
        catalog,
      });
      const nearest = explanation.nearMisses[0];
      const said = {
        title: phraseToPlainText(titleOf(explanation)),
        verdict: explanation.verdict,
        reason: explanation.reason,
        layer: explanation.layer ?? null,
        culprits: explanation.culprits.map(({ place }) => shown(place)),
        nearest: nearest === undefined ? null : shown(nearest.place),
        hints: nearest?.hints.map(({ hint }) => hint) ?? [],
        allowedBy: explanation.allowedBy.map(shown),
        deniedNext: explanation.deniedNext,
        assumptions: explanation.assumptions.map(({ assumption }) => assumption),
        unknowns: explanation.unknowns.flatMap((one) => (one.unknown === "context-key" ? [one.key] : [])),
        candidates: explanation.unknowns.flatMap((one) =>
          one.unknown === "attachment" ? [{ policy: one.policyName, ifAttached: one.ifAttached }] : [],
        ),
        otherLayers: explanation.unknowns.flatMap((one) => (one.unknown === "other-layers" ? one.layers : [])),
        next: explanation.next.map(({ step }) => step),
        firstFix: firstFixOf(explanation, expected.firstFix, read),
        fixes: explanation.fixes.map(fixTitleText),
      };
      const asked = Object.fromEntries(Object.entries(said).filter(([field]) => Object.hasOwn(expected, field)));
      assert.deepEqual(asked, expected);
      for (const { place } of [...explanation.culprits, ...explanation.nearMisses])
        assertPlace(place, read(place.file));
      assertCreditsOnlyWhatIsSaid(explanation);
      assert.ok(explanation.fixes.length + explanation.next.length > 0, "every answer ends in something to do");
      const trial = { message, files, config: config.config, facts, catalog };
      for (const fix of explanation.fixes) assertSettles(explanation, fix, trial);
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
  read: (file: string) => string,
): ExpectedFix | null {
  if (fix === undefined) return null;
  const paths = [...new Set(fix.edits.map(({ file }) => file))];
  const holds = paths.map((path) => {
    const own = fix.edits.filter(({ file }) => file === path);
    const now = squeezed(applyEdits(read(path), own));
    const wanted = squeezed(expected?.holds[path] ?? "?");
    return [path, now.includes(wanted) ? (expected?.holds[path] ?? "") : now];
  });
  return { title: fixTitleText(fix), kind: fix.kind, holds: Object.fromEntries(holds) as ExpectedFix["holds"] };
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, " ");
}

function policyFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".json") && path !== "expected.json" && path !== "iam-verdict.json")
    .sort();
}

function shown({ file, sid }: StatementPlace): { readonly file: string; readonly sid: string | undefined } {
  return { file, sid };
}

/** The place is that of the statement with the Sid: its line is the one that opens the statement's brace. */
function assertPlace({ range, sid, text }: StatementPlace, source: string): void {
  // In a string the quotes are escaped or percent-encoded, and the statement has no line of its own.
  if (source.includes('\\"Sid\\"') || source.includes("%22Sid%22")) return;
  const sidLine = source.split("\n").findIndex((line) => line.includes(`"Sid": "${sid ?? ""}"`));
  assert.equal(range.start.line, sidLine);
  assert.ok(text.startsWith("{") && text.includes(`"Sid": "${sid ?? ""}"`));
}
