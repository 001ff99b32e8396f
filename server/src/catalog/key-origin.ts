import { type Catalog } from "./catalog.ts";

/**
 * What the prefix of a key that is not among the global keys says. `listsPrefix` tells whether any service of the data
 * lists keys with that lower-case prefix.
 * Claims of identity providers are named after the provider's host, and anybody may run a provider, so such a key is
 * never unknown. Source: "IAM and AWS STS condition context keys".
 */
export function keyOriginOf(name: string, listsPrefix: (prefix: string) => boolean): ReturnType<Catalog["keyOrigin"]> {
  const colon = name.indexOf(":");
  if (colon <= 0 || colon === name.length - 1) return "malformed";
  const prefix = name.slice(0, colon).toLowerCase();
  if (prefix === "aws") return "global";
  if (prefix === "saml" || NOT_IN_SERVICE_NAMES.some((sign) => prefix.includes(sign))) return "provider";
  if (!SERVICE_PREFIX.test(prefix)) return "malformed";
  return listsPrefix(prefix) ? "service" : "unknown-service";
}

/** Hosts and paths; `$` and `<` stand for a part that is filled in later. */
const NOT_IN_SERVICE_NAMES = [".", "/", "$", "<"];

const SERVICE_PREFIX = /^[a-z0-9_-]+$/;
