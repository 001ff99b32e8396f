/** Where a policy belongs in a template in JSON and none is yet. Only the text before the cursor is looked at. */
import { type Draft } from "../syntax/draft.ts";
import { type JsonCursor, jsonCursorAt } from "../syntax/json-cursor.ts";
import { type Span } from "../text/span.ts";
import { blankJson } from "./blank-object.ts";
import { contentOfProperty, serviceOfType, SINGLE_STATEMENT } from "./cloudformation/types.ts";
import { writtenAt } from "./cursor-in-json.ts";
import { type Beginning } from "./host.ts";

/** Undefined for a text that is no template. */
export function beginningsInJson(text: string): ((offset: number) => Beginning | undefined) | undefined {
  return /"AWS::\w/.test(text) ? (offset) => beginningInJson(text, offset) : undefined;
}

/** Undefined where no policy belongs, or one is begun. */
function beginningInJson(text: string, offset: number): Beginning | undefined {
  const json = jsonCursorAt(text, Math.max(0, text.indexOf("{")), offset);
  if (json === undefined || json.behindValue) return undefined;
  const braces = emptyBraces(text, json);
  const isBegun = braces === undefined && json.at === "key";
  if (isBegun && json.objects.at(-1)?.keys.every((key) => BEFORE_STATEMENT.includes(key)) !== true) return undefined;
  if (json.at === "value" && hasValue(text, json)) return undefined;
  const named = json.path.filter((step) => typeof step === "string");
  const depth = named.lastIndexOf("Properties");
  // Beside the properties, and before them.
  const type = depth < 0 ? undefined : json.objects[depth]?.strings.get("Type")?.[0];
  if (type === undefined || type === SINGLE_STATEMENT) return undefined;
  const content = contentOfProperty(type, propertyPath(json.path));
  if (content === undefined || content === "other-document") return undefined;
  if (isBegun) return { kind: content, names: ownMembers(text, offset, json), write: undefined };
  const between = braces && blankJson(text, braces, offset);
  if (braces !== undefined && between === undefined) return undefined;
  const write = between ?? ((value: Draft) => writtenAt(text, offset, json, { write: "value", value }));
  const begun = write({ members: [["Version", "2012-10-17"] as const, ["Statement", [OPEN]] as const], open: false });
  return {
    kind: content,
    write,
    names: begun === undefined ? [] : [{ name: "Version", insertion: begun, leads: true }],
    service: serviceOfType(type),
  };
}

/** A policy that has no more of its own is none yet to whoever looks for policies. */
const BEFORE_STATEMENT = ["Version", "Id"];

function ownMembers(text: string, offset: number, json: JsonCursor): Beginning["names"] {
  const before = json.objects.at(-1)?.keys ?? [];
  // What else such a policy has by now is short.
  const [behind = ""] = text.slice(offset, offset + LONGEST_BEHIND).split("}", 1);
  const members: readonly (readonly [key: string, value: Draft])[] = [
    ["Version", "2012-10-17"],
    ["Statement", [OPEN]],
  ];
  return members.flatMap(([key, value]) => {
    const isThere = before.includes(key) || behind.includes(`"${key}"`);
    const insertion = isThere ? undefined : writtenAt(text, offset, json, { write: "member", key, value });
    return insertion === undefined ? [] : [{ name: key, insertion, leads: key === "Statement" }];
  });
}

const LONGEST_BEHIND = 200;

const OPEN: Draft = { members: [], open: true };

/** Those around the cursor, if nothing else is in them. */
function emptyBraces(text: string, { at, typed, quotes, container }: JsonCursor): Span | undefined {
  if (at !== "key" || typed !== "" || quotes !== "none") return undefined;
  const found = /^\{\s*\}/.exec(text.slice(container, container + MOST_BEHIND));
  return found === null ? undefined : { start: container, end: container + found[0].length };
}

/** What comes next is the value, and not the name of the next property. */
function hasValue(text: string, { typed, end, quotes }: JsonCursor): boolean {
  if (quotes === "both" && text.charAt(end - 1) !== '"') return true;
  if (/\W/.test(typed)) return true;
  const behind = text.slice(end + (quotes === "both" ? 1 : 0), end + MOST_BEHIND);
  return /^\s*(?:[{[\w-]|"(?:[^"\\\n]|\\.)*"(?!\s*:))/.test(behind);
}

const MOST_BEHIND = 400;

/** `Properties`, `Policies`, `0`, `PolicyDocument` → `Policies[].PolicyDocument`. */
function propertyPath(path: JsonCursor["path"]): string {
  const own = path.slice(path.lastIndexOf("Properties") + 1);
  return own.reduce<string>(
    (before, step) => (typeof step === "number" ? `${before}[]` : before === "" ? step : `${before}.${step}`),
    "",
  );
}
