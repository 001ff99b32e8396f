/**
 * How many characters a policy has at least when it is sent to AWS: without the white space between its values, and
 * without what other tools fill in. IAM counts no white space at all ("IAM and AWS STS quotas"); other services count what
 * they get, which is never less than this.
 */
import { append } from "../domains/append.ts";
import { type Value } from "../syntax/value.ts";

export interface WrittenSize {
  readonly characters: number;
  /** The same without white space inside strings. */
  readonly withoutSpace: number;
}

export function writtenSize(root: Value): WrittenSize {
  let characters = 0;
  let withoutSpace = 0;
  const add = (text: string): void => {
    characters += text.length;
    withoutSpace += text.replace(/\s/g, "").length;
  };
  const left: Value[] = [root];
  for (let value = left.pop(); value !== undefined; value = left.pop()) {
    switch (value.kind) {
      case "string":
        add(settledPart(value.text, value.holes));
        characters += 2;
        withoutSpace += 2;
        break;
      case "number":
        add(value.text);
        break;
      case "boolean":
      case "null":
        add("true");
        break;
      case "array":
        if (value.isShortened !== true || value.items.length !== 1) {
          add("[]".padEnd(1 + Math.max(1, withoutRepeated(value.items).length), ","));
        }
        append(left, withoutRepeated(value.items));
        break;
      case "object":
        add("{}".padEnd(1 + Math.max(1, value.members.length), ","));
        for (const { key, keyHoles, value: member } of value.members) {
          add(`"${settledPart(key, keyHoles)}":`);
          if (member !== undefined) left.push(member);
        }
        break;
      case "unknown":
      case "either":
        break;
    }
  }
  return { characters, withoutSpace };
}

/** A list of Terraform's data source is a set, in which a string stands once. */
function withoutRepeated(items: readonly Value[]): readonly Value[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    if (item.kind !== "string") return true;
    const isNew = !seen.has(item.text);
    seen.add(item.text);
    return isNew;
  });
}

function settledPart(text: string, holes: readonly { readonly start: number; readonly end: number }[]): string {
  let kept = "";
  let from = 0;
  for (const { start, end } of holes) {
    kept += text.slice(from, start);
    from = end;
  }
  return kept + text.slice(from);
}
