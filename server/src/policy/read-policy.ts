/** Value tree → policy. Never fails: what does not fit is kept as `misplaced`, what the file does not settle as `open`. */
import { memberNamed, type Member, type ObjectValue, type Value } from "../syntax/value.ts";
import {
  type ConditionBlock,
  type ConditionEntry,
  type ConditionOperatorBlock,
  type ListElement,
  type Policy,
  type PrincipalElement,
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
    open,
    misplaced,
  };
}

function readStatement(object: ObjectValue, index: number): Statement {
  return {
    index,
    span: object.span,
    object,
    sid: scalarOf(memberNamed(object, "Sid")),
    effect: scalarOf(memberNamed(object, "Effect")),
    principal: readPrincipal(memberNamed(object, "Principal")),
    notPrincipal: readPrincipal(memberNamed(object, "NotPrincipal")),
    action: readList(memberNamed(object, "Action")),
    notAction: readList(memberNamed(object, "NotAction")),
    resource: readList(memberNamed(object, "Resource")),
    notResource: readList(memberNamed(object, "NotResource")),
    condition: readCondition(memberNamed(object, "Condition")),
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
    else if (item.kind === "unknown" || isIntrinsic(item)) open = true;
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
    const types = value.members.flatMap((type) =>
      type.value === undefined
        ? []
        : [{ type: type.key, keySpan: type.keySpan, member: type, ...readScalarList(type.value) }],
    );
    return { form: "typed", ...place, types };
  }
  const scalar = toScalar(value);
  if (scalar === undefined) return { form: "misplaced", ...place };
  return scalar.text === "*" ? { form: "everyone", ...place } : { form: "text", ...place, value: scalar };
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
  const settled = value?.kind === "object" && !isIntrinsic(value) ? value : undefined;
  return {
    name: member.key,
    nameSpan: member.keySpan,
    member,
    span: member.span,
    entries: (settled?.members ?? []).flatMap((entry) => readConditionEntry(member, entry)),
    open: value === undefined || value.kind === "unknown" || isIntrinsic(value),
    misplaced: value !== undefined && value.kind !== "object" && value.kind !== "unknown" ? value : undefined,
  };
}

function readConditionEntry(operator: Member, entry: Member): ConditionEntry[] {
  if (entry.value === undefined) return [];
  return [
    {
      operator: operator.key,
      operatorSpan: operator.keySpan,
      key: entry.key,
      keySpan: entry.keySpan,
      member: entry,
      keyHoles: [],
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

/** A CloudFormation function written as an object: `{"Ref": …}`, `{"Fn::Sub": …}`, `{"Condition": …}` alone is not one. */
export function isIntrinsic(value: Value): boolean {
  if (value.kind !== "object" || value.members.length !== 1) return false;
  const key = value.members[0]?.key ?? "";
  return key === "Ref" || key.startsWith("Fn::");
}
