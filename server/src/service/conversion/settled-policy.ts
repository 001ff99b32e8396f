/** A policy as plain values: only what the file settles can be written in another form. */
import { type NewObject, type NewValue } from "../../syntax/change.ts";
import { type ObjectValue, type StringValue, type Value } from "../../syntax/value.ts";
import { isTemplateMap } from "../../text/encoding.ts";
import { name, say } from "../../wording/phrase.ts";
import { phraseToMessage } from "../../wording/message-text.ts";
import { type ConversionProblem } from "./forms.ts";

/** `literal`: what other tools fill in stands in the text as it is, as in a JSON file with placeholders. */
export function settledObject(
  object: ObjectValue,
  holes: "literal" | "unknown",
): { readonly value: NewObject } | ConversionProblem {
  let open: string | undefined;
  const settled = (value: Value, key: string): NewValue => {
    switch (value.kind) {
      case "string":
        if (value.holes.length > 0 && (holes === "unknown" || isMade(value))) open ??= `${key}: ${value.text}`;
        return value.text;
      case "number":
        return value.text;
      case "boolean":
        return String(value.value);
      case "array":
        return value.items.map((item) => settled(item, key));
      case "object":
        return { members: membersOf(value) };
      case "null":
      case "unknown":
      case "either":
        open ??= key;
        return "";
    }
  };
  const membersOf = ({ members }: ObjectValue): NewObject["members"] =>
    members.map(({ key, keyHoles, value }) => {
      if ((keyHoles.length > 0 && holes === "unknown") || value === undefined) open ??= key;
      return [key, value === undefined ? "" : settled(value, key)];
    });
  const value = { members: membersOf(object) };
  if (open === undefined) return { value };
  const said = say`Only its own file fills in ${name(open)}, so it cannot be written in another form. Write the value itself, or copy a statement without it.`;
  return { problem: phraseToMessage(said) };
}

/** An interpolation or a function makes a part of it: that does not stand in the file as it is. */
function isMade({ map, holes }: StringValue): boolean {
  return isTemplateMap(map) && holes.some(({ start }) => map.beginsAt(start));
}

/** Does the text stand in one of the names and texts? */
export function holdsText(value: NewValue, text: string): boolean {
  if (typeof value === "string") return value.includes(text);
  if ("copyOf" in value) return false;
  return "members" in value
    ? value.members.some(([key, one]) => key.includes(text) || holdsText(one, text))
    : value.some((one) => holdsText(one, text));
}

export function memberOf({ members }: NewObject, key: string): NewValue | undefined {
  return members.findLast(([name]) => name === key)?.[1];
}

export function isObject(value: NewValue | undefined): value is NewObject {
  return typeof value === "object" && "members" in value;
}

/** A single value as a list of one. */
export function listOf(value: NewValue | undefined): readonly NewValue[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly NewValue[]) : [value];
}

/** The texts of a list; undefined if something else is in it. */
export function textsOf(value: NewValue | undefined): readonly string[] | undefined {
  const items = listOf(value);
  return items.every((item) => typeof item === "string") ? items : undefined;
}
