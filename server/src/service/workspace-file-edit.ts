/** A new entry in one of the lists of the workspace file, or in a file that is made for it. */
import { type NewObject, newObject } from "../syntax/change.ts";
import { jsonWriter } from "../syntax/json-writer.ts";
import { printNewDocument } from "../syntax/json-print.ts";
import { readJson } from "../syntax/json.ts";
import { memberNamed, WITHOUT_HOLES } from "../syntax/value.ts";
import { type Edit } from "../text/edit.ts";
import { readGlob } from "../workspace/glob.ts";

/** Edits of the file, or the text of a new one. */
export type WorkspaceFileEdit = { readonly edits: readonly Edit[] } | { readonly newText: string };

/** Does the path stand for itself as a pattern of `files`? A name may hold what patterns are made of. */
export function namesOneFile(path: string): boolean {
  return !/[*?{}]/.test(path) && readGlob(path).glob?.(path) === true;
}

/** `text` is undefined where the file is to be made; the result is, where the file has to be corrected first. */
export function entryAdded(text: string | undefined, list: string, entry: NewObject): WorkspaceFileEdit | undefined {
  if (text === undefined) return { newText: `${printNewDocument(newObject({ [list]: [entry] }))}\n` };
  const { root, problems } = readJson(text, WITHOUT_HOLES);
  if (root?.kind !== "object" || problems.length > 0) return undefined;
  const entries = memberNamed(root, list)?.value;
  const writer = jsonWriter(text, root);
  const edits =
    entries === undefined
      ? writer.edits([{ change: "add-member", to: root, after: root.members.at(-1), key: list, value: [entry] }])
      : entries.kind === "array"
        ? writer.edits([{ change: "add-item", to: entries, after: entries.items.at(-1), value: entry }])
        : writer.edits([{ change: "replace", value: entries, by: [{ copyOf: entries }, entry] }]);
  return edits && { edits };
}
