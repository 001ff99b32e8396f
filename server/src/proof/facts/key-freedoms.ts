/** What each kind of request leaves to the keys of a statement; kinds that leave the same are one. */
import { type AccountCase } from "./account-facts.ts";
import { type DataPlane } from "./data-planes.ts";
import { type CallerKind, freedomIn, hasFacts, type Situation } from "./key-facts.ts";
import { isOfOtherProvider, type NamedCallers } from "./named-callers.ts";
import { situationsOf } from "./requests-of-kind.ts";
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
  /** Where requests that the policy is asked about come from; undefined if from anywhere. */
  readonly network: Situation["network"] | undefined;
  /** What the policy's Principal says of the callers' own keys. */
  readonly named: NamedCallers;
  /** What decides on the requests in question, where it is not AWS's API. */
  readonly plane: DataPlane | undefined;
  /** The account that owns the resource; undefined if that is open. */
  readonly resourceAccount: string | undefined;
}

const FREE: FreedomOfKey = { freedom: { absent: true, present: true, only: [] }, kind: "free" };

export const MISSING: FreedomOfKey = { freedom: { absent: true, present: false, only: [] }, kind: "missing" };

export function freedomsOf(keys: readonly string[], facts: RequestFacts): readonly Freedoms[] {
  const { dataDate, callers, resourceAccount, network, named, plane } = facts;
  const always = new Map(keys.map((key) => [key, FREE]));
  if (dataDate === undefined) return [always];
  if (resourceAccount !== undefined && always.has(RESOURCE_ACCOUNT)) {
    const freedom = { ...FREE.freedom, only: [onlyText(resourceAccount)] };
    always.set(RESOURCE_ACCOUNT, { freedom, kind: resourceAccount });
  }
  for (const key of keys) if (isOfOtherProvider(key, named)) always.set(key, MISSING);
  const known = keys.filter((key) => hasFacts(key) || named.tests.has(key));
  if (known.length === 0) return [always];
  const distinct = new Map<string, Freedoms>();
  for (const situation of situationsOf(callers, network)) {
    const own = known.map((key) => {
      const { kind, ...freedom } = freedomIn(situation, key, dataDate);
      if (plane?.inside === true && key === "aws:sourceip") return [key, FREE] as const;
      const test = named.tests.get(key)?.get(situation.caller);
      if (plane !== undefined) return [key, { freedom: { ...freedom, absent: true }, kind: `${kind} or not` }] as const;
      if (test === undefined) return [key, { freedom, kind }] as const;
      return [key, { freedom: { ...freedom, only: [...freedom.only, test] }, kind: `${kind} named` }] as const;
    });
    const id = own.map(([, { kind }]) => kind).join("\n");
    if (!distinct.has(id)) distinct.set(id, new Map([...always, ...own]));
  }
  return [...distinct.values()];
}

/** What a case of accounts leaves of a freedom. */
export function freedomInCase({ freedom, kind }: FreedomOfKey, key: string, accounts: AccountCase): FreedomOfKey {
  const tests = accounts.tests.get(key) ?? [];
  const absent = accounts.absent.has(key);
  if (tests.length === 0 && !absent) return { freedom, kind };
  return {
    freedom: {
      ...freedom,
      present: freedom.present && !absent,
      only: [...freedom.only, ...tests],
    },
    kind: `${kind} ${accounts.id}`,
  };
}
