/**
 * YAML into nodes with places. Reading never fails: half-typed text gives what could be understood, and the problems
 * beside it.
 */
import { type CST, Lexer, Parser } from "yaml";
import { type Span } from "../text/span.ts";
import { resultOf } from "../text/steps.ts";
import { bracketTooDeep, hasOpenLine, withFlowsOnOneLine } from "./yaml-flow-lines.ts";
import { KnownEntries, rootsByEntries } from "./yaml-entries.ts";
import { MOST_PROBLEMS, type YamlNode, yamlNodes, type YamlNodes } from "./yaml-nodes.ts";

export interface YamlFile {
  /** One for each document of the file. */
  readonly roots: readonly YamlNode[];
  readonly problems: readonly Span[];
  /** The text that the nodes are of, as long as the one that was given: a line of it may be blanked. */
  readonly source: string;
}

/** All at once. */
export function readYaml(text: string): YamlFile {
  return resultOf(yamlSteps(text));
}

/** As it stands: no line of it is blanked, however broken it is. */
export function unmaskedYaml(text: string): YamlNodes {
  return resultOf(nodesOf(text));
}

/** Takes a step every few milliseconds. `known` is what was read of earlier versions of the same file. */
export function* yamlSteps(text: string, known = new KnownEntries()): Generator<undefined, YamlFile> {
  const read = yield* entryByEntry(text, known);
  known.endVersion();
  if (read !== undefined && "roots" in read) return read;
  const whole = yield* asWhole(text);
  if ("source" in whole) return whole;
  // What is wrong with the entries may be what is wrong with the whole: it is not looked at a second time.
  const loose = read?.isLoose === false ? undefined : yield* withLooseFlows(text);
  return loose ?? (yield* withoutLine(text, whole));
}

/** Undefined where the lines of brackets and quotes are not all that is wrong. */
function* withLooseFlows(text: string): Generator<undefined, YamlFile | undefined> {
  if (bracketTooDeep(text) !== undefined) return undefined;
  const joined = withFlowsOnOneLine(text);
  const nodes = joined === undefined ? undefined : yield* nodesOf(joined);
  return nodes?.problems.length === 0 ? { roots: nodes.roots, problems: [], source: text } : undefined;
}

/**
 * Undefined where the text cannot be taken apart; `isLoose` says that it is not its brackets that make it so broken that the
 * line in question cannot be blanked either. A long text that is broken all over is not looked at again.
 */
function* entryByEntry(
  text: string,
  known: KnownEntries,
): Generator<undefined, YamlFile | { readonly isLoose: false } | undefined> {
  let problems = 0;
  const read = function* (part: string): Generator<undefined, YamlNodes> {
    const nodes = yield* nodesOf(part);
    // Such a text is left soon, however often it is looked at.
    if (!nodes.isTooDeep) problems += nodes.problems.length;
    return nodes;
  };
  const roots = yield* rootsByEntries(text, known, read);
  // One bracket that is open makes many problems, and may be the only one.
  const isHopeless = problems >= MOST_PROBLEMS && text.length > LONGEST_MASKED_TEXT && !hasOpenLine(text);
  if (isHopeless) return { roots: [], problems: [{ start: 0, end: 0 }], source: text };
  if (roots === undefined) return undefined;
  if (!("start" in roots)) return { roots, problems: [], source: text };
  const loose = yield* withLooseFlows(text);
  if (loose !== undefined) return loose;
  for (const source of maskedVariants(text, roots.start)) {
    const masked = yield* rootsByEntries(source, known, nodesOf);
    if (masked !== undefined && !("start" in masked)) return { roots: masked, problems: [roots], source };
  }
  return { isLoose: false };
}

/** With the problems alone where there are some. */
function* asWhole(text: string): Generator<undefined, YamlFile | YamlNodes> {
  const nodes = yield* nodesOf(text);
  if (nodes.isTooDeep) return { roots: [], problems: [{ start: 0, end: 0 }], source: text };
  return nodes.problems.length === 0 ? { ...nodes, source: text } : nodes;
}

/** The line being typed often swallows its neighbors. Blanking it keeps every offset and saves the rest. */
function* withoutLine(text: string, nodes: YamlNodes): Generator<undefined, YamlFile> {
  const { problems } = nodes;
  const [first] = problems;
  let best = { nodes, source: text };
  const variants = first === undefined || text.length > LONGEST_MASKED_TEXT ? [] : maskedVariants(text, first.start);
  for (const source of variants) {
    const masked = yield* nodesOf(source);
    if (masked.roots.length === 0 || masked.problems.length >= best.nodes.problems.length) continue;
    best = { nodes: masked, source };
    if (masked.problems.length === 0) break;
  }
  return { roots: best.nodes.roots, problems, source: best.source };
}

/** Above this length a broken text is not read a second time with its broken line blanked. */
const LONGEST_MASKED_TEXT = 300_000;

function* nodesOf(text: string): Generator<undefined, YamlNodes> {
  const tooDeep = bracketTooDeep(text);
  if (tooDeep !== undefined) {
    return { roots: [], problems: [{ start: tooDeep, end: tooDeep + 1 }], isTooDeep: true };
  }
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let lexemes = 0;
  let first: CST.ErrorToken | undefined;
  let errors = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      tokens.push(token);
      if (token.type !== "error") continue;
      first ??= token;
      // It is something else than YAML.
      if (++errors > MOST_ERRORS) {
        return { roots: [], problems: [{ start: first.offset, end: first.offset + 1 }], isTooDeep: true };
      }
    }
    if (++lexemes % LEXEMES_IN_STEP === 0) yield;
  }
  for (const token of parser.end()) tokens.push(token);
  yield;
  return yamlNodes(tokens, text);
}

const LEXEMES_IN_STEP = 2_000;

/** Brackets that end too far to the left are as many errors, and can be read. */
const MOST_ERRORS = 50_000;

function* maskedVariants(text: string, offset: number): Generator<string> {
  const lineStart = offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
  const found = text.indexOf("\n", offset);
  const lineEnd = found < 0 ? text.length : found;
  if (lineStart === 0 && lineEnd === text.length) return;
  yield blank(text, lineStart, lineEnd);
  if (lineStart > 1) yield blank(text, text.lastIndexOf("\n", lineStart - 2) + 1, lineStart - 1);
}

/** A carriage return stays what it is. */
function blank(text: string, start: number, end: number): string {
  const lineEnd = end > start && text.charAt(end - 1) === "\r" ? end - 1 : end;
  return text.slice(0, start) + " ".repeat(lineEnd - start) + text.slice(lineEnd);
}
