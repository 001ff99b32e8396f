/** A statement with one text left to a template, and what the template may make of it. */
import { OPERATORS } from "../../server/src/policy/operators.ts";

export type Json = Readonly<Record<string, unknown>>;

export interface OpenStatement {
  readonly open: Json;
  readonly fillings: readonly Json[];
}

/** `which` text, in reading order and then from the start again; the whole of it, or its second half. */
export function openStatement(statement: Json, which: number, part: "whole" | "half"): OpenStatement {
  const places = placesIn(statement, "element", []);
  const { role, text, path } = places[which % places.length]!;
  const kept = part === "whole" ? "" : text.slice(0, Math.ceil(text.length / 2));
  const likely = [
    text,
    ...CANDIDATES[role].filter((one) => one.startsWith(kept)),
    ...(kept === "" ? [] : [`${kept}x`]),
  ];
  const fill = (own: string): readonly Json[] => {
    const filled = exchanged(statement, path, own);
    return filled === undefined ? [] : [filled];
  };
  const [open] = fill(`${kept}<hole>`);
  return { open: open!, fillings: [...new Set(likely)].flatMap(fill) };
}

type Role =
  "element" | "operator" | "key" | "principal type" | "principal" | "effect" | "action" | "resource" | "value";

/** Steps lead to a value; a last step `name` leads to the name of the member before it. */
interface Place {
  readonly role: Role;
  readonly text: string;
  readonly path: readonly (string | number | typeof NAME)[];
}

const NAME = Symbol("name");

function placesIn(json: unknown, role: Role, path: Place["path"]): readonly Place[] {
  if (typeof json === "string") return json === "" ? [] : [{ role, text: json, path }];
  if (Array.isArray(json)) return json.flatMap((item, index) => placesIn(item, role, [...path, index]));
  if (typeof json !== "object" || json === null) return [];
  return Object.entries(json).flatMap(([name, value]) => [
    { role, text: name, path: [...path, name, NAME] },
    ...placesIn(value, roleBelow(role, name, value), [...path, name]),
  ]);
}

function roleBelow(role: Role, name: string, value: unknown): Role {
  switch (role) {
    case "element":
      return roleInElement(name, value);
    case "operator":
      return "key";
    case "key":
      return "value";
    case "principal type":
      return "principal";
    default:
      return role;
  }
}

function roleInElement(name: string, value: unknown): Role {
  if (name === "Effect") return "effect";
  if (name.endsWith("Action")) return "action";
  if (name.endsWith("Resource")) return "resource";
  if (name === "Condition") return "operator";
  return typeof value === "string" ? "principal" : "principal type";
}

const CANDIDATES: Readonly<Record<Role, readonly string[]>> = {
  element: ["Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition", "Sid"],
  operator: [
    ...OPERATORS.map(({ name }) => name),
    "StringNotEqualsIfExists",
    "ForAnyValue:StringLike",
    "ForAllValues:StringEquals",
  ],
  key: [
    "aws:SourceIp",
    "aws:PrincipalTag/team",
    "aws:EpochTime",
    "aws:TagKeys",
    "aws:username",
    "aws:SourceVpce",
    "aws:SourceArn",
    "s3:prefix",
    "sqs:nothing",
  ],
  "principal type": ["AWS", "Service", "Federated", "CanonicalUser"],
  principal: ["*", "111111111111", "arn:aws:iam::111111111111:root", "arn:aws:iam::111111111111:user/ann"],
  effect: ["Allow", "Deny"],
  action: ["*", "s3:*", "s3:GetObject", "sqs:SendMessage", "iam:PassRole"],
  resource: ["*", "arn:aws:s3:::alpha/*", "arn:aws:s3:::alpha/red", "arn:aws:s3:::beta", "arn:aws:sqs:*"],
  value: ["*", "red", "r*", "5", "10.0.0.0/8", "0.0.0.0/0", "2024-01-01", "true", "false", "arn:aws:s3:::alpha"],
};

/** Undefined where the object would hold the name twice, or an element beside its opposite. */
function exchanged(json: Json, path: Place["path"], text: string): Json | undefined {
  return exchangedIn(json, path, text) as Json | undefined;
}

function exchangedIn(json: unknown, [step, ...rest]: Place["path"], text: string): unknown {
  if (step === undefined) return text;
  if (Array.isArray(json)) {
    const items: readonly unknown[] = json;
    return items.map((item, index) => (index === step ? exchangedIn(item, rest, text) : item));
  }
  const entries: readonly (readonly [string, unknown])[] = Object.entries(json as Json);
  if (rest[0] !== NAME) {
    const changed = entries.map(
      ([name, value]) => [name, name === step ? exchangedIn(value, rest, text) : value] as const,
    );
    return changed.some(([, value]) => value === undefined) ? undefined : fromEntries(changed);
  }
  const others = entries.map(([name]) => name).filter((name) => name !== step);
  if (others.some((name) => name === text || name === `Not${text}` || `Not${name}` === text)) return undefined;
  return fromEntries(entries.map(([name, value]) => [name === step ? text : name, value] as const));
}

function fromEntries(entries: readonly (readonly [string, unknown])[]): Json {
  return Object.fromEntries<unknown>(entries);
}
