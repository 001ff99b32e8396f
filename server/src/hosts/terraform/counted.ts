/** The single instances of a block with `count`, by their numbers. Source: "The count Meta-Argument" of the "Terraform configuration language". */
import { attributeNamed, type HclBlock, type HclExpression } from "../../syntax/hcl-tree.ts";
import { type Member, type Value } from "../../syntax/value.ts";
import { wholeAt } from "../../text/encoding.ts";
import { type Span } from "../../text/span.ts";
import { textAt } from "../placed-values.ts";
import { evaluate } from "./evaluate.ts";
import { type Instance } from "./instances.ts";
import { atTime } from "./loops.ts";
import { type TerraformFile } from "./module.ts";
import { type Scope } from "./scope.ts";

/** Undefined where it is not known how many there are, or they are many, and where nothing hangs on which of them it is. */
export function countedInstances(
  block: HclBlock,
  { text }: TerraformFile,
  scope: Scope,
): readonly Instance[] | undefined {
  const count = attributeNamed(block.body, "count")?.value;
  if (count === undefined || !asksNumber(text.slice(block.span.start, block.span.end))) return undefined;
  const number = numberOf(count, scope);
  if (number === undefined || number < 1 || number > MOST_INSTANCES) return undefined;
  return Array.from({ length: number }, (_, at): Instance => {
    const time = new Map([["count", indexOf(at, count.span)]]);
    return { key: String(at), scope: { ...scope, loops: [...scope.loops, atTime({ collection: count.span }, time)] } };
  });
}

export function asksNumber(text: string): boolean {
  return text.includes("count.index");
}

/** Each is looked at by itself. */
const MOST_INSTANCES = 20;

/** A number that is written, or how long a list or map is that the files settle. */
function numberOf(count: HclExpression, scope: Scope): number | undefined {
  const [of, ...others] = count.kind === "call" && count.name === "length" ? count.arguments : [];
  if (of !== undefined && others.length === 0) return lengthOf(evaluate(of, scope));
  const value = evaluate(count, scope);
  return value?.kind === "number" && /^\d+$/.test(value.text) ? Number(value.text) : undefined;
}

function lengthOf(value: Value | undefined): number | undefined {
  if (value?.kind === "array") {
    return value.items.some(({ kind }) => kind === "unknown" || kind === "either") ? undefined : value.items.length;
  }
  const isSettled = value?.kind === "object" && value.members.every(({ keyHoles }) => keyHoles.length === 0);
  return isSettled ? value.members.length : undefined;
}

/** `count` has nothing but its number. */
function indexOf(at: number, span: Span): Value {
  const value = textAt({ text: String(at), holes: [] }, span);
  const member: Member = { key: "index", keyHoles: [], keySpan: span, keyMap: wholeAt(span), span, value };
  return { kind: "object", span, members: [member] };
}
