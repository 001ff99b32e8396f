/** What the reference does not list for an action, and what the action may take all the same. */
import { isOfSameProduct, mayReachResources } from "../../catalog/service-aliases.ts";
import { type ActionUniverse, type KnownAction } from "./action-universe.ts";
import { type ResourceSolver } from "./solve-resource.ts";

/** Where the reference lists none of the resources for the action: is it only silent? */
export function mayActOn({ service, form }: KnownAction, resources: ResourceSolver, universe: ActionUniverse): boolean {
  const { unlisted, templates } = form;
  if (unlisted === "any") return resources.ofAnything().state !== "none";
  if (unlisted.length > 0 && resources.ofTemplates(unlisted).state !== "none") return true;
  // AWS's guides deny with NotResource what is called without a resource, such as ModifyInstanceGroups.
  if (resources.excludes && !resources.isEmpty && templates.length > 0 && !form.needsResource) return true;
  const own = form.services;
  return resources.named.some((arnService) =>
    own.has(arnService)
      ? resources.isStrange(arnService, service, () => knownTemplates(service, arnService, universe))
      : [...own].some((one) => one !== undefined && mayReachResources(one, arnService)),
  );
}

/** `sts` lists roles of IAM; what IAM itself lists is no stranger for that. */
function knownTemplates(service: string, arnService: string, universe: ActionUniverse): readonly string[] {
  const own = universe.templatesOf(service, arnService);
  return isOfSameProduct(service, arnService) ? own : [...own, ...universe.templatesOf(arnService, arnService)];
}
