/** Who else has a policy whose text is used in several places. */
import { type SiteUse } from "../host.ts";

/** What changes in a text that is used several times changes for all who have it. */
export function withOtherHolders(uses: readonly SiteUse[]): readonly SiteUse[] {
  if (uses.length < 2) return uses;
  const held = new Map<SiteUse["kind"], Set<string>>();
  for (const { kind, stated } of uses) {
    const known = held.get(kind) ?? new Set();
    held.set(kind, known);
    for (const holder of stated.declared.holders) if (known.size < MOST_OTHERS) known.add(holder);
  }
  return uses.map((use) => {
    const { declared } = use.stated;
    const alsoHeldBy = [...(held.get(use.kind) ?? [])].filter((one) => !declared.holders.includes(one));
    return declared.holders.length === 0 || alsoHeldBy.length === 0
      ? use
      : { ...use, stated: { ...use.stated, declared: { ...declared, alsoHeldBy } } };
  });
}

/** More would be read by nobody. */
const MOST_OTHERS = 20;
