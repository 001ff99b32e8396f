/** Values of a policy as the data source `aws_iam_policy_document` has them where the configuration is JSON. */
import { newObject, type NewObject, type NewValue } from "../../syntax/change.ts";
import { encodeHclText } from "../../syntax/hcl-template.ts";
import { type Value } from "../../syntax/value.ts";
import { ARGUMENTS, BLOCKS, listOf } from "./policy-document-print.ts";
import { PRINCIPALS } from "./policy-document.ts";

/** The values of the file that values of the policy were read from. */
export interface WrittenAs {
  /** Undefined for what is made of several. */
  one(value: Value): Value | undefined;
  /** The objects of an element, or of a part of it. */
  blocks(value: Value): readonly Value[] | undefined;
}

/** The elements of a statement that are blocks in HCL, by the names of these. */
export const ELEMENTS: ReadonlyMap<string, string> = new Map([...PRINCIPALS, ["condition", "Condition"]]);

export const BLOCK_NAMES: ReadonlyMap<string, string> = new Map(
  [...ELEMENTS].map(([name, element]) => [element, name]),
);

export function argumentName(element: string): string | undefined {
  return element === "Sid" || element === "Effect" ? element.toLowerCase() : ARGUMENTS.get(element);
}

/** A text in which nothing is filled in. */
export function encoded(text: string): string {
  return encodeHclText(text, "heredoc", "");
}

/** Undefined for what is not written as it stands in the policy. */
export function newValue(value: NewValue, writtenAs: WrittenAs): NewValue | undefined {
  if (typeof value === "string") return encoded(value);
  if ("copyOf" in value) {
    const copied = value.more === undefined ? writtenAs.one(value.copyOf) : undefined;
    return copied?.kind === value.copyOf.kind ? { copyOf: copied } : undefined;
  }
  if ("members" in value) return undefined;
  const items = value.map((item) => newValue(item, writtenAs));
  return items.every((item) => item !== undefined) ? items : undefined;
}

export function newStatement({ members }: NewObject, writtenAs: WrittenAs): NewObject | undefined {
  const parts = members.map(([key, value]) => newPart(key, value, writtenAs));
  return parts.every((part) => part !== undefined) ? { members: parts } : undefined;
}

export function newPart(key: string, value: NewValue, writtenAs: WrittenAs): readonly [string, NewValue] | undefined {
  const argument = argumentName(key);
  const name = argument ?? BLOCK_NAMES.get(key);
  const written =
    argument === undefined
      ? newBlocks(key, value, writtenAs)
      : newValue(ARGUMENTS.has(key) ? listOf(value) : value, writtenAs);
  return name === undefined || written === undefined ? undefined : [name, written];
}

/** The objects that an element is written as. */
export function newBlocks(key: string, value: NewValue, writtenAs: WrittenAs): readonly NewValue[] | undefined {
  if (typeof value !== "string" && "copyOf" in value) {
    if (value.more !== undefined) return undefined;
    return writtenAs.blocks(value.copyOf)?.map((copyOf) => ({ copyOf }));
  }
  const isCondition = key === "Condition";
  if (!isCondition && !BLOCKS.has(key)) return undefined;
  const objects = isCondition ? conditions(value, writtenAs) : principals(value, writtenAs);
  return objects?.every((one) => one !== undefined) === true ? objects : undefined;
}

type NewBlocks = readonly (NewObject | undefined)[] | undefined;

function principals(value: NewValue, writtenAs: WrittenAs): NewBlocks {
  if (value === "*") return [newObject({ type: "*", identifiers: ["*"] })];
  if (typeof value === "string" || !("members" in value)) return undefined;
  return value.members.map(([type, held]) => {
    const identifiers = newValue(listOf(held), writtenAs);
    return identifiers === undefined ? undefined : newObject({ type: encoded(type), identifiers });
  });
}

function conditions(value: NewValue, writtenAs: WrittenAs): NewBlocks {
  if (typeof value === "string" || !("members" in value)) return undefined;
  return value.members.flatMap(([test, keys]): readonly (NewObject | undefined)[] => {
    if (typeof keys === "string" || !("members" in keys)) return [undefined];
    return keys.members.map(([variable, held]) => {
      const values = newValue(listOf(held), writtenAs);
      return values === undefined ? undefined : newObject({ test: encoded(test), variable: encoded(variable), values });
    });
  });
}
