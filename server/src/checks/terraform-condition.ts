/**
 * Conditions as Terraform's `aws_iam_policy_document` writes them, pasted into JSON. Source: "Data Source:
 * aws_iam_policy_document" of the AWS provider: a condition has `test`, `variable` and `values`.
 */
import { type Member, memberNamed, type ObjectValue, standingIn } from "../syntax/value.ts";
import { type Statement } from "../policy/policy.ts";
import { elementNamed } from "./elements.ts";

export interface TerraformCondition {
  readonly object: ObjectValue;
  readonly test: Member;
  readonly variable: Member;
  readonly values: Member;
}

/** Those of a statement's Condition, which may be one of them or a list. */
export function terraformConditions({ object }: Statement): readonly TerraformCondition[] {
  const value = elementNamed(object, "Condition")?.value;
  const standing = value === undefined ? [] : standingIn(value).map((one) => one.value);
  const objects = standing
    .flatMap((one) => (one.kind === "array" ? one.items : [one]))
    .flatMap((one) => standingIn(one));
  return objects.flatMap((one) => (one.value.kind === "object" ? (readCondition(one.value) ?? []) : []));
}

function readCondition(object: ObjectValue): TerraformCondition | undefined {
  const [test, variable, values] = ["test", "variable", "values"].map((name) => memberNamed(object, name));
  if (test === undefined || variable === undefined || values === undefined) return undefined;
  return { object, test, variable, values };
}
