import { type Catalog, type ConditionKey, type GlobalKey } from "./catalog.ts";
import { openDescriptions } from "./descriptions.ts";
import { GLOBAL_KEYS, LEGACY_GLOBAL_KEYS } from "./global-keys.ts";
import { iotPolicyPage } from "./iot-policy-names.ts";
import { keyOriginOf } from "./key-origin.ts";
import { keyTable } from "./key-table.ts";
import { type ManagedPolicies, openManagedPolicies } from "./managed-policies.ts";
import { hasWildcard, isOnlyStars, matchesName } from "./match-name.ts";
import { type OpenService, openService } from "./packed-service.ts";
import { type PackedCore, readPackedCore } from "./packed-core.ts";
import { FORMERLY_RETIRED_SERVICES } from "./retired-services.ts";

export interface CatalogTexts {
  /** `catalog-core.json`. */
  readonly core: string;
  /** `catalog-descriptions.json`, asked for with the first description; undefined while it is not at hand. */
  readonly descriptions: () => string | undefined;
  /** `managed-policies.txt`, asked for with the first of them; undefined while it is not at hand. */
  readonly managedPolicies?: () => string | undefined;
}

/** Opens the packed reference data. Throws an error that says what to do if the core is not readable. */
export function openCatalog(texts: CatalogTexts): Catalog {
  const core = readPackedCore(texts.core);
  const descriptionOf = openDescriptions(texts.descriptions, core.info.version);
  const opened = new Map<string, OpenService>();
  const service = (name: string): OpenService | undefined => {
    const prefix = name.toLowerCase();
    const packed = core.services.get(prefix);
    if (packed === undefined) return undefined;
    const known = opened.get(prefix) ?? openService(prefix, packed, descriptionOf);
    opened.set(prefix, known);
    return known;
  };
  let managed: ManagedPolicies | undefined;
  const servicePrefixes = [...core.services.keys()].sort();
  const globalKeys = keyTable<GlobalKey>([...GLOBAL_KEYS, ...LEGACY_GLOBAL_KEYS]);
  const globalKey = (name: string): GlobalKey | undefined => globalKeys.find(name);
  const listsPrefix = (prefix: string): boolean => core.services.has(prefix) || core.keyHomes.has(prefix);
  return {
    info: core.info,
    servicePrefixes,
    service,
    isRetiredService: (name) => {
      const prefix = name.toLowerCase();
      return !core.services.has(prefix) && (core.retired.has(prefix) || FORMERLY_RETIRED_SERVICES.has(prefix));
    },
    isRetiredAction: namesByService(core.retired),
    isGrantedAction: namesByService(core.granted),
    usualActions: (prefix) => core.usual.get(prefix.toLowerCase())?.split(",") ?? [],
    actionsMatching: (pattern, limit) => actionsMatching(servicePrefixes, service, pattern, limit),
    actionsHolding: (part, limit, first = []) =>
      actionsHolding([...new Set([...first, ...servicePrefixes])], service, part, limit),
    documentedOn: (name) => documentedPage(core, name) ?? iotPolicyPage(name) ?? pageOfTagKey(name, listsPrefix),
    managedPolicies() {
      const text = managed === undefined ? texts.managedPolicies?.() : undefined;
      const namesOf = (prefix: string): readonly string[] => service(prefix)?.actionNames ?? [];
      managed ??= text === undefined ? undefined : openManagedPolicies(text, core.info.version, namesOf);
      return managed;
    },
    globalKeys: GLOBAL_KEYS,
    globalKey,
    conditionKey: (name) => globalKey(name) ?? serviceKey(core, service, name),
    keyOrigin: (name) => (globalKey(name) === undefined ? keyOriginOf(name, listsPrefix) : "global"),
  };
}

/** A tag's key stands for any, and `service:*` for everything of a service. A pattern is asked for by what it matches. */
function documentedPage({ documented }: PackedCore, name: string): string | undefined {
  const lower = name.toLowerCase();
  if (hasWildcard(lower)) {
    // Without a list of them all: a policy may have thousands of patterns.
    for (const [one, page] of documented) if (one.includes(":") && matchesName(lower, one)) return page;
    return undefined;
  }
  const slash = lower.indexOf("/");
  const tag = slash < 0 ? undefined : documented.get(`${lower.slice(0, slash)}/\${tagkey}`);
  return documented.get(lower) ?? tag ?? documented.get(`${lower.slice(0, lower.indexOf(":"))}:*`);
}

/**
 * AWS's guides name the tags on a resource by a key of the service itself where the reference lists `aws:ResourceTag` alone:
 * those of AWS App Runner, Amazon GameLift and AWS OpsWorks, for example, on the page of this name.
 */
function pageOfTagKey(name: string, listsPrefix: (prefix: string) => boolean): string | undefined {
  const [, prefix = ""] = /^([a-z0-9-]+):resourcetag\/./i.exec(name) ?? [];
  return prefix !== "" && listsPrefix(prefix.toLowerCase()) ? "Identity-based policy examples" : undefined;
}

function namesByService(lists: ReadonlyMap<string, string>): (prefix: string, actionName: string) => boolean {
  const byService = new Map<string, ReadonlySet<string>>();
  return (service, actionName) => {
    const prefix = service.toLowerCase();
    const known = byService.get(prefix) ?? new Set((lists.get(prefix) ?? "").toLowerCase().split(","));
    byService.set(prefix, known);
    return actionName !== "" && known.has(actionName.toLowerCase());
  };
}

function actionsMatching(
  prefixes: readonly string[],
  service: (prefix: string) => OpenService | undefined,
  pattern: string,
  limit: number,
): { readonly count: number; readonly first: readonly string[] } {
  const first: string[] = [];
  let count = 0;
  if (isOnlyStars(pattern)) {
    for (const prefix of prefixes) {
      const names = service(prefix)?.actionNames ?? [];
      for (const name of names.slice(0, Math.max(0, limit - count))) first.push(`${prefix}:${name}`);
      count += names.length;
    }
    return { count, first };
  }
  const colon = pattern.indexOf(":");
  // Wildcards in the service part match nothing, so one service is all there is to look at.
  const found = colon < 0 ? undefined : service(pattern.slice(0, colon));
  const wanted = pattern
    .slice(colon + 1)
    .toLowerCase()
    .replace(/\*+/g, "*");
  if (!hasWildcard(wanted)) {
    const name = found?.actionNames[found.rowOf(wanted) ?? -1];
    if (found === undefined || name === undefined) return { count: 0, first };
    return { count: 1, first: limit > 0 ? [`${found.prefix}:${name}`] : first };
  }
  // However long a pattern is, it is looked at only beside names that are as long as the shortest it matches.
  const shortest = wanted.replaceAll("*", "").length;
  // Most names lack its longest part, which is seen sooner than how the parts follow each other.
  const longest = wanted.split(/[*?]/).reduce((one, other) => (other.length > one.length ? other : one));
  // Most patterns are a beginning.
  const isBeginning = wanted === `${longest}*`;
  found?.lowerActionNames.forEach((name, row) => {
    if (isBeginning ? !name.startsWith(longest) : name.length < shortest || !name.includes(longest)) return;
    if (!isBeginning && !matchesName(wanted, name)) return;
    if (count++ < limit) first.push(`${found.prefix}:${found.actionNames[row] ?? name}`);
  });
  return { count, first };
}

function actionsHolding(
  prefixes: readonly string[],
  service: (prefix: string) => OpenService | undefined,
  part: string,
  limit: number,
): readonly string[] {
  const wanted = part.toLowerCase();
  if (wanted === "" || wanted.includes(",")) return [];
  const whole: string[] = [];
  const begun: string[] = [];
  const others: string[] = [];
  for (const prefix of prefixes) {
    const found = service(prefix);
    // Few services have any such action: the names of the others are not even taken apart.
    if (found?.lowerNames().includes(wanted) !== true) continue;
    found.lowerActionNames.forEach((name, row) => {
      const at = name.indexOf(wanted);
      if (at < 0) return;
      const list = name === wanted ? whole : at === 0 ? begun : others;
      list.push(`${prefix}:${found.actionNames[row] ?? name}`);
    });
  }
  return [...whole, ...begun, ...others].slice(0, limit);
}

/** A key is listed under the service of its prefix, and some only under another: `catalog:` under aws-marketplace. */
function serviceKey(
  core: PackedCore,
  service: (prefix: string) => OpenService | undefined,
  name: string,
): ConditionKey | undefined {
  const colon = name.indexOf(":");
  if (colon < 0) return undefined;
  const prefix = name.slice(0, colon).toLowerCase();
  const own = service(prefix)?.conditionKey(name);
  if (own !== undefined) return own;
  const homes = core.keyHomes.get(prefix)?.split(",") ?? [HOME_OF_PROVIDER_KEYS];
  for (const home of homes) {
    const key = service(home)?.conditionKey(name);
    if (key !== undefined) return key;
  }
  return undefined;
}

/** Hosts such as `token.actions.acme.ghe.com` fill a template and so have no entry of their own. */
const HOME_OF_PROVIDER_KEYS = "sts";
