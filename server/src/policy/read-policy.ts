/** Value tree → policy. Never fails: what does not fit is kept as `misplaced`, what the file does not settle as `open`. */
import { type Hole, memberNamed, type Member, type ObjectValue, type Value } from "../syntax/value.ts";
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
  const statementMember = memberNamed(object, "Statement");
  const value = statementMember?.value;
  const items = value === undefined ? [] : value.kind === "array" ? value.items : [value];
  const statements: Statement[] = [];
  const misplaced: Value[] = [];
  const openNames = object.members.some(hasOpenName);
  let open = false;
  for (const item of items) {
    if (item.kind === "unknown" || isIntrinsic(item)) open = true;
    else if (item.kind === "object") statements.push(readStatement(item, statements.length));
    else misplaced.push(item);
  }
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
  };
}

export function readStatement(object: ObjectValue, index: number): Statement {
  return {
    index,
    span: object.span,
    object,
    sid: scalarOf(memberNamed(object, "Sid")),
    effect: scalarOf(memberNamed(object, "Effect")),
    ...readElements(object),
  };
}

type Elements = Omit<Statement, "index" | "span" | "object" | "sid" | "effect">;

function readElements(object: ObjectValue): Elements {
  const elements = {
    principal: readPrincipal(memberNamed(object, "Principal")),
    notPrincipal: readPrincipal(memberNamed(object, "NotPrincipal")),
    action: readList(memberNamed(object, "Action")),
    notAction: readList(memberNamed(object, "NotAction")),
    resource: readList(memberNamed(object, "Resource")),
    notResource: readList(memberNamed(object, "NotResource")),
    condition: readCondition(memberNamed(object, "Condition")),
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

function readScalarList(value: Value): ScalarList {
  const list = value.kind === "array";
  const entries: Scalar[] = [];
  const misplaced: Value[] = [];
  let open = false;
  for (const item of list ? value.items : [value]) {
    const scalar = toScalar(item);
    if (scalar !== undefined) entries.push(scalar);
    else if (item.kind === "unknown" || isFilledIn(item)) open = true;
    else misplaced.push(item);
  }
  return { span: value.span, node: value, form: list ? "list" : "single", entries, open, misplaced };
}

function readPrincipal(member: Member | undefined): PrincipalElement | undefined {
  if (member?.value === undefined) return undefined;
  const { keySpan, value } = member;
  const place = { keySpan, span: value.span, member, node: value };
  if (value.kind === "unknown" || isIntrinsic(value)) return { form: "unknown", ...place };
  if (value.kind === "object") {
    return { form: "typed", ...place, types: value.members.flatMap(readPrincipalType) };
  }
  const scalar = toScalar(value);
  if (scalar === undefined) return { form: "misplaced", ...place };
  return scalar.text === "*" && isSettled(scalar)
    ? { form: "everyone", ...place }
    : { form: "text", ...place, value: scalar };
}

function readPrincipalType(member: Member): PrincipalEntries[] {
  if (member.value === undefined) return [];
  const typeHoles = nameHoles(member);
  const list = readScalarList(member.value);
  const open = list.open || typeHoles.length > 0;
  return [{ type: member.key, typeHoles, keySpan: member.keySpan, member, ...list, open }];
}

function readCondition(member: Member | undefined): ConditionBlock | undefined {
  if (member?.value === undefined) return undefined;
  const { keySpan, value } = member;
  const place = { keySpan, span: value.span };
  if (value.kind === "unknown" || isIntrinsic(value))
    return { ...place, operators: [], open: true, misplaced: undefined };
  if (value.kind !== "object") return { ...place, operators: [], open: false, misplaced: value };
  return { ...place, operators: value.members.map(readOperatorBlock), open: false, misplaced: undefined };
}

function readOperatorBlock(member: Member): ConditionOperatorBlock {
  const value = member.value;
  const isOpen = value === undefined || value.kind === "unknown" || isIntrinsic(value) || isFunctionName(member.key);
  return {
    name: member.key,
    nameSpan: member.keySpan,
    nameHoles: nameHoles(member),
    member,
    span: member.span,
    entries:
      isOpen || value.kind !== "object" ? [] : value.members.flatMap((entry) => readConditionEntry(member, entry)),
    open: isOpen,
    misplaced: value !== undefined && value.kind !== "object" && value.kind !== "unknown" ? value : undefined,
  };
}

function readConditionEntry(operator: Member, entry: Member): ConditionEntry[] {
  if (entry.value === undefined) return [];
  return [
    {
      operator: operator.key,
      operatorSpan: operator.keySpan,
      operatorHoles: nameHoles(operator),
      key: entry.key,
      keySpan: entry.keySpan,
      member: entry,
      keyHoles: nameHoles(entry),
      values: readScalarList(entry.value),
      span: entry.span,
    },
  ];
}

function scalarOf(member: Member | undefined): Scalar | undefined {
  return member?.value === undefined ? undefined : toScalar(member.value);
}

function toScalar(value: Value): Scalar | undefined {
  switch (value.kind) {
    case "string":
      return scalarOfString(value);
    case "number":
      return { span: value.span, text: value.text, holes: [], type: "number", node: value, within: () => value.span };
    case "boolean":
      return {
        span: value.span,
        text: String(value.value),
        holes: [],
        type: "boolean",
        node: value,
        within: () => value.span,
      };
    case "null":
    case "array":
    case "object":
    case "unknown":
      return undefined;
  }
}

/** Stretches of a member's name that the file does not settle; all of it where a function or a merge makes the member. */
function nameHoles({ key, keyHoles }: Member): readonly Hole[] {
  return isFunctionName(key) ? [{ start: 0, end: key.length }] : keyHoles;
}

/** Will another tool put something else, under another name, in the place of this member before AWS sees the policy? */
export function hasOpenName(member: Member): boolean {
  return nameHoles(member).length > 0;
}

function isFunctionName(key: string): boolean {
  return key.startsWith("Fn::") || key === "<<";
}

/** A function in the place of a scalar; also one whose name the file does not settle. */
export function isFilledIn(value: Value): boolean {
  return (
    isIntrinsic(value) || (value.kind === "object" && value.members.length === 1 && value.members.some(hasOpenName))
  );
}

/** A CloudFormation function written as an object: `{"Ref": …}`, `{"Fn::Sub": …}`, `{"Condition": …}` alone is not one. */
export function isIntrinsic(value: Value): boolean {
  if (value.kind !== "object" || value.members.length !== 1) return false;
  const key = value.members[0]?.key ?? "";
  return key === "Ref" || key.startsWith("Fn::");
}
