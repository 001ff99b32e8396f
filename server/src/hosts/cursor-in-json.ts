/** The place in a policy that a cursor in JSON text has. */
import { type JsonCursor, jsonCursorAt, type WrittenObject } from "../syntax/json-cursor.ts";
import { encodeJsonString } from "../syntax/json-string.ts";
import { type Insertion, type PolicyCursor, type WhatFollows, type WrittenBefore } from "./policy-cursor.ts";

/** `start` is where the policy's opening brace stands. Undefined where neither key nor value can begin. */
export function cursorInJson(text: string, start: number, offset: number): PolicyCursor | undefined {
  const json = jsonCursorAt(text, start, offset);
  if (json === undefined) return undefined;
  const objects = json.objects.filter((object) => !isFunction(object));
  const path = json.path.filter((step) => typeof step === "string");
  const [, statement] = json.path;
  return {
    path: path.filter((step) => !step.startsWith("Fn::")),
    statement: typeof statement === "number" ? statement : 0,
    at: json.at,
    typed: json.typed ?? "",
    object: writtenIn(objects.at(-1)),
    inStatement: writtenIn(objects[1]),
    write: (content, then) => insertion(json, content, then),
  };
}

/** `{"Fn::If": ["Condition", …, …]}` stands for what is in its list. */
function isFunction({ keys }: WrittenObject): boolean {
  return keys.at(-1)?.startsWith("Fn::") === true;
}

function writtenIn(object: WrittenObject | undefined): WrittenBefore {
  return { keys: object?.keys ?? [], textsOf: (key) => object?.strings.get(key) ?? [] };
}

function insertion(json: JsonCursor, content: string, then: WhatFollows): Insertion {
  const colon = json.at === "key" && !json.hasColon ? ": " : "";
  // With its closing quote in place and nothing to follow, only what stands between the quotes is replaced.
  const keepsQuote = json.closed && colon === "";
  const end = json.closed && !keepsQuote ? json.end + 1 : json.end;
  const opening = json.typed === undefined ? '"' : "";
  const before = opening + encodeJsonString(content);
  const newText = before + (keepsQuote ? "" : `"${colon}`);
  const caret = then === "more" && !keepsQuote ? before.length : undefined;
  return { span: { start: json.start, end }, newText, caret };
}
