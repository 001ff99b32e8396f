/** Calls that AWS decides on once for each of their resources. */
import { type Action } from "./catalog.ts";

/**
 * The resource types that the reference calls required are not all decided on in every call: AWS's own service roles attach
 * network interfaces without a permission on the instance. Of these actions the guide says it. Source: "Example policies to
 * control access the Amazon EC2 API".
 */
export function isDecidedOnEach({ service, name }: Pick<Action, "service" | "name">): boolean {
  return service === "ec2" && DECIDED_ON_EACH.has(name);
}

const DECIDED_ON_EACH: ReadonlySet<string> = new Set([
  "RunInstances",
  "AttachVolume",
  "DetachVolume",
  "CreateSnapshot",
]);

/**
 * What is done with a database or a table of AWS Glue is decided on what it is in as well. Source: "Specifying AWS Glue
 * resource ARNs", on a resource and all its ancestors.
 */
export function isDecidedOnAncestors({ service, resources }: Pick<Action, "service" | "resources">): boolean {
  return service === "glue" && resources.some(({ type }) => type === "rootcatalog");
}
