/** An explanation's report as Markdown and as plain text. What comes from messages and files stays text in both. */
import { inlineCode, phraseToMarkdown } from "../wording/markdown.ts";
import { type Phrase, visibleText } from "../wording/phrase.ts";
import { phraseToPlainText } from "../wording/plain-text.ts";
import { type PreviewLine } from "../denial/fixes/fix.ts";
import { type Span } from "../text/span.ts";

/** A place in a file, with its line counted from 1. */
export interface LinkedPlace {
  readonly file: string;
  readonly span: Span;
  readonly line: number;
}

export interface ReportItem {
  readonly place: LinkedPlace | undefined;
  readonly phrase: Phrase;
  /** Shown below it. */
  readonly commands: readonly string[];
  /** JSON, shown below it; undefined for none. */
  readonly code: string | undefined;
}

export type ReportBlock =
  | { readonly kind: "title" | "heading" | "text"; readonly phrase: Phrase }
  | { readonly kind: "place"; readonly place: LinkedPlace; readonly phrase: Phrase }
  | { readonly kind: "items"; readonly items: readonly ReportItem[] }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "diff"; readonly file: string; readonly lines: readonly PreviewLine[] }
  | { readonly kind: "table"; readonly header: readonly string[]; readonly rows: readonly (readonly Phrase[])[] };

/** The target of a link to a place, already percent-encoded; undefined for no link. */
export type LinkTo = (file: string, span: Span, line: number) => string | undefined;

export function reportToMarkdown(report: readonly ReportBlock[], linkTo: LinkTo): string {
  return report.map((block) => markdownOf(block, linkTo)).join("\n\n") + "\n";
}

function markdownOf(block: ReportBlock, linkTo: LinkTo): string {
  switch (block.kind) {
    case "title":
      return `# ${phraseToMarkdown(block.phrase)}`;
    case "heading":
      return `## ${phraseToMarkdown(block.phrase)}`;
    case "text":
      return phraseToMarkdown(block.phrase);
    case "place":
      return `${link(block.place, linkTo)} ${phraseToMarkdown(block.phrase)}`.trimEnd();
    case "items":
      return block.items.map((item) => markdownOfItem(item, linkTo)).join("\n");
    case "code":
      return fenced(codeLines(block.text).join("\n"), "json");
    case "diff":
      return fenced(diffLines(block.file, block.lines).join("\n"), "diff");
    case "table":
      return [
        tableRow(block.header),
        tableRow(block.header.map(() => "---")),
        ...block.rows.map((row) => tableRow(row.map((cell) => tableCell(phraseToMarkdown(cell))))),
      ].join("\n");
  }
}

function markdownOfItem({ place, phrase, commands, code }: ReportItem, linkTo: LinkTo): string {
  const lead = place === undefined ? "" : `${link(place, linkTo)} `;
  const blocks = [
    ...(commands.length === 0 ? [] : [fenced(commands.join("\n"), "sh")]),
    ...(code === undefined ? [] : [fenced(newLines(code).join("\n"), "json")]),
  ];
  return [`- ${lead}${phraseToMarkdown(phrase)}`, ...blocks.map((block) => block.replace(/^/gm, "  "))].join("\n");
}

function link({ file, span, line }: LinkedPlace, linkTo: LinkTo): string {
  const label = inlineCode(`${file}:${line}`);
  const target = linkTo(file, span, line);
  return target === undefined
    ? label
    : `[${label}](${target.replace(/[\s()<>\\]/g, encodeURIComponent).replace(/[()]/g, percentOf)})`;
}

/** `encodeURIComponent` leaves parentheses, which would end the link. */
function percentOf(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}`;
}

/** The fence is longer than any run of backticks inside, so that the text cannot end it. */
function fenced(text: string, language: string): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2);
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** A bar ends a cell even inside a code span, unless it is escaped. */
function tableCell(markdown: string): string {
  return markdown.replace(/(?<!\\)\|/g, "\\|");
}

export function reportToText(report: readonly ReportBlock[]): string {
  return report.map(textOf).join("\n\n") + "\n";
}

function textOf(block: ReportBlock): string {
  switch (block.kind) {
    case "title":
      return underlined(phraseToPlainText(block.phrase), "=");
    case "heading":
      return underlined(phraseToPlainText(block.phrase), "-");
    case "text":
      return phraseToPlainText(block.phrase);
    case "place":
      return `${placeText(block.place)}  ${phraseToPlainText(block.phrase)}`.trimEnd();
    case "items":
      return block.items.map(textOfItem).join("\n");
    case "code":
      return codeLines(block.text)
        .map((line) => `    ${line}`)
        .join("\n");
    case "diff":
      return diffLines(block.file, block.lines)
        .map((line) => `    ${line}`)
        .join("\n");
    case "table":
      return stackedRows(
        block.header,
        block.rows.map((row) => row.map(phraseToPlainText)),
      );
  }
}

function textOfItem({ place, phrase, commands, code }: ReportItem): string {
  const lead = place === undefined ? "" : `${placeText(place)}  `;
  const below = [...commands, ...(code === undefined ? [] : newLines(code))];
  return [`  - ${lead}${phraseToPlainText(phrase)}`, ...below.map((line) => `      ${line}`)].join("\n");
}

/** A place as the text shows it: `scp/guard.json:4`. */
export function placeText({ file, line }: LinkedPlace): string {
  return `${visibleText(file)}:${line}`;
}

function underlined(text: string, mark: string): string {
  return `${text}\n${mark.repeat(Math.min(text.length, 80))}`;
}

/** The first two columns lead; each further one has a line of its own, because ARNs are long. */
function stackedRows(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const [, , ...labels] = header;
  const widest = Math.max(...labels.map((label) => label.length));
  const lead = Math.max(...rows.map(([mark = "", element = ""]) => mark.length + element.length + 4));
  return rows
    .flatMap(([mark = "", element = "", ...cells]) =>
      cells.map((cell, at) => {
        const start = at === 0 ? `  ${mark} ${element}` : "";
        return `${start.padEnd(lead + 1)}${(labels[at] ?? "").padEnd(widest)}  ${cell}`;
      }),
    )
    .join("\n");
}

/** As `diff -u` writes it, with the file and the first line in front. */
function diffLines(file: string, lines: readonly PreviewLine[]): readonly string[] {
  const shown = lines
    .slice(0, MOST_LINES)
    .map(({ mark, text }) => `${mark}${visibleText(text.replaceAll("\t", "  "))}`);
  const head = `@@ ${visibleText(file)}:${lines[0]?.line ?? 1} @@`;
  return [head, ...shown, ...(lines.length > MOST_LINES ? ["…"] : [])];
}

const MOST_LINES = 40;

/** Lines as they can be shown, without the indentation that the statement has in its file. */
export function codeLines(text: string): readonly string[] {
  const [first = "", ...rest] = text.split(/\r?\n/);
  const indents = rest.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length);
  const indent = indents.length === 0 ? 0 : Math.min(...indents);
  return shownLines([first, ...rest.map((line) => line.slice(indent))]);
}

/** Those of a text that stands in no file yet. */
function newLines(text: string): readonly string[] {
  return shownLines(text.split("\n"));
}

function shownLines(lines: readonly string[]): readonly string[] {
  const shown = lines.slice(0, MOST_LINES).map((line) => visibleText(line.replaceAll("\t", "  ")));
  return lines.length > MOST_LINES ? [...shown, "…"] : shown;
}
