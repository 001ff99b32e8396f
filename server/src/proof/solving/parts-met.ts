/** The parts of what an action may act on that a Resource element meets, each with the keys that it lacks. */
import { type TextFound } from "../../domains/shape-search.ts";
import { type ActionForm } from "./action-universe.ts";
import { type ResourceSolver } from "./solve-resource.ts";

interface PartMet {
  readonly resource: TextFound;
  readonly missing: readonly string[];
}

/** Where the list meets none of the parts, a `*` that runs on past a colon may still meet the action's resources. */
export function partsMet(form: ActionForm, keys: readonly string[], resources: ResourceSolver): readonly PartMet[] {
  const parts = form
    .partsBy(keys)
    .map(({ templates, missing }) => ({ resource: resources.ofTemplates(templates), missing }));
  return parts.length > 1 && parts.every(({ resource }) => resource.state === "none")
    ? [{ resource: resources.ofTemplates(form.templates), missing: [] }]
    : parts;
}
