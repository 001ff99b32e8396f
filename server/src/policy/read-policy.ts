/** Value tree → policy. Never fails: what does not fit is kept as `misplaced`, what the file does not settle as `open`. */
import { append } from "../domains/append.ts";
import {
  type EitherValue,
  mayBeAbsent,
  type Member,
  memberNamed,
  type ObjectValue,
  type StandingValue,
  standingIn,
  type Value,
} from "../syntax/value.ts";
import {
  type ConditionBlock,
  type ConditionEntry,
  type ConditionOperatorBlock,
  isSettled,
  type ListElement,
  type Policy,
  type PrincipalElement,
  type PrincipalEntries,
  type Scalar,
  type ScalarList,
  scalarOfString,
  type Statement,
} from "./policy.ts";

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
    if (isUnread(value)) open = true;
    else if (value.kind !== "object") misplaced.push(value);
    else if (isWholePolicy(value)) {
      nested.push(value);
      const inside = memberNamed(value, "Statement")?.value;
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

/** A policy where a statement belongs: it has statements of its own, and nothing that makes it one. */
function isWholePolicy(object: ObjectValue): boolean {
  if (STATEMENT_SIGNS.some((name) => memberNamed(object, name) !== undefined)) return false;
  if (memberNamed(object, "Version") !== undefined && object.members.some(hasOpenName)) return true;
  const { value } = memberNamed(object, "Statement") ?? {};
  return value !== undefined && (isUnread(value) || !["string", "number", "boolean", "null"].includes(value.kind));
}

const STATEMENT_SIGNS = ["Effect", "Action", "NotAction", "Resource", "NotResource"];

/** A statement without a policy around it: it has at least two elements that only statements have. */
export function looksLikeStatement(object: ObjectValue): boolean {
  const has = (...names: readonly string[]): boolean => names.some((name) => memberNamed(object, name) !== undefined);
  if (has("Statement", "Version", "Id")) return false;
  const signs = [has("Effect"), has("Action", "NotAction"), has("Resource", "NotResource", "Principal")];
  return signs.filter(Boolean).length >= 2;
}

/** In the place of objects: does the file not tell which ones? What fills in a text may write them instead. */
function isUnread(value: Value): boolean {
  return value.kind === "unknown" || (value.kind === "string" && value.holes.length > 0);
}

/** What may stand in a list, or alone in its place. */
function standingInList(list: Value | undefined): readonly StandingValue[] {
  if (list === undefined) return [];
  return standingIn(list).flatMap(({ value, certain }) =>
    (value.kind === "array" ? value.items : [value]).flatMap((item) => standingIn(item, certain)),
  );
}

/** As if the member were not there where nothing can stand in it. */
function memberPresent(object: ObjectValue, key: string): Member | undefined {
  const member = memberNamed(object, key);
  return member?.value?.kind === "either" && standingIn(member.value).length === 0 ? undefined : member;
}

export function readStatement(object: ObjectValue, index: number, certain: boolean): Statement {
  return {
    index,
    certain,
    span: object.span,
    object,
    sid: scalarOf(memberNamed(object, "Sid")),
    effect: scalarOf(memberNamed(object, "Effect")),
    ...readElements(object),
  };
}

type Elements = Omit<Statement, "index" | "certain" | "span" | "object" | "sid" | "effect">;

function readElements(object: ObjectValue): Elements {
  const elements = {
    principal: readPrincipal(memberPresent(object, "Principal")),
    notPrincipal: readPrincipal(memberPresent(object, "NotPrincipal")),
    action: readList(memberPresent(object, "Action")),
    notAction: readList(memberPresent(object, "NotAction")),
    resource: readList(memberPresent(object, "Resource")),
    notResource: readList(memberPresent(object, "NotResource")),
    condition: readCondition(memberPresent(object, "Condition")),
  };
  const open = object.members.find(hasOpenName);
  return open === undefined ? elements : withOpenElements(elements, open);
}

/** Of two opposite elements a statement holds one. */
function withOpenElements(elements: Elements, member: Member): Elements {
  const { principal, notPrincipal, action, notAction, resource, notResource, condition } = elements;
  const { keySpan, span } = member;
  const place = { keySpan, span, member, node: { kind: "unknown", span } } as const;
  const list: ListElement = { ...place, form: "list", entries: [], open: true, misplaced: [] };
  return {
    ...elements,
    principal: principal ?? (notPrincipal === undefined ? { form: "unknown", ...place } : undefined),
    action: action ?? (notAction === undefined ? list : undefined),
    resource: resource ?? (notResource === undefined ? list : undefined),
    condition: condition ?? { keySpan, span, operators: [], open: true, misplaced: undefined },
  };
}

function readList(member: Member | undefined): ListElement | undefined {
  if (member?.value === undefined) return undefined;
  return { keySpan: member.keySpan, member, ...readScalarList(member.value) };
}

/** Of a list that may be absent nobody knows what stands in its place, if anything does. */
function readScalarList(value: Value): ScalarList {
  const entries: Scalar[] = [];
  const misplaced: Value[] = [];
  let open = mayBeAbsent(value);
  for (const one of standingInList(value)) {
    const scalar = toScalar(one.value, one.certain);
    if (scalar !== undefined) entries.push(scalar);
    else if (one.value.kind === "unknown" || isFilledIn(one.value)) open = true;
    else misplaced.push(one.value);
  }
  const form = standingIn(value).some((one) => one.value.kind === "array") ? "list" : "single";
  return { span: value.span, node: value, form, entries, open, misplaced };
}

function readPrincipal(member: Member | undefined): PrincipalElement | undefined {
  if (member?.value === undefined) return undefined;
  const { keySpan, value } = member;
  const place = { keySpan, span: value.span, member, node: value };
  if (value.kind === "either") return { ...place, ...eitherPrincipal(value) };
  if (value.kind === "unknown") return { form: "unknown", ...place };
  if (value.kind === "object") return { form: "typed", ...place, types: value.members.flatMap(readPrincipalType) };
  const scalar = toScalar(value, true);
  if (scalar === undefined) return { form: "misplaced", ...place };
  return scalar.text === "*" && isSettled(scalar)
    ? { form: "everyone", ...place }
    : { form: "text", ...place, value: scalar };
}

/** Types of several options stand beside each other; other forms are left open. */
function eitherPrincipal(value: EitherValue): { form: "unknown" } | { form: "typed"; types: PrincipalEntries[] } {
  const objects = standingIn(value).map((option) => option.value);
  if (!objects.every((option) => option.kind === "object")) return { form: "unknown" };
  const open = mayBeAbsent(value);
  const types = objects
    .flatMap(({ members }) => members.flatMap(readPrincipalType))
    .map((type) => ({
      ...type,
      open: type.open || open,
      entries: type.entries.map((entry) => ({ ...entry, certain: false })),
    }));
  return types.length === 0 ? { form: "unknown" } : { form: "typed", types };
}

function readPrincipalType(member: Member): PrincipalEntries[] {
  if (member.value === undefined) return [];
  const list = readScalarList(member.value);
  const open = list.open || hasOpenName(member);
  return [{ type: member.key, typeHoles: member.keyHoles, keySpan: member.keySpan, member, ...list, open }];
}

function readCondition(member: Member | undefined): ConditionBlock | undefined {
  if (member?.value === undefined) return undefined;
  const operators: ConditionOperatorBlock[] = [];
  let open = false;
  let misplaced: Value | undefined;
  for (const { value, certain } of standingIn(member.value)) {
    if (value.kind === "object")
      append(
        operators,
        value.members.map((one) => readOperatorBlock(one, certain)),
      );
    else if (isUnread(value)) open = true;
    else misplaced ??= value;
  }
  return { keySpan: member.keySpan, span: member.value.span, operators, open, misplaced };
}

function readOperatorBlock(member: Member, blockCertain: boolean): ConditionOperatorBlock {
  const entries: ConditionEntry[] = [];
  let open = member.value === undefined;
  let misplaced: Value | undefined;
  for (const { value, certain } of member.value === undefined ? [] : standingIn(member.value, blockCertain)) {
    if (value.kind === "object") {
      append(
        entries,
        value.members.flatMap((entry) => readConditionEntry(member, entry, certain)),
      );
    } else if (isUnread(value)) open = true;
    else misplaced ??= value;
  }
  const { key, keySpan, keyHoles, span } = member;
  return { name: key, nameSpan: keySpan, nameHoles: keyHoles, member, span, entries, open, misplaced };
}

/** A condition whose value may be absent may not be asked. */
function readConditionEntry(operator: Member, entry: Member, certain: boolean): ConditionEntry[] {
  if (entry.value === undefined) return [];
  return [
    {
      operator: operator.key,
      operatorSpan: operator.keySpan,
      operatorHoles: operator.keyHoles,
      key: entry.key,
      keySpan: entry.keySpan,
      member: entry,
      keyHoles: entry.keyHoles,
      values: readScalarList(entry.value),
      span: entry.span,
      certain: certain && !mayBeAbsent(entry.value),
    },
  ];
}

function scalarOf(member: Member | undefined): Scalar | undefined {
  return member?.value === undefined ? undefined : toScalar(member.value, true);
}

function toScalar(value: Value, certain: boolean): Scalar | undefined {
  switch (value.kind) {
    case "string":
      return scalarOfString(value, certain);
    case "number":
      return {
        span: value.span,
        text: value.text,
        holes: [],
        type: "number",
        node: value,
        certain,
        within: () => value.span,
      };
    case "boolean":
      return {
        span: value.span,
        text: String(value.value),
        holes: [],
        type: "boolean",
        node: value,
        certain,
        within: () => value.span,
      };
    case "null":
    case "array":
    case "object":
    case "unknown":
    case "either":
      return undefined;
  }
}

/** Will another tool put something else, under another name, in the place of this member before AWS sees the policy? */
export function hasOpenName({ keyHoles }: Member): boolean {
  return keyHoles.length > 0;
}

/** An object that stands for a value: its only member's name is filled in. */
export function isFilledIn(value: Value): boolean {
  return value.kind === "object" && value.members.length === 1 && value.members.every(hasOpenName);
}
