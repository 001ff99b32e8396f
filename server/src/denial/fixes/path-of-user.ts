/** A user under a path asks about itself, and the statement for each user's own names users without one. */
import { readAccountCaller } from "../../policy/account-caller.ts";
import { type Scalar } from "../../policy/policy.ts";
import { userNameIn } from "../near-misses.ts";

/**
 * The entry with the caller's path before the variable for its name; undefined for what is not the caller itself. The
 * variable has no path. Source: "IAM policy elements: Variables and tags", on `aws:username`; "IAM identifiers", on paths.
 */
export function withPathOfUser(entry: Scalar, asked: string, principal: string): string | undefined {
  const name = userNameIn(entry);
  const [, path = ""] = /:user\/(.+\/)[^/]+$/.exec(principal) ?? [];
  if (asked !== principal || path === "" || name === undefined || readAccountCaller(principal)?.kind !== "user")
    return undefined;
  const before = entry.text.slice(0, name.start);
  return before.endsWith(":user/") && name.end === entry.text.length
    ? before + path + entry.text.slice(name.start)
    : undefined;
}
