/** Entries of `suppress` in the workspace file: a new one for a finding that is accepted, and the end of an old one. */
import { newObject } from "../syntax/change.ts";
import { jsonWriter } from "../syntax/json-writer.ts";
import { printNewDocument } from "../syntax/json-print.ts";
import { readJson } from "../syntax/json.ts";
import { memberNamed, WITHOUT_HOLES } from "../syntax/value.ts";
import { type Edit } from "../text/edit.ts";
import { type Span } from "../text/span.ts";
import { readGlob } from "../workspace/glob.ts";
import { type FindingPlace } from "./accepted-findings.ts";

/** Edits of the file, or the text of a new one. */
export type SuppressionEdit = { readonly edits: readonly Edit[] } | { readonly newText: string };

/**
 * `path` is that of the policy's file, relative to the folder of the workspace file, whose text is undefined where it is to
 * be made. Undefined where the entry cannot be written.
 */
export function suppressionEdit(
  text: string | undefined,
  path: string,
  { code, statement }: FindingPlace,
): SuppressionEdit | undefined {
  // A name may hold what patterns are made of.
  if (/[*?{}]/.test(path) || readGlob(path).glob?.(path) !== true) return undefined;
  const sid = statement?.sid;
  const entry = newObject({
    code,
    files: path,
    statement:
      statement === undefined
        ? undefined
        : sid === undefined || sid === ""
          ? String(statement.index + firstIn(text))
          : sid,
    reason: "",
  });
  if (text === undefined) return { newText: `${printNewDocument(newObject({ suppress: [entry] }))}\n` };
  const { root, problems } = readJson(text, WITHOUT_HOLES);
  if (root?.kind !== "object" || problems.length > 0) return undefined;
  const list = memberNamed(root, "suppress")?.value;
  const writer = jsonWriter(text, root);
  const edits =
    list === undefined
      ? writer.edits([{ change: "add-member", to: root, after: root.members.at(-1), key: "suppress", value: [entry] }])
      : list.kind === "array"
        ? writer.edits([{ change: "add-item", to: list, after: list.items.at(-1), value: entry }])
        : writer.edits([{ change: "replace", value: list, by: [{ copyOf: list }, entry] }]);
  return edits && { edits };
}

/** Edits that remove the entry with this span; undefined where none has it, or the file has to be corrected first. */
export function removeSuppression(text: string, { start, end }: Span): readonly Edit[] | undefined {
  const { root, problems } = readJson(text, WITHOUT_HOLES);
  if (root?.kind !== "object" || problems.length > 0) return undefined;
  const list = memberNamed(root, "suppress")?.value;
  if (list?.kind !== "array") return undefined;
  const part = list.items.find(({ span }) => span.start === start && span.end === end);
  return part && jsonWriter(text, root).edits([{ change: "remove-item", from: list, part }]);
}

/** Files of older versions count statements from 0: they are known by an entry that says 0. */
function firstIn(text: string | undefined): 0 | 1 {
  return text !== undefined && /"statement"\s*:\s*"?0\b/.test(text) ? 0 : 1;
}
