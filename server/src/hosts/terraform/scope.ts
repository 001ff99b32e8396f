/** What an expression is read with: the names of its module, and of which file its values are to stand in. */
import { type HclCall, type HclExpression } from "../../syntax/hcl-tree.ts";
import { type Loop, type LongLoops, NO_LONG_LOOPS } from "./loops.ts";
import { type TerraformFile, type TerraformModule } from "./module.ts";

export interface Scope {
  readonly module: TerraformModule;
  /** The file that the expression stands in. */
  readonly file: TerraformFile;
  /** How many references are followed already. */
  readonly depth: number;
  /** Those around the expression, the innermost last. */
  readonly loops: readonly Loop[];
  /** The same loops as they are written, as far as they are known. */
  readonly through: readonly LoopThrough[];
  /** Stretches of texts in whose place `replace` puts others. */
  readonly replaced: readonly string[];
  /** Of a block with a provider of its own: what other blocks say of their account and Region is not said of this one's. */
  readonly isElsewhere?: true;
  /** The expression is the path of a file that this module reads: a loop may read hundreds. */
  readonly pathIn?: TerraformModule;
  /** What makes a block once for each item: objects that a `for` makes are apart. */
  readonly isForEach?: true;
  /** Of a module that one call makes several times: which of them is looked at. */
  readonly callTime?: CallTime;
  readonly budget: Budget;
  readonly longLoops: LongLoops;
}

/** One of the times that a call makes a module. */
export interface CallTime {
  readonly of: TerraformModule;
  readonly by: TerraformModule;
  readonly key: string;
  /** What the call is read with. */
  readonly loops: readonly Loop[];
}

/** What a name of a loop goes through. */
export interface LoopThrough {
  readonly name: string;
  /** `iterator`: the item is its `value`, as it is of `each`. */
  readonly is: "item" | "iterator";
  readonly collection: HclExpression;
  /** What the collection is read with. */
  readonly scope: Scope;
}

/** References may multiply: what they come to is bounded. */
export interface Budget {
  left: number;
}

const MOST_VALUES = 50_000;
const MOST_REFERENCES = 20;

export function scopeOf(module: TerraformModule, file: TerraformFile, longLoops = NO_LONG_LOOPS): Scope {
  const budget = { left: MOST_VALUES };
  return { module, file, depth: 0, loops: [], through: [], replaced: [], budget, longLoops };
}

/**
 * What the first argument of `replace` is read with. Undefined for any other call, and where what is replaced is not settled
 * or is a regular expression. Source: "replace" of the "Terraform configuration language".
 */
export function replacedScope({ name, arguments: given }: HclCall, scope: Scope): Scope | undefined {
  const [, from] = name === "replace" ? given : [];
  const [only, ...others] = from?.kind === "template" ? from.parts : [];
  const isText = only?.kind === "text" && others.length === 0 && !/^\/.*\/$/.test(only.text);
  if (!isText) return undefined;
  // The quotes of JSON are not in the texts that it holds.
  return { ...scope, replaced: [...scope.replaced, only.text.replace(/^"+|"+$/g, "")] };
}

/** Undefined where too much has been followed. */
export function deeper(scope: Scope, file: TerraformFile, module = scope.module): Scope | undefined {
  if (scope.depth >= MOST_REFERENCES || scope.budget.left <= 0) return undefined;
  const { callTime, ...others } = scope;
  const inner = { module, file, depth: scope.depth + 1, through: [] };
  if (callTime === undefined || module === scope.module) return { ...scope, ...inner, loops: [] };
  const isOfCall = scope.module === callTime.of && module === callTime.by;
  return { ...others, ...inner, loops: isOfCall ? callTime.loops : [] };
}
