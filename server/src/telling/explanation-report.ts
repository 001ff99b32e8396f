/** An explanation for people: the layer first, then the statement, what nearly matched, and what is not known. */

import { conditionInWords } from "../wording/predicate.ts";
import { conditionReasonInWords } from "../wording/reason.ts";
import { layerName } from "../wording/layer.ts";
import { listed, name, type Phrase, say, sentences, strong } from "../wording/phrase.ts";
import { phraseToPlainText } from "../wording/plain-text.ts";
import { type Span } from "../text/span.ts";
import { relativeReference } from "../text/relative-reference.ts";
import { type Truth } from "../evaluation/decision.ts";
import {
  type LinkedPlace,
  type LinkTo,
  type ReportBlock,
  type ReportItem,
  reportToMarkdown,
  reportToText,
} from "./render-report.ts";
import { assumptionsInWords } from "./assumption-sentences.ts";
import { hintInWords } from "./near-miss-sentences.ts";
import { layerInWords, unknownsInWords } from "./unknown-sentences.ts";
import { nextInWords } from "./next-sentences.ts";
import { statementOfFile } from "./place-sentences.ts";
import { factsInWords } from "./fact-sentences.ts";
import { summaryOf, titleOf } from "./headline.ts";
import { type Culprit, type ElementFinding, type Exclusion, type NearMiss } from "../denial/near-miss.ts";
import { type Explanation } from "../denial/explanation.ts";
import { type ExplanationFix } from "../denial/fixes/fix.ts";
import { type NextStep } from "../denial/next-step.ts";
import { type StatementPlace } from "../denial/statement-place.ts";
import { fixRisk } from "./fix-risk-sentences.ts";
import { fixTitle } from "./fix-sentences.ts";

/**
 * `linkTo` gives the target of a link to a place in a file, percent-encoded, or undefined for none. Everything that
 * comes from the message and the policies is escaped.
 */
export function explanationMarkdown(explanation: Explanation, linkTo: LinkTo): string {
  return reportToMarkdown(reportOf(explanation), linkTo);
}

/** All that a text tells of, as one Markdown document; its links are paths below the workspace folder. */
export function explanationsMarkdown(explanations: readonly Explanation[]): string {
  const linked = (explanation: Explanation): string => {
    const ofAws = policiesOfAws(explanation);
    return explanationMarkdown(explanation, (file, _span, line) =>
      ofAws.includes(file) ? undefined : `${relativeReference(file)}#L${line}`,
    );
  };
  return explanations.map(linked).join("\n");
}

/** The names of policies that stand in the place of files, because no file of the workspace shows their texts. */
export function policiesOfAws({ assumptions }: Explanation): readonly string[] {
  return assumptions.flatMap((one) => (one.assumption === "text-of-aws" ? [one.policyName] : []));
}

/** Lines end with a line feed; no colors. */
export function explanationText(explanation: Explanation): string {
  return reportToText(reportOf(explanation));
}

/** One sentence of plain text. */
export function explanationSummary(explanation: Explanation): string {
  return phraseToPlainText(summaryOf(explanation));
}

/** One element in a few words of plain text: `Action: "s3:*" matches "s3:GetObject"`. */
export function elementText({ element, truth, have, need, condition }: ElementFinding): string {
  if (condition !== undefined) {
    const { because, entry, requestValues } = condition;
    return phraseToPlainText(conditionReasonInWords(because, entry, requestValues));
  }
  if (element === "presence") return phraseToPlainText(say`the statement is ${ONE_CHOICE}`);
  if (have === undefined) return `${element}: filled in elsewhere`;
  const verb = truth === "yes" ? "matches" : truth === "no" ? "does not match" : "may match";
  const asked = need === undefined ? say`the ${element} of the request, which is not known` : say`${name(need)}`;
  return phraseToPlainText(say`${element} ${name(have)} ${verb} ${asked}`);
}

function reportOf(explanation: Explanation): readonly ReportBlock[] {
  const { culprits, nearMisses, fixes, allowedBy, layers, assumptions, unknowns, next } = explanation;
  return [
    { kind: "title", phrase: titleOf(explanation) },
    { kind: "text", phrase: summaryOf(explanation) },
    ...(culprits.length === 0 ? [] : [heading(culprits.length === 1 ? "The statement" : "The statements")]),
    ...culprits.flatMap(culpritBlocks),
    ...(nearMisses.length === 0 ? [] : [heading("Nearest statements")]),
    ...nearMisses.flatMap(nearMissBlocks),
    ...fixSection("What would fix it", fixes.filter(isOfPolicy)),
    ...fixSection(
      "What would make the answer more certain",
      fixes.filter((fix) => !isOfPolicy(fix)),
    ),
    ...section(
      "Statements here that allow it",
      allowedBy.map((place) => item(statementOfFile(place), linked(place))),
    ),
    ...section(
      "Layers",
      layers.map((layer) => item(layerInWords(layer))),
    ),
    ...afterLayers(explanation),
    ...section(
      "Assumed",
      assumptionsInWords(assumptions, explanation.request).map((one) => item(one)),
    ),
    ...section(
      "Not known, but could change the answer",
      unknownsInWords(unknowns).map(([, phrase]) => item(phrase)),
    ),
    ...section("What to do next", stepItems(next)),
  ];
}

/** A fix says it of itself. */
function afterLayers(explanation: Explanation): readonly ReportBlock[] {
  const phrase = deniedNextInWords(explanation);
  const isSaid = explanation.fixes.some(({ risks }) => risks.some(({ risk }) => risk === "denied-next"));
  return phrase === undefined || isSaid ? [] : [{ kind: "text", phrase }];
}

/** All facts to tell are one step. */
function stepItems(next: readonly NextStep[]): readonly ReportItem[] {
  const keys = next.flatMap((step) => (step.step === "add-fact" ? [step.key] : []));
  const first = next.findIndex(({ step }) => step === "add-fact");
  return next.flatMap((step, at): readonly ReportItem[] => {
    if (step.step === "add-fact") return at === first ? [item(factsInWords(keys))] : [];
    return [{ ...item(nextInWords(step)), commands: step.commands, code: codeOfStep(step) }];
  });
}

function culpritBlocks(culprit: Culprit): readonly ReportBlock[] {
  const { place, elements } = culprit;
  return [
    { kind: "place", place: linked(place), phrase: culpritPhrase(culprit) },
    { kind: "code", text: place.text },
    elementTable(elements, place),
  ];
}

/** What it is, and what of it is not certain. */
export function culpritPhrase({ place, certain, exclusion, unbound }: Culprit): Phrase {
  return sentences(
    statementPhrase(place),
    unbound && hintInWords(unbound),
    doubtInWords(certain),
    exclusion && exclusionInWords(exclusion),
  );
}

/** Source: "AWS JSON policy elements: NotPrincipal". */
function exclusionInWords({ lacks, hasBoundary }: Exclusion): Phrase | undefined {
  if (hasBoundary) {
    return say`${name("NotPrincipal")} exempts nobody who has a permissions boundary, even if it lists them.`;
  }
  if (lacks.length === 0) return undefined;
  const missing = listed(lacks.map(name), "and");
  return say`${name("NotPrincipal")} does not list ${missing}. AWS may compare the list with the account, the role and the session one by one, so each has to be in it.`;
}

/** Undefined for a statement that denies for certain. */
function doubtInWords(certain: boolean): Phrase | undefined {
  return certain ? undefined : say`It denies the request if every part marked ? matches.`;
}

function nearMissBlocks({ place, elements, hints }: NearMiss): readonly ReportBlock[] {
  return [
    {
      kind: "place",
      place: linked(place),
      phrase: sentences(statementPhrase(place), ...hints.map(hintInWords)),
    },
    elementTable(elements, place),
  ];
}

/** It changes policies, or the request; others only say what is known of policies. */
export function isOfPolicy({ kind }: ExplanationFix): boolean {
  return kind !== "workspace-file";
}

function fixSection(words: string, fixes: readonly ExplanationFix[]): readonly ReportBlock[] {
  return fixes.length === 0 ? [] : [heading(words), ...fixes.flatMap(fixBlocks)];
}

function fixBlocks(fix: ExplanationFix, index: number): readonly ReportBlock[] {
  return [
    { kind: "text", phrase: sentences(say`${strong(`${index + 1}.`)}`, say`${fixTitle(fix)}.`, fixRisk(fix)) },
    ...fix.preview.map((preview): ReportBlock => ({ kind: "diff", ...preview })),
  ];
}

/** Effect and name, for use beside the place. */
export function statementPhrase(place: StatementPlace): Phrase {
  return say`${place.effect ?? "Effect not known"}, ${statementOfFile(place)}.`;
}

const ELEMENT_NAMES = {
  action: "Action",
  resource: "Resource",
  principal: "Principal",
  condition: "Condition",
  presence: "Statement",
} as const;

function elementTable(elements: readonly ElementFinding[], place: StatementPlace): ReportBlock {
  return {
    kind: "table",
    header: ["", "Element", "The statement has", "The request has"],
    rows: elements.map((finding) => {
      const { element, have, need } = elementInWords(finding, place);
      return [say`${MARKS[finding.truth]}`, say`${element}`, have, need];
    }),
  };
}

export interface ElementWords {
  readonly element: string;
  /** What the statement has. */
  readonly have: Phrase;
  /** What the request has. */
  readonly need: Phrase;
}

/** One element of a statement against the request, in the words of a table. */
export function elementInWords(
  { element, have, need, condition, span }: ElementFinding,
  place: StatementPlace,
): ElementWords {
  if (element === "presence") return { element: ELEMENT_NAMES[element], have: ONE_CHOICE, need: say`—` };
  return {
    element: ELEMENT_NAMES[element],
    have: condition === undefined ? written(have ?? asWritten(span, place)) : conditionInWords(condition.entry),
    need: need === undefined ? notKnown(condition) : need === "" ? withoutValue(condition) : say`${name(need)}`,
  };
}

function notKnown(condition: ElementFinding["condition"]): Phrase {
  return condition?.because === "key-present" ? say`the key, with a value that is not known` : say`not known`;
}

/** Sources: "AWS global condition context keys", availability; "AssumeRoleWithSAML" (AWS STS API Reference). */
function withoutValue(condition: ElementFinding["condition"]): Phrase {
  switch (condition?.lacks) {
    case "provider":
      return say`no value: a federated sign-in has no AWS principal yet`;
    case "anonymous":
      return say`no value: nobody signed the request`;
    case "second-factor":
      return say`no value: the credentials of a role do not say whether there was MFA`;
    case "action":
      return say`no value: no request for this action carries the key`;
    case "no-user":
      return say`no value: only IAM users have a user name`;
    case "no-role-session":
      return say`no value: only sessions of roles have the key`;
    case "no-federation":
      return say`no value: only callers who come from an identity provider have the key`;
    case "no-service":
      return say`no value: only AWS services that call as themselves have the key`;
    case undefined:
      return say`no value`;
  }
}

/** What the file writes for an element of which it settles nothing, such as `var.queue_arn`. */
function asWritten({ start, end }: Span, { span, text }: StatementPlace): string | undefined {
  const isPart = span.start < start && end < span.end && end - start <= LONGEST_REFERENCE;
  const own = isPart ? text.slice(start - span.start, end - span.start).trim() : "";
  return own === "" || own.includes("\n") ? undefined : own;
}

const LONGEST_REFERENCE = 80;

function written(have: string | undefined): Phrase {
  return have === undefined ? say`a part that is filled in elsewhere` : say`${name(have)}`;
}

const ONE_CHOICE = say`one of several choices; the file does not say which`;

const MARKS: Readonly<Record<Truth, string>> = { yes: "✔", no: "✘", unknown: "?" };

function heading(words: string): ReportBlock {
  return { kind: "heading", phrase: say`${words}` };
}

function section(words: string, items: readonly ReportItem[]): readonly ReportBlock[] {
  return items.length === 0 ? [] : [heading(words), { kind: "items", items }];
}

function item(phrase: Phrase, place?: LinkedPlace): ReportItem {
  return { place, phrase, commands: [], code: undefined };
}

/** What stands below the sentence of a step, to be copied: JSON, or code. */
export function codeOfStep(step: NextStep): string | undefined {
  return "text" in step ? step.text : undefined;
}

function linked({ file, span, range }: StatementPlace): LinkedPlace {
  return { file, span, line: range.start.line };
}

export function deniedNextInWords({ deniedNext, layer, layers: views }: Explanation): Phrase | undefined {
  if (deniedNext.length === 0) return undefined;
  const layers = listed(
    deniedNext.map((one) => say`the ${layerName(one)}`),
    "and",
  );
  const basisOf = (asked: Explanation["layer"]) => views.find((one) => one.layer === asked)?.basis;
  const start = basisOf(layer) === "message" ? say`AWS names one layer at a time. ` : say``;
  const ifAttached = deniedNext.every((one) => basisOf(one) === "candidates") ? say` if it is attached` : say``;
  return say`${start}Once this one lets the request pass, ${layers} here would deny it${ifAttached}.`;
}
