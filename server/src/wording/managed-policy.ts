/** A policy that AWS manages in words: what it allows, how long it is, of which day it is. */
import { type Catalog } from "../catalog/catalog.ts";
import { type ManagedPolicies, type ManagedPolicy } from "../catalog/managed-policies.ts";
import { hasWildcard, isOnlyStars } from "../catalog/match-name.ts";
import { MANAGED_POLICY } from "../policy/size-quota.ts";
import { counted, countOf, item, listedWhole, name, type Passage, type Phrase, say, text, title } from "./phrase.ts";

/** What scripts are told as well. */
export interface ManagedPolicyFacts {
  readonly arn: string;
  /** As IAM counts them. */
  readonly characters: number;
  readonly allows: GrantedActions;
  readonly denies: GrantedActions;
}

export interface GrantedActions {
  /** An entry of `Action` is `*`. */
  readonly every: boolean;
  /** Some statements name what they leave out. */
  readonly others: boolean;
  /** Of the actions that the reference lists, so many of each access level. */
  readonly levels: Readonly<Record<string, number>>;
  /** Entries that match nothing in the reference. */
  readonly unlisted: number;
  readonly conditions: "none" | "some" | "all";
}

export function managedPolicyArn({ path, name: own }: ManagedPolicy, partition = "aws"): string {
  return `arn:${partition}:iam::aws:policy/${path}${own}`;
}

export function managedPolicyFacts(
  policy: ManagedPolicy,
  managed: ManagedPolicies,
  catalog: Catalog,
): ManagedPolicyFacts {
  const document = managed.documentOf(policy);
  const statements = listOf(document["Statement"]).filter(isRecord);
  return {
    arn: managedPolicyArn(policy),
    characters: JSON.stringify(document).replace(/\s/g, "").length,
    allows: grantedBy(statements, "Allow", catalog),
    denies: grantedBy(statements, "Deny", catalog),
  };
}

export function describeManagedPolicy(policy: ManagedPolicy, managed: ManagedPolicies, catalog: Catalog): Passage {
  const { characters, allows, denies } = managedPolicyFacts(policy, managed, catalog);
  const most = counted(MANAGED_POLICY.most);
  return [
    title(say`${name(policy.name)}`),
    text(say`A policy that AWS manages, version ${policy.version} of ${policy.day}.`),
    ...grantLines("Allows", allows),
    ...grantLines("Denies", denies),
    item(say`${countOf(characters, "character")} as IAM counts them; a managed policy of your own can have ${most}.`),
    ...(policy.path.startsWith(SERVICE_LINKED)
      ? [item(say`AWS attaches it to a service-linked role. You cannot attach it to a role of your own.`)]
      : []),
    text(say`AWS's managed policies of ${managed.date}, AWS data of ${catalog.info.date}.`),
  ];
}

/** The path of policies that only AWS attaches. Source: "Create a service-linked role". */
export const SERVICE_LINKED = "aws-service-role/";

function grantLines(verb: string, { every, others, levels, unlisted, conditions }: GrantedActions): Passage {
  const total = Object.values(levels).reduce((sum, count) => sum + count, 0);
  const byLevel = Object.entries(levels)
    .sort(([, one], [, other]) => other - one)
    .map(([level, count]) => say`${counted(count)} ${level}`);
  const what: readonly Phrase[] = every
    ? [say`every action of every service`]
    : [
        ...(total === 0 ? [] : [say`${countOf(total, "action")} (${listedWhole(byLevel, "and")})`]),
        ...(others ? [say`every action that ${name("NotAction")} does not name`] : []),
      ];
  const bounded = CONDITIONS[conditions];
  return [
    ...(what.length === 0 ? [] : [item(say`${verb} ${listedWhole(what, "and")}${bounded}.`)]),
    ...(unlisted === 0
      ? []
      : [
          item(
            say`${unlisted === 1 ? "1 entry" : `${counted(unlisted)} entries`} of what it ${verb.toLowerCase()} ${unlisted === 1 ? "matches" : "match"} nothing that the reference lists.`,
          ),
        ]),
  ];
}

const CONDITIONS: Readonly<Record<GrantedActions["conditions"], string>> = {
  none: "",
  some: ", in part only under conditions",
  all: ", only under conditions",
};

function grantedBy(
  statements: readonly Readonly<Record<string, unknown>>[],
  effect: string,
  catalog: Catalog,
): GrantedActions {
  const own = statements.filter((statement) => statement["Effect"] === effect);
  const entries = own.flatMap((statement) => listOf(statement["Action"])).map(String);
  const bounded = own.filter((statement) => statement["Condition"] !== undefined).length;
  const found = new Set<string>();
  let unlisted = 0;
  for (const entry of new Set(entries.filter((one) => !isOnlyStars(one)))) {
    const names = namesOf(entry, catalog);
    if (names.length === 0) unlisted++;
    for (const one of names) found.add(one);
  }
  return {
    every: entries.some(isOnlyStars),
    others: own.some((statement) => statement["NotAction"] !== undefined),
    levels: countLevels(found, catalog),
    unlisted,
    conditions: bounded === 0 ? "none" : bounded === own.length ? "all" : "some",
  };
}

function namesOf(entry: string, catalog: Catalog): readonly string[] {
  if (hasWildcard(entry)) return catalog.actionsMatching(entry, MOST_ACTIONS).first;
  const colon = entry.indexOf(":");
  const action = catalog.service(entry.slice(0, colon))?.action(entry.slice(colon + 1));
  return action === undefined ? [] : [`${action.service}:${action.name}`];
}

/** More than any one service has. */
const MOST_ACTIONS = 2_000;

function countLevels(names: ReadonlySet<string>, catalog: Catalog): Readonly<Record<string, number>> {
  const levels: Record<string, number> = {};
  for (const one of names) {
    const colon = one.indexOf(":");
    const level = catalog
      .service(one.slice(0, colon))
      ?.action(one.slice(colon + 1))
      ?.accessLevels.join(" with ");
    if (level !== undefined) levels[level] = (levels[level] ?? 0) + 1;
  }
  return levels;
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
