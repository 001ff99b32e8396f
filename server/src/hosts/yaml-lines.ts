/** The lines before a cursor in YAML, and what their columns say of it: nothing is parsed. */
import { yamlCursorAt, type YamlLayout } from "../syntax/yaml-cursor.ts";

export interface Lines {
  /** Above the line of the cursor, the nearest last. */
  readonly above: readonly string[];
  /** To the cursor. */
  readonly current: string;
}

/** Further up nobody looks. Source: "AWS CloudFormation quotas" (a template of one megabyte). */
const MOST_ABOVE = 1_100_000;
const MOST_LINES = 50_000;

export function linesBefore(text: string, offset: number): Lines {
  const lines = text.slice(Math.max(0, offset - MOST_ABOVE), offset).split(/\r?\n/);
  const current = lines.pop() ?? "";
  return { above: lines.slice(-MOST_LINES), current };
}

export interface Key {
  readonly name: string;
  readonly column: number;
  /** The column of the dash before it. */
  readonly dash: number | undefined;
}

export function keyOf(line: string): Key | undefined {
  const found = /^( *)((?:- +)?)["']?([A-Za-z][\w.:-]*?)["']?:(?:\s|$)/.exec(line);
  if (found === null) return undefined;
  const [, indent = "", dash = "", name = ""] = found;
  return { name, column: indent.length + dash.length, dash: dash === "" ? undefined : indent.length };
}

/** Nothing else stands on the line. */
export function endsHere(text: string, offset: number): boolean {
  return /^[ \t]*(?:\r?\n|$)/.test(text.slice(offset, offset + MOST_BLANKS));
}

export const MOST_BLANKS = 2_000;

/** A name, as the place of what is below it. */
export interface NamePlace {
  readonly name: string;
  /** Of the name. */
  readonly column: number;
  /** How many of the lines above are above the name's own. */
  readonly line: number;
  /** Its line, as far as it is looked at. */
  readonly text: string;
}

export interface Step {
  /** `[]` for a position in a list. */
  readonly name: string;
  readonly column: number;
  readonly line: number;
}

/** From the outermost name to the owner. */
export function pathTo(owner: NamePlace, above: readonly string[]): readonly Step[] {
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
export function typeBeside(properties: Step | undefined, above: readonly string[]): string | undefined {
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

const PLAIN_LAYOUT: YamlLayout = {
  newline: "\n",
  unit: "  ",
  dashIndent: "  ",
  quoteSign: "double",
  lists: "lines",
};

export function layoutAt(text: string, offset: number): YamlLayout {
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  // In lines, whatever the lists of names around it are like.
  return { ...PLAIN_LAYOUT, ...yamlCursorAt(text, 0, offset, "behind-name")?.layout(), newline, lists: "inline" };
}
