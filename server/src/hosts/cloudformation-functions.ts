/**
 * The functions of CloudFormation in a value tree, so that nobody after the host has to know them. What a function makes
 * is unknown; of `Fn::If` it is one of two values. Source: "Intrinsic function reference" of the "AWS CloudFormation
 * Template Reference Guide", and `AWS::NoValue` in "Pseudo parameters reference".
 */
import { type EitherValue, type Member, type ObjectValue, type Value } from "../syntax/value.ts";

/** The tree with what its functions come to. Parts without a function are the same objects as before. */
export function withFunctions(value: Value): Value {
  switch (value.kind) {
    case "object":
      return functionValue(value) ?? objectWithFunctions(value);
    case "array": {
      const items = value.items.map(withFunctions);
      return items.some((item, index) => item !== value.items[index]) ? { ...value, items } : value;
    }
    case "either": {
      const options = value.options.map((option) => option && withFunctions(option));
      return options.some((option, index) => option !== value.options[index]) ? { ...value, options } : value;
    }
    case "string":
    case "number":
    case "boolean":
    case "null":
    case "unknown":
      return value;
  }
}

export function objectWithFunctions(object: ObjectValue): ObjectValue {
  const members = object.members.map(memberWithFunctions);
  return members.some((member, index) => member !== object.members[index]) ? { ...object, members } : object;
}

/** Nobody knows the names of the members that a function makes where it stands beside others; nor those of a merge. */
function memberWithFunctions(member: Member): Member {
  const { key, span } = member;
  if (key.startsWith("Fn::") || key === "<<") {
    const value: Value = { kind: "unknown", span: member.value?.span ?? span };
    return { ...member, keyHoles: [{ start: 0, end: key.length }], value };
  }
  const value = member.value && withFunctions(member.value);
  return value === member.value ? member : { ...member, value };
}

/** Undefined for an object that is no function: a function is alone in its object. */
function functionValue(object: ObjectValue): Value | undefined {
  const [only, ...others] = object.members;
  if (only === undefined || others.length > 0 || !isFunctionName(only.key)) return undefined;
  const { span } = object;
  if (only.key === "Fn::If") return eitherOf(only.value, span) ?? { kind: "unknown", span };
  const absent = only.key === "Ref" && only.value?.kind === "string" && only.value.text === "AWS::NoValue";
  return absent ? { kind: "either", span, options: [undefined] } : { kind: "unknown", span };
}

function eitherOf(argument: Value | undefined, span: ObjectValue["span"]): EitherValue | undefined {
  if (argument?.kind !== "array") return undefined;
  const [, ifTrue, ifFalse, ...others] = argument.items;
  if (ifTrue === undefined || ifFalse === undefined || others.length > 0) return undefined;
  return { kind: "either", span, options: [withFunctions(ifTrue), withFunctions(ifFalse)] };
}

export function isFunctionName(key: string): boolean {
  return key === "Ref" || key.startsWith("Fn::");
}
