/**
 * How many characters a policy has at least when it is sent to AWS: without the white space between its values, and
 * without what other tools fill in. IAM counts no white space at all ("IAM and AWS STS quotas"); other services count what
 * they get, which is never less than this.
 */
import { type StringValue, type Value } from "../syntax/value.ts";

export interface WrittenSize {
  readonly characters: number;
  /** The same without white space inside strings. */
  readonly withoutSpace: number;
}

/** `known`: the size of parts that is known already. */
export function writtenSize(root: Value, known?: (part: Value) => WrittenSize | undefined): WrittenSize {
  let characters = 0;
  let withoutSpace = 0;
  const add = (text: string): void => {
    characters += text.length;
    withoutSpace += text.replace(/\s/g, "").length;
  };
  const addString = (text: string, { holes }: Pick<StringValue, "holes">): void => {
    add(`"${settledPart(text, holes)}"`);
  };
  const left: Value[] = [root];
  for (let value = left.pop(); value !== undefined; value = left.pop()) {
    const size = known?.(value);
    if (size !== undefined) {
      characters += size.characters;
      withoutSpace += size.withoutSpace;
      continue;
    }
    switch (value.kind) {
      case "string":
        addString(value.text, value);
        break;
      case "number":
        add(value.text);
        break;
      case "boolean":
      case "null":
        add("true");
        break;
      case "array": {
        // A list of Terraform's data source is a set, in which a string stands once.
        const seen = new Set<string>();
        let count = 0;
        for (const item of value.items) {
          const text = item.kind === "string" ? item.text : undefined;
          if (text !== undefined && seen.has(text)) continue;
          count++;
          if (item.kind !== "string" || text === undefined) left.push(item);
          else {
            seen.add(text);
            addString(text, item);
          }
        }
        if (value.isShortened !== true || value.items.length !== 1) add("[]".padEnd(1 + Math.max(1, count), ","));
        break;
      }
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

function settledPart(text: string, holes: readonly { readonly start: number; readonly end: number }[]): string {
  let kept = "";
  let from = 0;
  for (const { start, end } of holes) {
    kept += text.slice(from, start);
    from = end;
  }
  return kept + text.slice(from);
}
