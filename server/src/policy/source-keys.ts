/**
 * What stands for the caller where an AWS service asks on behalf of a resource: the organization of that resource.
 * Source: "AWS global condition context keys", aws:SourceOrgID and aws:SourceOrgPaths.
 */
import { type Statement } from "./policy.ts";

/** Of a key about who calls: the one about whom a service calls for. Undefined where there is none of that meaning. */
export function sourceKeyFor(key: string): string | undefined {
  switch (key.toLowerCase()) {
    case "aws:principalorgid":
      return "aws:SourceOrgID";
    case "aws:principalorgpaths":
      return "aws:SourceOrgPaths";
    default:
      return undefined;
  }
}

/** Does it name AWS services alone as principals? */
export function isOfServices({ principal }: Statement): boolean {
  return (
    principal?.form === "typed" &&
    principal.types.every(({ type, typeHoles }) => type === "Service" && typeHoles.length === 0)
  );
}
