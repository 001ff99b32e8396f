/** What the arguments of the data source `aws_iam_policy_document` come to. */
import { type HclExpression, type HclTuple } from "../../syntax/hcl-tree.ts";
import { type StringValue, stringWith, type Value } from "../../syntax/value.ts";
import { type Encoding, isTemplateMap } from "../../text/encoding.ts";
import { arrayAt, unknownAt } from "../placed-values.ts";
import { evaluate, onlyInterpolation } from "./evaluate.ts";
import { type Scope } from "./scope.ts";

/** As the policy has it; undefined where nothing stands. */
export function argumentValue(expression: HclExpression, scope: Scope): Value | undefined {
  return withPolicyVariables(expression.kind === "tuple" ? listValue(expression, scope) : evaluate(expression, scope));
}

/**
 * Terraform before 0.12 took `["${list}"]` for the list itself, and later versions say that they do not. Source: "Upgrading to
 * Terraform v0.12", "Referring to List Variables".
 */
function listValue({ items, span }: HclTuple, scope: Scope): Value {
  const values = items.flatMap((item) => {
    const value = evaluate(item, scope);
    const isOld = item.kind === "template" && onlyInterpolation(item) !== undefined;
    if (isOld && value?.kind === "array") return value.items.map((one) => (isList(one) ? unknownAt(one.span) : one));
    return isOld && isList(value) ? unknownAt(item.span) : (value ?? []);
  });
  return arrayAt(values, span);
}

/** In some deployment at least: a call may give such a list, too. */
function isList(value: Value | undefined): boolean {
  return value?.kind === "array" || (value?.kind === "either" && value.options.some(isList));
}

/**
 * The provider makes `${…}` of `&{…}`, because Terraform reads `${…}` as its own; and of a list of one text, that text.
 */
function withPolicyVariables<Written extends Value | undefined>(value: Written): Written;
function withPolicyVariables(value: Value | undefined): Value | undefined {
  switch (value?.kind) {
    case "string":
      return value.text.includes("&{") ? variableText(value) : value;
    case "array":
      return {
        kind: "array",
        span: value.span,
        items: value.items.map((item) => withPolicyVariables<Value>(item)),
        isShortened: true,
      };
    case "either":
      return { ...value, options: value.options.map((option) => withPolicyVariables(option)) };
    default:
      return value;
  }
}

function variableText(value: StringValue): StringValue {
  const { map } = value;
  const written: Encoding = {
    outerSpan: (start, end) => map.outerSpan(start, end),
    innerOffset: (outer) => map.innerOffset(outer),
    encode: (text) => map.encode(text.replaceAll("${", "&{")),
    ...(isTemplateMap(map)
      ? { cuts: (start: number, end: number) => map.cuts(start, end), beginsAt: (at: number) => map.beginsAt(at) }
      : {}),
  };
  // As a text of JSON, it would be taken for a word in the place of what belongs there.
  const holes = value.holes.filter(({ start }) => !value.text.startsWith("&{", start));
  return stringWith(value, { text: value.text.replaceAll("&{", "${"), holes, map: written });
}
