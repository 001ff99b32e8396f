/** The JSON form of an explanation. Lines and columns start at 1; fields without a meaning yet are null. */
import { type StatementPlace } from "../denial/explanation.ts";
import { assumptionInWords, nextInWords, unknownInWords } from "../denial/explain-sentences.ts";
import { elementText, explanationSummary } from "../denial/words.ts";
import { type ExplainedDenial } from "../service/explain-denial.ts";
import { phraseToPlainText } from "../wording/plain-text.ts";
import { denialJson } from "./denial-json.ts";

export function explanationJson(explanation: ExplainedDenial): Readonly<Record<string, unknown>> {
  const { denial, verdict, layer, culprits, nearMisses, layers, deniedNext, assumptions, unknowns, next } = explanation;
  return {
    denial: denialJson(denial),
    verdict,
    summary: explanationSummary(explanation),
    layer: layer ?? null,
    culprits: culprits.map(({ place, elements, certain }) => ({
      ...placeJson(place),
      effect: place.effect ?? null,
      certain,
      why: elements.map(elementText),
    })),
    nearMisses: nearMisses.map(({ place, elements }) => ({
      ...placeJson(place),
      failing: elements
        .filter(({ truth }) => truth !== "yes")
        .map(({ element, truth, have, need }) => ({ element, truth, have, need: need ?? null })),
    })),
    layers: layers.map((one) => ({ layer: one.layer, verdict: one.verdict, basis: one.basis, files: one.files })),
    deniedNext,
    assumptions: assumptions.map((one) => phraseToPlainText(assumptionInWords(one))),
    unknowns: unknowns.map((one) => ({
      key: one.unknown === "context-key" ? one.key : null,
      words: phraseToPlainText(unknownInWords(one)),
    })),
    fixes: explanation.fixes,
    next: next.map((step) => ({ words: phraseToPlainText(nextInWords(step)), commands: step.commands })),
  };
}

function placeJson({ file, range, policyName, index, sid }: StatementPlace): Readonly<Record<string, unknown>> {
  return { file, range, policy: policyName, statement: { index, sid: sid ?? null } };
}
