/** Principals in forms that are none, of which it is clear what was meant. */
import { replaceElement } from "../policy/changes.ts";
import { typeOf } from "../policy/principal-text.ts";
import { newObject, type NewObject, type NewValue } from "../syntax/change.ts";
import { type Member, memberNamed, textOfMember, type Value } from "../syntax/value.ts";
import { say } from "../wording/phrase.ts";
import { type Fix, fixWith } from "./fix.ts";

/** Writes a list without a type, or the blocks of Terraform's `principals`, as the element `name`. None where that is not clear. */
export function withTypes(member: Member, name: string): readonly Fix[] {
  const by = member.value === undefined ? undefined : typed(member.value);
  return by === undefined ? [] : fixWith(say`Write the principals under their types`, replaceElement(member, name, by));
}

function typed(value: Value): NewObject | undefined {
  const items = value.kind === "array" ? value.items : [value];
  const entries = items.map((item) => entryOf(item));
  const known = entries.filter((entry) => entry !== undefined);
  const types = known.map(([type]) => type);
  if (known.length < entries.length || known.length === 0) return undefined;
  const isList = items.every(({ kind }) => kind === "string");
  const [type = ""] = types;
  if (isList) return types.every((one) => one === type) ? newObject({ [type]: { copyOf: value } }) : undefined;
  return new Set(types).size === types.length ? newObject(Object.fromEntries(known)) : undefined;
}

/** Source: "Data Source: aws_iam_policy_document" of Terraform's AWS provider, principals. */
function entryOf(item: Value): readonly [type: string, value: NewValue] | undefined {
  if (item.kind === "string") {
    const type = item.holes.length === 0 ? typeOf(item.text) : undefined;
    return type === undefined ? undefined : [type, item.text];
  }
  if (item.kind !== "object") return undefined;
  const type = textOfMember(item, "type");
  const identifiers = memberNamed(item, "identifiers")?.value;
  return type === undefined || type === "*" || identifiers === undefined ? undefined : [type, { copyOf: identifiers }];
}
