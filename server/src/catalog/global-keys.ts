/**
 * The condition keys that any request may carry, whatever the service, with all that is known of each. Kept by hand: the
 * packed data has neither texts nor availability for them. Source: "AWS global condition context keys".
 */
import { type GlobalKey, type KeyOccasion } from "./catalog.ts";
import { globalKeyOf } from "./global-key-row.ts";
import { PRINCIPAL_KEYS, SESSION_KEYS } from "./global-keys-of-caller.ts";
import { keyTable } from "./key-table.ts";
import { NETWORK_KEYS, REQUEST_KEYS, RESOURCE_KEYS } from "./global-keys-of-request.ts";

export const GLOBAL_KEYS: readonly GlobalKey[] = [
  ...PRINCIPAL_KEYS,
  ...SESSION_KEYS,
  ...NETWORK_KEYS,
  ...RESOURCE_KEYS,
  ...REQUEST_KEYS,
].map(globalKeyOf);

const TABLE = keyTable(GLOBAL_KEYS);

/** A key of that page by its name in any case, a template's filled in. */
export function documentedKey(name: string): GlobalKey | undefined {
  return TABLE.find(name);
}

/** The keys, in lower case, that no request has but on that occasion. */
export function keysOnlyIf(occasion: KeyOccasion): readonly string[] {
  return GLOBAL_KEYS.filter((key) => key.onlyIf === occasion).map((key) => key.name.toLowerCase());
}

/** Off the page of global keys but still found in policies: known when looked up, not offered. */
export const LEGACY_GLOBAL_KEYS: readonly GlobalKey[] = [
  globalKeyOf({
    name: "aws:SourceOwner",
    type: "String",
    chooser: "aws",
    description: "The account that owns the resource a service acts for.",
    when: "In some older calls between services, mostly to Amazon SNS.",
    caution: "An old key that AWS no longer lists. Use aws:SourceAccount.",
  }),
];
