/** How often a `for` goes round, and what its value is read with each time. */
import { type HclExpression, type HclFor } from "../../syntax/hcl-tree.ts";
import { inLoop } from "./loop-around.ts";
import { atTime, type Loop, mayGoThrough } from "./loops.ts";
import { type Scope } from "./scope.ts";
import { type Evaluate, truthOf } from "./truth.ts";

/** Undefined where that is not settled, or too often. A condition is held against what a block is made for, and nothing else. */
export function knownTimes(
  { condition }: HclFor,
  around: Loop,
  scope: Scope,
  evaluate: Evaluate,
): readonly Scope[] | undefined {
  const isAsked = condition === undefined || (scope.isForEach === true && !around.open);
  if (!isAsked || !mayGoThrough(around.times.length, scope.longLoops)) return undefined;
  const times = around.times.map((time) => inLoop(scope, atTime(around, time)));
  return condition === undefined ? times : thoseWith(condition, times, evaluate);
}

/** Undefined where it is not settled for each of them. */
function thoseWith(
  condition: HclExpression,
  times: readonly Scope[],
  evaluate: Evaluate,
): readonly Scope[] | undefined {
  const truths = times.map((time) => truthOf(condition, time, evaluate));
  return times.length === 0 || truths.includes(undefined) ? undefined : times.filter((_, at) => truths[at] === true);
}
