/**
 * Statements in files of their own, which a file of the Serverless Framework takes in by `${file(path):key}`. Source:
 * "Reference Properties In Other Files" of the Serverless Framework's documentation.
 */
import { type Member, memberNamed, type ObjectValue, type Value, arrayWith, objectWith } from "../syntax/value.ts";
import { readYaml } from "../syntax/yaml.ts";
import { type DocumentInFile, foundAt, type FoundPolicy } from "./find-policies.ts";
import { NOTHING_DECLARED, NOTHING_STATED, type SiteUse, type SourcesAround, type SourceText } from "./host.ts";
import { isServerlessRoot, type StatementPlace, statementPlaces } from "./serverless.ts";
import { leavesTextAlone } from "./serverless-plugins.ts";
import { policyOfStatements, writerOfStatement } from "./statement-list.ts";
import { templateValue } from "./template-value.ts";

/** A service that has everything in files of its own has no other word of policies. */
export const WORD_OF_INCLUSIONS = "${file(";

/** Only a file near one of the framework's is worth a look. */
export function mayBeIncluded({ path, text, around }: SourceText): boolean {
  return around !== undefined && text.includes("Effect") && servicesAround(path, around).length > 0;
}

/** A service takes the file in, and a plugin of it may change what the file says. */
export function isChangedByService({ path, around }: SourceText): boolean {
  if (around === undefined) return false;
  return servicesAround(path, around).some(
    ({ folder, text }) =>
      filesNamed(text).some((file) => mayBe(path, folder, file)) &&
      serviceRoots(text).some((service) => !leavesTextAlone(service)),
  );
}

/** The policies that the file has for the services that include it. */
export function includedPolicies(document: DocumentInFile, { path, around }: SourceText): readonly FoundPolicy[] {
  const inclusions = around === undefined ? [] : inclusionsOf(path, document, around);
  const byValue = new Map<Value, Inclusion[]>();
  for (const one of inclusions) byValue.set(one.value, [...(byValue.get(one.value) ?? []), one]);
  return [...byValue.values()].flatMap((several) => {
    const [first] = several;
    if (first === undefined || (first.value.kind !== "array" && first.value.kind !== "object")) return [];
    const { value, keys, place } = first;
    const root = policyOfStatements({ value, span: value.span, keySpan: value.span });
    const found = foundAt(root, { path: keys, name: undefined, document, resource: undefined }, place.kind);
    const writer = several.some(({ isItem }) => isItem)
      ? found.writer && writerOfStatement(found.writer, value)
      : found.writer;
    return [{ ...found, writer, uses: several.map(useOf) }];
  });
}

function useOf({ place: { kind, holders } }: Inclusion): SiteUse {
  return { kind, name: undefined, stated: { ...NOTHING_STATED, declared: { ...NOTHING_DECLARED, holders } } };
}

/** All that may be meant: a key may be one of several (`*`). */
export function valuesAt(root: Value, keys: readonly string[]): readonly Held[] {
  return keys.reduce<readonly Held[]>(
    (before, key) =>
      before.flatMap(({ keys: path, value }) =>
        value.kind === "object"
          ? value.members.flatMap((member) =>
              member.value !== undefined && (key === ANY || member.key === key)
                ? [{ keys: [...path, member.key], value: member.value }]
                : [],
            )
          : [],
      ),
    [{ keys: [], value: root }],
  );
}

const ANY = "*";

/** A value of the file, with the keys that lead to it. */
export interface Held {
  readonly keys: readonly string[];
  readonly value: Value;
}

interface Inclusion extends Held {
  readonly place: StatementPlace;
  /** It stands there as one statement: the framework takes no list in its place. */
  readonly isItem?: boolean;
}

/** An item of a list is one statement: of a list in it the framework says that it has no Effect. */
function inclusionsOf(path: string, { root }: DocumentInFile, around: SourcesAround): readonly Inclusion[] {
  return servicesAround(path, around).flatMap(({ folder, text }) =>
    serviceRoots(text).flatMap((service) => {
      const own = ({ file, keys }: FileReference): readonly Held[] => {
        const held = mayBe(path, folder, file) ? valuesAt(root, keys) : [];
        // Of files that only may be meant, those with something else are not.
        return file.includes(ANY) ? held.filter(({ value }) => !isMeantOtherwise(value)) : held;
      };
      const items = statementPlaces(service).flatMap((place) => {
        const isOfList = place.member.value?.kind === "array";
        const held = referencesIn(place.member.value).flatMap(own);
        return held.flatMap((one) =>
          isOfList && one.value.kind === "array" ? [] : [{ ...one, place, isItem: isOfList }],
        );
      });
      return [...items, ...listsIn(service, own)];
    }),
  );
}

function isMeantOtherwise(value: Value): boolean {
  const [first] = value.kind === "array" ? value.items : [value];
  return first?.kind !== "object" || memberNamed(first, "Effect") === undefined;
}

/** Lists of statements in what the file has of functions, or of the provider. */
function listsIn(service: ObjectValue, own: (reference: FileReference) => readonly Held[]): readonly Inclusion[] {
  const taken: Held[] = [];
  const whole = withTaken(
    service,
    (reference) => {
      const [held, ...others] = own(reference);
      if (held === undefined || others.length > 0) return undefined;
      taken.push(held);
      return held.value;
    },
    0,
  );
  if (whole.kind !== "object" || taken.length === 0) return [];
  const lists = new Map<Value, Held>();
  for (const held of taken) addLists(held.value, held, lists, 0);
  return statementPlaces(whole).flatMap((place) => {
    const { value } = place.member;
    const from = value && lists.get(value);
    return value === undefined || from === undefined ? [] : [{ keys: [...from.keys, ...place.path], value, place }];
  });
}

/** `held` is what they stand in. */
function addLists(value: Value, held: Held, lists: Map<Value, Held>, depth: number): void {
  if (value.kind === "array") lists.set(value, held);
  if (value.kind !== "object" || depth > DEEPEST_PLACE) return;
  for (const member of value.members) if (member.value !== undefined) addLists(member.value, held, lists, depth + 1);
}

/** Statements are no deeper than in `functions.save.iam.role`, which may be in a list. */
const DEEPEST_PLACE = 5;

/** The tree with what files have in the place of references to them, above lists of statements. */
export function withTaken(value: Value, take: (reference: FileReference) => Value | undefined, depth: number): Value {
  if (value.kind === "string") {
    const [reference] = referencesIn(value);
    return (reference && take(reference)) ?? value;
  }
  if (depth > DEEPEST_PLACE) return value;
  if (value.kind === "array")
    return arrayWith(
      value,
      value.items.map((item) => withTaken(item, take, depth + 1)),
    );
  if (value.kind !== "object") return value;
  const members = value.members.map((member): Member => {
    const { key, keyHoles, keySpan, keyMap, span, value: held } = member;
    if (held === undefined || LISTS.has(key)) return member;
    return { key, keyHoles, keySpan, keyMap, span, value: withTaken(held, take, depth + 1) };
  });
  return objectWith(value, members);
}

const LISTS: ReadonlySet<string> = new Set([
  "statements",
  "iamRoleStatements",
  "resourcePolicy",
  "resources",
  "custom",
]);

export interface ServiceFile {
  readonly path: string;
  readonly folder: string;
  readonly text: string;
}

/** In the file's folder and those around it. */
export function servicesAround(path: string, around: SourcesAround): readonly ServiceFile[] {
  const found: ServiceFile[] = [];
  let folder = path.slice(0, path.lastIndexOf("/") + 1);
  for (let level = 0; level < DEEPEST; level++) {
    for (const name of ["serverless.yml", "serverless.yaml"]) {
      const text = around.textOf(folder + name);
      if (text?.includes(WORD_OF_INCLUSIONS) === true) found.push({ path: folder + name, folder, text });
    }
    if (folder === "") break;
    folder = folder.slice(0, folder.slice(0, -1).lastIndexOf("/") + 1);
  }
  return found;
}

const DEEPEST = 8;

export function serviceRoots(text: string): readonly ObjectValue[] {
  const { roots, source } = readYaml(text);
  return roots.map((root) => templateValue(root, source)).filter((root) => isServerlessRoot(root));
}

export interface FileReference {
  readonly file: string;
  readonly keys: readonly string[];
}

/** For a whole list, or for items of it. */
export function referencesIn(value: Value | undefined): readonly FileReference[] {
  if (value?.kind === "array") return value.items.flatMap(referencesIn);
  if (value?.kind !== "string") return [];
  const [, file, keys] = /^\$\{file\(([^()]+)\)(?::([\w.${}:*-]+))?(?:,[^{}]*)?\}$/.exec(value.text.trim()) ?? [];
  return file === undefined ? [] : [{ file: open(file.trim()), keys: keys === undefined ? [] : open(keys).split(".") }];
}

/** With `*` for other variables: `iam/${sls:stage}.yml`. */
function open(text: string): string {
  return text.replace(/\$\{[^{}]*\}/g, ANY);
}

function mayBe(path: string, folder: string, file: string): boolean {
  const meant = pathNamed(folder, file)?.split("/");
  const names = path.split("/");
  return names.length === meant?.length && meant.every((part, at) => fits(names[at] ?? "", part));
}

/** Where a file of a folder refers to, with `*` for what is not settled; undefined outside the workspace. */
export function pathNamed(folder: string, file: string): string | undefined {
  const parts = folder.split("/").slice(0, -1);
  for (const part of file.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

/** The files that a text takes in, as it names them. */
export function filesNamed(text: string): readonly string[] {
  return Array.from(text.matchAll(/\$\{file\(([^()\n]{1,200})\)/g), ([, file = ""]) => open(file.trim()));
}

/** One `*` at most stands for what is not settled: two are rare, and nobody knows where one ends. */
function fits(name: string, pattern: string): boolean {
  const [before = "", after, ...others] = pattern.split(ANY);
  if (after === undefined) return name === pattern;
  return (
    others.length === 0 &&
    name.length >= before.length + after.length &&
    name.startsWith(before) &&
    name.endsWith(after)
  );
}
