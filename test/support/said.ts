/** A value tree in words, as tests of hosts show it. */
import { type Value } from "../../server/src/syntax/value.ts";

/** Texts with `‹…›` around what is not settled, `?` for what is unknown, `a | b` for one of several. */
export function said(value: Value | undefined): string {
  switch (value?.kind) {
    case "string":
      return marked(value.text, value.holes);
    case "number":
      return value.text;
    case "boolean":
      return String(value.value);
    case "array":
      return `[${value.items.map(said).join(", ")}]`;
    case "object":
      return `{${value.members.map(({ key, keyHoles, value: held }) => `${marked(key, keyHoles)}: ${said(held)}`).join(", ")}}`;
    case "either":
      return `(${value.options.map((option) => (option === undefined ? "nothing" : said(option))).join(" | ")})`;
    case "null":
      return "null";
    case "unknown":
      return "?";
    case undefined:
      return "missing";
  }
}

function marked(text: string, holes: readonly { readonly start: number; readonly end: number }[]): string {
  let result = text;
  for (const { start, end } of holes.toReversed()) {
    result = `${result.slice(0, start)}‹${result.slice(start, end)}›${result.slice(end)}`;
  }
  return result;
}
