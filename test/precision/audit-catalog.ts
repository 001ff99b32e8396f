/**
 * Where the sources of the reference data disagree, what each entry of the overlay takes out of the claims, and which
 * entries are no longer needed because the reference has caught up.
 */
import { packCatalog, type Attestations, type Release } from "../../scripts/catalog-form.mjs";
import { type Catalog } from "../../server/src/catalog/catalog.ts";
import { openCatalog } from "../../server/src/catalog/open-catalog.ts";
import { openProver } from "../../server/src/proof/prove-statement.ts";
import { readDocument } from "../../server/src/service/document.ts";

/** A page of the Service Authorization Reference. */
export interface ReferencePage {
  readonly name: string;
  readonly prefix: string;
  readonly actions: readonly string[];
}

export interface CatalogSources {
  readonly release: Release;
  readonly older: Release;
  readonly attested: Attestations;
  readonly pages: readonly ReferencePage[];
}

export interface CatalogAudit {
  readonly disagreements: readonly { readonly what: string; readonly names: readonly string[] }[];
  /** Actions, keys and names of which nothing is concluded because of the entry. */
  readonly silenced: readonly { readonly entry: string; readonly names: readonly string[] }[];
  /** A line for every entry to remove, and for every shared page that the overlay does not have. */
  readonly failures: readonly string[];
}

export function auditCatalog(sources: CatalogSources): CatalogAudit {
  const resources = sources.attested.resources.map((entry) => auditResource(entry, sources));
  const names = [
    ...sources.attested.actions.map((entry) => auditName(`action ${entry.name}`, isListedAction(entry.name, sources))),
    ...sources.attested.keys.map((entry) => auditName(`key ${entry.name}`, isListedKey(entry.name, sources))),
  ];
  const carried = (sources.attested.carriedKeys ?? []).map(({ action, key }) =>
    auditName(`${action} with ${key}`, isListedWith(action, key, sources)),
  );
  const pages = auditPages(sources);
  const entries = [...resources, ...names, ...carried, ...pages];
  return {
    disagreements: disagreementsOf(sources),
    silenced: entries.map(({ entry, silenced }) => ({ entry, names: silenced })),
    failures: entries.flatMap(({ failures }) => failures),
  };
}

interface AuditedEntry {
  readonly entry: string;
  readonly silenced: readonly string[];
  readonly failures: readonly string[];
}

type ResourceEntry = Attestations["resources"][number];

/** Needed as long as the proofs, without it, would call an action of it dead on its ARN. */
function auditResource({ action, arn }: ResourceEntry, sources: CatalogSources): AuditedEntry {
  const entry = `${action} on ${arn}`;
  const prefix = action.slice(0, action.indexOf(":"));
  const rest = sources.attested.resources.filter((other) => other.action !== action || other.arn !== arn);
  const before = catalogOf(prefix, { ...sources, attested: { ...sources.attested, resources: rest } });
  const after = catalogOf(prefix, sources);
  const names = action.endsWith(":*")
    ? actionsOf(prefix, sources.release).map((name) => `${prefix}:${name}`)
    : [action];
  const silenced = names.filter((name) => isDead(name, arn, before) && !isDead(name, arn, after));
  return {
    entry,
    silenced,
    failures: silenced.length > 0 ? [] : [`${entry}: the reference lists it, remove the entry`],
  };
}

function isDead(action: string, arn: string, catalog: Catalog): boolean {
  const text = JSON.stringify({
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Action: action, Resource: arn },
  });
  const policy = readDocument({ path: "policy.json", languageId: "json", text }, "identity").policies[0]?.policy;
  const statement = policy?.statements[0];
  if (policy === undefined || statement === undefined) return false;
  const prover = openProver({ kind: "identity", catalog, names: "lenient", facts: true });
  return prover.prove(policy, statement).verdict === "never";
}

function catalogOf(prefix: string, { release, older, attested }: CatalogSources): Catalog {
  const only = (all: Release): Release => ({ ...all, services: all.services.filter((one) => one.prefix === prefix) });
  const { core, descriptions } = packCatalog(only(release), only(older), () => "2000-01-01", attested);
  return openCatalog({ core, descriptions: () => descriptions });
}

function auditName(entry: string, isListed: boolean): AuditedEntry {
  return { entry, silenced: [entry], failures: isListed ? [`${entry}: the reference lists it, remove the entry`] : [] };
}

function isListedAction(name: string, { release }: CatalogSources): boolean {
  const [prefix = "", action = ""] = name.split(":");
  if (action === "*") return release.services.some((service) => service.prefix === prefix);
  return actionsOf(prefix, release).some((one) => one.toLowerCase() === action.toLowerCase());
}

function isListedKey(name: string, { release }: CatalogSources): boolean {
  return release.services.some(({ conditionKeys }) =>
    conditionKeys.some(({ key }) => key.toLowerCase() === name.toLowerCase()),
  );
}

function isListedWith(name: string, key: string, { release }: CatalogSources): boolean {
  const row = actionRows(release).get(name.toLowerCase());
  return row?.keys.has(key.toLowerCase()) === true;
}

function actionsOf(prefix: string, { services }: Release): readonly string[] {
  return services.find((service) => service.prefix === prefix)?.actions.map(({ name }) => name) ?? [];
}

/** The overlay has every prefix of several pages, with the actions that stand on more than one, and no others. */
function auditPages({ attested, pages }: CatalogSources): readonly AuditedEntry[] {
  const shared = sharedPages(pages);
  const noted = attested.sharedPages.services;
  const prefixes = [...new Set([...Object.keys(noted), ...shared.keys()])].sort();
  return prefixes.map((prefix) => {
    const entry = `pages of ${prefix}`;
    const found = shared.get(prefix);
    const own = noted[prefix];
    const wanted = own?.actions ?? [];
    const gone = wanted.filter((name) => found?.actions.includes(name) !== true);
    const added = found?.actions.filter((name) => !wanted.includes(name)) ?? [];
    const failures = [
      ...(found === undefined ? [`${entry}: it has one page, remove the entry`] : []),
      ...(own === undefined ? [`${entry}: it has several pages, add them to the overlay`] : []),
      ...(found === undefined ? [] : gone.map((name) => `${entry}: ${name} stands on one page, remove it`)),
      ...(own === undefined ? [] : added.map((name) => `${entry}: ${name} stands on several pages, add it`)),
    ];
    return { entry, silenced: wanted.map((name) => `${prefix}:${name}`), failures };
  });
}

/** By prefix: the pages of those that have several, and the actions that stand on more than one. */
export function sharedPages(
  pages: readonly ReferencePage[],
): ReadonlyMap<string, { readonly pages: readonly string[]; readonly actions: readonly string[] }> {
  const byPrefix = new Map<string, ReferencePage[]>();
  for (const page of pages) byPrefix.set(page.prefix, [...(byPrefix.get(page.prefix) ?? []), page]);
  return new Map(
    [...byPrefix]
      .filter(([, own]) => own.length > 1)
      .map(([prefix, own]) => {
        const all = own.flatMap(({ actions }) => [...new Set(actions)]);
        const several = all.filter((name, index) => all.indexOf(name) < index);
        return [prefix, { pages: own.map(({ name }) => name).sort(), actions: [...new Set(several)].sort() }];
      }),
  );
}

function disagreementsOf({ release, older, pages }: CatalogSources): CatalogAudit["disagreements"] {
  const newer = actionRows(release);
  const before = actionRows(older);
  const both = [...newer].filter(([name]) => before.has(name));
  const onPages = new Set(pages.flatMap(({ prefix, actions }) => actions.map((name) => idOf(prefix, name))));
  const lost = (of: (row: ActionRow) => ReadonlySet<string>): readonly string[] =>
    both.flatMap(([name, row]) => {
      const gone = [...of(before.get(name) ?? row)].filter((one) => !of(row).has(one));
      return gone.length === 0 ? [] : [`${name} (${gone.join(", ")})`];
    });
  return [
    { what: "actions that only the newer release has", names: [...newer.keys()].filter((name) => !before.has(name)) },
    { what: "actions that only the older release has", names: [...before.keys()].filter((name) => !newer.has(name)) },
    { what: "actions that lost a resource type", names: lost(({ types }) => types) },
    { what: "actions that lost a condition key", names: lost(({ keys }) => keys) },
    { what: "actions on no page", names: [...newer.keys()].filter((name) => !onPages.has(name)) },
    { what: "actions on a page only", names: [...onPages].filter((name) => !newer.has(name)) },
  ];
}

interface ActionRow {
  readonly types: ReadonlySet<string>;
  readonly keys: ReadonlySet<string>;
}

function actionRows({ services }: Release): ReadonlyMap<string, ActionRow> {
  const rows = new Map<string, ActionRow>();
  for (const { prefix, actions } of services) {
    for (const { name, resourceTypes, conditionKeys } of actions) {
      rows.set(idOf(prefix, name), {
        types: new Set(resourceTypes.map((row) => row.name.toLowerCase())),
        keys: new Set([...conditionKeys, ...resourceTypes.flatMap((row) => row.conditionKeys)].map(lower)),
      });
    }
  }
  return rows;
}

function lower(text: string): string {
  return text.toLowerCase();
}

function idOf(prefix: string, name: string): string {
  return `${prefix}:${name}`.toLowerCase();
}
