/** The explanation for a ticket: what the server says, and below it what it was asked. */
import { type ExplainedMessage } from "./current-explanation.ts";

/** `words` are the headings, in the user's language. */
export function explanationCopy(
  { message, facts, result }: Pick<ExplainedMessage, "message" | "facts" | "result">,
  words: { readonly message: string; readonly facts: string },
): string {
  const told = facts.map(({ key, value }) => `${key} = ${value}`);
  return [
    result.markdown.trimEnd(),
    `## ${words.message}`,
    fenced(message.trim()),
    ...(told.length === 0 ? [] : [`## ${words.facts}`, fenced(told.join("\n"))]),
    "",
  ].join("\n\n");
}

/** The fence is longer than any in the text, so that the text cannot end it. */
function fenced(text: string): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2);
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
