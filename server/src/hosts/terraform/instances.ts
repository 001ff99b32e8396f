/** The single instances of a block with `for_each`, by their keys. Source: "The for_each Meta-Argument" of the "Terraform configuration language". */
import { attributeNamed, type HclBlock, type HclExpression } from "../../syntax/hcl-tree.ts";
import { textOfMember } from "../../syntax/value.ts";
import { atTime } from "./loops.ts";
import { type Scope } from "./scope.ts";

export interface Instance {
  readonly key: string;
  /** What its expressions are read with. */
  readonly scope: Scope;
}

/** Undefined where it is not known which there are, or they are many. `scope` is that of the block. */
export function instancesOf({ body }: HclBlock, scope: Scope): readonly Instance[] | undefined {
  const loop = attributeNamed(body, "for_each") === undefined ? undefined : scope.loops.at(-1);
  if (loop === undefined || loop.open || loop.times.length === 0 || loop.times.length > MOST_INSTANCES)
    return undefined;
  const instances = loop.times.flatMap((time): readonly Instance[] => {
    const each = time.get("each");
    const key = each?.kind === "object" ? textOfMember(each, "key") : undefined;
    const loops = [...scope.loops.slice(0, -1), atTime(loop, time)];
    return key === undefined ? [] : [{ key, scope: { ...scope, loops, through: scope.through.slice(0, -1) } }];
  });
  return instances.length === loop.times.length ? instances : undefined;
}

/** Each is looked at by itself. */
const MOST_INSTANCES = 20;

/** Which of several something is, also in the older form `element(aws_iam_role.app.*.id, count.index)`. */
export function elementTaken(expression: HclExpression): {
  readonly value: HclExpression;
  readonly index: HclExpression | "all";
} {
  const [list, index] = expression.kind === "call" && expression.name === "element" ? expression.arguments : [];
  const isOfAll = list?.kind === "reference" && list.steps[1]?.step === "splat";
  return isOfAll && index !== undefined
    ? { value: list, index }
    : { value: expression, index: instanceIndex(expression) };
}

/** Which instance of a block a reference is to: all of them, that of an expression, or the only one. */
export function instanceIndex(expression: HclExpression): HclExpression | "all" {
  const [, second] = expression.kind === "reference" ? expression.steps : [];
  return second?.step === "index" ? second.key : "all";
}
