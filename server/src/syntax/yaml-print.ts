/** New values as YAML text. */
import { asWritten, type NewValue } from "./change.ts";
import { type Value } from "./value.ts";

export interface YamlPrint {
  readonly newline: string;
  /** One step of indentation. */
  readonly unit: string;
  /** How far the dashes of a list stand in from the name that has it. */
  readonly dashIndent: string;
  readonly quotes: Quotes;
  /** Lists of texts are written on one line, or each text on its own. */
  readonly lists: "lines" | "inline";
  /** Functions of CloudFormation are written as tags (`!Sub`), or by their names (`Fn::Sub:`). */
  readonly functions: "tags" | "names";
  /** The value as it stands in the file after the changes that are made inside it. */
  readonly copy: (value: Value, place: Place) => YamlCopy;
  /** Does it stand in lines in the file, as a function by its name does? */
  readonly hasLines: (value: Value) => boolean;
}

/** Which quotes the author uses, and whether also where none are needed. */
export interface Quotes {
  readonly sign: "single" | "double";
  readonly everywhere: boolean;
}

/** In lines, or between brackets. */
type Place = "block" | "flow";

export interface YamlCopy {
  /** With its tag; its first line starts behind what stands before it. */
  readonly text: string;
  /** The column of a list or mapping that takes lines; undefined for what stands in one or may follow a name. */
  readonly column: number | undefined;
}

/** As what follows a name and its colon: with the blank or the line break before it. `indent` is that of the name. */
export function printBehindName(given: NewValue, indent: string, print: YamlPrint): string {
  const value = asWritten(given);
  const tagged = printTagged(value, "block", print);
  if (tagged !== undefined) return ` ${tagged}`;
  if (isList(value) && value.length > 0 && isShort(value, print)) return ` ${printFlow(value, print)}`;
  if (typeof value !== "string" && "copyOf" in value) {
    const { text, column } = print.copy(value.copyOf, "block");
    if (column === undefined) return ` ${moved(text, indent, print)}`;
    const inner = value.copyOf.kind === "array" ? indent + print.dashIndent : indent + print.unit;
    return `${print.newline}${inner}${shifted(text, column, inner, print)}`;
  }
  if (typeof value === "string" || isEmpty(value)) return ` ${printBlock(value, indent, print)}`;
  const inner = isList(value) ? indent + print.dashIndent : indent + print.unit;
  return `${print.newline}${inner}${printBlock(value, inner, print)}`;
}

/** In lines whose indentation is `indent`; the first is not indented. */
export function printBlock(given: NewValue, indent: string, print: YamlPrint): string {
  const value = asWritten(given);
  if (typeof value === "string") return printText(value, print.quotes, "block");
  if (isEmpty(value)) return printFlow(value, print);
  if ("copyOf" in value) {
    const { text, column } = print.copy(value.copyOf, "block");
    return column === undefined ? moved(text, indent, print) : shifted(text, column, indent, print);
  }
  const tagged = printTagged(value, "block", print);
  if (tagged !== undefined) return tagged;
  const separator = `${print.newline}${indent}`;
  if (isList(value)) return value.map((item) => `- ${printBlock(item, `${indent}  `, print)}`).join(separator);
  return value.members.map(([key, one]) => printPair(key, one, indent, print)).join(separator);
}

export function printPair(key: string, value: NewValue, indent: string, print: YamlPrint): string {
  return `${printKey(key, "block")}:${printBehindName(value, indent, print)}`;
}

/** On one line, between brackets. */
export function printFlow(given: NewValue, print: YamlPrint): string {
  const value = asWritten(given);
  if (typeof value === "string") return printText(value, print.quotes, "flow");
  if ("copyOf" in value) return print.copy(value.copyOf, "flow").text;
  if (isList(value)) return `[${value.map((item) => printFlow(item, print)).join(", ")}]`;
  if (value.members.length === 0) return "{}";
  const tagged = printTagged(value, "flow", print);
  if (tagged !== undefined) return tagged;
  return `{ ${value.members.map(([key, one]) => printFlowPair(key, one, print)).join(", ")} }`;
}

export function printFlowPair(key: string, value: NewValue, print: YamlPrint): string {
  return `${printKey(key, "flow")}: ${printFlow(value, print)}`;
}

/** Undefined for what is not a function with a text, or is not written as a tag. */
function printTagged(value: NewValue, place: Place, { functions, quotes }: YamlPrint): string | undefined {
  if (functions === "names" || typeof value === "string" || !("members" in value)) return undefined;
  const [member, ...others] = value.members;
  const tag = member && TAGS.get(member[0]);
  if (member === undefined || tag === undefined || others.length > 0) return undefined;
  const given = member[1];
  const text = tag === "!GetAtt" && isList(given) && given.every(isText) ? given.join(".") : given;
  return isText(text) ? `${tag} ${printText(text, quotes, place)}` : undefined;
}

const TAGS: ReadonlyMap<string, string> = new Map([
  ["Ref", "!Ref"],
  ["Fn::Sub", "!Sub"],
  ["Fn::GetAtt", "!GetAtt"],
]);

function isText(value: NewValue): value is string {
  return typeof value === "string";
}

export function printKey(key: string, place: Place): string {
  return printText(key, { sign: "double", everywhere: false }, place);
}

export function printText(text: string, { sign, everywhere }: Quotes, place: Place): string {
  if (!everywhere && isPlainText(text, place === "flow")) return text;
  const single = sign === "single" ? encodeSingle(text) : undefined;
  return single === undefined ? `"${encodeDouble(text)}"` : `'${single}'`;
}

/** Between double quotes, where everything can be written. */
export function encodeDouble(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Between single quotes. */
export function encodeSingle(text: string): string | undefined {
  return isPrintable(text) ? text.replaceAll("'", "''") : undefined;
}

/** Is it read as this text without quotes? Less than YAML allows, so that nobody has to know all of its rules. */
export function isPlainText(text: string, isInFlow: boolean): boolean {
  if (!/^[A-Za-z0-9_/.$<(+-][\x21-\x7e ]*$/.test(text) || /^[-.+]*$/.test(text) || /^[-+] /.test(text)) return false;
  if (/[ :]$|: | #|^---|^\.\.\./.test(text)) return false;
  if (isInFlow && /[,[\]{}]/.test(text)) return false;
  return (
    !/^(?:~|null|true|false|yes|no|on|off|y|n|[-+.\d][\d_.:a-fox+-]*)$/i.test(text) ||
    /^\d{12}$|^2\d{3}-\d\d-\d\d$/.test(text)
  );
}

function isPrintable(text: string): boolean {
  return !/[\0-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]/.test(text);
}

function isShort(items: readonly NewValue[], print: YamlPrint): boolean {
  const hasLines = (item: NewValue): boolean =>
    typeof item !== "string" && "copyOf" in item && print.hasLines(item.copyOf);
  return print.lists === "inline" && items.every((item) => isScalar(item) && !hasLines(item));
}

function isScalar(value: NewValue): boolean {
  if (typeof value === "string") return true;
  const isText = "copyOf" in value && value.more === undefined;
  return isText && value.copyOf.kind !== "object" && value.copyOf.kind !== "array";
}

function isEmpty(value: NewValue): boolean {
  return (
    typeof value !== "string" && (isList(value) ? value.length === 0 : "members" in value && value.members.length === 0)
  );
}

function isList(value: NewValue): value is readonly NewValue[] {
  return Array.isArray(value);
}

/** Lines of what stood at a column, at another one. */
function shifted(text: string, column: number, indent: string, { newline }: YamlPrint): string {
  const [first = "", ...others] = text.split(/\r?\n/);
  const lines = others.map((line) => {
    const own = /^ */.exec(line)?.[0].length ?? 0;
    return line.trim() === "" ? "" : indent + " ".repeat(Math.max(0, own - column)) + line.slice(own);
  });
  return [first, ...lines].join(newline);
}

/** Further lines of a scalar or of brackets stand in from what is around them. */
function moved(text: string, indent: string, { newline }: YamlPrint): string {
  if (!text.includes("\n")) return text;
  const [first = "", ...others] = text.split(/\r?\n/);
  const least = Math.min(
    ...others.filter((line) => line.trim() !== "").map((line) => /^ */.exec(line)?.[0].length ?? 0),
  );
  const lines = others.map((line) => (line.trim() === "" ? "" : `${indent}  ${line.slice(least)}`));
  return [first, ...lines].join(newline);
}
