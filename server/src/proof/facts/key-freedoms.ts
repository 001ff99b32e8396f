/** What each kind of request leaves to the keys of a statement; kinds that leave the same are one. */
import { type AccountCase } from "./account-facts.ts";
import { type CallerKind, freedomIn, hasFacts, SITUATIONS } from "./key-facts.ts";
import { RESOURCE_ACCOUNT } from "./resource-accounts.ts";
import { type KeyFreedom, onlyText } from "../solving/solve-key.ts";

export interface FreedomOfKey {
  readonly freedom: KeyFreedom;
  /** Equal for equal freedoms of one key. */
  readonly kind: string;
}

/** By key, in lower case. */
export type Freedoms = ReadonlyMap<string, FreedomOfKey>;

export interface RequestFacts {
  /** Undefined if facts between keys are not to be used. */
  readonly dataDate: string | undefined;
  readonly callers: ReadonlySet<CallerKind>;
  /** The account that owns the resource; undefined if that is open. */
  readonly resourceAccount: string | undefined;
}

const FREE: FreedomOfKey = { freedom: { absent: true, present: true, only: [] }, kind: "free" };

export const MISSING: FreedomOfKey = { freedom: { absent: true, present: false, only: [] }, kind: "missing" };

export function freedomsOf(keys: readonly string[], facts: RequestFacts): readonly Freedoms[] {
  const { dataDate, callers, resourceAccount } = facts;
  const always = new Map(keys.map((key) => [key, FREE]));
  if (dataDate === undefined) return [always];
  if (resourceAccount !== undefined && always.has(RESOURCE_ACCOUNT)) {
    const freedom = { ...FREE.freedom, only: [onlyText(resourceAccount)] };
    always.set(RESOURCE_ACCOUNT, { freedom, kind: resourceAccount });
  }
  const known = keys.filter(hasFacts);
  if (known.length === 0) return [always];
  const distinct = new Map<string, Freedoms>();
  for (const situation of SITUATIONS) {
    if (!callers.has(situation.caller)) continue;
    const own = known.map((key) => {
      const { kind, ...freedom } = freedomIn(situation, key, dataDate);
      return [key, { freedom, kind }] as const;
    });
    const id = own.map(([, { kind }]) => kind).join("\n");
    if (!distinct.has(id)) distinct.set(id, new Map([...always, ...own]));
  }
  return [...distinct.values()];
}

/** What a case of accounts leaves of a freedom. */
export function freedomInCase({ freedom, kind }: FreedomOfKey, key: string, accounts: AccountCase): FreedomOfKey {
  const test = accounts.tests.get(key);
  const absent = accounts.absent.has(key);
  if (test === undefined && !absent) return { freedom, kind };
  return {
    freedom: {
      ...freedom,
      present: freedom.present && !absent,
      only: test === undefined ? freedom.only : [...freedom.only, test],
    },
    kind: `${kind} ${accounts.id}`,
  };
}
