/**
 * A text that a condition asks for by its name, as a word for nobody: `var.caller == "none" ? local.account : var.caller`.
 * Where it is not written out, it is what the condition keeps away, or what stands there until a caller gives another.
 */
import { type HclExpression, type HclFor } from "../../syntax/hcl-tree.ts";
import { arrayWith, type Value } from "../../syntax/value.ts";
import { isNothing, unknownAt } from "../placed-values.ts";

/** An option of a condition, with nothing known of what is one of the texts asked for; undefined where it is nothing. */
export function chosenBy(
  condition: HclExpression,
  value: Value | undefined,
  written: HclExpression,
): Value | undefined {
  if (value === undefined || isNothing(value)) return undefined;
  return written.kind === "template" ? value : without(value, new Set(textsIn(condition)));
}

/** What a loop makes of an item: those that a condition leaves out are mostly named in it. */
export function keptBy(
  { value: written, condition }: HclFor,
  value: Value | undefined,
  text: string,
): Value | undefined {
  if (value === undefined || condition === undefined || written.kind === "template") return value;
  const leavesOut = text.slice(condition.span.start, condition.span.end).includes("!");
  return leavesOut ? without(value, new Set(textsIn(condition))) : value;
}

function without(value: Value, asked: ReadonlySet<string>): Value {
  if (asked.size === 0) return value;
  switch (value.kind) {
    case "string":
      return value.holes.length === 0 && asked.has(value.text) ? unknownAt(value.span) : value;
    case "either":
      return { ...value, options: value.options.map((option) => option && without(option, asked)) };
    case "array": {
      const items = value.items.map((item) => without(item, asked));
      return items.some((item, index) => item !== value.items[index]) ? arrayWith(value, items) : value;
    }
    default:
      return value;
  }
}

function textsIn(expression: HclExpression): readonly string[] {
  switch (expression.kind) {
    case "operation":
      return expression.operands.flatMap(textsIn);
    case "call":
      return expression.arguments.flatMap(textsIn);
    case "tuple":
      return expression.items.flatMap(textsIn);
    case "template": {
      const [only, ...others] = expression.parts;
      if (only === undefined) return [""];
      return only.kind === "text" && others.length === 0 ? [only.text] : [];
    }
    default:
      return [];
  }
}
