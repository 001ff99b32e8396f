import { renameMember } from "../../policy/changes.ts";
import { type Catalog } from "../../catalog/catalog.ts";
import { operatorOf } from "../../policy/operators.ts";
import { type ConditionEntry, isSettled } from "../../policy/policy.ts";
import { type Check } from "../check.ts";
import { type Fix } from "../fix.ts";
import { conditionEntries } from "../entries.ts";
import { MOST_SEARCHES, nearestNames } from "../../domains/nearest-name.ts";
import { dataOf, didYouMean, quote } from "../quoting.ts";

export const unknownConditionKey: Check = {
  code: "unknown-condition-key",
  severity: "warning",
  summary: "No request carries this condition key.",
  *find({ policy, catalog }) {
    let searches = 0;
    for (const { entry } of conditionEntries(policy)) {
      if (entry.keyHoles.length > 0 || isKnown(entry.key, catalog)) continue;
      const near = searches++ < MOST_SEARCHES ? likelyKeys(entry.key, catalog) : [];
      yield {
        span: entry.keySpan,
        message: `${problemOf(entry.key, catalog)}, so no request carries it${effectOf(entry)}${didYouMean(near)}`,
        fixes: () => near.map((name) => renameTo(entry, name)),
      };
    }
  },
};

function isKnown(key: string, catalog: Catalog): boolean {
  if (catalog.conditionKey(key) !== undefined || USED_BY_AWS.has(key.toLowerCase())) return true;
  switch (catalog.keyOrigin(key)) {
    // Whoever runs an identity provider defines its keys.
    case "provider":
      return true;
    // The data has no keys of a service that was closed.
    case "unknown-service":
      return catalog.isRetiredService(prefixOf(key));
    case "global":
    case "service":
    case "malformed":
      return false;
  }
}

function problemOf(key: string, catalog: Catalog): string {
  const data = dataOf(catalog);
  switch (catalog.keyOrigin(key)) {
    case "malformed":
      return `${quote(key)} is no condition key: one is written 'service:Name' or 'aws:Name'`;
    case "unknown-service":
      return `${quote(key)} is no condition key in the ${data}: no service is called ${quote(prefixOf(key))}`;
    case "global":
      if (key.endsWith("/")) return `${quote(key)} lacks the tag key after its slash`;
      return `${quote(key)} is no global condition key in the ${data}`;
    case "service":
    case "provider":
      return `${quote(key)} is no condition key in the ${data}`;
  }
}

/** What the condition comes to when the key is in no request. Source: "Condition operators". */
function effectOf(entry: ConditionEntry): string {
  const { values } = entry;
  const use = operatorOf(entry);
  if (use === undefined) return "";
  const isMet = " and this condition is always met";
  const isNeverMet = " and this condition is never met";
  if (use.operator.family === "null") {
    const [only, ...others] = values.entries;
    if (only === undefined || others.length > 0 || values.open || !isSettled(only) || use.setOperator !== undefined)
      return "";
    return only.text.toLowerCase() === "true" ? isMet : isNeverMet;
  }
  if (use.setOperator === "ForAnyValue") return use.ifExists ? "" : isNeverMet;
  return use.operator.negated || use.ifExists || use.setOperator === "ForAllValues" ? isMet : isNeverMet;
}

/** Near names of the same prefix, a tag key carried over; for a key without a prefix the global one of that name. */
function likelyKeys(key: string, catalog: Catalog): readonly string[] {
  const prefix = prefixOf(key);
  if (prefix === key) {
    const global = catalog.globalKey(`aws:${key}`);
    return global === undefined || isTemplate(global.name) ? [] : [global.name];
  }
  const keys = prefix.toLowerCase() === "aws" ? catalog.globalKeys : (catalog.service(prefix)?.conditionKeys ?? []);
  const slash = key.indexOf("/");
  if (slash < 0) {
    const plain = keys.map(({ name }) => name).filter((name) => !isTemplate(name));
    return nearestNames(key, plain);
  }
  const tag = key.slice(slash);
  if (tag === "/") return [];
  const stems = keys.map(({ name }) => name).filter((name) => isTemplate(name) && name.includes("/"));
  return nearestNames(
    key.slice(0, slash),
    stems.map((name) => name.slice(0, name.indexOf("/"))),
  ).map((stem) => stem + tag);
}

function renameTo({ key, member }: ConditionEntry, name: string): Fix {
  return { title: `Replace '${key}' with '${name}'`, changes: renameMember(member, name) };
}

function prefixOf(key: string): string {
  const colon = key.indexOf(":");
  return colon < 0 ? key : key.slice(0, colon);
}

function isTemplate(name: string): boolean {
  return name.includes("${") || name.includes("<") || name.endsWith("/tag-key");
}

/** Not in the reference, yet in policies that AWS publishes. */
const USED_BY_AWS: ReadonlySet<string> = new Set(["aws:arn", "aws:principalorgmasteraccountid"]);
