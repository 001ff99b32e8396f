/** A policy in a file of its own that begins with its first element: the brace in front of it, or each of the two, got lost. */
import { memberNamed, type Value } from "../syntax/value.ts";
import { looksLikeStatement } from "../policy/read-policy.ts";
import { type Departure } from "./host.ts";

export interface BracelessText {
  /** The text as it was to be. */
  readonly whole: string;
  readonly departure: Departure;
}

/** Undefined for a text that begins otherwise, and for one whose other brackets are no pairs. */
export function bracelessText(text: string): BracelessText | undefined {
  const [begin] = /^\s*(?="(?:Version|Id|Statement)"\s*:)/.exec(text) ?? [];
  const closed = begin === undefined ? undefined : endsWithBrace(text);
  if (begin === undefined || closed === undefined) return undefined;
  const start = begin.length;
  const end = text.trimEnd().length;
  const opening = { span: { start, end: start }, newText: "{\n" };
  const closing = { span: { start: end, end }, newText: "\n}" };
  return {
    whole: `{${text}${closed ? "" : "}"}`,
    departure: {
      kind: "brace-missing",
      span: { start, end: start + 1 },
      count: closed ? 1 : 2,
      repair: closed ? [opening] : [opening, closing],
    },
  };
}

/** Does its last brace close one that is not there? Undefined where that is not all. */
function endsWithBrace(text: string): boolean | undefined {
  const end = text.trimEnd().length;
  let depth = 0;
  let isText = false;
  for (let at = 0; at < end; at++) {
    const sign = text[at] ?? "";
    if (isText && sign === "\\") at++;
    else if (sign === '"') isText = !isText;
    else if (!isText && "{[".includes(sign)) depth++;
    else if (!isText && "]}".includes(sign) && --depth < 0) return sign === "}" && at === end - 1 ? true : undefined;
  }
  return depth === 0 && !isText ? false : undefined;
}

/** Has it the elements of a policy, and nothing else? */
export function isWholePolicy(root: Value | undefined): boolean {
  if (root?.kind !== "object" || !root.members.every(({ key }) => ELEMENTS.has(key))) return false;
  const statement = memberNamed(root, "Statement")?.value;
  const [first] = statement?.kind === "array" ? statement.items : [statement];
  return first?.kind === "object" && looksLikeStatement(first);
}

const ELEMENTS: ReadonlySet<string> = new Set(["Version", "Id", "Statement"]);
