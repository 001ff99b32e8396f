/** Services and their actions: by service, or by any part of an action's name. */
import { type Catalog, type Service } from "../../catalog/catalog.ts";
import { IOT_POLICY_ACTIONS } from "../../catalog/iot-policy-names.ts";
import { isOnlyStars, matchesName } from "../../catalog/match-name.ts";
import { OPERATION_EXCEPTIONS } from "../../catalog/operation-exceptions.ts";
import { type PrincipalElement } from "../../policy/policy.ts";
import { ASSUME_ACTIONS, assumeActionOf, SESSION_ACTIONS } from "../../policy/trust-actions.ts";
import { neededPermissions } from "../permissions/needed-permissions.ts";
import { type Candidate, type CompletionPlace } from "./candidate.ts";

/**
 * Without a colon typed, services, and the actions in whose names the typed text is; then the actions of the service
 * that is typed.
 */
export function actionCandidates(place: CompletionPlace): readonly Candidate[] {
  const candidates = candidatesFor(place);
  const others = candidates.filter(({ label, kind, what }) => {
    const written = what?.write === "value" && typeof what.value === "string" ? what.value : label;
    return kind !== "action" || !place.beside.some((entry) => coversAction(entry, written));
  });
  // Where all are in the list, somebody may want to see them.
  return others.length === 0 ? candidates : others;
}

/** Would the action beside such an entry change nothing? */
function coversAction(entry: string, action: string): boolean {
  return isOnlyStars(entry) || matchesName(entry.toLowerCase(), action.toLowerCase());
}

function candidatesFor({ cursor, named, catalog, kind, statement }: CompletionPlace): readonly Candidate[] {
  const { typed } = cursor;
  if (kind.kind === "iot" && kind.basis !== "content") return deviceActions(catalog);
  if (kind.kind === "trust" && kind.basis !== "content") return trustActions(statement?.principal, catalog);
  const colon = typed.indexOf(":");
  const service = catalog.service(colon < 0 ? typed : typed.slice(0, colon));
  const actions = service === undefined ? [] : actionsOfService(service, typed);
  if (colon >= 0) return actions;
  if (typed.includes(" ")) return commandCandidates(typed, catalog);
  const holding = typed.length < SHORTEST_PART ? [] : catalog.actionsHolding(typed, MOST_OF_ALL_SERVICES);
  const inAll = service === undefined ? holding.flatMap((action) => actionNamed(action, catalog)) : [];
  const operations = typed.length < SHORTEST_PART ? [] : operationCandidates(typed, catalog);
  return [...serviceCandidates(named, catalog), ...actions, ...inAll, ...operations];
}

/** API operations whose permission has another name, by what is typed of the operation's. */
function operationCandidates(typed: string, catalog: Catalog): readonly Candidate[] {
  const wanted = typed.toLowerCase();
  return OPERATION_EXCEPTIONS.flatMap(({ operation, action }) => {
    const [prefix = "", name = ""] = action.split(":");
    if (!operation.toLowerCase().includes(wanted) || catalog.service(prefix)?.action(name) === undefined) return [];
    return [operationCandidate(operation, action)];
  });
}

function operationCandidate(operation: string, action: string): Candidate {
  return {
    label: operation,
    kind: "action",
    detail: `needs ${action}`,
    what: { write: "value", value: action },
  };
}

/** `ecr get-login-password`: a command of the AWS CLI that needs one permission. */
function commandCandidates(typed: string, catalog: Catalog): readonly Candidate[] {
  const needed = neededPermissions(typed, catalog);
  if ("problem" in needed) return [];
  const actions = needed.statements.flatMap(({ members }) => members.find(([key]) => key === "Action")?.[1] ?? []);
  const [only, ...others] = actions;
  return typeof only === "string" && others.length === 0 ? [operationCandidate(typed, only)] : [];
}

const SHORTEST_PART = 3;
const MOST_OF_ALL_SERVICES = 100;

/** The one that the principals of the statement take, if it is known. */
function trustActions(principal: PrincipalElement | undefined, catalog: Catalog): readonly Candidate[] {
  const types = principal?.form === "typed" ? principal.types : [];
  const taken = types.flatMap(({ type, entries }) => entries.map(({ text }) => assumeActionOf(type, text)));
  const [first] = taken;
  const assume = first !== undefined && taken.every((action) => action === first) ? [first] : ASSUME_ACTIONS;
  const known = catalog.service("sts")?.actionNames.map((name) => `sts:${name}`) ?? [];
  return [...assume, ...SESSION_ACTIONS]
    .filter((name) => known.includes(name))
    .map((label) => ({ label, kind: "action" }));
}

/** Those of AWS IoT Core policies: `iot` has hundreds of others, which manage things and are in IAM's policies. */
function deviceActions(catalog: Catalog): readonly Candidate[] {
  return IOT_POLICY_ACTIONS.map(({ name, page }): Candidate => {
    const [prefix = "", action = ""] = name.split(":");
    const service = catalog.service(prefix);
    const levels = service?.action(action)?.accessLevels ?? [];
    return actionCandidate(name, levels, levels.length === 0 ? page : (service?.name ?? page));
  });
}

function actionsOfService(service: Service, typed: string): readonly Candidate[] {
  const { prefix, name, actionNames, accessLevels } = service;
  const rows = actionNames.map((actionName, row) => ({ actionName, levels: accessLevels[row] ?? [] }));
  const names = rows
    .sort((one, other) => (one.actionName < other.actionName ? -1 : 1))
    .map(({ actionName, levels }) => actionCandidate(`${prefix}:${actionName}`, levels, name));
  const all: Candidate = {
    label: `${prefix}:*`,
    kind: "action",
    detail: `every action of ${name} (${actionNames.length})`,
  };
  const patterns = [...patternsOf(service), all];
  return typed.endsWith("*") ? [...patterns, ...names] : [...names, ...patterns];
}

/** `s3:Get*`, for every first word that several names have. */
function patternsOf({ prefix, actionNames }: Service): readonly Candidate[] {
  const counts = new Map<string, number>();
  for (const name of actionNames) {
    const verb = /^[A-Z][a-z]+(?=[A-Z])/.exec(name)?.[0];
    if (verb !== undefined) counts.set(verb, (counts.get(verb) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count >= FEWEST_OF_PATTERN)
    .map(([verb, count]) => ({ label: `${prefix}:${verb}*`, kind: "action", detail: `${count} actions or more` }));
}

const FEWEST_OF_PATTERN = 3;

function actionNamed(text: string, catalog: Catalog): readonly Candidate[] {
  const colon = text.indexOf(":");
  const service = catalog.service(text.slice(0, colon));
  if (service === undefined) return [];
  const levels = service.action(text.slice(colon + 1))?.accessLevels ?? [];
  return [actionCandidate(text, levels, service.name)];
}

function actionCandidate(label: string, levels: readonly string[], service: string): Candidate {
  return { label, kind: "action", detail: levels.length === 0 ? service : `${levels.join(", ")} · ${service}` };
}

/** The services that the statement already names come first. */
function serviceCandidates(named: readonly string[], catalog: Catalog): readonly Candidate[] {
  const used = new Set(named.map((one) => one.slice(0, Math.max(0, one.indexOf(":"))).toLowerCase()));
  const known = new Set(catalog.servicePrefixes);
  const first = [...catalog.servicePrefixes.filter((prefix) => used.has(prefix)), ...COMMON_SERVICES];
  const inOrder = new Set([...first.filter((prefix) => known.has(prefix)), ...catalog.servicePrefixes]);
  return Array.from(inOrder, (prefix) => ({
    label: `${prefix}:`,
    kind: "service",
    detail: catalog.service(prefix)?.name ?? "",
    what: { write: "value", value: { text: [`${prefix}:`, { stop: "" }] } },
    leads: true,
  }));
}

const COMMON_SERVICES = [
  "s3",
  "ec2",
  "iam",
  "sts",
  "lambda",
  "dynamodb",
  "logs",
  "kms",
  "sqs",
  "sns",
  "secretsmanager",
  "ssm",
  "ecr",
  "cloudwatch",
];
