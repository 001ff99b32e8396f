/** That something which a file makes has a managed policy, by its ARN or by its name. */
import { type SortedHolder } from "./holder-sorts.ts";
import { type Link } from "./host.ts";

/**
 * `policy`: its ARN or, where the file has no more, its name, with `*` for what is not settled. None for one that is not
 * known but for its partition.
 */
export function managedLink(
  has: "declared-policy" | "declared-boundary",
  { name: holder, sort, account }: SortedHolder,
  policy: string,
): readonly Link[] {
  const held = policy.replace(/^arn:\*:/, "arn:aws:");
  const link = { has, holder, held, ...(sort && { sort }), ...(account && { account }) };
  if (/^[\w+=,.@-]+$/.test(held)) return [link];
  return /^arn:[a-z-]+:iam::(?:aws|[0-9]{12}):policy\/[^*]+$/.test(held) ? [link] : [];
}
