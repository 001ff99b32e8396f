/** Statements and their elements as arguments and blocks of the data source `aws_iam_policy_document`. */
import { type NewObject, type NewValue } from "../../syntax/change.ts";
import { aligned, type HclPrint, printHcl, printText } from "../../syntax/hcl-print.ts";
import { LISTS, PRINCIPALS } from "./policy-document.ts";

/** Lines without the indentation of where they are put. */
export type BlockText = readonly string[];

/** Undefined for what the data source cannot say. */
export function printStatement({ members }: NewObject, print: HclPrint): BlockText | undefined {
  const assigned: (readonly [name: string, value: string])[] = [];
  const blocks: string[] = [];
  for (const [key, value] of members) {
    const argument = argumentOf(key, value, print);
    if (argument !== undefined) {
      assigned.push(argument);
      continue;
    }
    const texts = printBlocks(key, value, print);
    if (texts === undefined) return undefined;
    for (const text of texts) blocks.push("", ...text);
  }
  const lines = [...aligned(assigned).flatMap((text) => text.split(print.newline)), ...blocks];
  return ["statement {", ...lines.map((line) => (line === "" ? "" : `  ${line}`)), "}"];
}

/** Undefined for what is no argument. */
function argumentOf(key: string, value: NewValue, print: HclPrint): readonly [string, string] | undefined {
  if ((key === "Sid" || key === "Effect") && (typeof value === "string" || "copyOf" in value)) {
    return [key.toLowerCase(), printHcl(value, "", print)];
  }
  const name = ARGUMENTS.get(key);
  return name === undefined ? undefined : [name, printHcl(listOf(value), "", print)];
}

export const ARGUMENTS: ReadonlyMap<string, string> = new Map(
  [...LISTS].map(([written, element]) => [element, written]),
);
export const BLOCKS: ReadonlyMap<string, string> = new Map(
  [...PRINCIPALS].map(([written, element]) => [element, written]),
);

/** One element: an argument, or a block for each of its parts. `test` is an operator as it is written already. */
export function printBlocks(
  key: string,
  value: NewValue,
  print: HclPrint,
  test?: string,
): readonly BlockText[] | undefined {
  const argument = argumentOf(key, value, print);
  if (argument !== undefined) return [argument.join(" = ").split(print.newline)];
  if (typeof value !== "string" && "copyOf" in value && value.copyOf.kind === "object") {
    const { text, indent } = print.copy(value.copyOf);
    return [text.split(/\r?\n/).map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))];
  }
  const block = BLOCKS.get(key);
  if (block !== undefined) return printPrincipals(block, value, print);
  return key === "Condition" ? printConditions(value, print, test) : undefined;
}

function printArgument(name: string, value: NewValue, print: HclPrint): BlockText {
  return `${name} = ${printHcl(listOf(value), "", print)}`.split(print.newline);
}

/** Every element of a statement that may be a list is written as one. */
export function listOf(value: NewValue): NewValue {
  if (typeof value === "string") return [value];
  if ("copyOf" in value) return value.copyOf.kind === "array" ? value : [value];
  return value;
}

function printPrincipals(name: string, value: NewValue, print: HclPrint): readonly BlockText[] | undefined {
  if (typeof value === "string") {
    return value === "*" ? [[`${name} {`, `  type        = "*"`, `  identifiers = ["*"]`, "}"]] : undefined;
  }
  if (!("members" in value)) return undefined;
  return value.members.map(([type, identifiers]) => [
    `${name} {`,
    `  type        = ${printText(type)}`,
    ...printArgument("identifiers", identifiers, print).map((line) => `  ${line}`),
    "}",
  ]);
}

function printConditions(value: NewValue, print: HclPrint, test: string | undefined): readonly BlockText[] | undefined {
  if (typeof value === "string" || !("members" in value)) return undefined;
  const blocks: BlockText[] = [];
  for (const [operator, keys] of value.members) {
    if (typeof keys === "string" || !("members" in keys)) return undefined;
    for (const [key, values] of keys.members) {
      blocks.push([
        "condition {",
        `  test     = ${test ?? printText(operator)}`,
        `  variable = ${printText(key)}`,
        ...printArgument("values  ", values, print).map((line) => `  ${line}`),
        "}",
      ]);
    }
  }
  return blocks;
}
