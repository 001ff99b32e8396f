/** Where the parts of a policy stand: beside the file that was the whole, and attached to what it is attached to. */
import { type Change, type NewObject, type NewValue } from "../../syntax/change.ts";
import { jsonWriter } from "../../syntax/json-writer.ts";
import { readJson } from "../../syntax/json.ts";
import { memberNamed, type ObjectValue, WITHOUT_HOLES } from "../../syntax/value.ts";
import { type Edit } from "../../text/edit.ts";
import { readGlob } from "../../workspace/glob.ts";

/** Paths for so many parts, the first of which keeps its own: `app.json`, `app-2.json`, and numbers that are free. */
export function partPaths(path: string, count: number, isTaken: (path: string) => boolean): readonly string[] {
  const name = path.lastIndexOf("/") + 1;
  const dot = path.indexOf(".", name + 1);
  const [stem, ending] = dot < 0 ? [path, ""] : [path.slice(0, dot), path.slice(dot)];
  const paths = [path];
  for (let number = 2; paths.length < count; number++) {
    const one = `${stem}-${number}${ending}`;
    if (!isTaken(one)) paths.push(one);
  }
  return paths;
}

/** What a file has of its own: another file is another policy. */
const OF_ONE_FILE: ReadonlySet<string> = new Set(["files", "name", "arn"]);

/**
 * Edits of a workspace file by which what it says of `path` holds for the new files, too. Paths are relative to its folder.
 * Empty where it says nothing of it, or says it of the new ones already; undefined where they cannot be made.
 */
export function attachParts(config: string, path: string, added: readonly string[]): readonly Edit[] | undefined {
  const { root, problems } = readJson(config, WITHOUT_HOLES);
  if (root?.kind !== "object" || problems.length > 0) return undefined;
  const list = memberNamed(root, "policies")?.value;
  if (list === undefined) return [];
  if (list.kind !== "array") return undefined;
  const changes: Change[] = [];
  for (const item of list.items) {
    if (item.kind !== "object" || !isOf(item, path)) continue;
    const said = saidOf(item);
    if (said.length === 0) continue;
    for (const file of added.filter((one) => !isOf(item, one))) {
      changes.push({ change: "add-item", to: list, after: item, value: entryFor(file, said) });
    }
  }
  return changes.length === 0 ? [] : jsonWriter(config, root).edits(changes);
}

function isOf(entry: ObjectValue, path: string): boolean {
  const files = memberNamed(entry, "files")?.value;
  return files?.kind === "string" && readGlob(files.text).glob?.(path) === true;
}

function saidOf({ members }: ObjectValue): NewObject["members"] {
  return members.flatMap(({ key, value }) =>
    value === undefined || OF_ONE_FILE.has(key) ? [] : [[key, { copyOf: value }] as const],
  );
}

function entryFor(file: string, said: NewObject["members"]): NewValue {
  return { members: [["files", file], ...said] };
}
