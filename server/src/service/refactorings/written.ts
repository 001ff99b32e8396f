/** Values as texts that are equal only for values that are the same wherever the file is used. */
import { type Hole, type Value } from "../../syntax/value.ts";
import { type Written } from "../../proof/comparing/statement-parts.ts";

/** For values that were read from this text. */
export function writtenIn(text: string): Written {
  const written: Written = (value) => {
    switch (value.kind) {
      case "string":
        return value.holes.length === 0
          ? JSON.stringify(value.text)
          : `${withHoles(value.text, value.holes)}${sourceOf(value)}`;
      case "number":
        return value.text;
      case "boolean":
        return String(value.value);
      case "null":
        return "null";
      case "array":
        return `[${value.items.map(written).join()}]`;
      case "object":
        return `{${value.members
          .map(({ key, keyHoles, value: held }) => `${withHoles(key, keyHoles)}:${held ? written(held) : ""}`)
          .join()}}`;
      case "unknown":
      case "either":
        return `${value.kind} ${sourceOf(value)}`;
    }
  };
  const sourceOf = ({ span }: Value): string => text.slice(span.start, span.end);
  return written;
}

function withHoles(text: string, holes: readonly Hole[]): string {
  return `${JSON.stringify(text)}${holes.map(({ start, end }) => `${start}-${end}`).join()}`;
}
