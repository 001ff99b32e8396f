/** A copy of a statement that keeps nothing of its file alive: for what is remembered longer than a version of the file. */
import { NOWHERE } from "../text/encoding.ts";
import { ownText } from "../text/own-text.ts";
import {
  type Member,
  type NullValue,
  type NumberValue,
  type ObjectValue,
  type Value,
  arrayWith,
  objectWith,
  memberWith,
  stringWith,
} from "../syntax/value.ts";
import { type Span } from "../text/span.ts";
import { type ConditionEntry, type Scalar, type Statement } from "./policy.ts";
import { readStatement } from "./read-statement.ts";

/** Made once for as long as the statement lives: it is proved, and compared with others. */
const COPIES = new WeakMap<Statement, Statement>();

/** Its spans are those of the original, but nothing can be written in the places of its texts. */
export function ownStatement(statement: Statement): Statement {
  const { object, index, certain } = statement;
  const copy = COPIES.get(statement) ?? readStatement(ownObject(object), index, certain);
  COPIES.set(statement, copy);
  return copy;
}

function ownObject(object: ObjectValue): ObjectValue {
  return objectWith(object, object.members.map(ownMember));
}

function ownMember(member: Member): Member {
  return memberWith(member, {
    key: ownText(member.key),
    keyMap: NOWHERE,
    value: member.value === undefined ? undefined : ownValue(member.value),
  });
}

function ownValue(value: Value): Value {
  switch (value.kind) {
    case "string":
      return stringWith(value, { text: ownText(value.text), map: NOWHERE });
    case "number":
      return { kind: "number", span: value.span, text: ownText(value.text) };
    case "array":
      return arrayWith(value, value.items.map(ownValue));
    case "object":
      return ownObject(value);
    case "either":
      return { ...value, options: value.options.map((option) => option && ownValue(option)) };
    case "boolean":
      return { kind: "boolean", span: value.span, value: value.value };
    case "null":
    case "unknown":
      return { kind: value.kind, span: value.span };
  }
}

/**
 * What is compared of a condition: its texts, and no place and no value of a tree. Hundreds of them are kept of one policy,
 * and the rest takes several times the room.
 */
export function bareCondition(entry: ConditionEntry): ConditionEntry {
  const { values } = entry;
  return {
    ...entry,
    operatorSpan: NO_PLACE,
    keySpan: NO_PLACE,
    span: NO_PLACE,
    member: NO_MEMBER,
    values: { ...values, span: NO_PLACE, node: NO_VALUE, entries: values.entries.map(bareScalar) },
  };
}

export function bareScalar(scalar: Scalar): Scalar {
  return { ...scalar, span: NO_PLACE, node: NO_TEXT, within: nowhere };
}

function nowhere(): Span {
  return NO_PLACE;
}

const NO_PLACE: Span = { start: 0, end: 0 };
const NO_VALUE: NullValue = { kind: "null", span: NO_PLACE };
const NO_TEXT: NumberValue = { kind: "number", span: NO_PLACE, text: "" };
const NO_MEMBER: Member = {
  key: "",
  keyHoles: [],
  keySpan: NO_PLACE,
  keyMap: NOWHERE,
  span: NO_PLACE,
  value: undefined,
};
