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
