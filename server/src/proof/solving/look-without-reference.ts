/** A request of a statement, without knowing which actions there are. */
import { type TextFound } from "../../domains/shape-search.ts";
import { actionPattern } from "../../policy/action-pattern.ts";
import { type View, type Witness } from "../proof.ts";
import { entriesInView, type ListQuestion } from "./action-choice.ts";
import { ANY_KEYS, type ContextFound, type ContextSolver } from "./solve-conditions.ts";
import { type ResourceSolver } from "./solve-resource.ts";

export type RequestFound =
  { readonly state: "found"; readonly witness: Witness } | { readonly state: "none" } | { readonly state: "open" };

export const NONE: RequestFound = { state: "none" };
export const OPEN: RequestFound = { state: "open" };

export function lookWithoutReference(
  list: ListQuestion | undefined,
  view: View,
  resources: ResourceSolver,
  contexts: ContextSolver,
): RequestFound {
  const action = someAction(list, view);
  const resource = resources.ofAnything();
  if (action === undefined || resource.state === "none") return NONE;
  return together(action, resource, contexts(ANY_KEYS));
}

export function together(action: string, resource: TextFound, context: ContextFound): RequestFound {
  if (resource.state !== "found" || context.state !== "found") return OPEN;
  return {
    state: "found",
    witness: { principal: undefined, action, resource: resource.text, context: context.context },
  };
}

/** Where any name may be an action's: one that the list leaves. */
function someAction(list: ListQuestion | undefined, view: View): string | undefined {
  const example = "s3:GetObject";
  if (list === undefined) return example;
  const patterns = entriesInView(list, view).map((entry) => ({ entry, pattern: actionPattern(entry) }));
  if (list.excludes) {
    if (patterns.some(({ pattern }) => pattern.kind === "all")) return undefined;
    const mayExclude = list.open || patterns.some(({ pattern }) => pattern.kind === "unsettled");
    if (view === "surest" && mayExclude) return undefined;
    // No list can name every service there may be.
    return `a${"-".repeat(1 + Math.max(0, ...list.entries.map(({ text }) => text.length)))}:A`;
  }
  if (list.open && view === "widest") return example;
  for (const { entry, pattern } of patterns) {
    if (pattern.kind === "all") return example;
    if (pattern.kind === "service") return entry.text.replaceAll("*", "").replaceAll("?", "a").replace(/:$/, ":A");
    if (pattern.kind === "unsettled" && view === "widest") return example;
  }
  return undefined;
}
