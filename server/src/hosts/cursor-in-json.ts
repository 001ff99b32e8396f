/** The place in a policy that a cursor in JSON text has. */
import { type DraftPart, isDraftText } from "../syntax/draft.ts";
import { type JsonCursor, jsonCursorAt, type WrittenObject } from "../syntax/json-cursor.ts";
import { type DraftForm, jsonDraft, jsonMember, jsonText } from "../syntax/json-draft.ts";
import { type Edit } from "../text/edit.ts";
import { type Insertion, type PolicyCursor, type WrittenAtCursor, type WrittenBefore } from "./policy-cursor.ts";

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
    inList: typeof json.path.at(-1) === "number",
    hasValue: json.at === "key" && json.hasColon,
    behindValue: json.behindValue,
    typed: json.typed,
    rest: text.slice(offset, Math.max(offset, json.end)),
    inSub: path.at(-1) === "Fn::Sub",
    object: writtenIn(objects.at(-1)),
    inStatement: writtenIn(objects[1]),
    write: (what) => writtenAt(text, offset, json, what),
  };
}

/** `{"Fn::If": ["Condition", …, …]}` stands for what is in its list. */
function isFunction({ keys }: WrittenObject): boolean {
  return keys.at(-1)?.startsWith("Fn::") === true;
}

function writtenIn(object: WrittenObject | undefined): WrittenBefore {
  return { keys: object?.keys ?? [], textsOf: (key) => object?.strings.get(key) ?? [] };
}

/** How something is written at the cursor. */
export function writtenAt(
  text: string,
  offset: number,
  json: JsonCursor,
  what: WrittenAtCursor,
): Insertion | undefined {
  const written = insertion(text, offset, json, what);
  return json.behindValue && written !== undefined
    ? { ...written, parts: [separatorAt(text, json), ...written.parts] }
    : written;
}

/** Behind a value: the comma, and the next line if the others of the object or list have lines of their own. */
function separatorAt(text: string, json: JsonCursor): string {
  const { objects, newline } = formAt(text, json);
  return objects === "inline" ? ", " : `,${newline}${indentAt(text, json.start)}`;
}

function insertion(text: string, offset: number, json: JsonCursor, what: WrittenAtCursor): Insertion | undefined {
  if (what.write === "part") {
    const span = { start: json.start + what.from, end: offset + what.behind };
    return { span, parts: jsonText(what.text), lead: 0, also: [] };
  }
  if (what.write === "reference") return undefined;
  const also = commaBefore(json);
  const { start, end, quotes } = json;
  if (what.write === "member") {
    const parts = json.hasColon
      ? ['"', ...jsonText(what.key), '"']
      : withComma(jsonMember(what.key, what.value, formAt(text, json)), json);
    return quoted(json, parts, also);
  }
  if (!isDraftText(what.value)) {
    const lead = quotes === "none" ? 0 : 1;
    const span = { start: start - lead, end: end + (quotes === "both" ? 1 : 0) };
    return { span, parts: withComma(jsonDraft(what.value, formAt(text, json)), json), lead, also };
  }
  // With its closing quote and its comma in place, only what stands between the quotes is replaced.
  if (quotes === "both" && !json.commaBehind) {
    return { span: { start, end }, parts: jsonText(what.value), lead: 0, also };
  }
  return quoted(json, withComma(['"', ...jsonText(what.value), '"'], json), also);
}

/** What begins and ends with a quote, where the opening one may be there already. */
function quoted({ start, end, quotes }: JsonCursor, parts: readonly DraftPart[], also: readonly Edit[]): Insertion {
  const [, ...others] = parts;
  const span = { start, end: quotes === "both" ? end + 1 : end };
  return { span, parts: quotes === "none" ? parts : others, lead: 0, also };
}

function withComma(parts: readonly DraftPart[], { commaBehind }: JsonCursor): readonly DraftPart[] {
  return commaBehind ? [...parts, ","] : parts;
}

function commaBefore({ commaBefore: at }: JsonCursor): readonly Edit[] {
  return at === undefined ? [] : [{ span: { start: at, end: at }, newText: "," }];
}

/** As the text around the cursor is: on lines if the object or list around it is. */
function formAt(text: string, { container, start }: JsonCursor): DraftForm {
  const between = text.slice(container, start);
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  if (!between.includes("\n")) return { objects: "inline", newline, unit: "", indent: "" };
  const indent = indentAt(text, start);
  const outer = indentAt(text, container);
  const step = indent.startsWith(outer) ? indent.slice(outer.length) : "";
  return { objects: "lines", newline, unit: step === "" ? (/\n(\t| {2,8})\S/.exec(text)?.[1] ?? "  ") : step, indent };
}

/** What the line of an offset starts with. */
function indentAt(text: string, offset: number): string {
  const line = text.lastIndexOf("\n", offset - 1) + 1;
  let at = line;
  while (at < offset && /[ \t]/.test(text.charAt(at))) at++;
  return text.slice(line, at);
}
