/**
 * The data source `aws_iam_policy_document` as the policy that it makes. Source: "Data Source: aws_iam_policy_document" of
 * the "hashicorp/aws" provider.
 */
import { attributeNamed, blocksNamed, type HclAttribute, type HclBlock, type HclBody } from "../../syntax/hcl-tree.ts";
import { wholeAt } from "../../text/encoding.ts";
import {
  type EitherValue,
  type Hole,
  memberNamed,
  type Member,
  type ObjectValue,
  type StringValue,
  type Value,
  objectWith,
  memberWith,
} from "../../syntax/value.ts";
import { type Span } from "../../text/span.ts";
import { holesOfName } from "../placeholders.ts";
import { mayAskIterator, scopeOfContent } from "./block-scope.ts";
import { argumentValue } from "./document-arguments.ts";
import { type Scope } from "./scope.ts";
import { arrayAt, placedAt, textAt, unknownAt } from "../placed-values.ts";

/** The arguments of a `statement` that are lists, and the elements that they become. */
export const LISTS: ReadonlyMap<string, string> = new Map([
  ["actions", "Action"],
  ["not_actions", "NotAction"],
  ["resources", "Resource"],
  ["not_resources", "NotResource"],
]);

const LISTED = [...LISTS];

export const PRINCIPALS: ReadonlyMap<string, string> = new Map([
  ["principals", "Principal"],
  ["not_principals", "NotPrincipal"],
]);

/** What other documents do to one. */
export interface DocumentsBeside {
  /** It takes statements from documents that are not known here. */
  readonly open: boolean;
  /** The Sids of statements in whose place others may come; `any` where nobody knows which. */
  readonly replaced: ReadonlySet<string> | "any";
}

/** A list that is empty is as if it were not written, and what is not written has the provider's default. */
export function policyOfDocument(block: HclBlock, scope: Scope, { open, replaced }: DocumentsBeside): ObjectValue {
  const { body, span, typeSpan } = block;
  const statements = everyBlock(body, "statement").flatMap((one) =>
    inBlock(one, statementOf(one, scope), scope).map((statement) => maybeReplaced(statement, replaced)),
  );
  const version = writtenIn(body, "version");
  const others = open ? [unknownAt(typeSpan)] : [];
  return {
    kind: "object",
    span,
    members: [
      version === undefined
        ? memberAt("Version", typeSpan, textAt(plain("2012-10-17"), typeSpan))
        : memberOf("Version", version, scope),
      ...optionalMember("Id", writtenIn(body, "policy_id"), scope),
      memberAt("Statement", typeSpan, arrayAt([...others, ...statements], span), span),
    ],
  };
}

/** Of a member whose name is not settled. */
const OPEN_NAME = "${...}";

/** A block, or what a `dynamic` block makes of its content. */
export interface DocumentBlock {
  readonly block: HclBlock;
  readonly body: HclBody;
  /** The loop's own name for what it goes through; undefined for a block that is there once. */
  readonly iterator: string | undefined;
}

export function everyBlock(body: HclBody, type: string): readonly DocumentBlock[] {
  return body.blocks.flatMap((block): DocumentBlock[] => {
    if (block.type === type) return [{ block, body: block.body, iterator: undefined }];
    if (block.type !== "dynamic" || block.labels[0]?.text !== type) return [];
    return blocksNamed(block.body, "content").map((content) => ({ block, body: content.body, iterator: type }));
  });
}

export function scopeIn({ block, iterator }: DocumentBlock, scope: Scope): Scope {
  return iterator === undefined ? scope : scopeOfContent(block, scope);
}

/** There may be none of what a loop makes, and several that differ, if it asks what it goes through. */
function inBlock({ block, body, iterator }: DocumentBlock, value: Value, { file }: Scope): readonly Value[] {
  if (iterator === undefined) return [value];
  const maybe: Value = { kind: "either", span: value.span, options: [value, undefined] };
  return mayAskIterator(block, body, file.text) ? [maybe, unknownAt(value.span)] : [maybe];
}

/** A statement with a Sid that others may have gives way to them. */
function maybeReplaced(statement: Value, replaced: DocumentsBeside["replaced"]): Value {
  if (statement.kind !== "object" || (replaced !== "any" && replaced.size === 0)) return statement;
  const sid = memberNamed(statement, "Sid")?.value;
  const isOne = sid?.kind !== "string" || sid.holes.length > 0 || replaced === "any" || replaced.has(sid.text);
  if (sid === undefined || !isOne) return statement;
  return { kind: "either", span: statement.span, options: [statement, undefined] };
}

function statementOf(one: DocumentBlock, outer: Scope): ObjectValue {
  const { block, body } = one;
  const { typeSpan, span } = block;
  const scope = scopeIn(one, outer);
  const effect = writtenIn(body, "effect");
  const written = LISTED.flatMap(([name, element]) => {
    const attribute = attributeNamed(body, name);
    return attribute === undefined ? [] : [memberOf(element, attribute, scope)];
  });
  // Nobody forgets what belongs in every list: that is a statement still to be written.
  const isBegun = written.length > 1 && written.every(({ value }) => isEmptyList(value));
  const lists = isBegun
    ? written.map((member) => memberWith(member, { value: unknownAt(member.span) }))
    : written.flatMap((member) =>
        isEmptyList(member.value) ? [] : [memberWith(member, { value: nothingOr(member.value) })],
      );
  return {
    kind: "object",
    span,
    head: typeSpan,
    members: [
      ...optionalMember("Sid", writtenIn(body, "sid"), scope),
      effect === undefined
        ? memberAt("Effect", typeSpan, textAt(plain("Allow"), typeSpan))
        : memberOf("Effect", effect, scope),
      ...[...PRINCIPALS].flatMap(
        ([name, element]) => asArgument(body, name, element) ?? principalOf(everyBlock(body, name), element, scope),
      ),
      ...lists,
      ...(asArgument(body, "condition", "Condition") ?? conditionOf(everyBlock(body, "condition"), scope)),
    ],
  };
}

/** `principals = { … }` was a block for Terraform 0.11, and is a mistake of its own for later ones. */
function asArgument(body: HclBody, name: string, element: string): readonly Member[] | undefined {
  const written = writtenIn(body, name);
  return written && [memberAt(element, written.nameSpan, unknownAt(written.value.span), written.span)];
}

/** What is not settled may be null or an empty list, and then the element is not there. */
function nothingOr(value: Value | undefined): Value | undefined {
  if (value?.kind !== "unknown" && value?.kind !== "either") return value;
  if (value.kind === "either" && value.when !== undefined && isPlainChoice(value)) return value;
  const options = optionsOf(value);
  const mayBeNothing = options.some((option) => option === undefined || option.kind === "unknown");
  const written = options.filter((option) => option !== undefined);
  return { kind: "either", span: value.span, options: mayBeNothing ? [...written, undefined] : written };
}

/** What decides between lists that are there goes on deciding. */
function isPlainChoice({ options }: EitherValue): boolean {
  return options.every((option) => option?.kind === "array" && option.items.length > 0);
}

/** Undefined for those that are as if nothing were written. */
function optionsOf(value: Value): readonly (Value | undefined)[] {
  if (value.kind !== "either") return [isEmptyList(value) ? undefined : value];
  return value.options.flatMap((option) => (option === undefined ? [undefined] : optionsOf(option)));
}

/** Null is as if it were not written. */
function writtenIn(body: HclBody, name: string): HclAttribute | undefined {
  const attribute = attributeNamed(body, name);
  return attribute?.value.kind === "literal" && attribute.value.value === null ? undefined : attribute;
}

function isEmptyList(value: Value | undefined): boolean {
  return value?.kind === "null" || (value?.kind === "array" && value.items.length === 0);
}

function plain(text: string): { readonly text: string; readonly holes: readonly Hole[] } {
  return { text, holes: [] };
}

function memberAt(key: string, keySpan: Span, value: Value | undefined, span = keySpan): Member {
  return { key, keyHoles: [], keySpan, keyMap: wholeAt(keySpan), span, value };
}

function memberOf(key: string, { nameSpan, span, value }: HclAttribute, scope: Scope): Member {
  return memberAt(key, nameSpan, argumentValue(value, scope), span);
}

/** An empty text is as if it were not written. */
function optionalMember(key: string, attribute: HclAttribute | undefined, scope: Scope): readonly Member[] {
  if (attribute === undefined) return [];
  const member = memberOf(key, attribute, scope);
  const { value } = member;
  return value?.kind === "null" || (value?.kind === "string" && value.text === "") ? [] : [member];
}

/** `type = "*"` and `identifiers = ["*"]` are everyone, without a type. */
function principalOf(blocks: readonly DocumentBlock[], element: string, scope: Scope): readonly Member[] {
  const [first] = blocks;
  if (first === undefined) return [];
  const { typeSpan } = first.block;
  const span = behindName(blocks);
  const types = blocks.map((one) => principalType(one, scope));
  const everyone = types.length === 1 && first.iterator === undefined ? everyoneIn(types[0], span) : undefined;
  const own: Value = everyone ?? { kind: "object", span, members: joinedMembers(types) };
  // A loop may make none of them.
  const mayBeNone = blocks.every(({ iterator }) => iterator !== undefined);
  const value: Value = mayBeNone ? { kind: "either", span: own.span, options: [own, undefined] } : own;
  return [memberAt(element, typeSpan, value, spanOfBlocks(blocks))];
}

function principalType(one: DocumentBlock, outer: Scope): Member {
  const { block, body } = one;
  const scope = scopeIn(one, outer);
  const type = attributeNamed(body, "type");
  const identifiers = attributeNamed(body, "identifiers");
  const list = identifiers && argumentValue(identifiers.value, scope);
  return { ...nameIn(type, block, scope), span: block.span, value: loopedList(one, list) };
}

/** The name that an argument gives to a member. */
function nameIn(
  attribute: HclAttribute | undefined,
  { typeSpan }: HclBlock,
  scope: Scope,
): Pick<Member, "key" | "keyHoles" | "keySpan" | "keyMap"> {
  const value = attribute && argumentValue(attribute.value, scope);
  const keySpan = value?.span ?? attribute?.span ?? typeSpan;
  if (value?.kind === "string") return { key: value.text, keyHoles: holesOfName(value), keySpan, keyMap: value.map };
  const key = OPEN_NAME;
  return { key, keyHoles: [{ start: 0, end: key.length }], keySpan, keyMap: wholeAt(keySpan) };
}

/** What a loop makes of a list may not be there. */
function loopedList({ iterator }: DocumentBlock, list: Value | undefined): Value | undefined {
  if (iterator === undefined || list === undefined) return list;
  return { kind: "either", span: list.span, options: [list, undefined] };
}

function everyoneIn(type: Member | undefined, span: Span): StringValue | undefined {
  if (type?.key !== "*" || type.keyHoles.length > 0 || type.value?.kind !== "array") return undefined;
  const [only, ...others] = type.value.items;
  const isEveryone = only?.kind === "string" && only.text === "*" && others.length === 0;
  return isEveryone ? textAt(plain("*"), span) : undefined;
}

/** Members of one name become one, with the items of all; names that are not settled stay apart. */
function joinedMembers(members: readonly Member[]): readonly Member[] {
  const joined: Member[] = [];
  for (const member of members) {
    const at =
      member.keyHoles.length > 0 ? -1 : joined.findIndex((one) => one.key === member.key && one.keyHoles.length === 0);
    const before = joined[at];
    if (before === undefined) joined.push(member);
    else joined[at] = memberWith(before, { value: joinedLists(before.value, member.value) });
  }
  return joined;
}

function joinedLists(one: Value | undefined, other: Value | undefined): Value | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  if (one.kind === "object" && other.kind === "object") {
    return objectWith(one, joinedMembers([...one.members, ...other.members]));
  }
  return arrayAt(
    [one, other].flatMap((list) => (list.kind === "array" ? list.items : [open(list)])),
    one.span,
  );
}

/** In a list, of what may be one there is no more to say than that. */
function open(list: Value): Value {
  return unknownAt(list.span);
}

function conditionOf(blocks: readonly DocumentBlock[], scope: Scope): readonly Member[] {
  const [first] = blocks;
  if (first === undefined) return [];
  const span = behindName(blocks);
  const certain = blocks.filter(({ iterator }) => iterator === undefined);
  const looped = blocks.filter(({ iterator }) => iterator !== undefined);
  const settled: ObjectValue = {
    kind: "object",
    span,
    members: joinedMembers(certain.map((one) => operatorOf(one, scope))),
  };
  if (looped.length === 0) return [memberAt("Condition", first.block.typeSpan, settled, spanOfBlocks(blocks))];
  // Loops may ask more, each on its own, and nobody knows what.
  const may = looped.map((one): Value => ({ kind: "object", span: one.block.span, members: [operatorOf(one, scope)] }));
  const options = [settled, ...may, unknownAt(span)];
  const value: Value =
    certain.length > 0
      ? openCondition(settled, looped, scope)
      : { kind: "either", span, options: [...options.slice(1), undefined] };
  return [memberAt("Condition", first.block.typeSpan, value, spanOfBlocks(blocks))];
}

/** Beside what is asked for certain, more may be: under operators that the file does not name for certain. */
function openCondition(settled: ObjectValue, looped: readonly DocumentBlock[], scope: Scope): ObjectValue {
  const members = looped.map((one): Member => {
    const operator = operatorOf(one, scope);
    const key = OPEN_NAME;
    return memberWith(operator, { key, keyHoles: [{ start: 0, end: key.length }], keyMap: wholeAt(operator.keySpan) });
  });
  return objectWith(settled, [...settled.members, ...members]);
}

function operatorOf(one: DocumentBlock, outer: Scope): Member {
  const { block, body } = one;
  const scope = scopeIn(one, outer);
  const values = attributeNamed(body, "values");
  const variable = attributeNamed(body, "variable");
  const { span } = block;
  const value = values && argumentValue(values.value, scope);
  const entry: Member = { ...nameIn(variable, block, scope), span, value };
  return {
    ...nameIn(attributeNamed(body, "test"), block, scope),
    span,
    value: { kind: "object", span, members: [entry] },
  };
}

/** Without the name of the first, which is the element's. */
function behindName(blocks: readonly DocumentBlock[]): Span {
  const { start, end } = spanOfBlocks(blocks);
  return { start: Math.max(start, blocks[0]?.block.typeSpan.end ?? start), end };
}

function spanOfBlocks(blocks: readonly DocumentBlock[]): Span {
  const spans = blocks.map(({ block }) => block.span);
  return { start: Math.min(...spans.map(({ start }) => start)), end: Math.max(...spans.map(({ end }) => end)) };
}

/** A value of another file keeps no place in it. */
export function policyOfOtherFile(policy: ObjectValue, span: Span): ObjectValue {
  const placed = placedAt(policy, span);
  return placed.kind === "object" ? placed : policy;
}
