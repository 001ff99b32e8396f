/**
 * Statements in files of their own, which a file of the Serverless Framework takes in by `${file(path):key}`. Source:
 * "Reference Properties In Other Files" of the Serverless Framework's documentation.
 */
import { memberNamed, type ObjectValue, type Value } from "../syntax/value.ts";
import { readYaml } from "../syntax/yaml.ts";
import { type DocumentInFile, foundAt, type FoundPolicy } from "./find-policies.ts";
import { NOTHING_DECLARED, NOTHING_STATED, type SiteUse, type SourcesAround, type SourceText } from "./host.ts";
import { isServerlessRoot, type StatementPlace, statementPlaces } from "./serverless.ts";
import { policyOfStatements } from "./statement-list.ts";
import { templateValue } from "./template-value.ts";

/** Only a file near one of the framework's is worth a look. */
export function mayBeIncluded({ path, text, around }: SourceText): boolean {
  return around !== undefined && text.includes("Effect") && servicesAround(path, around).length > 0;
}

/** The policies that the file has for the services that include it. */
export function includedPolicies(document: DocumentInFile, { path, around }: SourceText): readonly FoundPolicy[] {
  const inclusions = around === undefined ? [] : inclusionsOf(path, around);
  const byKeys = new Map<string, Inclusion[]>();
  for (const one of inclusions) byKeys.set(one.keys.join("."), [...(byKeys.get(one.keys.join(".")) ?? []), one]);
  return [...byKeys.values()].flatMap((several) => {
    const [{ keys, place } = { keys: [], place: undefined }] = several;
    const held = valueAt(document.root, keys);
    if (place === undefined || (held?.kind !== "array" && held?.kind !== "object")) return [];
    const root = policyOfStatements({ value: held, span: held.span, keySpan: held.span });
    const found = foundAt(root, { path: keys, name: undefined, document, resource: undefined }, place.kind);
    return [{ ...found, uses: several.map(useOf) }];
  });
}

function useOf({ place: { kind, holders } }: Inclusion): SiteUse {
  return { kind, name: undefined, stated: { ...NOTHING_STATED, declared: { ...NOTHING_DECLARED, holders } } };
}

function valueAt(root: Value, keys: readonly string[]): Value | undefined {
  let at: Value | undefined = root;
  for (const key of keys) at = at?.kind === "object" ? memberNamed(at, key)?.value : undefined;
  return at;
}

interface Inclusion {
  /** The keys that lead to what is included in the file. */
  readonly keys: readonly string[];
  readonly place: StatementPlace;
}

function inclusionsOf(path: string, around: SourcesAround): readonly Inclusion[] {
  return servicesAround(path, around).flatMap(({ folder, text }) =>
    serviceRoots(text).flatMap((root) =>
      statementPlaces(root).flatMap((place) =>
        referencesIn(place.member.value).flatMap(({ file, keys }) =>
          resolved(folder, file) === path ? [{ keys, place }] : [],
        ),
      ),
    ),
  );
}

interface ServiceFile {
  readonly folder: string;
  readonly text: string;
}

/** In the file's folder and those around it. */
function servicesAround(path: string, around: SourcesAround): readonly ServiceFile[] {
  const found: ServiceFile[] = [];
  let folder = path.slice(0, path.lastIndexOf("/") + 1);
  for (let level = 0; level < DEEPEST; level++) {
    for (const name of ["serverless.yml", "serverless.yaml"]) {
      const text = around.textOf(folder + name);
      if (text?.includes("${file(") === true) found.push({ folder, text });
    }
    if (folder === "") break;
    folder = folder.slice(0, folder.slice(0, -1).lastIndexOf("/") + 1);
  }
  return found;
}

const DEEPEST = 8;

function serviceRoots(text: string): readonly ObjectValue[] {
  const { roots, source } = readYaml(text);
  return roots.map((root) => templateValue(root, source)).filter((root) => isServerlessRoot(root));
}

interface FileReference {
  readonly file: string;
  readonly keys: readonly string[];
}

/** For a whole list, or for items of it. */
function referencesIn(value: Value | undefined): readonly FileReference[] {
  if (value?.kind === "array") return value.items.flatMap(referencesIn);
  if (value?.kind !== "string") return [];
  const [, file, keys] = /^\$\{file\(([^()${}]+)\)(?::([\w.-]+))?\}$/.exec(value.text) ?? [];
  return file === undefined ? [] : [{ file: file.trim(), keys: keys?.split(".") ?? [] }];
}

/** Undefined for a file outside the workspace. */
function resolved(folder: string, file: string): string | undefined {
  const parts = folder.split("/").slice(0, -1);
  for (const part of file.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}
