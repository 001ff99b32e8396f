/** Templates of policies, in which a program fills in what is empty. */
import { arrayWith, memberWith, type ObjectValue, objectWith, type Value } from "../syntax/value.ts";
import { unknownAt } from "./placed-values.ts";

/** `role-policy-template.json`, `trust-policy-stub.json` */
export function isCalledTemplate(path: string): boolean {
  return /(?:^|[-_.])(?:template|stub)[-_.]/i.test(path.slice(path.lastIndexOf("/") + 1));
}

/** The same with what is empty open: any text may stand there. */
export function withOpenBlanks(object: ObjectValue): ObjectValue {
  return objectWith(
    object,
    object.members.map((member) =>
      member.value === undefined ? member : memberWith(member, { value: orOpen(member.value) }),
    ),
  );
}

function orOpen(value: Value): Value {
  switch (value.kind) {
    case "string":
      return value.text === "" ? unknownAt(value.span) : value;
    case "array":
      return value.items.length === 0 ? unknownAt(value.span) : arrayWith(value, value.items.map(orOpen));
    case "object":
      return withOpenBlanks(value);
    case "number":
    case "boolean":
    case "null":
    case "unknown":
    case "either":
      return value;
  }
}
