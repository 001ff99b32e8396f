/** An explained denial as plain data for the client: sentences with their pieces, places by number, edits with ranges. */
import { type PathStep, pathInWords } from "../telling/decision-path.ts";
import { NO_FOLDER } from "../telling/unknown-sentences.ts";
import { codeLines, placeText } from "../telling/render-report.ts";
import { type FixEdit } from "../denial/fixes/fix-change.ts";
import { type PreviewLine } from "../denial/fixes/fix.ts";
import { type StatementPlace } from "../denial/statement-place.ts";
import {
  type ExplanationOutline,
  type FixOutline,
  outlineOf,
  type StatementOutline,
} from "../telling/explanation-outline.ts";
import {
  explanationsMarkdown,
  explanationSummary,
  explanationText,
  policiesOfAws,
} from "../telling/explanation-report.ts";
import { askedAnswer, type ExplainedDenial, filesAnswer } from "../service/index.ts";
import { createLineIndex, type Place } from "../text/line-index.ts";
import { type Span } from "../text/span.ts";
import { name, type Phrase, say, visible, visibleText } from "../wording/phrase.ts";
import {
  type DecisionPathView,
  type DenialView,
  type ExplainDenialResult,
  type FixFile,
  type FixView,
  type NextStepView,
  type RichText,
  type StatementLink,
  type StatementView,
  type TextRange,
  type WorkspaceFilePlace,
} from "./protocol.ts";
import { isWorkspaceFile, WORKSPACE_FILE } from "../workspace/config.ts";
import { placeInConfig, type ToState } from "../workspace/place-in-config.ts";
import { type KnownFile } from "./workspace-files.ts";

export interface ExplainedFiles {
  /** Those that the explanation was made from; places in others have no link. */
  readonly known: readonly KnownFile[];
  /** The address that a new file would have; undefined if there is no place for it. */
  readonly uriOf: (path: string) => string | undefined;
  /** False in a window without a folder: then the first thing to do is to open one. */
  readonly hasFolder: boolean;
  /** The page of a policy that AWS manages; undefined where the client has none. */
  readonly uriOfManaged: (policy: string) => string | undefined;
}

export function toLspExplanation(explained: ExplainedDenial, message: string, at: ExplainedFiles): ExplainDenialResult {
  const registry = createRegistry(at, new Set(explained.explanations.flatMap(policiesOfAws)));
  // The statements at fault come before all others.
  for (const { place } of explained.culprits) registry.linkTo(place);
  const culprits = registry.links.length;
  const before = at.hasFolder || at.known.length > 0 || explained.verdict === "not-a-denial" ? [] : [OPEN_FOLDER];
  const denials = explained.explanations.map((one) => ({
    ...viewOf(outlineOf(one), textAt(message, one.denial.span), registry, before),
    asked: askedAnswer(one),
    files: filesAnswer(one),
  }));
  return {
    verdict: explained.verdict,
    summary: explanationSummary(explained),
    title: titleOf(explained),
    text: explained.explanations.map(explanationText).join("\n\n"),
    markdown: explanationsMarkdown(explained.explanations),
    links: registry.links,
    culprits,
    denials,
    fixFiles: registry.fixFiles,
  };
}

function textAt(message: string, { start, end }: Span): string {
  return message.slice(start, end);
}

/** Places and files get numbers, so that a view never holds a path that it could send back. */
interface Registry {
  readonly links: readonly StatementLink[];
  readonly fixFiles: readonly FixFile[];
  linkTo(place: StatementPlace): number | undefined;
  fixFile(path: string): number | undefined;
  placeToState(toState: ToState): WorkspaceFilePlace | undefined;
}

function createRegistry({ known, uriOf, uriOfManaged }: ExplainedFiles, ofAws: ReadonlySet<string>): Registry {
  const files = new Map(known.map((file) => [file.path, file]));
  const configs = known.filter(({ path }) => isWorkspaceFile(path));
  const links: StatementLink[] = [];
  const fixFiles: FixFile[] = [];
  const numbers = new Map<string, number>();
  return {
    links,
    fixFiles,
    linkTo(place) {
      const uri = ofAws.has(place.file) ? uriOfManaged(place.file) : files.get(place.file)?.uri;
      if (uri === undefined) return undefined;
      const key = `${place.span.start} ${place.span.end} ${place.file}`;
      const number = numbers.get(key) ?? links.push({ uri, range: toRange(place.range), label: labelOf(place) }) - 1;
      numbers.set(key, number);
      return number;
    },
    fixFile(path) {
      const at = fixFiles.findIndex((one) => one.path === path);
      if (at >= 0) return at;
      const file = files.get(path);
      const uri = file === undefined ? uriOf(path) : file.uri;
      return uri === undefined ? undefined : fixFiles.push({ uri, path, text: file?.text }) - 1;
    },
    placeToState(toState) {
      const place = placeInConfig(configs, toState);
      if (place === undefined) return uriOf(WORKSPACE_FILE) === undefined ? undefined : null;
      const uri = files.get(place.source.path)?.uri;
      const lines = createLineIndex(place.source.text);
      const range = { start: lines.placeAt(place.span.start), end: lines.placeAt(place.span.end) };
      return uri === undefined ? undefined : { uri, range: toRange(range) };
    },
  };
}

function labelOf({ file, span, range }: StatementPlace): string {
  return placeText({ file, span, line: range.start.line });
}

const OPEN_FOLDER: NextStepView = {
  words: richText(NO_FOLDER),
  commands: [],
  code: undefined,
  fact: undefined,
  workspaceFile: undefined,
};

function viewOf(
  outline: ExplanationOutline,
  message: string,
  registry: Registry,
  before: readonly NextStepView[],
): Omit<DenialView, "asked" | "files"> {
  const statement = (one: StatementOutline): StatementView => statementView(one, registry);
  const { deniedNext, afterFix } = outline;
  return {
    verdict: outline.verdict,
    title: richText(outline.title),
    summary: richText(outline.summary),
    request: requestRows(outline.request),
    path: pathView(outline.path),
    culprits: outline.culprits.map(statement),
    nearMisses: outline.nearMisses.map(statement),
    allowedBy: outline.allowedBy.map(statement),
    fixes: outline.fixes.map((fix) => fixView(fix, registry)),
    assumptions: outline.assumptions.map(richText),
    unknowns: outline.unknowns.map(({ phrase, fact }) => ({ words: richText(phrase), fact })),
    deniedNext: deniedNext === undefined ? undefined : richText(deniedNext),
    next: [
      ...before,
      ...outline.next.map(({ phrase, toState, ...step }) => ({
        ...step,
        words: richText(phrase),
        workspaceFile: toState && registry.placeToState(toState),
      })),
    ],
    afterFix: {
      settled: afterFix.settled,
      title: richText(afterFix.title),
      summary: richText(afterFix.summary),
      path: pathView(afterFix.path),
    },
    message: messageLines(message),
  };
}

function requestRows({ principal, action, resource }: ExplanationOutline["request"]): DenialView["request"] {
  const rows = [
    ["Principal", principal],
    ["Action", action],
    ["Resource", resource],
  ] as const;
  return rows.map(([label, text]) => ({
    label,
    value: richText(text === undefined ? say`not known` : say`${name(text)}`),
  }));
}

function pathView(steps: readonly PathStep[]): DecisionPathView {
  return {
    summary: pathInWords(steps),
    steps: steps.map(({ state, label, stateInWords, detail, files }) => ({
      state,
      label,
      stateInWords,
      detail: richText(detail),
      files: files.map(visibleText),
    })),
  };
}

function statementView({ place, phrase, elements }: StatementOutline, registry: Registry): StatementView {
  return {
    link: registry.linkTo(place),
    label: labelOf(place),
    phrase: richText(phrase),
    code: codeLines(place.text),
    elements: elements.map(({ truth, element, have, need }) => ({
      truth,
      element,
      have: richText(have),
      need: richText(need),
    })),
  };
}

/** Without edits if a file is not at hand: a fix is made whole or not at all. */
function fixView({ isOfPolicy, title, done, risk, fix }: FixOutline, registry: Registry): FixView {
  const edits = fix.edits.flatMap(({ file, range, newText }: FixEdit) => {
    const at = registry.fixFile(file);
    return at === undefined ? [] : [{ file: at, range: toRange(range), newText }];
  });
  return {
    title: richText(title),
    done: richText(done),
    isOfPolicy,
    risk: risk === undefined ? undefined : richText(risk),
    preview: fix.preview.map(({ file, lines }) => ({
      label: visibleText(file),
      lines: withoutIndent(lines).map((line) => ({ ...line, text: visibleText(line.text) })),
    })),
    edits: edits.length === fix.edits.length ? edits : [],
  };
}

/** Lines of a preview without the indentation that all of them have: a panel is narrow. */
function withoutIndent(lines: readonly PreviewLine[]): readonly PreviewLine[] {
  const spaced = lines.map((line) => ({ ...line, text: line.text.replaceAll("\t", "  ") }));
  const indents = spaced
    .filter(({ text }) => text.trim() !== "")
    .map(({ text }) => text.length - text.trimStart().length);
  const indent = indents.length === 0 ? 0 : Math.min(...indents);
  return spaced.map((line) => ({ ...line, text: line.text.slice(indent) }));
}

function richText(phrase: Phrase): RichText {
  return phrase.map(({ kind, text }) => {
    switch (kind) {
      case "words":
      case "strong":
        return { kind, text: text.replace(/\s+/g, " ") };
      case "command":
        return { kind: "code", text: visible(text) };
      case "name":
      case "value":
        return { kind: "code", text: text === "" ? "(empty)" : visibleText(text) };
    }
  });
}

function toRange({ start, end }: { readonly start: Place; readonly end: Place }): TextRange {
  return { start: toPosition(start), end: toPosition(end) };
}

function toPosition({ line, column }: Place): TextRange["start"] {
  return { line: line - 1, character: column - 1 };
}

const LONGEST_MESSAGE = 4_000;
const MOST_LINES = 40;

/** What was pasted, as far as it can be shown: a name is cut early, a message is not. */
function messageLines(message: string): readonly string[] {
  const lines = message.slice(0, LONGEST_MESSAGE).split(/\r?\n/);
  const shown = lines.slice(0, MOST_LINES).map((line) => (line.match(/.{1,100}/gsu) ?? []).map(visibleText).join(""));
  return message.length > LONGEST_MESSAGE || lines.length > MOST_LINES ? [...shown, "…"] : shown;
}

/** A name for the result's tab: letters, digits and hyphens only, whatever the message said. */
function titleOf({ request }: ExplainedDenial): string {
  const action = request.action?.replace(/[^A-Za-z0-9]+/g, "-").slice(0, 60);
  return action === undefined || action === "" ? "AccessDenied" : `AccessDenied-${action}`;
}
