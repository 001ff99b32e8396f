/** Where a policy belongs in a template in YAML, or the statements of one, and none is yet. Only lines are looked at. */
import { type Draft, type DraftPart, isDraftObject } from "../syntax/draft.ts";
import { type YamlLayout } from "../syntax/yaml-cursor.ts";
import { blockDraft } from "../syntax/yaml-draft.ts";
import { type PolicyKind } from "../policy/policy.ts";
import { contentOfProperty, serviceOfType, SINGLE_STATEMENT } from "./cloudformation/types.ts";
import { type Beginning, type BeginningName } from "./host.ts";
import { type Insertion } from "./policy-cursor.ts";
import {
  endsHere,
  keyOf,
  layoutAt,
  type Lines,
  linesBefore,
  MOST_BLANKS,
  type NamePlace,
  pathTo,
  typeBeside,
} from "./yaml-lines.ts";

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

/** The name whose value belongs here. */
interface Owner extends NamePlace {
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

/** The value is there already: the next line belongs to the name. */
function goesOn(text: string, offset: number, column: number): boolean {
  const next = /^[^\n]*\n(?:[ \t]*\r?\n)*([ ]*)(\S?)/.exec(text.slice(offset, offset + MOST_BLANKS));
  if (next === null) return false;
  const [, indent = "", first = ""] = next;
  return first !== "" && (indent.length > column || (indent.length === column && first === "-"));
}

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
  if (type === undefined || owner.name === "Policies" || type === SINGLE_STATEMENT) return undefined;
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

function statementsOf(policy: Draft): Draft | undefined {
  return isDraftObject(policy) ? policy.members.find(([name]) => name === "Statement")?.[1] : undefined;
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
