/**
 * What IAM Access Analyzer said of AWS's managed policies, and what our checks say at the same places. The folder is a
 * copy of a public archive of both (`policies/NAME`, `findings/NAME.json`, as in github.com/zoph-io/MAMIP). Nothing of it
 * is kept in this project but the counts in docs/checks/precision.md.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Value } from "../../server/src/syntax/value.ts";
import { readDocument } from "../../server/src/service/document.ts";
import { type Span } from "../../server/src/text/span.ts";
import { findingsOf, type SaidByCheck } from "./measure.ts";
import { packedCatalog } from "./packed-catalog.ts";

interface Theirs {
  readonly issueCode: string;
  readonly locations: readonly { readonly path: readonly Step[] }[];
}

interface Step {
  readonly value?: string;
  readonly key?: string;
  readonly index?: number;
}

interface Row {
  found: number;
  readonly missed: string[];
}

const folder = process.argv[process.argv.indexOf("--beside") + 1] ?? "";
const catalog = packedCatalog();
const ours = codesBesideTheirs();
const rows = new Map<string, Row>();

for (const file of readdirSync(join(folder, "findings"))) {
  const name = file.replace(/\.json$/, "");
  if (!file.endsWith(".json") || !existsSync(join(folder, "policies", name))) continue;
  compare(name, JSON.parse(readFileSync(join(folder, "findings", file), "utf8")) as readonly Theirs[]);
}
for (const [code, { found, missed }] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const of = found + missed.length;
  console.log(`${code}: ${found} of ${of} (${((100 * found) / of).toFixed(0)} %)`);
  for (const one of missed) console.log(`    not at ${one}`);
}

function compare(name: string, findings: readonly Theirs[]): void {
  const stored = JSON.parse(readFileSync(join(folder, "policies", name), "utf8")) as {
    readonly PolicyVersion: { readonly Document: object };
  };
  const text = JSON.stringify(stored.PolicyVersion.Document, null, 2);
  const [document] = readDocument({ path: `${name}.json`, languageId: "iam-policy", text }, "identity").policies;
  if (document === undefined) throw new Error(`${name} is not read as a policy`);
  const said = findingsOf({ name, date: "", document }, catalog);
  for (const { issueCode, locations } of findings) {
    const row = rows.get(issueCode) ?? { found: 0, missed: [] };
    rows.set(issueCode, row);
    const places = locations.map(({ path }) => placeOf(document.site.root, path.slice(0, depthOf(issueCode))));
    if (said.some((one) => isOf(issueCode, one) && places.some((place) => touch(one.span, place)))) row.found++;
    else row.missed.push(`${name} ${locations.map(({ path }) => path.map(inWords).join("/")).join(", ")}`);
  }
}

function isOf(theirs: string, { code }: SaidByCheck): boolean {
  return ours.get(theirs)?.includes(code) ?? false;
}

/** Which of our checks stand beside each of theirs in docs/checks/access-analyzer.md. */
function codesBesideTheirs(): ReadonlyMap<string, readonly string[]> {
  const page = readFileSync(join("docs", "checks", "access-analyzer.md"), "utf8");
  return new Map(
    page.split("\n").flatMap((line) => {
      const [, theirs = "", codes = ""] = line.split("|");
      const name = /`(\w+)`/.exec(theirs)?.[1];
      return name === undefined ? [] : [[name, [...codes.matchAll(/\[([\w-]+)\]/g)].map(([, code = ""]) => code)]];
    }),
  );
}

/** Of what is said of an entry of a list the place is that entry; of anything else it is the statement. */
function depthOf(issueCode: string): number {
  return issueCode.startsWith("REDUNDANT") || issueCode.startsWith("INVALID") ? Infinity : 2;
}

/** Of a member the name belongs to it. */
function placeOf(root: Value, path: readonly Step[]): Span {
  let place = root.span;
  let at: Value | undefined = root;
  for (const step of path) {
    const [next, span]: Child = childOf(at, step);
    if (span === undefined) break;
    place = span;
    at = next;
  }
  return place;
}

type Child = readonly [value: Value | undefined, place: Span | undefined];

function childOf(value: Value | undefined, { index, value: name, key }: Step): Child {
  if (value?.kind === "array" && index !== undefined) return [value.items[index], value.items[index]?.span];
  if (value?.kind !== "object") return [value, value?.span];
  const member = value.members.find((one) => one.key === (name ?? key));
  return [member?.value, member?.span];
}

function touch(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

function inWords({ value, key, index }: Step): string {
  return String(value ?? key ?? index);
}
