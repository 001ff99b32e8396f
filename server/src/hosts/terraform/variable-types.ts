/**
 * What the type of a variable gives to a value that leaves something out. Source: "Type Constraints" of the "Terraform
 * configuration language", "Optional Object Type Attributes".
 */
import { type HclExpression, type HclObject } from "../../syntax/hcl-tree.ts";
import { arrayWith, type Member, memberWith, objectWith, type ObjectValue, type Value } from "../../syntax/value.ts";
import { wholeAt } from "../../text/encoding.ts";
import { unknownAt } from "../placed-values.ts";

/** `read` evaluates what stands in the type. */
type Read = (expression: HclExpression) => Value | undefined;

/** The value with the defaults of its type where it has no attribute, or one that is null. */
export function withDefaults(value: Value, type: HclExpression, read: Read): Value {
  const [of] = type.kind === "call" ? type.arguments : [];
  if (type.kind !== "call" || of === undefined) return value;
  if (value.kind === "either") {
    return { ...value, options: value.options.map((option) => option && withDefaults(option, type, read)) };
  }
  if (type.name === "optional") return withDefaults(value, of, read);
  if (value.kind === "array") {
    return arrayWith(
      value,
      value.items.map((item) => withDefaults(item, of, read)),
    );
  }
  if (value.kind !== "object") return value;
  if (type.name === "object" && of.kind === "object") return withAttributes(value, of, read);
  const members = value.members.map((one) =>
    memberWith(one, { value: one.value && withDefaults(one.value, of, read) }),
  );
  return type.name === "map" ? objectWith(value, members) : value;
}

/** Of a variable that nobody gives a value here: an object of defaults. Undefined for a type without any. */
export function valueOfDefaults(type: HclExpression, read: Read): Value | undefined {
  const [of] = type.kind === "call" && type.name === "object" ? type.arguments : [];
  if (of?.kind !== "object") return undefined;
  const empty: ObjectValue = { kind: "object", span: type.span, members: [] };
  const { members } = withAttributes(empty, of, read);
  return members.some(({ value }) => value?.kind !== "unknown") ? objectWith(empty, members) : undefined;
}

function withAttributes(value: ObjectValue, { items }: HclObject, read: Read): ObjectValue {
  const { members } = value;
  if (members.some(({ keyHoles }) => keyHoles.length > 0)) return value;
  const types = new Map(
    items.flatMap((item) => (item.key.kind === "reference" ? [[item.key.root, item] as const] : [])),
  );
  const given = members.map((member): Member => {
    const type = types.get(member.key)?.value;
    const own = member.value;
    if (type === undefined || own === undefined) return member;
    return memberWith(member, {
      value: own.kind === "null" ? (defaultOf(type, read) ?? own) : withDefaults(own, type, read),
    });
  });
  const names = new Set(members.map(({ key }) => key));
  const others = [...types].filter(([name]) => !names.has(name));
  return objectWith(value, [
    ...given,
    ...others.map(([name, { key, span, value: type }]): Member => {
      const own = defaultOf(type, read) ?? unknownAt(span);
      return { key: name, keyHoles: [], keySpan: key.span, keyMap: wholeAt(key.span), span, value: own };
    }),
  ]);
}

/** Without one it is null. */
function defaultOf(type: HclExpression, read: Read): Value | undefined {
  const [of, standard] = type.kind === "call" && type.name === "optional" ? type.arguments : [];
  const value = standard && read(standard);
  return of === undefined || value === undefined ? undefined : withDefaults(value, of, read);
}
