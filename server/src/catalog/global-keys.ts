/**
 * The condition keys that any request may carry, whatever the service. Kept by hand: the packed data has neither texts
 * nor availability for them. Source: "AWS global condition context keys".
 */
import { type GlobalKey } from "./catalog.ts";
import { globalKeyOf } from "./global-key-row.ts";
import { PRINCIPAL_KEYS, SESSION_KEYS } from "./global-keys-of-caller.ts";
import { NETWORK_KEYS, REQUEST_KEYS, RESOURCE_KEYS } from "./global-keys-of-request.ts";

export const GLOBAL_KEYS: readonly GlobalKey[] = [
  ...PRINCIPAL_KEYS,
  ...SESSION_KEYS,
  ...NETWORK_KEYS,
  ...RESOURCE_KEYS,
  ...REQUEST_KEYS,
].map(globalKeyOf);

/** Off the page of global keys but still found in policies: known when looked up, not offered. */
export const LEGACY_GLOBAL_KEYS: readonly GlobalKey[] = [
  globalKeyOf({
    name: "aws:SourceOwner",
    type: "String",
    description: "The account that owns the resource a service acts for.",
    when: "In some older calls between services, mostly to Amazon SNS.",
    caution: "An old key that AWS no longer lists. Use aws:SourceAccount.",
  }),
];
