/** What is taken of a resource that is given as a whole: `user = aws_iam_user.bot`, of which `var.user.arn` is asked. */
import { type HclExpression, type HclReference, type HclStep } from "../../syntax/hcl-tree.ts";
import { type Value } from "../../syntax/value.ts";
import { nameOfKey, nameOfStep } from "./expression-parts.ts";

/** Undefined for anything else, and where that is not known. */
export function takenOfBlock(
  value: HclExpression,
  steps: readonly HclStep[],
  evaluate: (reference: HclReference) => Value | undefined,
): Value | undefined {
  const reference = steps.length === 0 ? undefined : referenceBehind(value, steps);
  const taken = reference && evaluate(reference);
  return taken?.kind === "unknown" ? undefined : taken;
}

/** As a reference to the resource itself; also where it stands in an object: `var.users.bot.arn`. */
function referenceBehind(value: HclExpression, steps: readonly HclStep[]): HclReference | undefined {
  if (value.kind === "reference") return { ...value, steps: [...value.steps, ...steps] };
  const [step, ...others] = steps;
  const name = nameOfStep(step);
  if (value.kind !== "object" || name === undefined || others.length === 0) return undefined;
  const item = value.items.findLast(({ key }) => nameOfKey(key) === name);
  return item && referenceBehind(item.value, others);
}
