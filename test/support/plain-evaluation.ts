/**
 * The decision on a request of which everything is known, written down once more from AWS's pages in as few words as
 * possible: no indexes, no unknowns, no traces. What `evaluate` and explanations say is compared with it.
 * Sources: "Policy evaluation for requests within a single account"; "Cross-account policy evaluation logic"; "IAM JSON
 * policy elements: Condition operators"; "Service control policies (SCPs)"; "Resource control policies (RCPs)".
 */
import { type PolicySlot } from "../../server/src/policy/slots.ts";
import { type Json } from "./generated-evaluations.ts";

/** A key that is not listed is absent. */
export type PlainContext = ReadonlyMap<string, string>;

export interface PlainRequest {
  /** The ARN of a user, a session or the root user. */
  readonly principal: string;
  readonly account: string;
  /** Behind a session. */
  readonly role: string | undefined;
  readonly action: string;
  readonly resource: string;
  readonly owner: string;
  /** Keys in lower case. */
  readonly context: PlainContext;
}

export interface PlainStatement {
  readonly slot: PolicySlot;
  /** Of an SCP or RCP. */
  readonly level: string | undefined;
  readonly json: Json;
}

export type Naming = "account" | "role" | "itself" | "everyone";

export interface StatementTruth {
  readonly principal: Naming | "nobody" | undefined;
  readonly action: boolean;
  readonly resource: boolean;
  /** By operator and key, as written. */
  readonly conditions: ReadonlyMap<string, boolean>;
  readonly matches: boolean;
}

export function truthOfStatement({ slot, json }: Omit<PlainStatement, "level">, request: PlainRequest): StatementTruth {
  const { Action, NotAction, Resource, NotResource, Principal, Condition } = json;
  const isAction = (one: string): boolean => isLike(one.toLowerCase(), request.action.toLowerCase());
  const isResource = (one: string): boolean => {
    const filled = withVariables(one, request);
    return filled !== undefined && isLike(filled, request.resource);
  };
  const hasPrincipal = slot === "resource" || slot === "rcp" || slot === "vpc-endpoint";
  const principal = hasPrincipal ? (namingOf(Principal, request) ?? "nobody") : undefined;
  const action = Action === undefined ? !listOf(NotAction).some(isAction) : listOf(Action).some(isAction);
  const resource =
    Resource === undefined
      ? NotResource === undefined || !listOf(NotResource).some(isResource)
      : listOf(Resource).some(isResource);
  const conditions = new Map(
    Object.entries((Condition ?? {}) as Record<string, Record<string, unknown>>).flatMap(([operator, keys]) =>
      Object.entries(keys).map(
        ([key, values]) => [`${operator} ${key}`, holds(operator, key, listOf(values), request)] as const,
      ),
    ),
  );
  const matches = principal !== "nobody" && action && resource && [...conditions.values()].every(Boolean);
  return { principal, action, resource, conditions, matches };
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [value as string];
}

function isLike(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\/-]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s").test(text);
}

/** Undefined where the request has no value for one of them. */
function withVariables(text: string, { context }: PlainRequest): string | undefined {
  const variables = [...text.matchAll(/\$\{([^}]+)\}/g)].map(([, key = ""]) => context.get(key.toLowerCase()));
  if (variables.includes(undefined)) return undefined;
  let at = 0;
  return text.replace(/\$\{[^}]+\}/g, () => variables[at++] ?? "");
}

function namingOf(principal: unknown, { principal: caller, account, role }: PlainRequest): Naming | undefined {
  if (principal === "*") return "everyone";
  const named = listOf((principal as { readonly AWS: unknown }).AWS);
  if (named.includes("*")) return "everyone";
  if (named.includes(caller) && !caller.endsWith(":root")) return "itself";
  if (role !== undefined && named.includes(role)) return "role";
  return named.some((one) => one === account || one === `arn:aws:iam::${account}:root`) ? "account" : undefined;
}

function holds(written: string, key: string, values: readonly string[], request: PlainRequest): boolean {
  const value = request.context.get(key.toLowerCase());
  if (written === "Null") return values.includes(String(value === undefined));
  const operator = written.replace(/IfExists$/, "");
  const isNegated = operator.includes("Not");
  if (value === undefined) return isNegated || written !== operator;
  const filled = values.flatMap((one) => withVariables(one, request) ?? []);
  const isSome = filled.some((one) => compares(operator.replace("Not", ""), one, value));
  return isSome !== isNegated;
}

function compares(operator: string, wanted: string, value: string): boolean {
  switch (operator) {
    case "StringEquals":
      return wanted === value;
    case "StringEqualsIgnoreCase":
    case "Bool":
      return wanted.toLowerCase() === value.toLowerCase();
    case "StringLike":
    case "ArnLike":
    case "ArnEquals":
      return isLike(wanted, value);
    case "IpAddress":
      return value.startsWith(wanted.replace(/0\/24$|\/32$/, ""));
    default:
      throw new Error(`${operator} is not known here`);
  }
}

/** The policies that apply to the request. */
export interface PlainPolicies {
  readonly statements: readonly PlainStatement[];
  /** Layers with a policy, and levels with one. */
  readonly slots: ReadonlySet<PolicySlot>;
  readonly scpLevels: readonly string[];
}

export interface PlainDecision {
  readonly denying: readonly PolicySlot[];
  /** Layers that would have to allow it and do not; empty where a Deny decides, too, if all others allow it. */
  readonly silent: readonly PolicySlot[];
  readonly isAllowed: boolean;
}

/** Of a KMS key or a role the own policy has to allow it or to leave it to the account. */
export function isGoverned({ action }: PlainRequest): boolean {
  return action.startsWith("kms:") || action.startsWith("sts:");
}

export function decidePlainly(request: PlainRequest, { statements, slots, scpLevels }: PlainPolicies): PlainDecision {
  const matching = matchingIn(statements, request);
  const denying = [...new Set(matching.filter(({ json }) => json["Effect"] === "Deny").map(({ slot }) => slot))];
  const allows = matching.filter(({ json }) => json["Effect"] === "Allow");
  const has = (slot: PolicySlot): boolean => !slots.has(slot) || allows.some((one) => one.slot === slot);
  const namings = new Set(allows.filter(({ slot }) => slot === "resource").map(({ truth }) => truth.principal));
  const isNamed = namings.has("role") || namings.has("itself") || namings.has("everyone");
  const isTrusted = isNamed || namings.has("account");
  const isUnlimited = namings.has("itself") || namings.has("everyone");
  const isRoot = request.principal.endsWith(":root");
  const isCross = request.owner !== request.account;
  const own = isRoot || allows.some(({ slot }) => slot === "identity");
  const granted = !isCross && isNamed;
  const silent = new Set<PolicySlot>();
  if (scpLevels.some((level) => !allows.some((one) => one.slot === "scp" && one.level === level))) silent.add("scp");
  if (!has("vpc-endpoint")) silent.add("vpc-endpoint");
  if ((isCross || isGoverned(request)) && !isTrusted) silent.add("resource");
  if (!own && !granted) silent.add("identity");
  if (!isRoot && (isCross || !isUnlimited)) {
    if (!has("boundary")) silent.add("boundary");
    if (!has("session")) silent.add("session");
  }
  return { denying, silent: [...silent], isAllowed: denying.length === 0 && silent.size === 0 };
}

type Matching = PlainStatement & { readonly truth: StatementTruth };

function matchingIn(statements: readonly PlainStatement[], request: PlainRequest): readonly Matching[] {
  return statements.flatMap((one) => {
    const truth = truthOfStatement(one, request);
    return truth.matches ? [{ ...one, truth }] : [];
  });
}

/** What the policies of one layer say by themselves. */
export function layerSaysPlainly(
  slot: PolicySlot,
  request: PlainRequest,
  { statements, scpLevels }: PlainPolicies,
): "allow" | "explicit-deny" | "implicit-deny" {
  const own = matchingIn(
    statements.filter((one) => one.slot === slot),
    request,
  );
  if (own.some(({ json }) => json["Effect"] === "Deny")) return "explicit-deny";
  const least: readonly Naming[] =
    isGoverned(request) || request.owner !== request.account
      ? ["account", "role", "itself", "everyone"]
      : ["role", "itself", "everyone"];
  const allows = own.filter(({ truth }) => slot !== "resource" || least.some((naming) => naming === truth.principal));
  const isAllowed =
    slot === "rcp" ||
    (slot === "scp" ? scpLevels.every((level) => allows.some((one) => one.level === level)) : allows.length > 0);
  return isAllowed ? "allow" : "implicit-deny";
}
