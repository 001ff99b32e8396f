/** How much of a resource a statement says of which it is open whether it names it. */
import { isSettled, type ScalarList } from "../policy/policy.ts";
import { patternOf } from "../syntax/filled-text.ts";
import { matchesText } from "./fixes/covers.ts";

/** From 0 to 1, by the entry that says most of it: `${var.name}-reports` says more than `${var.name}`. */
export function settledShare(list: ScalarList | undefined, resource: string): number {
  const length = resource.length - nameStart(resource);
  const shares = (list?.entries ?? []).map((entry) => {
    if (isSettled(entry) || length === 0) return 0;
    const pattern = patternOf(entry);
    const written = pattern.slice(nameStart(pattern)).replaceAll("*", "").length;
    return written > 0 && matchesText(pattern, resource) ? written / length : 0;
  });
  return Math.min(1, Math.max(0, ...shares));
}

/** Behind the account of an ARN. */
export function nameStart(arn: string): number {
  let at = -1;
  for (let field = 0; field < 5; field++) {
    at = arn.indexOf(":", at + 1);
    if (at < 0) return 0;
  }
  return at + 1;
}
