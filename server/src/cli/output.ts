/**
 * The one way out for every word that the command line writes. Names of files, keys, arguments and policies may hold
 * what steers a terminal (escape sequences, text that turns the line around) or a build server, which takes certain
 * lines for commands; here all of it becomes text that can be seen.
 */
import { invisible, visible } from "../wording/phrase.ts";

export interface Output {
  /** One line, whatever is in its parts: a line feed in them is shown, too. */
  line(...parts: readonly LinePart[]): void;
  /** Several lines of our own making, separated by line feeds. */
  text(lines: string): void;
  /** As `text`, for a program that compares lines with those of a file: tabs and the line ends of Windows stay. */
  patch(lines: string): void;
  /** Data on one line. A program reads the same value; what cannot be seen is written as an escape. */
  json(value: unknown): void;
  /** The same on many lines, for people too. */
  jsonDocument(value: unknown): void;
  /** A workflow command of GitHub Actions: a comment on a line of a file. */
  annotation(level: AnnotationLevel, properties: Readonly<Record<string, string | number>>, message: string): void;
}

export type LinePart = string | { readonly text: string; readonly color: number };

export type AnnotationLevel = "error" | "warning" | "notice";

/** `write` takes text as it is to be written. Colors are numbers of ANSI's "Select Graphic Rendition". */
export function createOutput(write: (raw: string) => void, colors: "colors" | "plain"): Output {
  const written = (part: LinePart, index: number): string => {
    const text = harmless(typeof part === "string" ? part : part.text);
    const shown = index === 0 ? harmlessStart(text) : text;
    return typeof part === "string" || colors === "plain" ? shown : `\u001b[${part.color}m${shown}\u001b[0m`;
  };
  return {
    line: (...parts) => {
      write(`${parts.map(written).join("")}\n`);
    },
    text: (lines) => {
      const [last = "", ...others] = lines.split("\n").reverse();
      const whole = last === "" ? others.reverse() : [...others.reverse(), last];
      write(whole.map((line) => `${harmlessStart(harmless(line))}\n`).join(""));
    },
    patch: (lines) => {
      write(lines.replace(/[^\n]*\n?/g, (line) => harmlessStart(harmlessInPatch(line))));
    },
    json: (value) => {
      write(`${harmlessJson(JSON.stringify(value))}\n`);
    },
    jsonDocument: (value) => {
      write(`${harmlessJson(JSON.stringify(value, null, 2))}\n`);
    },
    annotation: (level, properties, message) => {
      const listed = Object.entries(properties).map(([name, value]) => `${name}=${escapedProperty(String(value))}`);
      write(`::${level} ${listed.join(",")}::${escapedData(message)}\n`);
    },
  };
}

/** `##[command]`, `##vso[…]` and the like are commands wherever they stand in a line. */
const COMMAND_INSIDE = /##(?=[A-Za-z-]*\[)/g;

function harmless(line: string): string {
  return visible(line).replace(COMMAND_INSIDE, "#\\u{23}");
}

/** All but its tabs and its end. */
function harmlessInPatch(line: string): string {
  const [, words = "", end = ""] = /^(.*?)(\r?\n?)$/s.exec(line) ?? [];
  return words.split("\t").map(harmless).join("\t") + end;
}

/** `::command::` is a command at the start of a line. Source: GitHub Docs, "Workflow commands for GitHub Actions". */
function harmlessStart(line: string): string {
  return line.replace(/^(\s*):/, "$1\\u{3a}");
}

/** Outside its strings JSON has nothing that would be replaced, but for the line feeds of its layout. */
function harmlessJson(json: string): string {
  return json
    .split("\n")
    .map((line) => line.replace(invisible(), jsonEscape).replace(COMMAND_INSIDE, "#\\u0023"))
    .join("\n");
}

function jsonEscape(character: string): string {
  return Array.from({ length: character.length }, (_, at) => {
    return `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`;
  }).join("");
}

function escapedData(text: string): string {
  return harmless(text).replace(/%/g, "%25");
}

function escapedProperty(text: string): string {
  return escapedData(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
}
