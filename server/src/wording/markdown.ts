/** Phrases as Markdown. Whatever a policy holds stays text: no link, no image, no HTML, no way out of a code span. */
import { type Inline, type Line, type Passage, type Phrase, visibleText } from "./phrase.ts";

export function toMarkdown(passage: Passage): string {
  return passage.map((line, index) => separator(passage[index - 1], line) + markdownOfLine(line)).join("");
}

export function phraseToMarkdown(phrase: Phrase): string {
  return phrase.map((inline, index) => (touches(phrase[index - 1], inline) ? " " : "") + markdownOf(inline)).join("");
}

/** Words without markup: every character that Markdown could take for a sign is escaped. */
export function escapeMarkdown(words: string): string {
  return words
    .replace(/\s+/g, " ")
    .replace(/[\\`*_[\]<>&~|#!$]/g, "\\$&")
    .replace(/:(?=\/\/)/g, "\\:")
    .replace(/(www)\./gi, "$1\\.")
    .replace(/@/g, "\\@");
}

/** A code span. Its fence is longer than any run of backticks in the text, so the text cannot end it. */
export function inlineCode(source: string): string {
  const shown = visibleText(source);
  if (shown === "") return "(empty)";
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
  return inline.kind === "name" || inline.kind === "value";
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
