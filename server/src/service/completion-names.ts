/** The names of the service reference as candidates: services, actions, condition keys, resource types. */
import { type Catalog, type ConditionKey, keysOfAction, type KeyType, type Service } from "../catalog/catalog.ts";
import { type OperatorFamily, type OperatorUse } from "../policy/operators.ts";
import { type PolicyCursor } from "../hosts/policy-cursor.ts";
import { type Candidate } from "./completion-candidate.ts";
import { actionsNamed } from "./statement-actions.ts";

/**
 * `named` are the entries of the statement's Action here and below.
 * Without a colon typed, services; then the actions of the service that is typed.
 */
export function actionCandidates(typed: string, named: readonly string[], catalog: Catalog): readonly Candidate[] {
  const colon = typed.indexOf(":");
  const service = catalog.service(colon < 0 ? typed : typed.slice(0, colon));
  const actions = service === undefined ? [] : actionsOfService(service, typed);
  return colon < 0 ? [...serviceCandidates(named, catalog), ...actions] : actions;
}

function actionsOfService(service: Service, typed: string): readonly Candidate[] {
  const names = [...service.actionNames]
    .sort()
    .map((actionName) => actionCandidate(`${service.prefix}:${actionName}`, service));
  const all: Candidate = { label: `${service.prefix}:*`, kind: "action", detail: `every action of ${service.name}` };
  return typed.endsWith("*") ? [all, ...names] : [...names, all];
}

function actionCandidate(label: string, service: Service): Candidate {
  return { label, kind: "action", detail: service.name };
}

/** The services that the statement already names come first. */
function serviceCandidates(named: readonly string[], catalog: Catalog): readonly Candidate[] {
  const used = new Set(servicesOf(named));
  const inOrder = [
    ...catalog.servicePrefixes.filter((prefix) => used.has(prefix)),
    ...catalog.servicePrefixes.filter((prefix) => !used.has(prefix)),
  ];
  return inOrder.map((prefix) => ({
    label: `${prefix}:`,
    kind: "service",
    detail: catalog.service(prefix)?.name ?? "",
    unfinished: true,
  }));
}

/** Keys of the statement's actions, of the service that is typed, and global ones; those that suit the operator first. */
export function keyCandidates(
  cursor: PolicyCursor,
  use: OperatorUse | undefined,
  named: readonly string[],
  catalog: Catalog,
): readonly Candidate[] {
  const keys = new Map<string, { readonly key: ConditionKey; readonly rank: number }>();
  const taken = new Set(cursor.object.keys.map((name) => name.toLowerCase()));
  const add = (key: ConditionKey, rank: number): void => {
    const name = key.name.toLowerCase();
    if (!keys.has(name) && !taken.has(name)) keys.set(name, { key, rank: rank + (suits(key, use) ? 0 : UNSUITED) });
  };
  for (const key of keysOfActions(named, catalog)) add(key, 0);
  for (const prefix of [prefixOf(cursor.typed), ...servicesOf(named)]) {
    for (const key of catalog.service(prefix)?.conditionKeys ?? []) add(key, 2);
  }
  for (const key of catalog.globalKeys) add(key, 1);
  return [...keys.values()]
    .sort((a, b) => a.rank - b.rank || (a.key.name.toLowerCase() < b.key.name.toLowerCase() ? -1 : 1))
    .map(({ key }) => keyCandidate(key));
}

/** More than any other difference of rank. */
const UNSUITED = 10;

function keyCandidate(key: ConditionKey): Candidate {
  const detail = key.multivalued ? `${key.type}, several values` : key.type;
  const stem = /^([^$<]*)(?:\$\{[^}]*\}|<[^>]*>)$/.exec(key.name)?.[1];
  const candidate: Candidate = { label: key.name, kind: "key", detail };
  // The rest of a name such as aws:RequestTag/${TagKey} is the author's to write.
  return stem === undefined ? candidate : { ...candidate, insert: stem, unfinished: true };
}

function keysOfActions(named: readonly string[], catalog: Catalog): readonly ConditionKey[] {
  const names = new Set<string>();
  for (const action of actionsNamed(named, catalog).actions) {
    const service = catalog.service(action.service);
    if (service !== undefined) for (const key of keysOfAction(service, action)) names.add(key);
  }
  return [...names].flatMap((name) => catalog.conditionKey(name) ?? []);
}

const SUITABLE: Readonly<Record<Exclude<OperatorFamily, "null">, KeyType>> = {
  string: "String",
  numeric: "Numeric",
  date: "Date",
  bool: "Bool",
  binary: "Binary",
  ip: "IPAddress",
  arn: "ARN",
};

function suits(key: ConditionKey, use: OperatorUse | undefined): boolean {
  if (use === undefined || use.operator.family === "null") return true;
  const type = SUITABLE[use.operator.family];
  return (key.type === type || key.otherType === type) && key.multivalued === (use.setOperator !== undefined);
}

/** `*`, and the ARNs of the resource types that the statement's actions take, with `*` for every name in them. */
export function resourceCandidates(named: readonly string[], catalog: Catalog): readonly Candidate[] {
  const found = new Map<string, Candidate>([["*", { label: "*", kind: "resource", detail: "every resource" }]]);
  for (const action of actionsNamed(named, catalog).actions) {
    const service = catalog.service(action.service);
    for (const { type } of action.resources) {
      const arn = service
        ?.resourceType(type)
        ?.arn.replace("${Partition}", "aws")
        .replace(/\$\{[^}]*\}/g, "*");
      if (arn !== undefined && !found.has(arn)) {
        found.set(arn, { label: arn, kind: "resource", detail: `${type} of ${service?.name ?? ""}` });
      }
    }
  }
  return [...found.values()];
}

function servicesOf(named: readonly string[]): readonly string[] {
  return [...new Set(named.map(prefixOf).filter((prefix) => prefix !== ""))];
}

function prefixOf(text: string): string {
  const colon = text.indexOf(":");
  return colon < 0 ? "" : text.slice(0, colon).toLowerCase();
}
