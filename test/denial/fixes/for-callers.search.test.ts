/** A message that does not say who asked: what is offered for somebody helps him, and whom the message named is offered as much. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Explanation, type ExplanationFix } from "../../../server/src/denial/explanation.ts";
import { type PossibleCaller } from "../../../server/src/policy/possible-caller.ts";
import { explainDenial } from "../../../server/src/service/explain-denial.ts";
import { fixTitleText } from "../../../server/src/telling/fix-sentences.ts";
import { readWorkspace } from "../../../server/src/workspace/workspace.ts";
import { realCatalog } from "../../catalog/real-catalog.ts";
import { quarterOf } from "../../support/searching.ts";
import { denialCase, denialCaseNames } from "../denial-cases.ts";
import { assertCanBeChosen, assertNoNewFinding } from "./quality.ts";
import { edited, type Trial } from "./trial.ts";

describe("without the caller of the message, the fixes of", () => {
  const catalog = realCatalog();
  for (const name of quarterOf(denialCaseNames(), 0)) {
    test(name.replaceAll("-", " "), () => {
      const { message, files, config, facts } = denialCase(name);
      const trial = { message: withoutCaller(message), files, config, facts, catalog };
      const [explanation] = explained(trial);
      if (explanation?.request.principal !== undefined || explanation?.reason !== "request-incomplete") return;
      for (const fix of explanation.fixes) {
        assertNoNewFinding(fix, trial);
        assertCanBeChosen(explanation.request, fix);
        assertHelps(fix, explanation, trial);
      }
    });
  }
});

function withoutCaller(message: string): string {
  return message.replace(/(?:User|Principal): "?arn:\S+ is (?=not authorized)/gi, "");
}

function explained(trial: Trial): readonly Explanation[] {
  return explainDenial({ ...trial, workspace: readWorkspace(trial.files, trial.config) }).explanations;
}

/** The layer that would deny each of those for whom it is denies them no more. */
function assertHelps(fix: ExplanationFix, before: Explanation, trial: Trial): void {
  const title = fixTitleText(fix);
  assert.ok(!fix.verified && fix.callers !== undefined, title);
  if (fix.edits.length === 0) return;
  const [after] = explained({ ...trial, files: edited(trial.files, fix) });
  // Of what stood in anybody's way nothing is told once it does not.
  for (const caller of fix.callers) {
    const layer = answerFor(caller, before)?.layer;
    const view = answerFor(caller, after)?.byFiles.layers.find((one) => one.layer === layer);
    assert.ok(view && !view.verdict.endsWith("deny"), `${title}: ${view?.verdict}`);
  }
}

function answerFor(caller: PossibleCaller, explanation: Explanation | undefined): Explanation | undefined {
  return explanation?.supposed?.find((one) => JSON.stringify(one.caller) === JSON.stringify(caller))?.explanation;
}
