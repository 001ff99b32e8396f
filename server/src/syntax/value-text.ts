/** A value as a text, to know it again wherever it stands. */
import { type Hole, type Value } from "./value.ts";

/** Equal for equal values, wherever they stand. */
export function valueText(value: Value): string {
  switch (value.kind) {
    case "string":
      return textWithHoles(value.text, value.holes);
    case "number":
      return value.text;
    case "boolean":
      return String(value.value);
    case "null":
    case "unknown":
      return value.kind;
    case "either":
      return `either(${value.options.map((option) => (option === undefined ? "" : valueText(option))).join()})`;
    case "array":
      return `[${value.items.map(valueText).join()}]`;
    case "object": {
      const members = value.members.map(
        ({ key, keyHoles, value: held }) => `${textWithHoles(key, keyHoles)}:${held ? valueText(held) : ""}`,
      );
      return `{${members.join()}}`;
    }
  }
}

function textWithHoles(text: string, holes: readonly Hole[]): string {
  if (holes.length === 0) return JSON.stringify(text);
  const facts = holes.map((hole) => {
    const { start, end, stands = "", isName = false, isOwnName = false } = hole;
    return [start, end, stands, isName, isOwnName, hole.variable, hole.madeOf, hole.reference].join("-");
  });
  return `${JSON.stringify(text)}${facts.join()}`;
}
