/**
 * Conditions as Terraform's `aws_iam_policy_document` writes them, pasted into JSON. Source: "Data Source:
 * aws_iam_policy_document" of the AWS provider: a condition has `test`, `variable` and `values`.
 */
import { type Member, memberNamed, type ObjectValue, standingIn, textOfMember } from "../syntax/value.ts";
import { readOperator } from "../policy/operators.ts";
import { type Statement } from "../policy/policy.ts";
import { elementNamed } from "./elements.ts";

export interface TerraformCondition {
  /** Where it begins. */
  readonly first: Member;
  /** Undefined where it is filled in later. */
  readonly operator: string | undefined;
  readonly key: string | undefined;
  readonly values: Member;
}

const NAMES = ["test", "variable", "values"] as const;

/** Those of a statement's Condition, which may be one of them or a list. */
export function terraformConditions(statement: Statement): readonly TerraformCondition[] {
  return objectsIn(statement).flatMap((object) => readCondition(object) ?? underOperators(object));
}

/** Is a condition surely meant so, although one of its names may be filled in later? */
export function writesAsTerraform(statement: Statement): boolean {
  return objectsIn(statement).some(
    (object) =>
      NAMES.filter((name) => memberNamed(object, name) !== undefined).length >= 2 || underOperators(object).length > 0,
  );
}

function objectsIn({ object }: Statement): readonly ObjectValue[] {
  const value = elementNamed(object, "Condition")?.value;
  const standing = value === undefined ? [] : standingIn(value).map((one) => one.value);
  return standing
    .flatMap((one) => (one.kind === "array" ? one.items : [one]))
    .flatMap((one) => standingIn(one))
    .flatMap((one) => (one.value.kind === "object" ? [one.value] : []));
}

function readCondition(object: ObjectValue): TerraformCondition | undefined {
  const [test, variable] = [memberNamed(object, "test"), memberNamed(object, "variable")];
  const values = memberNamed(object, "values") ?? memberNamed(object, "value");
  if (test === undefined || variable === undefined || values === undefined) return undefined;
  return { first: test, operator: textOfMember(object, "test"), key: textOfMember(object, "variable"), values };
}

/** `"StringLike": { "variable": …, "values": … }`: the operator stands where JSON has it, and the rest does not. */
function underOperators({ members }: ObjectValue): readonly TerraformCondition[] {
  return members.flatMap(({ key: operator, value }) => {
    if (value?.kind !== "object" || readOperator(operator) === undefined) return [];
    const [variable, values] = [memberNamed(value, "variable"), memberNamed(value, "values")];
    if (variable === undefined || values === undefined || value.members.length !== 2) return [];
    return [{ first: variable, operator, key: textOfMember(value, "variable"), values }];
  });
}
