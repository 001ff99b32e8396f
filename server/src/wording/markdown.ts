/** Phrases as Markdown. Whatever a policy holds stays text: no link, no image, no HTML, no way out of a code span. */
import { type Inline, type Line, type Passage, type Phrase, visible, visibleText } from "./phrase.ts";

export function toMarkdown(passage: Passage): string {
  let markdown = "";
  let before: Line | undefined;
  for (const line of passage) {
    markdown += separator(before, line) + markdownOfLine(line);
    before = line;
  }
  return markdown;
}

export function phraseToMarkdown(phrase: Phrase): string {
  let markdown = "";
  let before: Inline | undefined;
  for (const inline of phrase) {
    markdown += (touches(before, inline) ? " " : "") + markdownOf(inline);
    before = inline;
  }
  return markdown;
}

/** Words without markup: every character that Markdown could take for a sign is escaped. */
export function escapeMarkdown(words: string): string {
  if (!MAY_NEED_ESCAPES.test(words)) return words;
  return words
    .replace(/\s+/g, " ")
    .replace(/[\\`*_[\]<>&~|#!$]/g, "\\$&")
    .replace(/:(?=\/\/)/g, "\\:")
    .replace(/(www)\./gi, "$1\\.")
    .replace(/@/g, "\\@");
}

/** Most of our own words hold none of it; every hover has dozens of them. */
const MAY_NEED_ESCAPES = /[^A-Za-z0-9 ,.;:'"()+=?/%{}^-]| {2}|:\/\/|www\./i;

/** A code span. Its fence is longer than any run of backticks in the text, so the text cannot end it. */
export function inlineCode(source: string): string {
  return codeSpan(visibleText(source));
}

function codeSpan(shown: string): string {
  if (shown === "") return "(empty)";
  if (!shown.includes("`") && !shown.startsWith(" ") && !shown.endsWith(" ")) return `\`${shown}\``;
  const runs = shown.match(/`+/g) ?? [];
  const fence = "`".repeat(runs.reduce((longest, run) => Math.max(longest, run.length), 0) + 1);
  const padding = /^[` ]|[` ]$/.test(shown) ? " " : "";
  return fence + padding + shown + padding + fence;
}

function markdownOf(inline: Inline): string {
  switch (inline.kind) {
    case "words":
      return escapeMarkdown(inline.text);
    case "strong":
      return `**${escapeMarkdown(inline.text)}**`;
    case "command":
      return codeSpan(visible(inline.text));
    case "name":
    case "value":
      return inlineCode(inline.text);
  }
}

/** Two code spans side by side would read as one. */
function touches(before: Inline | undefined, inline: Inline): boolean {
  return before !== undefined && isCode(before) && isCode(inline);
}

function isCode(inline: Inline): boolean {
  return inline.kind === "name" || inline.kind === "command" || inline.kind === "value";
}

function markdownOfLine(line: Line): string {
  const content = phraseToMarkdown(line.phrase);
  switch (line.kind) {
    case "title":
      return `#### ${content}`;
    case "text":
      return content.replace(/^(\d*)(?=[-+=.)])/, "$1\\");
    case "item":
      return `- ${content}`;
  }
}

/** Items that follow one another make one list; anything else is a paragraph of its own. */
function separator(before: Line | undefined, line: Line): string {
  if (before === undefined) return "";
  return before.kind === "item" && line.kind === "item" ? "\n" : "\n\n";
}
