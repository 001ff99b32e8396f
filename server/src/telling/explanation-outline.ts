/**
 * An explanation in parts, each in its words: for a view that lays them out itself. The same sentences as in the text
 * and the Markdown form.
 */
import { type Truth } from "../evaluation/decision.ts";
import { isKnownToAwsAlone } from "../policy/resource-owner.ts";
import { type Phrase, say, sentences } from "../wording/phrase.ts";
import { type ToState } from "../workspace/place-in-config.ts";
import { afterFix, type AfterFix } from "./after-fix.ts";
import { decisionPath, type PathStep } from "./decision-path.ts";
import { assumptionsInWords } from "./assumption-sentences.ts";
import { hintInWords } from "./near-miss-sentences.ts";
import { nextInWords } from "./next-sentences.ts";
import { statementOfFile } from "./place-sentences.ts";
import { unknownsInWords } from "./unknown-sentences.ts";
import { summaryOf, titleOf } from "./headline.ts";
import { type ElementFinding } from "../denial/near-miss.ts";
import { type Explanation, type Verdict } from "../denial/explanation.ts";
import { type ExplanationFix } from "../denial/fixes/fix.ts";
import { type NextStep } from "../denial/next-step.ts";
import { type StatementPlace } from "../denial/statement-place.ts";
import { type Unknown } from "../denial/not-known.ts";
import { fixDone, fixTitle } from "./fix-sentences.ts";
import { fixRisk } from "./fix-risk-sentences.ts";
import {
  codeOfStep,
  culpritPhrase,
  deniedNextInWords,
  elementInWords,
  type ElementWords,
  isOfPolicy,
  statementPhrase,
} from "./explanation-report.ts";

export interface ExplanationOutline {
  readonly verdict: Verdict;
  readonly title: Phrase;
  readonly summary: Phrase;
  readonly request: Explanation["request"];
  readonly path: readonly PathStep[];
  /** Statements that deny. */
  readonly culprits: readonly StatementOutline[];
  readonly nearMisses: readonly StatementOutline[];
  /** Statements that allow it. */
  readonly allowedBy: readonly StatementOutline[];
  readonly fixes: readonly FixOutline[];
  readonly assumptions: readonly Phrase[];
  readonly unknowns: readonly UnknownOutline[];
  /** What would deny once this is settled. */
  readonly deniedNext: Phrase | undefined;
  readonly next: readonly NextOutline[];
  /** For after an edit: what the files say without the message. */
  readonly afterFix: AfterFix & { readonly path: readonly PathStep[] };
}

export interface StatementOutline {
  readonly place: StatementPlace;
  readonly phrase: Phrase;
  readonly elements: readonly (ElementWords & { readonly truth: Truth })[];
}

export interface FixOutline {
  /** It changes what the files of policies say; else only what is known of them. */
  readonly isOfPolicy: boolean;
  readonly title: Phrase;
  /** What to say once it is made. */
  readonly done: Phrase;
  readonly risk: Phrase | undefined;
  readonly fix: ExplanationFix;
}

export interface UnknownOutline {
  readonly phrase: Phrase;
  /** The name under which the user can tell it; undefined for what is told in another way. */
  readonly fact: string | undefined;
}

export interface NextOutline {
  readonly phrase: Phrase;
  readonly commands: readonly string[];
  /** JSON to be copied. */
  readonly code: string | undefined;
  readonly fact: string | undefined;
  /** What the step asks to be said in the workspace file; undefined for nothing. */
  readonly toState: ToState | undefined;
}

export function outlineOf(explanation: Explanation): ExplanationOutline {
  const { verdict, request, layers, culprits, nearMisses, allowedBy, fixes, assumptions, unknowns, next } = explanation;
  return {
    verdict,
    title: titleOf(explanation),
    summary: summaryOf(explanation),
    request,
    path: decisionPath(layers),
    culprits: culprits.map((culprit) => statementOf(culprit.place, culpritPhrase(culprit), culprit.elements)),
    nearMisses: nearMisses.map(({ place, hints, elements }) =>
      statementOf(place, sentences(statementPhrase(place), ...hints.map(hintInWords)), elements),
    ),
    allowedBy: allowedBy.map((place) => statementOf(place, say`${statementOfFile(place)}`, [])),
    fixes: fixes.map((fix) => ({
      isOfPolicy: isOfPolicy(fix),
      title: fixTitle(fix),
      done: fixDone(fix),
      risk: fixRisk(fix),
      fix,
    })),
    assumptions: assumptionsInWords(assumptions, explanation.request),
    unknowns: unknownsInWords(unknowns).map(([unknown, phrase]) => ({
      phrase,
      fact: factOfUnknown(unknown, request.resource),
    })),
    deniedNext: deniedNextInWords(explanation),
    // The facts to tell stand with the unknowns.
    next: next
      .filter(({ step }) => step !== "add-fact")
      .map((step) => ({
        phrase: nextInWords(step),
        commands: step.commands,
        code: codeOfStep(step),
        fact: factOfStep(step),
        toState: toStateBy(step),
      })),
    afterFix: { ...afterFix(explanation), path: decisionPath(explanation.byFiles.layers) },
  };
}

function statementOf(place: StatementPlace, phrase: Phrase, elements: readonly ElementFinding[]): StatementOutline {
  return { place, phrase, elements: elements.map((one) => ({ ...elementInWords(one, place), truth: one.truth })) };
}

function factOfUnknown(unknown: Unknown, resource: string | undefined): string | undefined {
  switch (unknown.unknown) {
    case "context-key":
      return isKnownToAwsAlone(unknown.key, resource) ? undefined : unknown.key;
    case "resource":
      return "resource";
    case "attachment":
    case "more-candidates":
    case "other-layers":
    case "absent-policies":
    case "broken-files":
    case "unlisted-files":
    case "module-calls":
    case "unread-files":
      return undefined;
  }
}

function factOfStep(next: NextStep): string | undefined {
  switch (next.step) {
    case "token-subject":
      return next.key;
    case "say-who":
      return "principal";
    case "say-what":
    case "check-action":
      return "action";
    case "say-resource":
    case "say-role":
      return "resource";
    case "role-path":
      return "aws:PrincipalArn";
    default:
      return undefined;
  }
}

function toStateBy(next: NextStep): ToState | undefined {
  switch (next.step) {
    case "state-attachment":
    case "state-kind":
      return { member: "policies", file: next.files[0] };
    case "separate-policy":
      return { member: "policies", file: next.file };
    case "key-of-alias":
      return { member: "policies", file: undefined };
    case "say-units":
    case "management-account":
      return { member: "organization", file: undefined };
    default:
      return undefined;
  }
}
