/** Services and their actions: by service, or by any part of an action's name. */
import { type Catalog, type Service } from "../../catalog/catalog.ts";
import { IOT_POLICY_ACTIONS } from "../../catalog/iot-policy-names.ts";
import { isOnlyStars, matchesName } from "../../catalog/match-name.ts";
import { OPERATION_EXCEPTIONS } from "../../catalog/operation-exceptions.ts";
import { usageRank } from "../../catalog/usual-actions.ts";
import { splitAction } from "../../checks/action-text.ts";
import { serviceOfHolder } from "../../checks/owning-service.ts";
import { refusedActionOf } from "../../checks/policy-owner.ts";
import { type KindReading } from "../../policy/kinds.ts";
import { type PrincipalElement } from "../../policy/policy.ts";
import { ASSUME_ACTIONS, assumeActionOfEntry, SESSION_ACTIONS } from "../../policy/trust-actions.ts";
import { neededPermissions } from "../permissions/needed-permissions.ts";
import { type Candidate, type CompletionPlace } from "./candidate.ts";

/**
 * Without a colon typed, services, and the actions in whose names the typed text is; then the actions of the service
 * that is typed.
 */
export function actionCandidates(place: CompletionPlace): readonly Candidate[] {
  const candidates = takenByOwner(candidatesFor(place), place);
  const others = candidates.filter(({ label, kind, what }) => {
    const written = what?.write === "value" && typeof what.value === "string" ? what.value : label;
    return kind !== "action" || !place.beside.some((entry) => coversAction(entry, written));
  });
  // Where all are in the list, somebody may want to see them.
  return others.length === 0 ? candidates : others;
}

/** The policy of a bucket, a queue or the like is about that and nothing else. */
function takenByOwner(candidates: readonly Candidate[], { kind, catalog }: CompletionPlace): readonly Candidate[] {
  const owner = ownerOf(kind);
  if (owner === undefined) return candidates;
  return candidates.filter(({ label, kind: sort }) => {
    if (sort === "service") return label === `${owner}:`;
    const action = splitAction(label);
    return action === undefined || refusedActionOf(owner, action, catalog) === undefined;
  });
}

function ownerOf({ basis, holder }: KindReading): string | undefined {
  return basis === "content" || holder === undefined ? undefined : serviceOfHolder(holder);
}

/** Would the action beside such an entry change nothing? */
function coversAction(entry: string, action: string): boolean {
  return isOnlyStars(entry) || matchesName(entry.toLowerCase(), action.toLowerCase());
}

function candidatesFor(place: CompletionPlace): readonly Candidate[] {
  const { cursor, named, catalog, kind, statement } = place;
  const { typed } = cursor;
  if (kind.kind === "iot" && kind.basis !== "content") return deviceActions(catalog);
  if (isForTrust(place)) return trustActions(statement?.principal, catalog);
  const colon = typed.indexOf(":");
  const service = catalog.service(colon < 0 ? typed : typed.slice(0, colon));
  const actions = service === undefined ? [] : actionsOfService(service, typed, catalog);
  if (colon >= 0) return actions;
  const owner = ownerOf(kind);
  const only = owner === undefined ? undefined : catalog.service(owner);
  if (only !== undefined)
    return [...serviceCandidates([`${only.prefix}:`], typed, catalog), ...actionsOfService(only, typed, catalog)];
  if (typed.includes(" ")) return commandCandidates(typed, catalog);
  const first = kind.kind === "rcp" && kind.basis !== "content" ? [...named, ...SERVICES_OF_RCPS] : named;
  const services = serviceCandidates(first, typed, catalog);
  if (typed.length < SHORTEST_PART) return [...services, ...actions];
  const inAll = service === undefined ? actionsByName(typed, named, catalog) : [];
  return [...services, ...actions, ...inAll, ...operationCandidates(typed, catalog)];
}

/** The first action of a policy that its file calls one of a role's trust says nothing of its kind while it is typed. */
function isForTrust({ kind, beside, statement }: CompletionPlace): boolean {
  if (kind.kind === "trust") return kind.basis !== "content";
  return kind.named?.kind === "trust" && beside.length === 0 && statement?.resource === undefined;
}

/** Those of the services that the statement names, or that most statements do, come first; among them the short names. */
function actionsByName(typed: string, named: readonly string[], catalog: Catalog): readonly Candidate[] {
  const first = [...new Set([...servicesNamed(named), ...COMMON_SERVICES])];
  const wanted = typed.toLowerCase();
  const found = catalog.actionsHolding(typed, MOST_OF_ALL_SERVICES, first).map((text) => {
    const [prefix = "", name = ""] = text.split(":");
    const at = first.indexOf(prefix);
    const usage = usageRank(prefix, catalog)(name);
    return { text, name, begins: name.toLowerCase().startsWith(wanted), order: at < 0 ? first.length : at, usage };
  });
  found.sort(
    (one, other) =>
      Number(other.begins) - Number(one.begins) ||
      one.order - other.order ||
      one.usage - other.usage ||
      compareNames(one.name, other.name),
  );
  // The name alone was typed, and an editor holds that against what it filters by.
  return found.flatMap(({ text, name }) => actionNamed(text, catalog).map((one) => ({ ...one, filter: name })));
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
  const taken = types.flatMap(({ type, entries }) => entries.map((entry) => assumeActionOfEntry(type, entry)));
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

function actionsOfService(service: Service, typed: string, catalog: Catalog): readonly Candidate[] {
  const { lists } = knownServices(catalog);
  const list = lists.get(service.prefix) ?? listOfService(service, catalog);
  lists.set(service.prefix, list);
  const { names, patterns } = list;
  return typed.endsWith("*") ? [...patterns, ...names] : [...names, ...patterns];
}

interface ServiceList {
  readonly names: readonly Candidate[];
  readonly patterns: readonly Candidate[];
}

interface KnownServices {
  readonly candidates: ReadonlyMap<string, Candidate>;
  readonly lists: Map<string, ServiceList>;
}

/** While somebody types, the same lists are asked for at every letter. */
const KNOWN_SERVICES = new WeakMap<Catalog, KnownServices>();

function knownServices(catalog: Catalog): KnownServices {
  const known = KNOWN_SERVICES.get(catalog) ?? {
    candidates: new Map(catalog.servicePrefixes.map((prefix) => [prefix, serviceNamed(prefix, catalog)])),
    lists: new Map<string, ServiceList>(),
  };
  KNOWN_SERVICES.set(catalog, known);
  return known;
}

function listOfService(service: Service, catalog: Catalog): ServiceList {
  const { prefix, name, actionNames, accessLevels } = service;
  const rank = usageRank(prefix, catalog);
  const rows = actionNames.map((actionName, row) => ({ actionName, levels: accessLevels[row] ?? [] }));
  const names = rows
    .sort(
      (one, other) => rank(one.actionName) - rank(other.actionName) || compareNames(one.actionName, other.actionName),
    )
    .map(({ actionName, levels }) => actionCandidate(`${prefix}:${actionName}`, levels, name));
  const all: Candidate = {
    label: `${prefix}:*`,
    kind: "action",
    detail: `every action of ${name} (${actionNames.length})`,
  };
  return { names, patterns: [...patternsOf(service), all] };
}

/**
 * Of those that nobody counts, what a service is mostly used for has the names of the fewest words: `GetObject` stands before `GetAccessGrant`, and
 * `CreateRole` before `CreateOpenIDConnectProvider`.
 */
function compareNames(one: string, other: string): number {
  const byWords = wordsIn(one) - wordsIn(other);
  return byWords === 0 ? (one < other ? -1 : 1) : byWords;
}

/** `PutBucketCORS` has three. */
function wordsIn(name: string): number {
  return name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+/g)?.length ?? 1;
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

/**
 * The services that the statement already names come first. Those in whose prefix the typed letters do not stand one
 * after the other no editor shows.
 */
function serviceCandidates(named: readonly string[], typed: string, catalog: Catalog): readonly Candidate[] {
  const { candidates: known } = knownServices(catalog);
  const first = new Set([...servicesNamed(named), ...COMMON_SERVICES]);
  const wanted = typed.toLowerCase();
  const others = [...known].flatMap(([prefix, one]) => (first.has(prefix) ? [] : [[prefix, one] as const]));
  return [...[...first].map((prefix) => [prefix, known.get(prefix)] as const), ...others].flatMap(([prefix, one]) =>
    one !== undefined && holdsInOrder(prefix, wanted) ? [one] : [],
  );
}

function serviceNamed(prefix: string, catalog: Catalog): Candidate {
  return {
    label: `${prefix}:`,
    kind: "service",
    detail: catalog.service(prefix)?.name ?? "",
    what: { write: "value", value: { text: [`${prefix}:`, { stop: "" }] } },
    leads: true,
  };
}

function servicesNamed(named: readonly string[]): readonly string[] {
  return named.map((one) => one.slice(0, Math.max(0, one.indexOf(":"))).toLowerCase()).sort();
}

function holdsInOrder(text: string, letters: string): boolean {
  let at = -1;
  for (const letter of letters) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}

/** With which RCPs began. Source: "Resource control policies (RCPs)", AWS Organizations User Guide. */
const SERVICES_OF_RCPS = ["s3:*", "sts:*", "kms:*", "sqs:*", "secretsmanager:*"];

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
