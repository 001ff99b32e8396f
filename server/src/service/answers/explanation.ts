/** An explanation as data. Lines and columns start at 1; fields without a meaning yet are null. */
import { type Explanation } from "../../denial/explanation.ts";
import { type ExplanationFix } from "../../denial/fixes/fix.ts";
import { type NextStep } from "../../denial/next-step.ts";
import { type StatementPlace } from "../../denial/statement-place.ts";
import { fixRisk } from "../../telling/fix-risk-sentences.ts";
import { fixTitleText } from "../../telling/fix-sentences.ts";
import { assumptionInWords } from "../../telling/assumption-sentences.ts";
import { nextInWords } from "../../telling/next-sentences.ts";
import { unknownInWords } from "../../telling/unknown-sentences.ts";
import { codeOfStep, elementText, explanationSummary } from "../../telling/explanation-report.ts";
import { type ExplainedDenial } from "../explain-denial.ts";
import { phraseToPlainText } from "../../wording/plain-text.ts";
import { denialFields, denialAnswer } from "./denial.ts";

/** The first denial's fields, and under `others` those of the further denials of the text. */
export function explanationAnswer(explained: ExplainedDenial): Readonly<Record<string, unknown>> {
  const others = explained.explanations.slice(1).map((one) => ({ denial: denialFields(one.denial), ...fieldsOf(one) }));
  return {
    denial: denialAnswer(explained.denial),
    ...fieldsOf(explained),
    ...(others.length === 0 ? {} : { others }),
  };
}

function fieldsOf(explanation: Explanation): Readonly<Record<string, unknown>> {
  const { verdict, layer, culprits, nearMisses, layers, deniedNext, assumptions, unknowns, next } = explanation;
  return {
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
        .map(({ element, truth, have, need }) => ({ element, truth, have: have ?? "", need: need ?? null })),
    })),
    layers: layers.map((one) => ({ layer: one.layer, verdict: one.verdict, basis: one.basis, files: one.files })),
    deniedNext,
    assumptions: assumptions.map((one) => phraseToPlainText(assumptionInWords(one, explanation.request))),
    unknowns: unknowns.map((one) => ({
      key: one.unknown === "context-key" ? one.key : null,
      words: phraseToPlainText(unknownInWords(one)),
    })),
    fixes: explanation.fixes.map(fixJson),
    next: next.map(nextJson),
  };
}

function nextJson(step: NextStep): Readonly<Record<string, unknown>> {
  const code = codeOfStep(step);
  return {
    words: phraseToPlainText(nextInWords(step)),
    commands: step.commands,
    ...(code === undefined ? {} : copiedJson(step, code)),
  };
}

/** What is to be copied or shown, by what it is: code of another language, an entry of the workspace file, or a statement. */
function copiedJson({ step }: NextStep, code: string): Readonly<Record<string, unknown>> {
  if (OF_OTHER_LANGUAGES.has(step)) return { code };
  const value = JSON.parse(code) as unknown;
  return step === "state-attachment" || step === "state-kind" ? { entry: value } : { statement: value };
}

/** A construct of the CDK, a resource of Terraform or a template, a line of a file. */
const OF_OTHER_LANGUAGES: ReadonlySet<NextStep["step"]> = new Set<NextStep["step"]>([
  "copy-to-cdk",
  "declare-permission",
  "look-at-text",
]);

function fixJson(fix: ExplanationFix): Readonly<Record<string, unknown>> {
  const risk = fixRisk(fix);
  return {
    title: fixTitleText(fix),
    kind: fix.kind,
    ...(risk === undefined ? {} : { risk: phraseToPlainText(risk) }),
    edits: fix.edits.map(({ file, range, newText }) => ({ file, range, newText })),
    verified: fix.verified,
  };
}

function placeJson({ file, range, policyName, index, sid }: StatementPlace): Readonly<Record<string, unknown>> {
  return { file, range, policy: policyName, statement: { index, sid: sid ?? null } };
}
