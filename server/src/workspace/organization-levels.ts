/** Who is below whom in the organization: as the workspace file says it, and as saved outputs of AWS do. */
import { type Link } from "../hosts/host.ts";
import { type Organization } from "./config.ts";

/** What the workspace file says of an account stands. */
export function withSavedLevels(stated: Organization, links: readonly Link[]): Organization {
  const parents = new Map<string, string>();
  let management = stated.managementAccount;
  for (const { has, holder, held } of links) {
    if (has === "child") parents.set(held, holder);
    if (has === "management-account") management ??= held;
  }
  if (parents.size === 0 && management === stated.managementAccount) return stated;
  const accounts = new Map(stated.accounts);
  for (const child of parents.keys()) {
    if (!/^\d{12}$/.test(child) || accounts.has(child)) continue;
    const levels = levelsAbove(child, parents);
    // What is above a chain that breaks off is not known, and might be taken for what is not above the account.
    if (levels[0]?.startsWith("r-") === true) accounts.set(child, levels);
  }
  return { accounts, managementAccount: management };
}

/** Units are at most five deep; a file that says otherwise is not followed in a circle. */
const MOST_LEVELS = 10;

/** Outermost first. */
function levelsAbove(child: string, parents: ReadonlyMap<string, string>): readonly string[] {
  const levels: string[] = [];
  for (let at = parents.get(child); at !== undefined && levels.length < MOST_LEVELS; at = parents.get(at)) {
    levels.unshift(at);
  }
  return levels;
}
