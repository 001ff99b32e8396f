/** Entries of `suppress` in the workspace file: a new one for a finding that is accepted, and the end of an old one. */
import { newObject } from "../syntax/change.ts";
import { jsonWriter } from "../syntax/json-writer.ts";
import { readJson } from "../syntax/json.ts";
import { memberNamed, WITHOUT_HOLES } from "../syntax/value.ts";
import { type Edit } from "../text/edit.ts";
import { type Span } from "../text/span.ts";
import { type FindingPlace } from "./accepted-findings.ts";
import { entryAdded, namesOneFile, type WorkspaceFileEdit } from "./workspace-file-edit.ts";

/**
 * `path` is that of the policy's file, relative to the folder of the workspace file, whose text is undefined where it is to
 * be made. Undefined where the entry cannot be written.
 */
export function suppressionEdit(
  text: string | undefined,
  path: string,
  { code, statement }: FindingPlace,
): WorkspaceFileEdit | undefined {
  if (!namesOneFile(path)) return undefined;
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
  return entryAdded(text, "suppress", entry);
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
