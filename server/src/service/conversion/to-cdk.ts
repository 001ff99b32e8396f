/**
 * A policy as the AWS CDK writes it, in TypeScript or Python. Sources: "class PolicyStatement", "class PolicyDocument",
 * "class ArnPrincipal" and "class FederatedPrincipal" (AWS CDK API reference).
 */
import { type NewObject, type NewValue } from "../../syntax/change.ts";
import { type ConversionProblem, type ConvertedPart, type Written } from "./forms.ts";
import { holdsText, isObject, listOf, memberOf, textsOf } from "./settled-policy.ts";

/** How a language writes what all of them say. */
interface CdkLanguage {
  /** A call with named arguments, each in one or several lines. */
  readonly call: (name: string, named: readonly (readonly [name: string, lines: Lines])[]) => Lines;
  readonly make: (type: string, values: readonly string[]) => string;
  readonly nameOf: (property: string) => string;
  readonly federated: string;
}

type Lines = readonly string[];

const TYPESCRIPT: CdkLanguage = {
  call: (name, named) => [
    `new ${name}({`,
    ...indented(named.flatMap(([key, lines]) => entry(`${key}: `, lines))),
    "})",
  ],
  make: (type, values) => `new iam.${type}(${values.join(", ")})`,
  nameOf: (property) => property,
  federated: "{}",
};

const PYTHON: CdkLanguage = {
  call: (name, named) => [`${name}(`, ...indented(named.flatMap(([key, lines]) => entry(`${key}=`, lines))), ")"],
  make: (type, values) => `iam.${type}(${values.join(", ")})`,
  nameOf: (property) => property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  federated: "{}",
};

export function toCdk(value: NewObject, part: ConvertedPart, language: "typescript" | "python"): Written {
  // So the CDK writes what it fills in itself.
  if (holdsText(value, "${Token[")) {
    return { problem: "It contains '${Token[', which the CDK reads as one of its tokens. Copy it as JSON." };
  }
  const written = language === "python" ? PYTHON : TYPESCRIPT;
  const lines = part === "statement" ? statementLines(value, written) : documentLines(value, written);
  return "problem" in lines ? lines : { text: lines.join("\n") };
}

function documentLines(value: NewObject, language: CdkLanguage): Lines | ConversionProblem {
  const strange = value.members.find(([key]) => key !== "Version" && key !== "Statement")?.[0];
  if (strange !== undefined)
    return { problem: `The CDK's PolicyDocument has no field for '${strange}'. Remove it first.` };
  // A PolicyDocument always has the current version.
  if (memberOf(value, "Version") !== "2012-10-17" && holdsText(value, "${")) {
    return {
      problem:
        "In this policy's Version '${' is plain text. The CDK's PolicyDocument always has the Version 2012-10-17, in which it begins a variable. Write '${$}{' first.",
    };
  }
  const statements: Lines[] = [];
  for (const statement of listOf(memberOf(value, "Statement"))) {
    const lines = isObject(statement) ? statementLines(statement, language) : UNREADABLE;
    if ("problem" in lines) return lines;
    statements.push(lines);
  }
  const list = ["[", ...indented(statements.flatMap((lines) => entry("", lines))), "]"];
  return language.call("iam.PolicyDocument", [["statements", list]]);
}

const UNREADABLE: ConversionProblem = {
  problem: "One of its elements has a form that AWS does not accept. Correct it first.",
};

const LISTS: ReadonlyMap<string, string> = new Map([
  ["Action", "actions"],
  ["NotAction", "notActions"],
  ["Resource", "resources"],
  ["NotResource", "notResources"],
]);

const PRINCIPALS: ReadonlyMap<string, string> = new Map([
  ["Principal", "principals"],
  ["NotPrincipal", "notPrincipals"],
]);

function statementLines({ members }: NewObject, language: CdkLanguage): Lines | ConversionProblem {
  const refused = refusedIn(members);
  if (refused !== undefined) return refused;
  const named: (readonly [string, Lines])[] = [];
  for (const [key, value] of members) {
    const property = propertyOf(key, value, language);
    if (property === undefined) {
      return {
        problem: `The CDK's PolicyStatement cannot express '${key}' as it is written here. Correct it, or copy the policy as JSON.`,
      };
    }
    named.push(property);
  }
  if (!members.some(([key]) => key === "Effect")) return { problem: "A statement has no Effect. Add it first." };
  return language.call("iam.PolicyStatement", named);
}

/** What the constructor of a PolicyStatement throws at. */
function refusedIn(members: NewObject["members"]): ConversionProblem | undefined {
  const keys = members.map(([key]) => key);
  const both = EXCLUSIVE.find((key) => keys.includes(key) && keys.includes(`Not${key}`));
  if (both !== undefined) {
    return { problem: `The CDK's PolicyStatement does not accept Not${both} beside ${both}. Remove one of them.` };
  }
  const actions = members.flatMap(([key, value]) => (/^(?:Not)?Action$/.test(key) ? (textsOf(value) ?? []) : []));
  const strange = actions.find((action) => !ACTION.test(action));
  return strange === undefined
    ? undefined
    : {
        problem: `The CDK's PolicyStatement rejects the action '${strange}': it accepts only letters, digits and '*'. Copy the policy as JSON.`,
      };
}

const EXCLUSIVE = ["Action", "Resource", "Principal"];
const ACTION = /^(?:\*|[a-zA-Z0-9-]+:[a-zA-Z0-9*]+)$/;

function propertyOf(key: string, value: NewValue, language: CdkLanguage): readonly [string, Lines] | undefined {
  if (key === "Sid") return typeof value === "string" ? ["sid", [literal(value)]] : undefined;
  if (key === "Effect") {
    return value === "Allow" || value === "Deny" ? ["effect", [`iam.Effect.${value.toUpperCase()}`]] : undefined;
  }
  const list = LISTS.get(key);
  const texts = textsOf(value);
  if (list !== undefined) {
    return texts === undefined || texts.length === 0
      ? undefined
      : [language.nameOf(list), listLines(texts.map(literal))];
  }
  const principals = PRINCIPALS.get(key);
  if (principals !== undefined) {
    const made = principalsOf(value, language);
    return made && [language.nameOf(principals), listLines(made)];
  }
  return key === "Condition" && isObject(value) ? ["conditions", valueLines(value)] : undefined;
}

function principalsOf(value: NewValue, { make, federated }: CdkLanguage): readonly string[] | undefined {
  if (value === "*") return [make("StarPrincipal", [])];
  if (!isObject(value)) return undefined;
  const made = value.members.map(([type, names]) =>
    textsOf(names)?.map((text) => {
      const written = literal(text);
      switch (type) {
        case "AWS":
          return make("ArnPrincipal", [written]);
        case "Service":
          return make("ServicePrincipal", [written]);
        case "Federated":
          return make("FederatedPrincipal", [written, federated]);
        case "CanonicalUser":
          return make("CanonicalUserPrincipal", [written]);
        default:
          return undefined;
      }
    }),
  );
  const all = made.flatMap((ones) => ones ?? [undefined]);
  return all.length > 0 && all.every((one) => one !== undefined) ? all : undefined;
}

/** Both languages read the texts of JSON, and its lists and objects of texts. */
function literal(text: string): string {
  return JSON.stringify(text);
}

function valueLines(value: NewValue): Lines {
  if (typeof value === "string") return [literal(value)];
  if ("copyOf" in value) return [];
  if ("members" in value) {
    return ["{", ...indented(value.members.flatMap(([key, one]) => entry(`${literal(key)}: `, valueLines(one)))), "}"];
  }
  return listLines(value.flatMap(valueLines));
}

const LONGEST_LINE = 90;

function listLines(items: readonly string[]): Lines {
  const inLine = `[${items.join(", ")}]`;
  return inLine.length <= LONGEST_LINE ? [inLine] : ["[", ...indented(items.map((item) => `${item},`)), "]"];
}

/** With a comma behind its last line. */
function entry(before: string, lines: Lines): Lines {
  return lines.map((line, index) => (index === 0 ? before : "") + line + (index === lines.length - 1 ? "," : ""));
}

function indented(lines: Lines): Lines {
  return lines.map((line) => `    ${line}`);
}
