import { type Action, type Catalog, type CatalogInfo, type Service } from "../../catalog/catalog.ts";
import { isSettled, type Scalar, type Statement } from "../../policy/policy.ts";
import { shapeOf } from "../../policy/shape.ts";
import { listed, name, type Phrase, say, sentences } from "../../wording/phrase.ts";
import { dataNote } from "../../wording/reference.ts";
import { serviceLabel } from "../../wording/service.ts";
import { hasWildcard, splitAction } from "../action-text.ts";
import { type Check } from "../check.ts";
import { asLastResort, type Fix, removalOf } from "../fix.ts";
import { messagesOf } from "../messages.ts";
import { textSpan } from "../spans.ts";

const MESSAGES = messagesOf({
  pattern: (pattern: string, { service, without }: OutOfReach, resources: readonly string[], info: CatalogInfo) =>
    sentences(
      say`${name(pattern)} has hardly any effect here: none of its actions acts on ${resourcesInWords(resources)}, and ${without === 1 ? "the one that has no resource types needs" : `the ${without} that have no resource types need`} ${name("*")}.`,
      say`Name a resource of ${serviceLabel(service) ?? name(service.prefix)} in ${name("Resource")}, or remove the entry.`,
      dataNote(info),
    ),
});

/**
 * Of a service's pattern the actions without resource types are what keeps it from being dead for certain. Source: "Actions,
 * resources, and condition keys for AWS services", The actions table.
 */
export const actionsOfAnotherService: Check = {
  code: "actions-of-another-service",
  severity: "warning",
  summary: "A pattern of actions stands beside ARNs of services that none of its actions acts on.",
  messages: MESSAGES,
  perStatement: true,
  *find({ policy, catalog, broken, kind }) {
    if (broken || kind.kind === "resource") return;
    for (const statement of policy.statements) {
      yield undefined;
      const services = servicesOf(statement);
      const entries = statement.action?.entries ?? [];
      if (services === undefined) continue;
      const found = entries.flatMap((entry) => outOfReach(entry, services, catalog) ?? []);
      const texts = statement.resource?.entries.map(({ text }) => text) ?? [];
      for (const one of found) {
        yield {
          span: textSpan(one.entry),
          ...(found.length < entries.length ? { severity: "info" as const } : {}),
          ...MESSAGES.pattern(one.entry.text, one, texts, catalog.info),
          fixes: () => removalFrom(statement, one.entry),
        };
      }
    }
  },
};

/** A statement without an action is none. */
function removalFrom({ action }: Statement, entry: Scalar): readonly Fix[] {
  if (action === undefined || action.entries.length < 2) return [];
  return asLastResort(removalOf(action, action.entries.indexOf(entry)));
}

/** As their ARNs name them; undefined where one may be of any. */
function servicesOf({ action, resource }: Statement): ReadonlySet<string> | undefined {
  if (action?.entries.some(({ text }) => hasWildcard(text)) !== true) return undefined;
  if (resource === undefined || resource.open || resource.misplaced.length > 0 || resource.entries.length === 0)
    return undefined;
  const services = resource.entries.map((entry) => SERVICE_OF_ARN.exec(shapeOf(entry))?.[1]);
  return services.some((one) => one === undefined) ? undefined : new Set(services.flatMap((one) => one ?? []));
}

/** Also where fields are missing, which AWS fills up with `*`. */
const SERVICE_OF_ARN = /^arn:[^:]*:([a-z0-9-]+):/;

interface OutOfReach {
  readonly entry: Scalar;
  readonly service: Service;
  /** So many of its actions have no resource types. */
  readonly without: number;
}

/** Undefined also where every action is known to act elsewhere: that is proved, and told as such. */
function outOfReach(entry: Scalar, services: ReadonlySet<string>, catalog: Catalog): OutOfReach | undefined {
  const written = isSettled(entry) && hasWildcard(entry.text) ? splitAction(entry.text) : undefined;
  const service = written === undefined ? undefined : catalog.service(written.service);
  if (written === undefined || service === undefined || services.has(service.prefix)) return undefined;
  const { first, count } = catalog.actionsMatching(`${service.prefix}:${written.name}`, MOST_MATCHED);
  const actions = first.flatMap((one) => service.action(one.slice(one.indexOf(":") + 1)) ?? []);
  if (count > actions.length) return undefined;
  const typed = actions.filter(({ resources }) => resources.length > 0);
  const without = actions.length - typed.length;
  if (typed.length === 0 || without === 0 || !actions.every(isAttested)) return undefined;
  const reached = typed.flatMap(({ resources }) => resources.map(({ type }) => service.resourceType(type)?.arn ?? ""));
  return reached.every((arn) => isOfOther(arn, services)) ? { entry, service, without } : undefined;
}

const MOST_MATCHED = 1_000;

/** What a hole of the reference may hide acts on anything. */
function isAttested({ resources, resourcesAttested }: Action): boolean {
  return resources.length > 0 || resourcesAttested;
}

function isOfOther(template: string, services: ReadonlySet<string>): boolean {
  const service = SERVICE_OF_TEMPLATE.exec(template)?.[1];
  return service !== undefined && !services.has(service);
}

const SERVICE_OF_TEMPLATE = /^arn:[^:]*:([a-z0-9-]+):/;

function resourcesInWords(resources: readonly string[]): Phrase {
  const [first = "", second, ...more] = resources;
  if (second === undefined) return say`${name(first)}`;
  return more.length === 0 ? listed([name(first), name(second)], "or") : say`what ${name("Resource")} names`;
}
