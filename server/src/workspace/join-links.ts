/** What the files of a workspace state of who has what, put together: a template or an output says it of its own file. */
import { type Link } from "../hosts/host.ts";

/** By what is held. */
export interface JoinedLinks {
  holdersOf(has: Link["has"], held: string | undefined): readonly string[];
  /** A group and the users in it, as far as they are known; any other holder alone. */
  withMembers(holder: string): readonly string[];
}

export function joinLinks(links: Iterable<Link>): JoinedLinks {
  const holders = new Map<string, Set<string>>();
  const members = new Map<string, Set<string>>();
  const add = (map: Map<string, Set<string>>, key: string, one: string): void => {
    const known = map.get(key);
    if (known === undefined) map.set(key, new Set([one]));
    else known.add(one);
  };
  for (const { has, holder, held } of links) {
    if (has === "member") add(members, holder, held);
    else add(holders, `${has} ${held}`, holder);
  }
  return {
    holdersOf: (has, held) => (held === undefined ? [] : [...(holders.get(`${has} ${held}`) ?? [])]),
    withMembers: (holder) => [holder, ...(members.get(holder) ?? [])],
  };
}
