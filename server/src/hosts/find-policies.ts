/** Finds policy documents anywhere in a value tree: by their shape, also inside strings. */
import { type Writer } from "../syntax/change.ts";
import { readJson } from "../syntax/json.ts";
import { decodePercent } from "../syntax/json-string.ts";
import { jsonWriter } from "../syntax/json-writer.ts";
import { stringWriter } from "../syntax/string-writer.ts";
import {
  type ArrayValue,
  memberNamed,
  type ObjectValue,
  type StringValue,
  textOfMember,
  type Value,
} from "../syntax/value.ts";
import { composeEncodings, type Encoding } from "../text/encoding.ts";
import { TEMPLATE_HOLES } from "../policy/template.ts";
import { type PolicyKind } from "../policy/policy.ts";
import { contentOfDocument, hasSingleStatement, type TemplateResource, templateResource } from "./cloudformation.ts";
import { isFunctionName, objectWithFunctions } from "./cloudformation-functions.ts";
import { type Site } from "./host.ts";

export interface FoundPolicy extends Pick<Site, "root" | "path" | "kind" | "name"> {
  readonly document: JsonInFile;
}

/** A JSON text with its tree, whose spans are of the file. */
export interface JsonInFile {
  readonly text: string;
  readonly root: Value;
  /** Of the string that holds it; undefined for the file's own text. */
  readonly within: Encoding | undefined;
  readonly writer: Writer;
}

/** A file's own text. */
export function jsonOfFile(text: string, root: Value): JsonInFile {
  return { text, root, within: undefined, writer: jsonWriter(text, root) };
}

/** A policy in a string in a string in a string: nobody nests deeper. */
const DEEPEST_STRINGS = 3;

interface Place {
  readonly path: readonly string[];
  readonly name: string | undefined;
  readonly document: JsonInFile;
  /** How many strings are around it. */
  readonly stringDepth: number;
  /** The template's resource around it, and how many keys lead to its properties. */
  readonly resource: (TemplateResource & { readonly depth: number }) | undefined;
}

export function* findPolicies(document: JsonInFile): Generator<FoundPolicy> {
  yield* policiesIn(document.root, { path: [], name: undefined, document, stringDepth: 0, resource: undefined });
}

function* policiesIn(value: Value, place: Place): Generator<FoundPolicy> {
  if (value.kind === "object") {
    const found = policyAt(value, place);
    if (found === undefined) yield* policiesInObject(value, place);
    else if (found !== "other-document") yield found;
  } else if (value.kind === "array") yield* policiesInArray(value, place);
  else if (value.kind === "string") yield* policiesInString(value, place);
}

function policyAt(object: ObjectValue, place: Place): FoundPolicy | "other-document" | undefined {
  if (!looksLikePolicy(object)) return undefined;
  const { path, name, document, resource } = place;
  const found = { path, name, document };
  if (resource?.properties === object && hasSingleStatement(resource)) {
    return { ...found, root: objectWithFunctions(onlyStatement(object)), kind: "resource" };
  }
  const content = resource === undefined ? undefined : contentOfDocument(resource, path.slice(resource.depth));
  return content === "other-document"
    ? content
    : { ...found, root: objectWithFunctions(object), kind: content ?? kindOfKey(path) };
}

/** The statement is a property among others, which are no elements of a policy. */
function onlyStatement(object: ObjectValue): ObjectValue {
  return { ...object, members: object.members.filter(({ key }) => key === "Statement") };
}

function* policiesInObject(object: ObjectValue, place: Place): Generator<FoundPolicy> {
  const name = nameBeside(object) ?? place.name;
  const resource = templateResource(object);
  for (const member of object.members) {
    if (member.value === undefined || member.value.kind === "number" || member.value.kind === "boolean") continue;
    const path = [...place.path, member.key];
    const entersResource = resource !== undefined && member.value === resource.properties;
    yield* policiesIn(member.value, {
      ...place,
      path,
      name,
      resource: entersResource ? { ...resource, depth: path.length } : place.resource,
    });
  }
}

function* policiesInArray(array: ArrayValue, place: Place): Generator<FoundPolicy> {
  for (const [index, item] of array.items.entries()) {
    yield* policiesIn(item, { ...place, path: [...place.path, String(index)] });
  }
}

function* policiesInString(value: StringValue, place: Place): Generator<FoundPolicy> {
  if (place.stringDepth >= DEEPEST_STRINGS || !value.text.includes("Statement")) return;
  const document = documentInString(value);
  if (document !== undefined)
    yield* policiesIn(document.root, { ...place, document, stringDepth: place.stringDepth + 1 });
}

/** The IAM API sends documents percent-encoded (RFC 3986); most tools write them as escaped JSON. */
function documentInString({ text, map }: StringValue): JsonInFile | undefined {
  const start = text.trimStart();
  if (start.startsWith("{")) return readInString(text, map);
  const decoded = /^%7b/i.test(start) ? decodePercent(text) : undefined;
  return decoded === undefined ? undefined : readInString(decoded.text, composeEncodings(decoded.map, map));
}

function readInString(text: string, within: Encoding): JsonInFile | undefined {
  const { root } = readJson(text, { ...TEMPLATE_HOLES, within });
  if (root === undefined) return undefined;
  return { text, root, within, writer: stringWriter(jsonWriter(text, root, within), within) };
}

const STATEMENT_ELEMENTS = ["Effect", "Action", "NotAction", "Principal", "NotPrincipal", "Resource", "NotResource"];

/**
 * A policy has a Statement, and either a Version that is a date or a statement with an element only policies have.
 * Other JSON may use the word Statement; it is left alone.
 */
function looksLikePolicy(object: ObjectValue): boolean {
  const statement = memberNamed(object, "Statement")?.value;
  if (statement === undefined || (statement.kind !== "object" && statement.kind !== "array")) return false;
  const version = textOfMember(object, "Version");
  if (version !== undefined && /^20\d\d-\d\d-\d\d$/.test(version)) return true;
  return holdsStatement(statement);
}

/** On its own, in a list, or as what a function chooses from. */
function holdsStatement(value: Value): boolean {
  if (value.kind === "array") return value.items.some(holdsStatement);
  if (value.kind !== "object") return false;
  const [only, ...others] = value.members;
  if (only?.value !== undefined && others.length === 0 && isFunctionName(only.key)) return holdsStatement(only.value);
  return (
    textOfMember(value, "Effect") !== undefined &&
    STATEMENT_ELEMENTS.some((element) => memberNamed(value, element) !== undefined)
  );
}

function nameBeside(object: ObjectValue): string | undefined {
  for (const key of ["PolicyName", "RoleName", "UserName", "GroupName", "Name"]) {
    const name = textOfMember(object, key);
    if (name !== undefined) return name;
  }
  return undefined;
}

const KINDS_OF_KEYS: ReadonlyMap<string, PolicyKind> = new Map([
  ["AssumeRolePolicyDocument", "trust"],
  ["assume_role_policy", "trust"],
  ["KeyPolicy", "resource"],
]);

/** Keys that hold one kind of policy only; most say nothing. */
function kindOfKey(path: readonly string[]): PolicyKind | undefined {
  const key = path.at(-1);
  return key === undefined ? undefined : KINDS_OF_KEYS.get(key);
}
