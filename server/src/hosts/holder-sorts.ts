/** What has the policies that a file declares: a user, a role and a group may have one name. */
import { type Declared } from "./host.ts";

export type HolderSort = "role" | "user" | "group";

export interface SortedHolder {
  readonly name: string;
  /** Undefined where the file does not say. */
  readonly sort: HolderSort | undefined;
  /** Where the file writes out in which account it is. */
  readonly account?: string;
  /** As the file calls what makes it in another account or Region: two such may make roles of one name. */
  readonly provider?: string;
  /** Of a module that one call makes several times: for which of them. */
  readonly time?: string;
}

export function sorted(names: readonly string[], sort: HolderSort | undefined): readonly SortedHolder[] {
  return names.map((name) => ({ name, sort }));
}

export function declaredHolders(
  holders: readonly SortedHolder[],
): Pick<Declared, "holders" | "sorts" | "account" | "provider" | "times"> {
  const [first] = holders;
  if (first === undefined) return { holders: [] };
  const { account, provider } = first;
  const isOfOne = account !== undefined && holders.every((one) => one.account === account);
  const isUnderOne = provider !== undefined && holders.every((one) => one.provider === provider);
  // Thousands may have one policy, and hardly any name is one of several.
  const sorts = new Map<string, ReadonlySet<HolderSort>>();
  for (const { name, sort } of holders) {
    const own = sort === undefined ? ANY : ALONE[sort];
    const known = sorts.get(name) ?? own;
    sorts.set(name, known === own ? own : new Set([...known, ...own]));
  }
  const times = timesIn(holders);
  return {
    holders: [...sorts.keys()],
    sorts,
    ...(times && { times }),
    ...(isOfOne ? { account } : {}),
    ...(isUnderOne ? { provider } : {}),
  };
}

function timesIn(holders: readonly SortedHolder[]): Declared["times"] {
  if (holders.every(({ time }) => time === undefined)) return undefined;
  const times = new Map<string, Set<string>>();
  for (const { name, time } of holders) {
    if (time !== undefined) times.set(name, (times.get(name) ?? new Set()).add(time));
  }
  return times;
}

/** With further holders: a name that is declared already may be one of theirs, too. */
export function withHolders(declared: Declared, more: readonly SortedHolder[]): Declared {
  const known = declared.holders.flatMap((name): readonly SortedHolder[] => {
    const sorts = declared.sorts?.get(name);
    return sorts === undefined || sorts === ANY
      ? [{ name, sort: undefined }]
      : [...sorts].map((sort) => ({ name, sort }));
  });
  return { ...declared, ...declaredHolders([...known, ...more]) };
}

const ALONE: Readonly<Record<HolderSort, ReadonlySet<HolderSort>>> = {
  role: new Set(["role"]),
  user: new Set(["user"]),
  group: new Set(["group"]),
};

const ANY: ReadonlySet<HolderSort> = new Set<HolderSort>(["role", "user", "group"]);

/** Of the holders of that name, the sorts that the file gives; none where it leaves that open. */
export function sortsOf(name: string, { sorts }: Pick<Declared, "sorts">): readonly HolderSort[] {
  const known = sorts?.get(name);
  return known === undefined || known === ANY ? [] : [...known];
}

/** May the holder of that name be one of the sort, as far as the file says? */
export function mayBe(name: string, sort: HolderSort | undefined, { sorts }: Pick<Declared, "sorts">): boolean {
  return sort === undefined || sorts?.get(name)?.has(sort) !== false;
}
