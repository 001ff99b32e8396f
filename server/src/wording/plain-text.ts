/** Phrases as plain text, for a terminal and for messages. Control characters of a policy never reach the terminal. */
import { type Inline, type Line, type Passage, type Phrase, visible, visibleText } from "./phrase.ts";

/** Lines end with a line feed. */
export function toPlainText(passage: Passage): string {
  return passage.map((line, index) => blankBefore(passage[index - 1], line) + plainTextOfLine(line) + "\n").join("");
}

export function phraseToPlainText(phrase: Phrase): string {
  return phrase.map(plainTextOf).join("");
}

function plainTextOf(inline: Inline): string {
  switch (inline.kind) {
    case "words":
    case "strong":
      return inline.text.replace(/\s+/g, " ");
    case "name":
      return visibleText(inline.text);
    case "command":
      return visible(inline.text);
    case "value":
      return `"${visibleText(inline.text)}"`;
  }
}

function plainTextOfLine(line: Line): string {
  const content = phraseToPlainText(line.phrase);
  return line.kind === "item" ? `  - ${content}` : content;
}

function blankBefore(before: Line | undefined, line: Line): string {
  return before !== undefined && line.kind === "title" ? "\n" : "";
}
