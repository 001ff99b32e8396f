/**
 * The forms of the messages that the server takes, as far as its handlers rely on them. Source: "Language Server Protocol
 * Specification 3.17". A client that leaves something out often writes null for it, so null is as good as nothing there.
 */
import {
  CHECK_FACT,
  CHECK_WORKSPACE,
  CONVERT_POLICY,
  DOCUMENT_STATUS,
  EXPLAIN_DENIAL,
  FACT_KEYS,
  FILES_CHANGED,
  FIT_POLICY,
  MANAGED_POLICY_TEXT,
  MATCHED_ACTIONS,
  MATCHING_REQUEST,
  NEEDED_PERMISSIONS,
  PASTE_POLICY,
  READ_DENIAL,
  WHO_CAN,
  WHO_CAN_OPTIONS,
} from "./protocol.ts";

/** Is a value, as it came from JSON, of the form? */
export type Shape = (value: unknown) => boolean;

const text: Shape = (value) => typeof value === "string";
const number: Shape = (value) => typeof value === "number";
const name: Shape = (value) => text(value) || number(value);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function list(of: Shape): Shape {
  return (value) => Array.isArray(value) && value.every(of);
}

function either(one: Shape, other: Shape): Shape {
  return (value) => one(value) || other(value);
}

/** Any object whose members are all of the form. */
function members(of: Shape): Shape {
  return (value) => isRecord(value) && Object.values(value).every(of);
}

/** An object with these members, and with those behind them if they are there; a null there is taken out. */
function object(needed: Readonly<Record<string, Shape>>, optional: Readonly<Record<string, Shape>> = {}): Shape {
  return (value) => {
    if (!isRecord(value)) return false;
    if (!Object.entries(needed).every(([key, shape]) => Object.hasOwn(value, key) && shape(value[key]))) return false;
    return Object.entries(optional).every(([key, shape]) => {
      if (value[key] === null) Reflect.deleteProperty(value, key);
      return value[key] === undefined || shape(value[key]);
    });
  };
}

const position = object({ line: number, character: number });
const range = object({ start: position, end: position });
const textDocument = object({ uri: text });
const inDocument = object({ textDocument });
const atPosition = object({ textDocument, position });
const inRange = object({ textDocument, range });
const diagnostic = object({ range, message: text });
const folder = object({ uri: text, name: text });
/** Folders that nobody can understand are none: the server starts all the same. */
const initialization: Shape = (value) => {
  if (!isRecord(value) || !isRecord(value["capabilities"])) return false;
  if (!list(folder)(value["workspaceFolders"])) Reflect.deleteProperty(value, "workspaceFolders");
  return true;
};
const place = { uri: text, position };
const question = object({ question: text });

/** By method. What is not here has no form that a handler relies on. */
const SHAPES: ReadonlyMap<string, Shape> = new Map([
  ["initialize", initialization],
  ["$/cancelRequest", object({ id: name })],
  ["textDocument/didOpen", object({ textDocument: object({ uri: text, languageId: text, version: number, text }) })],
  [
    "textDocument/didChange",
    object({
      textDocument: object({ uri: text, version: number }),
      contentChanges: list(object({ text }, { range })),
    }),
  ],
  ["textDocument/didClose", inDocument],
  ["textDocument/didSave", inDocument],
  ["workspace/didChangeWorkspaceFolders", object({ event: object({ added: list(folder), removed: list(folder) }) })],
  ["textDocument/hover", atPosition],
  ["textDocument/completion", object({ textDocument, position }, { context: isRecord })],
  ["completionItem/resolve", object({ label: text })],
  ["textDocument/definition", atPosition],
  ["textDocument/references", object({ textDocument, position }, { context: isRecord })],
  [
    "textDocument/codeAction",
    object({ textDocument, range, context: object({ diagnostics: list(diagnostic) }, { only: list(text) }) }),
  ],
  ["codeAction/resolve", object({ title: text })],
  ["textDocument/documentSymbol", inDocument],
  ["textDocument/foldingRange", inDocument],
  ["textDocument/selectionRange", object({ textDocument, positions: list(position) })],
  ["textDocument/documentLink", inDocument],
  ["textDocument/codeLens", inDocument],
  ["textDocument/inlayHint", inRange],
  ["textDocument/semanticTokens/full", inDocument],
  ["textDocument/semanticTokens/range", inRange],
  ["workspace/symbol", object({ query: text })],
  [EXPLAIN_DENIAL, object({ message: text, facts: members(text) })],
  [READ_DENIAL, object({ message: text })],
  [CHECK_FACT, object({ key: text }, { value: text })],
  [FACT_KEYS, object({}, { action: text })],
  [CONVERT_POLICY, object({ ...place, part: text }, { form: text })],
  [PASTE_POLICY, object({ ...place, text })],
  [FIT_POLICY, object({ ...place, how: text })],
  [NEEDED_PERMISSIONS, object({ question: text }, { place: object(place) })],
  [CHECK_WORKSPACE, object({ progress: either(text, number) })],
  [WHO_CAN, question],
  [WHO_CAN_OPTIONS, question],
  [DOCUMENT_STATUS, object({ uri: text })],
  [MATCHING_REQUEST, object(place)],
  [MATCHED_ACTIONS, object(place)],
  [MANAGED_POLICY_TEXT, object({}, { name: text, place: object(place) })],
  [FILES_CHANGED, object({ uris: list(text) })],
]);

/** Are the parameters of the form that the method has? A null for what may be absent is taken out of them. */
export function isOfItsForm(method: string, params: unknown): boolean {
  return SHAPES.get(method)?.(params) ?? true;
}
