import { type ActionResource } from "../../catalog/catalog.ts";
import { actionMatches, actionPattern, mayNameActionsOf, readAction } from "../../policy/action-pattern.ts";
import { readArn } from "../../policy/arn.ts";
import { addEntries } from "../../policy/changes.ts";
import { isSettled, type Policy, type Statement } from "../../policy/policy.ts";
import { listed, name, say } from "../../wording/phrase.ts";
import { type Check } from "../check.ts";
import { type Fix, fixWith } from "../fix.ts";
import { policyOfThose, statementFact } from "../known-statements.ts";
import { messagesOf } from "../messages.ts";
import { type NamedAction, namedActions } from "../named-actions.ts";
import { textSpan } from "../spans.ts";

type Level = "table" | "function" | "connection" | "database" | "catalog";

const MESSAGES = messagesOf({
  missing: (action: string, needed: readonly Level[], missing: readonly Level[]) =>
    say`AWS Glue asks whether ${name(action)} is allowed on ${listed(
      needed.map((level) => say`the ${level}`),
      "and",
    )}, and this policy allows it on no ${missing.join(" and no ")}. Add ${missing.length === 1 ? "its ARN" : "their ARNs"} to ${name("Resource")}.`,
});

/** Source: "Specifying AWS Glue resource ARNs": what is done with a resource of the catalog is asked of all that it is in. */
export const withoutAncestors: Check = {
  code: "without-ancestors",
  severity: "info",
  summary: "AWS Glue also checks this action on the database and on the catalog, and the policy allows it on neither.",
  messages: MESSAGES,
  *find(subject) {
    const { policy, kind, broken, catalog } = subject;
    if (broken || policy.open || policy.openNames || kind.kind === "resource" || kind.kind === "trust") return;
    for (const statement of policyOfThose(subject, namesGlue).statements) {
      for (const { entry, action, service } of namedActions(statement, catalog)) {
        const needed = service.prefix === "glue" ? levelsOf(action) : undefined;
        const allowed = needed && levelsAllowed(policy, entry.text);
        if (needed === undefined || allowed === undefined) continue;
        // What is in a database, and is deleted with it, is another matter.
        const inner = needed.findIndex((level) => allowed.has(level));
        const missing = needed.filter(
          (level, index) => inner >= 0 && index > inner && ANCESTORS.has(level) && !allowed.has(level),
        );
        if (missing.length === 0) continue;
        yield {
          span: textSpan(entry),
          ...MESSAGES.missing(entry.text, needed, missing),
          fixes: () => additionOf(statement, missing),
        };
      }
    }
  },
};

const namesGlue = statementFact(
  ({ effect, action }) => effect?.text === "Allow" && action?.entries.some(({ text }) => /^glue:/i.test(text)) === true,
);

/** By the names of types in the reference. */
const LEVELS: ReadonlyMap<string, Level> = new Map([
  ["table", "table"],
  ["userdefinedfunction", "function"],
  ["connection", "connection"],
  ["database", "database"],
  ["rootcatalog", "catalog"],
]);

const ANCESTORS: ReadonlySet<Level> = new Set(["database", "catalog"]);

/** From the innermost; undefined for what is not done with something that is in the catalog. */
function levelsOf({ resources }: NamedAction["action"]): readonly Level[] | undefined {
  const required = resources.filter((one: ActionResource) => one.required);
  const levels = new Set(required.map(({ type }) => LEVELS.get(type.toLowerCase())));
  if (levels.has(undefined) || levels.size < 2) return undefined;
  return [...new Set(LEVELS.values())].filter((level) => levels.has(level));
}

/** Undefined where it may be allowed on anything else. */
function levelsAllowed({ statements }: Policy, text: string): ReadonlySet<Level> | undefined {
  const action = readAction(text);
  const levels = new Set<Level>();
  for (const statement of statements) {
    if (!mayAllow(statement, action)) continue;
    const { resource } = statement;
    if (resource === undefined || resource.open || resource.misplaced.length > 0) return undefined;
    for (const entry of resource.entries) {
      const level = isSettled(entry) ? levelOf(entry.text) : undefined;
      if (level === undefined) return undefined;
      if (level !== "other") levels.add(level);
    }
  }
  return levels;
}

function levelOf(text: string): Level | "other" | undefined {
  const arn = readArn(text);
  if (arn === undefined) return undefined;
  if (arn.service !== "glue") return "other";
  if (/^catalog(?:\/.*)?$/.test(arn.resource)) return "catalog";
  return LEVELS.get(/^([A-Za-z]+)\//.exec(arn.resource)?.[1]?.toLowerCase() ?? "");
}

function mayAllow({ effect, action }: Statement, wanted: ReturnType<typeof readAction>): boolean {
  if (effect !== undefined && isSettled(effect) && effect.text === "Deny") return false;
  if (action === undefined || action.open) return true;
  return action.entries.some(
    (entry) => mayNameActionsOf(entry, wanted.service) && actionMatches(actionPattern(entry), wanted) !== "no",
  );
}

/** `table/sales/*` is in `database/sales`, and that in `catalog`. */
function additionOf({ resource }: Statement, missing: readonly Level[]): readonly Fix[] {
  if (resource === undefined) return [];
  const added = new Set<string>();
  for (const { text } of resource.entries) {
    const [, before, database] = /^(arn:[^:]*:glue:[^:]*:[^:]*:)[A-Za-z]+\/([^/]+)/.exec(text) ?? [];
    if (before === undefined || database === undefined) continue;
    if (missing.includes("database")) added.add(`${before}database/${database}`);
    if (missing.includes("catalog")) added.add(`${before}catalog`);
  }
  return added.size === 0
    ? []
    : fixWith(say`Add ${listed([...added].map(name), "and")}`, addEntries(resource, [...added]));
}
