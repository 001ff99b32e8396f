/** Value tree → policy. Never fails: what does not fit is kept as `misplaced`, what the file does not settle as `open`. */
import { mayBeAbsent, memberNamed, type ObjectValue, type Value } from "../syntax/value.ts";
import { type Policy, type Statement } from "./policy.ts";
import { standingInList, memberPresent, scalarOf, isUnread, readStatement, hasOpenName } from "./read-statement.ts";

export function readPolicy(object: ObjectValue): Policy {
  const statementMember = memberPresent(object, "Statement");
  const openNames = object.members.some(hasOpenName);
  const { statements, misplaced, nested, open } = looksLikeStatement(object)
    ? statementsIn(object)
    : statementsIn(statementMember?.value);
  return {
    span: object.span,
    object,
    version: scalarOf(memberNamed(object, "Version")),
    id: scalarOf(memberNamed(object, "Id")),
    statementMember,
    statements,
    open: open || (statementMember === undefined && openNames),
    openNames,
    misplaced,
    nested,
  };
}

type Statements = Pick<Policy, "statements" | "misplaced" | "nested" | "open">;

function statementsIn(list: Value | undefined): Statements {
  const statements: Statement[] = [];
  const misplaced: Value[] = [];
  const nested: ObjectValue[] = [];
  let open = list !== undefined && mayBeAbsent(list);
  for (const { value, certain } of standingInList(list)) {
    const named = value.kind === "object" ? namedStatements(value) : [];
    if (named.length > 0) misplaced.push(value);
    for (const one of named) statements.push(readStatement(one, statements.length, certain));
    if (named.length > 0) continue;
    if (isUnread(value)) open = true;
    else if (value.kind !== "object") misplaced.push(value);
    else if (isWholePolicy(value)) {
      nested.push(value);
      const inside = memberNamed(documentOf(value), "Statement")?.value;
      open ||= value.members.some(hasOpenName) || (inside !== undefined && mayBeAbsent(inside));
      for (const inner of standingInList(inside)) {
        if (isUnread(inner.value)) open = true;
        else if (inner.value.kind === "object")
          statements.push(readStatement(inner.value, statements.length, certain && inner.certain));
        else misplaced.push(inner.value);
      }
    } else statements.push(readStatement(value, statements.length, certain));
  }
  return { statements, misplaced, nested, open };
}

/** `{ "ReadObjects": { "Effect": … } }`: statements under names of their own, where a list of them belongs. */
export function namedStatements({ members }: ObjectValue): readonly ObjectValue[] {
  const values = members.flatMap(({ value }) => (value?.kind === "object" && looksLikeStatement(value) ? [value] : []));
  return values.length === members.length && !members.some(hasOpenName) ? values : [];
}

/** A policy where a statement belongs: it has statements of its own, and nothing that makes it one. */
function isWholePolicy(object: ObjectValue): boolean {
  if (STATEMENT_SIGNS.some((name) => memberNamed(object, name) !== undefined)) return false;
  if (memberNamed(object, "Version") !== undefined && object.members.some(hasOpenName)) return true;
  const { value } = memberNamed(documentOf(object), "Statement") ?? {};
  return value !== undefined && (isUnread(value) || !["string", "number", "boolean", "null"].includes(value.kind));
}

/** A policy may stand with the name that a role gives it: `{ "PolicyName": …, "PolicyDocument": { "Statement": … } }`. */
export function documentOf(object: ObjectValue): ObjectValue {
  const document = memberNamed(object, "PolicyDocument")?.value;
  return document?.kind === "object" && memberNamed(object, "Statement") === undefined ? document : object;
}

const STATEMENT_SIGNS = ["Effect", "Action", "NotAction", "Resource", "NotResource"];

/** A statement without a policy around it: it has at least two elements that only statements have. */
export function looksLikeStatement(object: ObjectValue): boolean {
  return !hasOneOf(object, "Statement", "Version", "Id") && hasSigns(object);
}

/** What a statement has stands beside the Version, without a Statement around it. */
export function isLooseStatement(object: ObjectValue): boolean {
  const isOpen = hasOneOf(object, "Statement") || object.members.some(hasOpenName);
  return !isOpen && hasOneOf(object, "Version", "Id") && hasSigns(object);
}

function hasSigns(object: ObjectValue): boolean {
  const signs = [["Effect"], ["Action", "NotAction"], ["Resource", "NotResource", "Principal"]];
  return signs.filter((names) => hasOneOf(object, ...names)).length >= 2;
}

function hasOneOf(object: ObjectValue, ...names: readonly string[]): boolean {
  return names.some((name) => memberNamed(object, name) !== undefined);
}
