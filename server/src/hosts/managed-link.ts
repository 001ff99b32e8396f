/** That something which a file makes has a managed policy, by its ARN or by its name. */
import { type Link } from "./host.ts";

/**
 * `policy`: its ARN or, where the file has no more, its name, with `*` for what is not settled. None for one that is not
 * known but for its partition.
 */
export function managedLink(
  has: "declared-policy" | "declared-boundary",
  holder: string,
  policy: string,
): readonly Link[] {
  const held = policy.replace(/^arn:\*:/, "arn:aws:");
  if (/^[\w+=,.@-]+$/.test(held)) return [{ has, holder, held }];
  return /^arn:[a-z-]+:iam::(?:aws|[0-9]{12}):policy\/[^*]+$/.test(held) ? [{ has, holder, held }] : [];
}
