/**
 * The policies that AWS manages, as they were on the day of the data. `scripts/managed-policies-form.mjs` writes the
 * form and explains it. A line is looked at when its policy is asked for.
 */

export interface ManagedPolicies {
  /** The package that they were taken from, with its version. */
  readonly source: string;
  /** The day of the newest version of a policy among them. */
  readonly date: string;
  /** By name. */
  readonly all: readonly ManagedPolicy[];
  /** Names are told apart by case, as AWS does. */
  find(name: string): ManagedPolicy | undefined;
  /** Its document, as `JSON.parse` would give it, elements in the order of AWS's text. */
  documentOf(policy: ManagedPolicy): Readonly<Record<string, unknown>>;
}

export interface ManagedPolicy {
  readonly name: string;
  /** What stands before the name in its ARN: `service-role/`, mostly nothing. */
  readonly path: string;
  /** `v3`. */
  readonly version: string;
  /** Of the version, such as `2023-08-10`. */
  readonly day: string;
}

type ActionNames = (prefix: string) => readonly string[];

const FORMAT = 1;
const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const USUAL = { Version: "2012-10-17", Statement: 0 };
const FIRST_DAY = Date.UTC(2010, 0, 1);
const DAY_MS = 86_400_000;

/**
 * Undefined for a text that is damaged or belongs to another release of the reference: its numbers would be those of other
 * actions.
 */
export function openManagedPolicies(
  text: string,
  version: string,
  actionNames: ActionNames,
): ManagedPolicies | undefined {
  const lines = text.split("\n");
  const header = readHeader(lines[0], version);
  const firstPolicy = lines.indexOf("") + 1;
  if (header === undefined || firstPolicy === 0) return undefined;
  const repeated = lines.slice(1, firstPolicy - 1);
  const places = new Map<string, number>();
  const all: ManagedPolicy[] = [];
  for (let line = firstPolicy; line < lines.length; line++) {
    const policy = readHead(lines[line] ?? "");
    if (policy === undefined) continue;
    places.set(policy.name, line);
    all.push(policy);
    const end = lines.indexOf("", line);
    line = end < 0 ? lines.length : end;
  }
  const byName = new Map(all.map((policy) => [policy.name, policy]));
  const namesOf = sortedNames(actionNames);
  return {
    source: header.source,
    date: header.date,
    all,
    find: (name) => byName.get(name),
    documentOf({ name }) {
      const at = places.get(name) ?? lines.length;
      const [single = "", ...whole] = (lines[at] ?? "").split(";").slice(HEAD_FIELDS);
      const statements: Readonly<Record<string, unknown>>[] = [];
      for (let line = at + 1; (lines[line] ?? "") !== ""; line++) {
        statements.push(readStatement(lines[line] ?? "", { orders: header.orders, repeated, namesOf }));
      }
      const form = whole.length === 0 ? USUAL : (JSON.parse(whole.join(";")) as object);
      return { ...form, Statement: single === "" ? statements : statements[0] };
    },
  };
}

interface Header {
  readonly source: string;
  readonly date: string;
  readonly orders: readonly (readonly string[])[];
}

function readHeader(line: string | undefined, version: string): Header | undefined {
  try {
    const header = JSON.parse(line ?? "") as Readonly<Record<string, unknown>> | null;
    if (header?.["format"] !== FORMAT || header["version"] !== version || !Array.isArray(header["orders"]))
      return undefined;
    const orders = header["orders"].map((order) => String(order).split(","));
    return { source: String(header["source"]), date: String(header["date"]), orders };
  } catch {
    return undefined;
  }
}

const HEAD_FIELDS = 4;

function readHead(line: string): ManagedPolicy | undefined {
  const [name = "", path = "", version = "", day = ""] = line.split(";");
  if (name === "") return undefined;
  const date = new Date(FIRST_DAY + parseInt(day, 36) * DAY_MS);
  return { name, path, version: `v${version}`, day: date.toISOString().slice(0, 10) };
}

interface Tables {
  readonly orders: Header["orders"];
  readonly repeated: readonly string[];
  readonly namesOf: ActionNames;
}

function readStatement(line: string, tables: Tables): Readonly<Record<string, unknown>> {
  const elements = tables.orders[DIGITS.indexOf(line.charAt(0))] ?? [];
  const fields = line.slice(1).split("\t");
  return Object.fromEntries(
    elements.map((element, index) => [element, readField(element, fields[index] ?? "", tables)]),
  );
}

function readField(element: string, written: string, { repeated, namesOf }: Tables): unknown {
  const field = written.startsWith("#") ? (repeated[parseInt(written.slice(1), 36)] ?? "") : written;
  if (element === "Effect") return field === "" ? "Allow" : field;
  if (element === "Sid") return field;
  if (element !== "Action" && element !== "NotAction") return JSON.parse(field) as unknown;
  return field.startsWith("!") ? readRuns(field.slice(1), namesOf)[0] : readRuns(field, namesOf);
}

function readRuns(written: string, namesOf: ActionNames): readonly string[] {
  return written === "" ? [] : written.split(" ").flatMap((run) => readRun(run, namesOf));
}

/** The actions of one service, each by how far it is behind the one before. */
function readRun(run: string, namesOf: ActionNames): readonly string[] {
  const colon = run.indexOf(":");
  const prefix = run.slice(0, colon);
  const names = namesOf(prefix);
  const start = prefix === "" ? "" : `${prefix}:`;
  const found: string[] = [];
  let last = -1;
  for (let at = colon + 1; at < run.length; at++) {
    const sign = run.charAt(at);
    if (sign === ".") {
      const end = run.indexOf(".", at + 1);
      found.push(start + run.slice(at + 1, end));
      at = end;
      continue;
    }
    if (sign === "+") {
      last = DIGITS.indexOf(run.charAt(at + 1)) * DIGITS.length + DIGITS.indexOf(run.charAt(at + 2));
      at += 2;
    } else if (sign === "-") {
      last -= DIGITS.indexOf(run.charAt(++at));
    } else last += DIGITS.indexOf(sign) + 1;
    found.push(start + (names[last] ?? ""));
  }
  return found;
}

/** Sorted as the text was packed. */
function sortedNames(actionNames: ActionNames): ActionNames {
  const known = new Map<string, readonly string[]>();
  return (prefix) => {
    const names = known.get(prefix) ?? [...actionNames(prefix)].sort();
    known.set(prefix, names);
    return names;
  };
}
