/** Finds policy documents anywhere in a value tree: by their shape, also inside strings. */
import { itemsOf, readNames } from "../syntax/json-tree.ts";
import { type Writer } from "../syntax/change.ts";
import { ownObject } from "../syntax/own-value.ts";
import {
  type ArrayValue,
  memberNamed,
  memberWith,
  type ObjectValue,
  type StringValue,
  textOfMember,
  type Value,
} from "../syntax/value.ts";
import { type Span } from "../text/span.ts";
import { type JsonFaults } from "./json-faults.ts";
import { type PolicyKind } from "../policy/policy.ts";
import { usesOfDocument } from "./cloudformation/attachments.ts";
import { contentOfDocument, hasSingleStatement, templateResource } from "./cloudformation/resource.ts";
import { type DeclaredResource, type Template } from "./cloudformation/template.ts";
import { objectWithFunctions } from "./cloudformation/functions.ts";
import { isFunctionName } from "./cloudformation/names.ts";
import { withPolicyVariables } from "./cloudformation/substitution.ts";
import { templateInString } from "./cloudformation/template-body.ts";
import { type Site } from "./host.ts";
import { documentInString } from "./json-in-string.ts";
import { arrayAt, unknownAt } from "./placed-values.ts";
import { writerOfStatement, writtenByTool } from "./statement-list.ts";
import { type PolicyCursor } from "./policy-cursor.ts";
import { type WordPlaces } from "./word-places.ts";

export interface FoundPolicy extends Pick<
  Site,
  "root" | "path" | "kind" | "name" | "uses" | "refers" | "writer" | "broken" | "isOfAws" | "isItem"
> {
  /** Of the JSON of a string that is the policy. */
  readonly faults?: JsonFaults;
  cursorAt(offset: number): PolicyCursor | undefined;
}

/** A text with its tree, whose spans are of the file. */
export interface DocumentInFile {
  readonly root: Value;
  /** Part of it, or of a text around it, could not be read. */
  readonly broken: boolean;
  /** What its functions refer to. */
  readonly template: Template;
  readonly mayHoldFunctions: boolean;
  readonly words: DocumentWords;
  /** Of the JSON of a string. */
  readonly faults?: JsonFaults;
  writerOf(policy: ObjectValue): Writer | undefined;
  readonly cursorAt: (policy: Pick<ObjectValue, "span">, offset: number) => PolicyCursor | undefined;
}

/** Where a document has the words without which there is no policy, and no statement. */
export interface DocumentWords {
  readonly statement: WordPlaces;
  readonly effect: WordPlaces;
}

/** A policy in a string in a string in a string: nobody nests deeper. */
const DEEPEST_STRINGS = 3;

interface Place {
  readonly path: readonly string[];
  readonly name: string | undefined;
  readonly document: DocumentInFile;
  /** How many strings are around it. */
  readonly stringDepth: number;
  /** All that a resource of a template has, rather than a value in it. */
  readonly isProperties?: boolean;
  /** The template's resource around it, and how many keys lead to its properties. */
  readonly resource: (DeclaredResource & { readonly depth: number }) | undefined;
}

/** Takes a step for each value that may hold a policy. */
export function* findPolicies(document: DocumentInFile): Generator<undefined, readonly FoundPolicy[]> {
  const found: FoundPolicy[] = [];
  yield* policiesIn(document.root, { path: [], name: undefined, document, stringDepth: 0, resource: undefined }, found);
  return found;
}

function* policiesIn(value: Value, place: Place, found: FoundPolicy[]): Generator<undefined> {
  yield;
  if (value.kind === "object") {
    yield* readNames(value);
    const policy = yield* policyAt(value, place);
    if (policy === undefined) yield* policiesInObject(value, place, found);
    else if (policy !== "other-document") found.push(policy);
  } else if (value.kind === "array") yield* policiesInArray(value, place, found);
  else if (value.kind === "string") yield* policiesInString(value, place, found);
}

/** The policy of a file that people call one. */
export function wholeFile(root: ObjectValue, document: DocumentInFile): FoundPolicy {
  return foundAt(root, { path: [], name: undefined, document, resource: undefined }, undefined);
}

/** A policy that stands in a document. */
export function foundAt(
  object: ObjectValue,
  {
    path,
    name,
    document,
    resource,
  }: Pick<Place, "path" | "name" | "document"> & {
    readonly resource: (DeclaredResource & { readonly depth?: number }) | undefined;
  },
  kind: PolicyKind | undefined,
): FoundPolicy {
  const { broken, template, faults } = document;
  // A copy, so that the tree of the whole file is not kept with it: where it is not the whole.
  const isWhole = object === document.root;
  const root = isWhole ? object : ownObject(object);
  const filled = isWhole && !document.mayHoldFunctions ? root : objectWithFunctions(root, template);
  const made = template.isRewritten ? withoutShorthands(filled) : filled;
  const within = resource === undefined ? [] : path.slice(resource.depth ?? path.length);
  return {
    root: made,
    refers: made !== root,
    path,
    name,
    kind,
    uses: resource === undefined ? [] : usesOfDocument({ ...resource, within }, kind, name, template),
    broken,
    ...(!isWhole && resource === undefined && kind === undefined && !isWhatIsSent(path) && { isItem: true as const }),
    ...(isWhole && faults && { faults }),
    writer: document.writerOf(root),
    cursorAt: cursorIn(document.cursorAt, root.span),
  };
}

/** Of what nobody types into. One made while a file is read would keep what is read, as every function there does. */
export const NO_CURSOR: FoundPolicy["cursorAt"] = () => undefined;

/** A function of its own: within the reading it would keep the tree of the whole file. */
function cursorIn(cursorAt: DocumentInFile["cursorAt"], span: Span): FoundPolicy["cursorAt"] {
  return (offset) => cursorAt({ span }, offset);
}

/** As the parameters of AWS's calls are called. */
function isWhatIsSent(path: readonly string[]): boolean {
  return /(?:^Policy|Document)$/i.test(path.at(-1) ?? "");
}

/** What is no statement yet, a macro makes one of, or several. */
function withoutShorthands({ kind, span, members }: ObjectValue): ObjectValue {
  const stated = (value: Value): Value => {
    if (value.kind === "array") return arrayAt(value.items.map(stated), value.span);
    return value.kind === "object" && memberNamed(value, "Effect") === undefined ? unknownAt(value.span) : value;
  };
  const own = members.map((member) =>
    member.key === "Statement" && member.value !== undefined
      ? memberWith(member, { value: stated(member.value) })
      : member,
  );
  return { kind, span, members: own };
}

function* policyAt(
  object: ObjectValue,
  place: Place,
): Generator<undefined, FoundPolicy | "other-document" | undefined> {
  const { path, resource } = place;
  const content = resource === undefined ? undefined : contentOfDocument(resource, path.slice(resource.depth));
  if (resource !== undefined && resource.properties === object && hasSingleStatement(resource)) {
    const statement = memberNamed(object, "Statement")?.value;
    return statement?.kind === "object"
      ? withinStatement(foundAt(onlyStatement(object), place, "resource"), statement)
      : undefined;
  }
  // What a resource's properties are is its type's own business.
  if (place.isProperties && content === undefined) return undefined;
  const isHeld = content !== undefined && ELEMENTS_OF_POLICIES.some((name) => memberNamed(object, name) !== undefined);
  if (!isHeld && !(yield* looksLikePolicy(object, place))) return undefined;
  return content === "other-document" ? content : foundAt(object, place, content ?? kindOfKey(path));
}

/** The statement is a property among others, which are no elements of a policy: EventBridge writes those. */
function onlyStatement({ kind, span, members }: ObjectValue): ObjectValue {
  const version = writtenByTool("Version", "2012-10-17", { start: span.start, end: span.start });
  return { kind, span, members: [version, ...members.filter(({ key }) => key === "Statement")] };
}

/** Whoever types beside the statement types a property. */
function withinStatement(found: FoundPolicy, statement: Value): FoundPolicy {
  const cursorAt = (offset: number): PolicyCursor | undefined => {
    const cursor = found.cursorAt(offset);
    return cursor?.path[0] === "Statement" ? cursor : undefined;
  };
  return { ...found, cursorAt, writer: found.writer && writerOfStatement(found.writer, statement) };
}

/** An event of a stack tells what CloudFormation was given once. Source: StackEvent in its API reference. */
function* policiesInObject(object: ObjectValue, place: Place, found: FoundPolicy[]): Generator<undefined> {
  const name = nameBeside(object) ?? place.name;
  const resource = templateResource(object);
  const type = textOfMember(object, "Type") ?? "";
  for (const [index, { key, value }] of object.members.entries()) {
    if (index % MOST_IN_STEP === 0) yield;
    if (value === undefined || !place.document.words.statement.areIn(value)) continue;
    if (key === "ResourceProperties" && memberNamed(object, "ResourceStatus") !== undefined) continue;
    if (key === "Properties" && MODULE.test(type)) continue;
    const path = [...place.path, key];
    const entersResource = resource !== undefined && value === resource.properties;
    const logicalId = place.path.at(-1) ?? "";
    const within = entersResource ? { ...resource, logicalId, depth: path.length } : place.resource;
    const isProperties = key === "Properties" && TYPE_OF_RESOURCE.test(type);
    yield* policiesIn(value, { ...place, path, name, resource: within, isProperties }, found);
  }
}

/** Also of an extension's or a custom one: `Custom::Grant`. */
const TYPE_OF_RESOURCE = /^\w+::\w/;

/**
 * Its properties are what a template in the registry is given, which alone says what becomes of them. Source: "Create
 * reusable resource configurations that can be included across templates with CloudFormation modules".
 */
const MODULE = /^\w+::\w+::\w+::MODULE$/;

/** Of values that are passed over. */
const MOST_IN_STEP = 1_000;

function* policiesInArray(array: ArrayValue, place: Place, found: FoundPolicy[]): Generator<undefined> {
  let index = -1;
  for (const item of itemsOf(array)) {
    if (++index % MOST_IN_STEP === 0) yield;
    if (place.document.words.statement.areIn(item))
      yield* policiesIn(item, { ...place, path: [...place.path, String(index)] }, found);
  }
}

function* policiesInString(value: StringValue, place: Place, found: FoundPolicy[]): Generator<undefined> {
  if (place.stringDepth >= DEEPEST_STRINGS || isPieceOfJoin(place.path)) return;
  const isPattern = place.path.at(-1) === "Fn::Sub" || place.path.slice(-2).join() === "Fn::Sub,0";
  const document =
    (yield* documentInString(isPattern ? withPolicyVariables(value) : value, place.document)) ??
    templateInString(value, place.path, place.document);
  if (document === undefined) return;
  yield* policiesIn(document.root, { ...place, document, stringDepth: place.stringDepth + 1 }, found);
}

/** What `Fn::Join` puts together is whole only together. */
function isPieceOfJoin(path: readonly string[]): boolean {
  return path.at(-3) === "Fn::Join" && path.at(-2) === "1";
}

const STATEMENT_ELEMENTS = ["Effect", "Action", "NotAction", "Principal", "NotPrincipal", "Resource", "NotResource"];

const ELEMENTS_BESIDE_EFFECT = STATEMENT_ELEMENTS.filter((element) => element !== "Effect");

/** Where nothing but a policy can stand, one of them is enough. */
const ELEMENTS_OF_POLICIES = ["Version", "Statement", ...STATEMENT_ELEMENTS];

/**
 * A policy has a Statement, and either a Version that is a date or a statement with an element only policies have.
 * Other JSON may use the word Statement; it is left alone.
 */
function* looksLikePolicy(object: ObjectValue, { path, document }: Place): Generator<undefined, boolean> {
  const statement = memberNamed(object, "Statement")?.value;
  if (statement === undefined || (statement.kind !== "object" && statement.kind !== "array")) return false;
  if (memberNamed(object, ANSWER_OF_A_CALL) !== undefined) return false;
  const version = textOfMember(object, "Version");
  if (version !== undefined && /^20\d\d-\d\d-\d\d$/.test(version)) return !isOfOtherKind(statement);
  // An effect alone is begun where a file is nothing else; among other things others say so, too.
  const elements = path.length === 0 ? STATEMENT_ELEMENTS : ELEMENTS_BESIDE_EFFECT;
  return yield* holdsStatement(statement, elements, document.words.effect);
}

/** What boto3 puts beside what it was told: Lambda's AddPermission tells the statement that it added. */
const ANSWER_OF_A_CALL = "ResponseMetadata";

/** The actions of a SIP media application (Amazon Chime SDK) are statements with a `Type` and none of IAM's elements. */
function isOfOtherKind(statement: Value): boolean {
  const found = statement.kind === "array" ? statement.items : [statement];
  return found.length > 0 && found.every((one) => one.kind === "object" && isOfType(one));
}

function isOfType(statement: ObjectValue): boolean {
  const isTyped = textOfMember(statement, "Type") !== undefined;
  return isTyped && STATEMENT_ELEMENTS.every((element) => memberNamed(statement, element) === undefined);
}

/** On its own, in a list, or as what a function chooses from. */
function* holdsStatement(
  value: Value,
  elements: readonly string[],
  effects: WordPlaces,
): Generator<undefined, boolean> {
  if (!effects.areIn(value)) return false;
  if (value.kind === "array") {
    let index = -1;
    for (const item of itemsOf(value)) {
      if (++index % MOST_IN_STEP === 0) yield;
      if (yield* holdsStatement(item, elements, effects)) return true;
    }
    return false;
  }
  if (value.kind !== "object") return false;
  const [first] = value.members;
  if (first?.value !== undefined && value.members.length === 1 && isFunctionName(first.key)) {
    return yield* holdsStatement(first.value, elements, effects);
  }
  return (
    textOfMember(value, "Effect") !== undefined && elements.some((element) => memberNamed(value, element) !== undefined)
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
  ["assumeRolePolicyDocument", "trust"],
  ["assumeRolePolicy", "trust"],
  ["assume_role_policy_document", "trust"],
  ["KeyPolicy", "resource"],
  ["inline-session-policy", "session"],
  ["attachPolicy", "identity"],
  ["x-amazon-apigateway-policy", "resource"],
]);

/** Keys that hold one kind of policy only; most say nothing. */
function kindOfKey(path: readonly string[]): PolicyKind | undefined {
  const key = path.at(-1);
  return key === undefined ? undefined : KINDS_OF_KEYS.get(key);
}
