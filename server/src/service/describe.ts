/** One named thing as words for people and as facts for scripts; or what is probably meant by a name nobody knows. */
import { type Action, type Catalog, dependentsOfAction, keysOfAction, type Service } from "../catalog/catalog.ts";
import { hasWildcard, isOnlyStars } from "../catalog/match-name.ts";
import { permissionsNamed } from "../catalog/named-operation.ts";
import { nearestNames } from "../domains/nearest-name.ts";
import { splitArn } from "../policy/arn.ts";
import { OPERATORS, readOperator, SET_OPERATORS } from "../policy/operators.ts";
import { carriersInService } from "./key-carriers.ts";
import { describeActionEntry } from "../wording/action.ts";
import { didYouMean } from "../wording/did-you-mean.ts";
import { describeKey as describeKeyInWords } from "../wording/key.ts";
import { phraseToMessage } from "../wording/message-text.ts";
import { absentOutcome, describeOperator as describeOperatorInWords, operatorName } from "../wording/operator.ts";
import { type Passage, visibleText } from "../wording/phrase.ts";
import { describeArn, describeResourceType, typesOfArn } from "../wording/resource.ts";

export type Description =
  | { readonly known: true; readonly passage: Passage; readonly facts: Readonly<Record<string, unknown>> }
  /** One line: what is wrong and what was probably meant. */
  | { readonly known: false; readonly problem: string };

/** So many actions of a pattern are listed in the facts. */
const MOST_ACTIONS = 1000;

export const DESCRIBED_KINDS = ["action", "key", "operator", "resource"] as const;
export type DescribedKind = (typeof DESCRIBED_KINDS)[number];

/** Without a kind, the first kind of which there is a thing of that name. */
export function describeName(kind: DescribedKind | undefined, name: string, catalog: Catalog): Description {
  switch (kind) {
    case undefined:
      return describeWhatever(name, catalog);
    case "action":
      return describeAction(name, catalog);
    case "key":
      return describeKey(name, catalog);
    case "operator":
      return describeOperator(name);
    case "resource":
      return describeResource(name, catalog);
  }
}

function describeWhatever(name: string, catalog: Catalog): Description {
  const kinds = kindsLike(name);
  if (kinds[0] === "action" && !name.includes(":") && !isOnlyStars(name)) return describeBareName(name, catalog);
  let first: Description | undefined;
  for (const kind of kinds) {
    const description = describeName(kind, name, catalog);
    if (description.known) return description;
    first ??= description;
  }
  return first ?? describeAction(name, catalog);
}

/** Without its service, so that it can only be told what it may be short for. */
function describeBareName(name: string, catalog: Catalog): Description {
  const full = [...actionsCalled(name, catalog), ...typesCalled(name, catalog)].slice(0, MOST_SUGGESTIONS);
  const problem =
    full.length > 0
      ? `'${visibleText(name)}' is not complete.`
      : `nothing is called '${visibleText(name)}'. Write an action (s3:GetObject), a condition key (aws:SourceIp), a resource type (s3:bucket), a condition operator (StringLike) or an ARN.`;
  return unknown(problem, full);
}

/** What is not found is told of the first. */
function kindsLike(name: string): readonly DescribedKind[] {
  if (name.startsWith("arn:")) return ["resource"];
  if (name.startsWith("aws:")) return ["key"];
  return /^For(?:Any|All)|^[^:]*(?:Equal|Like|Than|Bool|Null|IpAd)/i.test(name)
    ? ["operator", "action", "key", "resource"]
    : ["action", "key", "resource", "operator"];
}

/** `name` is an action such as `s3:GetObject` or a pattern. */
function describeAction(name: string, catalog: Catalog): Description {
  if (isOnlyStars(name)) return patternDescription(name, catalog);
  const colon = name.indexOf(":");
  if (colon < 0) {
    return unknown(
      `'${visibleText(name)}' has no service prefix; write service:Action.`,
      actionsCalled(name, catalog).slice(0, MOST_SUGGESTIONS),
    );
  }
  const service = catalog.service(name.slice(0, colon));
  if (service === undefined) return unknownService(name.slice(0, colon), name.slice(colon), catalog);
  if (hasWildcard(name)) return patternDescription(name, catalog);
  const action = service.action(name.slice(colon + 1));
  if (action !== undefined) return actionDescription(action, service, catalog);
  const documented = documentedDescription("action", name, describeActionEntry(name, "Action", catalog), catalog);
  if (documented !== undefined) return documented;
  const permissions = permissionsNamed(service.prefix, name.slice(colon + 1), catalog);
  if (permissions.length > 0) return operationDescription(name, permissions, catalog);
  const near = nearestNames(name.slice(colon + 1), service.actionNames).map((one) => `${service.prefix}:${one}`);
  return unlisted(`The action '${visibleText(name)}'`, near, catalog);
}

/** All of a service that has this name, and the actions that have it after their service. */
function actionsCalled(name: string, catalog: Catalog): readonly string[] {
  const ofService = catalog.service(name) === undefined ? [] : [`${name}:*`];
  return [...ofService, ...catalog.servicePrefixes.flatMap((prefix) => qualified(catalog.service(prefix), name) ?? [])];
}

function typesCalled(name: string, catalog: Catalog): readonly string[] {
  return catalog.servicePrefixes.flatMap((prefix) => {
    const type = catalog.service(prefix)?.resourceType(name);
    return type === undefined ? [] : [`${prefix}:${type.name}`];
  });
}

function qualified(service: Service | undefined, actionName: string): string | undefined {
  const action = service?.action(actionName);
  return action === undefined ? undefined : `${action.service}:${action.name}`;
}

function actionDescription(action: Action, service: Service, catalog: Catalog): Description {
  const name = `${service.prefix}:${action.name}`;
  return {
    known: true,
    passage: describeActionEntry(name, "Action", catalog),
    facts: {
      kind: "action",
      name,
      service: { prefix: service.prefix, name: service.name },
      description: action.description ?? null,
      accessLevels: action.accessLevels,
      permissionOnly: action.permissionOnly ?? null,
      resourceTypes: action.resources.map(({ type, required }) => ({ name: type, required })),
      conditionKeys: [...keysOfAction(service, action)],
      dependentActions: [...dependentsOfAction(action)],
      catalogDate: catalog.info.date,
      overlayDate: catalog.info.overlayDate,
    },
  };
}

/** Its permissions are what a policy names. */
function operationDescription(name: string, permissions: readonly string[], catalog: Catalog): Description {
  return {
    known: true,
    passage: describeActionEntry(name, "Action", catalog),
    facts: { kind: "operation", name, permissions, catalogDate: catalog.info.date },
  };
}

function patternDescription(name: string, catalog: Catalog): Description {
  const { count, first } = catalog.actionsMatching(name, MOST_ACTIONS);
  if (count === 0)
    return unknown(
      `'${visibleText(name)}' matches no action in AWS's service reference of ${catalog.info.date}. Check how it is spelt.`,
      [],
    );
  return {
    known: true,
    passage: describeActionEntry(name, "Action", catalog),
    facts: { kind: "action-pattern", name, count, actions: first, catalogDate: catalog.info.date },
  };
}

/** `name` is a condition key, templates filled in or not. */
function describeKey(name: string, catalog: Catalog): Description {
  const globalKey = catalog.globalKey(name);
  const key = globalKey ?? catalog.conditionKey(name);
  if (key === undefined) {
    const documented = documentedDescription("key", name, describeKeyInWords(name, catalog, undefined), catalog);
    if (documented !== undefined) return documented;
    if (catalog.keyOrigin(name) === "provider") return providerKeyDescription(name, catalog);
    const prefix = name.split(":", 1)[0] ?? "";
    const names = [...catalog.globalKeys, ...(catalog.service(prefix)?.conditionKeys ?? [])].map((one) => one.name);
    return unlisted(`The condition key '${visibleText(name)}'`, nearestNames(name, names), catalog);
  }
  const carriers = carriersInService(key, catalog);
  return {
    known: true,
    passage: describeKeyInWords(name, catalog, carriers),
    facts: {
      kind: "key",
      name: key.name,
      type: key.type,
      otherType: key.otherType ?? null,
      multivalued: key.multivalued,
      global: globalKey !== undefined,
      availability: globalKey?.availability ?? null,
      when: globalKey?.when ?? null,
      caution: globalKey?.caution ?? null,
      sensitive: globalKey?.sensitive ?? null,
      description: key.description ?? null,
      actions: carriers?.carrying ?? null,
      catalogDate: catalog.info.date,
    },
  };
}

/** A claim of a token, of which the reference says nothing. */
function providerKeyDescription(name: string, catalog: Catalog): Description {
  return { known: true, passage: describeKeyInWords(name, catalog, undefined), facts: { kind: "provider-key", name } };
}

/** `name` is a condition operator with any prefix and suffix. */
function describeOperator(name: string): Description {
  const use = readOperator(name);
  if (use === undefined) {
    const names = OPERATORS.flatMap((one) => [
      one.name,
      `${one.name}IfExists`,
      ...SET_OPERATORS.map((set) => `${set}:${one.name}`),
    ]);
    return unknown(`'${visibleText(name)}' is not a condition operator that AWS knows.`, nearestNames(name, names));
  }
  const { operator, setOperator, ifExists } = use;
  return {
    known: true,
    passage: describeOperatorInWords(use),
    facts: {
      kind: "operator",
      name: operatorName(use),
      family: operator.family,
      negated: operator.negated,
      wildcards: operator.wildcards,
      variables: operator.variables,
      setOperator: setOperator ?? null,
      ifExists,
      absentKey: absentOutcome(use),
    },
  };
}

/** `name` is an ARN, or a resource type such as `s3:bucket`. */
function describeResource(name: string, catalog: Catalog): Description {
  if (name.startsWith("arn:")) return arnDescription(name, catalog);
  const colon = name.indexOf(":");
  if (colon < 0)
    return unknown(
      `'${visibleText(name)}' is neither an ARN nor a resource type such as s3:bucket.`,
      typesCalled(name, catalog).slice(0, MOST_SUGGESTIONS),
    );
  const service = catalog.service(name.slice(0, colon));
  if (service === undefined) return unknownService(name.slice(0, colon), name.slice(colon), catalog);
  const type = service.resourceType(name.slice(colon + 1));
  if (type === undefined) {
    const near = nearestNames(
      name.slice(colon + 1),
      service.resourceTypes.map((one) => one.name),
    );
    return unlisted(
      `The resource type '${visibleText(name)}'`,
      near.map((one) => `${service.prefix}:${one}`),
      catalog,
    );
  }
  return {
    known: true,
    passage: describeResourceType(type, service, catalog),
    facts: {
      kind: "resource",
      name: `${service.prefix}:${type.name}`,
      service: { prefix: service.prefix, name: service.name },
      arn: type.arn,
      conditionKeys: type.conditionKeys,
      catalogDate: catalog.info.date,
    },
  };
}

function arnDescription(name: string, catalog: Catalog): Description {
  const fields = splitArn(name);
  const service = catalog.service(fields[2]?.text ?? "");
  return {
    known: true,
    passage: describeArn(name, catalog),
    facts: {
      kind: "arn",
      name,
      fields: Object.fromEntries(fields.slice(1).map(({ field, text }) => [field, text])),
      resourceTypes: service === undefined ? null : typesOfArn(name, service).map((type) => type.name),
      catalogDate: catalog.info.date,
    },
  };
}

function unknownService(prefix: string, rest: string, catalog: Catalog): Description {
  const near = nearestNames(prefix, catalog.servicePrefixes).map((one) => one + rest);
  return unlisted(`The service '${visibleText(prefix)}'`, near, catalog);
}

/** What AWS documents on another page than the reference. */
function documentedDescription(
  kind: "action" | "key",
  name: string,
  passage: Passage,
  catalog: Catalog,
): Description | undefined {
  const page = catalog.documentedOn(name);
  if (page === undefined) return undefined;
  return { known: true, passage, facts: { kind, name, documentedOn: page, catalogDate: catalog.info.date } };
}

function unlisted(what: string, near: readonly string[], catalog: Catalog): Description {
  const problem = `${what} is not in AWS's service reference of ${catalog.info.date}.`;
  return unknown(near.length === 0 ? `${problem} Check how it is spelt.` : problem, near);
}

const MOST_SUGGESTIONS = 3;

function unknown(problem: string, near: readonly string[]): Description {
  const suggestion = didYouMean(near);
  return { known: false, problem: suggestion === undefined ? problem : `${problem} ${phraseToMessage(suggestion)}` };
}
