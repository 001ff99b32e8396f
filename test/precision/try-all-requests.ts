/**
 * Does any request match a statement of `random-statements.ts`? Every request that matters is made, and the evaluation
 * engine is asked about each: nothing is reasoned about, and nothing is shared with the prover.
 */
import { type Catalog } from "../../server/src/catalog/catalog.ts";
import { policyOfJson } from "../support/evaluation.ts";
import { matches } from "../support/proof.ts";
import { type AskedOfKey, boundaryValues, type ValueForm } from "../support/boundary-values.ts";
import {
  alphabetOf,
  classItems,
  type ItemPattern,
  itemsOfArn,
  itemsOfText,
  textsApart,
} from "../support/texts-apart.ts";
import { type StatementJson } from "./random-statements.ts";

/** `perhaps`: the engine was not certain of one of them. */
export type Tried = "some" | "none" | "perhaps";

export interface RequestTrial {
  try(statement: StatementJson): Tried;
  /** Is it an instance of one of the action's ARN templates, in the strict reading of names? */
  isRequest(action: string, resource: string): boolean;
}

const FORMS: Readonly<Record<string, ValueForm>> = {
  "aws:sourcearn": "arn",
  "aws:sourceip": "address",
  "aws:multifactorauthage": "number",
  "aws:tokenissuetime": "instant",
  "aws:multifactorauthpresent": "boolean",
};
const LISTS: ReadonlySet<string> = new Set(["aws:tagkeys", "aws:principalorgpaths"]);

export function requestTrial(catalog: Catalog): RequestTrial {
  const actions = catalog.servicePrefixes.flatMap((prefix) => actionsOf(prefix, catalog));
  const kept = new Map<string, readonly string[]>();
  const instances = (template: string, patterns: readonly string[]): readonly string[] => {
    const id = [template, ...patterns].join("\n");
    const known = kept.get(id) ?? instancesOf(template, patterns);
    kept.set(id, known);
    return known;
  };
  return {
    isRequest: (action, resource) => {
      const [prefix = ""] = action.split(":");
      const found = actionsOf(prefix, catalog).find(({ id }) => id === action);
      if (found === undefined) return false;
      if (found.templates.length === 0) return resource === "*";
      return found.templates.some((template) => expressionOf(template).test(resource));
    },
    try: (statement) => {
      let outcome: Tried = "none";
      const names = JSON.stringify(statement).includes("aws:username") ? ["ann", "bob", "a", "x"] : [];
      for (const username of [undefined, ...names]) {
        const context = contextTruth(statement, username);
        if (context === "none") continue;
        const request = requestTruth(statement, username, actions, instances);
        if (request === "none") continue;
        if (context === "some" && request === "some") return "some";
        outcome = "perhaps";
      }
      return outcome;
    },
  };
}

interface TriedAction {
  readonly id: string;
  readonly templates: readonly string[];
}

function actionsOf(prefix: string, catalog: Catalog): readonly TriedAction[] {
  const service = catalog.service(prefix);
  return (service?.actionNames ?? []).map((name) => ({
    id: `${prefix}:${name}`,
    templates: service!.action(name)!.resources.flatMap(({ type }) => service!.resourceType(type)?.arns ?? []),
  }));
}

function requestTruth(
  statement: StatementJson,
  username: string | undefined,
  actions: readonly TriedAction[],
  instances: (template: string, patterns: readonly string[]) => readonly string[],
): Tried {
  const rest = Object.fromEntries(Object.entries(statement).filter(([element]) => element !== "Condition"));
  const policy = policyOfJson({ Version: "2012-10-17", Statement: rest });
  const excludes = "NotResource" in statement;
  const written = [statement["Resource"] ?? statement["NotResource"]].flat() as string[];
  // Without a user name the entry matches nothing.
  const patterns = written.flatMap((text) => {
    if (text === "*") return [];
    if (!text.includes("${")) return [text];
    return username === undefined ? [] : [text.replace("${aws:username}", username)];
  });
  const context = new Map(username === undefined ? [] : [["aws:username", username] as const]);
  const ask = (action: string, resource: string): boolean =>
    matches(policy, { principal: undefined, action, resource, context }) === "yes";
  const tried = new Set<string>();
  for (const { id, templates } of chosen(statement, actions)) {
    // What is left of the statement does not look at the action again.
    const same = templates.join();
    if (tried.has(same)) continue;
    tried.add(same);
    if (templates.length === 0 && ask(id, "*")) return "some";
    for (const template of templates) {
      if (!excludes && !written.some((text) => text === "*" || sameService(template, text))) continue;
      const near = patterns.filter((pattern) => sameService(template, pattern));
      const groups = excludes ? [near] : [[], ...near.map((pattern) => [pattern])];
      for (const group of groups) {
        for (const resource of instances(template, group)) if (ask(id, resource)) return "some";
      }
    }
  }
  return "none";
}

function sameService(template: string, arn: string): boolean {
  // The template of AWS Backup's recovery points leaves the service open, but not to any service.
  return template.split(":")[2] === arn.split(":")[2];
}

/** By expressions of our own, because asking the engine about every action takes too long. */
function chosen(statement: StatementJson, actions: readonly TriedAction[]): readonly TriedAction[] {
  const excludes = "NotAction" in statement;
  const patterns = ([statement["Action"] ?? statement["NotAction"]].flat() as string[]).map(
    (text) => new RegExp(`^${text.replaceAll("*", ".*").replaceAll("?", ".")}$`, "i"),
  );
  return actions.filter(({ id }) => patterns.some((pattern) => pattern.test(id)) !== excludes);
}

const PLACEHOLDER = /\$\{([^}]*)\}/;

function instancesOf(template: string, patterns: readonly string[]): readonly string[] {
  return ["aws", "aws-cn", "aws-us-gov"].flatMap((partition) => {
    const own = template.replace("${Partition}", partition);
    const parts = own.split(PLACEHOLDER);
    const within: ItemPattern = parts.flatMap((part, index) =>
      index % 2 === 0 ? itemsOfText(part, { wildcards: false, caseless: false }) : nameItems(part),
    );
    const alphabet = alphabetOf([...patterns, ...parts.filter((_, index) => index % 2 === 0)]);
    return textsApart({ within, patterns: patterns.map(itemsOfArn), alphabet, mostStates: 60_000 }) ?? [];
  });
}

function nameItems(name: string): ItemPattern {
  if (name === "Region") return classItems(/[a-z0-9-]/, "some");
  if (name === "Account") return Array.from({ length: 12 }, () => classItems(/\d/, "one")).flat();
  if (name === "ObjectName") return classItems(/[^]/, "some");
  return classItems(name.endsWith("Path") ? /[^:]/ : /[^/:]/, "some");
}

function expressionOf(template: string): RegExp {
  const parts = template.split(PLACEHOLDER).map((part, index) => {
    if (index % 2 === 0) return part.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&");
    if (part === "Partition") return "(?:aws|aws-cn|aws-us-gov)";
    if (part === "Region") return "[a-z0-9-]+";
    if (part === "Account") return "\\d{12}";
    if (part === "ObjectName") return "[^]+";
    return part.endsWith("Path") ? "[^:]+" : "[^/:]+";
  });
  return new RegExp(`^${parts.join("")}$`);
}

type Condition = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function contextTruth(statement: StatementJson, username: string | undefined): Tried {
  const condition = (statement["Condition"] ?? {}) as Condition;
  const keys = new Set(Object.values(condition).flatMap((block) => Object.keys(block).map((key) => key.toLowerCase())));
  let outcome: Tried = "some";
  for (const key of keys) {
    const own = conditionOn(key, condition);
    const truth = key === "aws:username" ? tryValues(own, key, [username]) : tryValues(own, key, valuesOf(key, own));
    if (truth === "none") return "none";
    if (truth === "perhaps") outcome = "perhaps";
  }
  return outcome;
}

function conditionOn(key: string, condition: Condition): Condition {
  return Object.fromEntries(
    Object.entries(condition).flatMap(([operator, block]) => {
      const own = Object.entries(block).filter(([written]) => written.toLowerCase() === key);
      return own.length === 0 ? [] : [[operator, Object.fromEntries(own)]];
    }),
  );
}

type TriedValue = string | readonly string[] | undefined;

function valuesOf(key: string, condition: Condition): readonly TriedValue[] {
  const asked = Object.entries(condition).flatMap(([operator, block]) =>
    Object.values(block).map((values): AskedOfKey => ({ operator, values: [values].flat().map(String) })),
  );
  const texts = boundaryValues(FORMS[key] ?? "text", asked);
  if (!LISTS.has(key)) return [undefined, ...texts];
  const some = asked.filter(({ operator }) => operator.startsWith("ForAnyValue:")).length;
  return [undefined, ...listsOf(texts, Math.max(1, some))];
}

function listsOf(texts: readonly string[], most: number): readonly (readonly string[])[] {
  let lists: (readonly string[])[] = texts.map((text) => [text]);
  const all = [...lists];
  for (let length = 2; length <= most; length++) {
    lists = lists.flatMap((list) => texts.filter((text) => text > list.at(-1)!).map((text) => [...list, text]));
    all.push(...lists);
  }
  return all;
}

function tryValues(condition: Condition, key: string, values: readonly TriedValue[]): Tried {
  const policy = policyOfJson({
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Action: "*", Resource: "*", Condition: condition },
  });
  let outcome: Tried = "none";
  for (const value of values) {
    const context = new Map(value === undefined ? [] : [[key, value] as const]);
    const truth = matches(policy, {
      principal: undefined,
      action: "s3:GetObject",
      resource: "arn:aws:s3:::a/b",
      context,
    });
    if (truth === "yes") return "some";
    if (truth === "unknown") outcome = "perhaps";
  }
  return outcome;
}
