/** Phrases as the message of a finding and the title of a fix: one line of plain text, with names in quotes. */
import { type Inline, type Phrase, visible } from "./phrase.ts";

export function phraseToMessage(phrase: Phrase): string {
  return phrase.map(messageTextOf).join("");
}

function messageTextOf({ kind, text }: Inline): string {
  switch (kind) {
    case "words":
    case "strong":
      return text;
    case "command":
      return `'${visible(text)}'`;
    case "name":
    case "value":
      return `'${visible(shortened(text))}'`;
  }
}

const LONGEST_QUOTE = 120;
/** ARNs and keys often differ at their end only. */
const KEPT_END = 20;

function shortened(text: string): string {
  if (text.length <= LONGEST_QUOTE) return text;
  const start = text.slice(0, LONGEST_QUOTE - KEPT_END - 1).replace(/[\ud800-\udbff]$/, "");
  return `${start}…${text.slice(-KEPT_END).replace(/^[\udc00-\udfff]/, "")}`;
}
