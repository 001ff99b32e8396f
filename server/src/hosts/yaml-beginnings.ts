/** Where a policy belongs in a template in YAML, or the statements of one, and none is yet. Only lines are looked at. */
import { type Draft, type DraftPart, isDraftObject } from "../syntax/draft.ts";
import { yamlCursorAt, type YamlLayout } from "../syntax/yaml-cursor.ts";
import { blockDraft } from "../syntax/yaml-draft.ts";
import { type PolicyKind } from "../policy/policy.ts";
import { contentOfProperty, serviceOfType } from "./cloudformation/types.ts";
import { type Beginning, type BeginningName } from "./host.ts";
import { type Insertion } from "./policy-cursor.ts";

/** Undefined where no policy belongs, or one is begun. */
export function beginningInYaml(text: string, offset: number): Beginning | undefined {
  const lines = linesBefore(text, offset);
  const typed = /^([ \t]*)(.*)$/.exec(lines.current);
  if (typed === null) return undefined;
  const behind = /^(.*?):([ \t]*)(\w*)$/.exec(lines.current);
  const owner = behind === null ? ownerAbove(lines, typed[1] ?? "", typed[2] ?? "") : ownerOf(lines, behind);
  if (owner === undefined || !endsHere(text, offset) || goesOn(text, offset, owner.column)) return undefined;
  const content = contentOf(owner, lines, text);
  if (content === undefined) return undefined;
  const { kind, holds, service } = content;
  const write = (policy: Draft): Insertion | undefined => {
    const value = holds === "document" ? policy : statementsOf(policy);
    return value === undefined ? undefined : written(text, offset, owner, value);
  };
  const names = holds === "document" ? [begun(text, offset, owner)] : [];
  return { kind, write, names, ...(service === undefined ? {} : { service }) };
}

interface Lines {
  /** Above the line of the cursor, the nearest last. */
  readonly above: readonly string[];
  /** To the cursor. */
  readonly current: string;
}

/** Further up nobody looks. */
const MOST_ABOVE = 60_000;
const MOST_LINES = 1_500;

function linesBefore(text: string, offset: number): Lines {
  const lines = text.slice(Math.max(0, offset - MOST_ABOVE), offset).split(/\r?\n/);
  const current = lines.pop() ?? "";
  return { above: lines.slice(-MOST_LINES), current };
}

/** The name whose value belongs here. */
interface Owner {
  readonly name: string;
  /** Of the name. */
  readonly column: number;
  /** How many of the lines above are above the name's own. */
  readonly line: number;
  /** Its line, as far as it is looked at. */
  readonly text: string;
  /** What of a word is typed, and whether it stands behind the name's colon. */
  readonly typed: string;
  readonly isBehind: boolean;
}

function ownerOf({ above }: Lines, [, before = "", , typed = ""]: RegExpExecArray): Owner | undefined {
  const key = keyOf(`${before}:`);
  return key && { ...key, line: above.length, text: `${before}:`, typed, isBehind: true };
}

function ownerAbove({ above }: Lines, indent: string, typed: string): Owner | undefined {
  if (!/^\w*$/.test(typed) || indent.includes("\t")) return undefined;
  const line = above.findLastIndex((one) => /\S/.test(one) && !/^\s*#/.test(one));
  const text = above[line];
  const key = text === undefined ? undefined : keyOf(text);
  if (text === undefined || key === undefined || !/:[ \t]*(?:#.*)?$/.test(text)) return undefined;
  return indent.length < key.column ? undefined : { ...key, line, text, typed, isBehind: false };
}

interface Key {
  readonly name: string;
  readonly column: number;
  /** The column of the dash before it. */
  readonly dash: number | undefined;
}

function keyOf(line: string): Key | undefined {
  const found = /^( *)((?:- +)?)["']?([A-Za-z][\w.:-]*?)["']?:(?:\s|$)/.exec(line);
  if (found === null) return undefined;
  const [, indent = "", dash = "", name = ""] = found;
  return { name, column: indent.length + dash.length, dash: dash === "" ? undefined : indent.length };
}

/** Nothing else stands on the line. */
function endsHere(text: string, offset: number): boolean {
  return /^[ \t]*(?:\r?\n|$)/.test(text.slice(offset, offset + MOST_BLANKS));
}

/** The value is there already: the next line belongs to the name. */
function goesOn(text: string, offset: number, column: number): boolean {
  const next = /^[^\n]*\n(?:[ \t]*\r?\n)*([ ]*)(\S?)/.exec(text.slice(offset, offset + MOST_BLANKS));
  if (next === null) return false;
  const [, indent = "", first = ""] = next;
  return first !== "" && (indent.length > column || (indent.length === column && first === "-"));
}

const MOST_BLANKS = 2_000;

interface Content {
  readonly kind: PolicyKind;
  readonly holds: "document" | "statements";
  /** Of the resource whose policy it is. */
  readonly service?: string;
}

function contentOf(owner: Owner, { above }: Lines, text: string): Content | undefined {
  const path = pathTo(owner, above);
  const properties = path.findLastIndex(({ name }) => name === "Properties");
  if (properties < 0)
    return contentInServerless(
      path.map(({ name }) => name),
      text,
    );
  const type = typeBeside(path[properties], above);
  const names = path.slice(properties + 1).map(({ name }) => name);
  if (type === undefined || owner.name === "Policies") return undefined;
  const content = contentOfProperty(type, names.join(".").replaceAll(".[]", "[]"));
  if (content === undefined || content === "other-document") return undefined;
  return { kind: content, holds: "document", service: serviceOfType(type) };
}

/** Source: "IAM Permissions For Functions" of the Serverless Framework's documentation. */
function contentInServerless(path: readonly string[], text: string): Content | undefined {
  const isOne = /^provider:/m.test(text) && /^service:/m.test(text);
  const [last, before, beforeThat] = [...path].reverse();
  const isList = last === "iamRoleStatements" || (last === "statements" && before === "role" && beforeThat === "iam");
  return isOne && isList ? { kind: "identity", holds: "statements" } : undefined;
}

interface Step {
  /** `[]` for a position in a list. */
  readonly name: string;
  readonly column: number;
  readonly line: number;
}

/** From the outermost name to the owner. */
function pathTo(owner: Owner, above: readonly string[]): readonly Step[] {
  const steps: Step[] = [{ name: owner.name, column: owner.column, line: owner.line }];
  let { column } = owner;
  // A list may stand in the column of its name.
  let isOfList = false;
  for (let line = owner.line; line >= 0 && column > 0; line--) {
    const text = above[line] ?? owner.text;
    const key = keyOf(text);
    const isAbove = key !== undefined && line < owner.line;
    if (isAbove && (key.column < column || (isOfList && key.column === column && key.dash === undefined))) {
      steps.unshift({ name: key.name, column: key.column, line });
      [column, isOfList] = [key.column, false];
    }
    const dash = /^( *)- /.exec(text)?.[1]?.length;
    if (dash !== undefined && dash < column) {
      steps.unshift({ name: "[]", column: dash, line });
      [column, isOfList] = [dash, true];
    }
  }
  return steps;
}

/** Above or below `Properties`, in its column. */
function typeBeside(properties: Step | undefined, above: readonly string[]): string | undefined {
  if (properties === undefined) return undefined;
  const { column } = properties;
  for (let line = properties.line - 1; line >= 0; line--) {
    const text = above[line] ?? "";
    const key = keyOf(text);
    if (key === undefined || key.column > column) continue;
    if (key.column < column) return undefined;
    if (key.name === "Type") return /:\s*["']?([\w:]+)/.exec(text.slice(column))?.[1];
  }
  return undefined;
}

function statementsOf(policy: Draft): Draft | undefined {
  return isDraftObject(policy) ? policy.members.find(([name]) => name === "Statement")?.[1] : undefined;
}

const PLAIN_LAYOUT: YamlLayout = {
  newline: "\n",
  unit: "  ",
  dashIndent: "  ",
  quoteSign: "double",
  lists: "lines",
};

function layoutAt(text: string, offset: number): YamlLayout {
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  // In lines, whatever the lists of names around it are like.
  return { ...PLAIN_LAYOUT, ...yamlCursorAt(text, 0, offset, "behind-name")?.layout(), newline, lists: "inline" };
}

function written(text: string, offset: number, owner: Owner, value: Draft): Insertion {
  return insertionAt(text, offset, owner, (indent, layout) => blockDraft(value, indent, layout));
}

/** `parts`: what is written with an indentation, the first line without it. */
function insertionAt(
  text: string,
  offset: number,
  { column, typed, isBehind }: Owner,
  parts: (indent: string, layout: YamlLayout) => readonly DraftPart[],
): Insertion {
  const layout = layoutAt(text, offset);
  const start = offset - typed.length;
  const inner = " ".repeat(column) + layout.unit;
  if (isBehind) {
    const blanks = /[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
    const span = { start: start - blanks, end: offset };
    return { span, parts: [layout.newline + inner, ...parts(inner, layout)], lead: blanks, also: [] };
  }
  const own = start - (text.lastIndexOf("\n", start - 1) + 1);
  const isDeeper = own > column;
  const first = isDeeper ? [] : [inner.slice(own)];
  return {
    span: { start, end: offset },
    parts: [...first, ...parts(isDeeper ? " ".repeat(own) : inner, layout)],
    lead: 0,
    also: [],
  };
}

/** A policy without a statement yet: its elements are listed next. */
function begun(text: string, offset: number, owner: Owner): BeginningName {
  const policy = { members: [["Version", "2012-10-17"] as const, ["Statement", [OPEN]] as const], open: false };
  return { name: "Version", insertion: written(text, offset, owner, policy), leads: true };
}

const OPEN: Draft = { members: [], open: true };
