/** What a literal of HCL is. */
import { type HclLiteral } from "../../syntax/hcl-tree.ts";
import { type Value } from "../../syntax/value.ts";

export function literalValue({ value, span }: HclLiteral): Value {
  if (value === null) return { kind: "null", span };
  if (typeof value === "boolean") return { kind: "boolean", span, value };
  return { kind: "number", span, text: value.number };
}
