/** An ARN that is not written as those of its type are: `:topic/alerts`, or `:/app/db` for `:parameter/app/db`. */
import { arnSlip } from "../../catalog/arn-slip.ts";
import { matchesText } from "./covers.ts";
import { type ResourceSlip } from "./resource-slip.ts";

/**
 * Of an entry that is no resource of the actions: the whole of it in the form of the type that was asked for. Source:
 * "Actions, resources, and condition keys for AWS services", on the ARNs of resource types.
 */
export function otherForm(written: string, wanted: string, templates: readonly string[]): ResourceSlip | undefined {
  const slips = templates.map((template) => arnSlip(written, template));
  if (slips.includes("fits")) return undefined;
  const fitting = slips.flatMap((one) =>
    one !== undefined && one !== "fits" && matchesText(one.fixed, wanted) ? [one.fixed] : [],
  );
  const [by, ...others] = new Set(fitting);
  if (by === undefined || others.length > 0) return undefined;
  return { start: 0, end: written.length, by, likelihood: "sure", matchesNothing: true };
}
