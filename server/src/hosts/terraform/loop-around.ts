/** Which loop around an expression a name is of. */
import { type HclReference, type HclTemplatePart } from "../../syntax/hcl-tree.ts";
import { type Loop } from "./loops.ts";
import { type Scope } from "./scope.ts";

/** The loop that a name is of. */
export function loopAround({ root }: HclReference, { loops }: Scope): Loop | undefined {
  return loops.findLast(({ bound }) => bound.includes(root));
}

export function isKnownBeside(reference: HclReference, scope: Scope): boolean {
  return reference.root === "each" || loopAround(reference, scope) === undefined;
}

export function inLoop(scope: Scope, loop: Loop): Scope {
  return { ...scope, loops: [...scope.loops, loop] };
}

/** The loop that a part of a text is of. */
export function loopOfPart(part: HclTemplatePart, scope: Scope): Loop | undefined {
  return part.kind === "interpolation" && part.value.kind === "reference" ? loopAround(part.value, scope) : undefined;
}
