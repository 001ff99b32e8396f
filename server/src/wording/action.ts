/** Actions and action patterns in words. Source: the service reference, and an older release of it for what it dropped. */
import {
  type Action,
  type ActionResource,
  type Catalog,
  type CatalogInfo,
  dependentsOfAction,
  keysOfAction,
  type Service,
} from "../catalog/catalog.ts";
import { iotPolicyPage } from "../catalog/iot-policy-names.ts";
import { hasWildcard, isOnlyStars } from "../catalog/match-name.ts";
import { permissionsNamed } from "../catalog/named-operation.ts";
import { usualFirst } from "../catalog/usual-actions.ts";
import { operationInWords } from "./operation.ts";
import { dataNote, describedOn, notInReference, referenceDate } from "./reference.ts";
import { actionOfService } from "./service.ts";
import {
  counted,
  countOf,
  item,
  listed,
  listedOf,
  listedWhole,
  name,
  type Passage,
  type Phrase,
  say,
  sentences,
  stopped,
  strong,
  text,
  title,
} from "./phrase.ts";

/** `written` is an entry of Action or NotAction: `s3:GetObject`, `s3:Get*`, `*`. */
export function describeActionEntry(written: string, element: "Action" | "NotAction", catalog: Catalog): Passage {
  const passage = describeWritten(written, catalog);
  if (element === "Action") return passage;
  const [heading, ...others] = passage;
  const exclusion = text(
    say`Under ${name("NotAction")}: this statement covers every action ${strong("except")} those that its entries match.`,
  );
  return heading?.kind === "title" ? [heading, exclusion, ...others] : [exclusion, ...passage];
}

function describeWritten(written: string, catalog: Catalog): Passage {
  if (isOnlyStars(written)) return [title(say`${name(written)}`), text(say`Every action of every service.`)];
  const colon = written.indexOf(":");
  if (colon < 0)
    return [text(say`${name(written)} has no service prefix, so it matches nothing. Write ${name("service:Action")}.`)];
  const prefix = written.slice(0, colon);
  const actionName = written.slice(colon + 1);
  if (hasWildcard(prefix))
    return [text(say`${name(written)}: AWS does not document what a wildcard in the service prefix matches.`)];
  const service = catalog.service(prefix);
  if (service === undefined) return [text(documentedOr(written, catalog) ?? unknownService(prefix, catalog))];
  if (hasWildcard(actionName)) return describePattern(written, service, catalog);
  const action = service.action(actionName);
  return action === undefined
    ? [text(documentedOr(written, catalog) ?? unknownAction(written, actionName, service, catalog))]
    : describeAction(action, service, catalog.info);
}

export function describeAction(action: Action, service: Service, info: CatalogInfo): Passage {
  const keys = ownKeysFirst([...keysOfAction(service, action)], service.prefix);
  const dependent = [...dependentsOfAction(action)];
  const overlay = say`AWS data of ${info.overlayDate}, which may be incomplete`;
  return [
    title(say`${name(`${service.prefix}:${action.name}`)}`),
    ...(action.description === undefined || action.description === ""
      ? []
      : [text(say`${stopped(action.description)}`)]),
    item(say`${service.name}, access level ${action.accessLevels.join(", ")}.`),
    item(resourcesSentence(action.resources)),
    item(
      keys.length === 0
        ? say`Condition keys: only global ones.`
        : say`Condition keys: ${listedWhole(keysInWords(keys), "and")}.`,
    ),
    ...deviceKeys(`${service.prefix}:${action.name}`),
    ...(dependent.length === 0
      ? []
      : [item(say`Depending on what a call does, it also needs ${listed(dependent.map(name), "and")} (${overlay}).`)]),
    ...(action.permissionOnly === true
      ? [item(say`Permission only: no API operation has this name (${overlay}).`)]
      : []),
    text(referenceDate(info)),
  ];
}

/** More keys than these fill a screen, and the page that the hover links to has them all. */
const MOST_KEYS = 16;

function keysInWords(keys: readonly string[]): readonly Phrase[] {
  const shown = keys.slice(0, MOST_KEYS).map((key) => say`${name(key)}`);
  return keys.length > MOST_KEYS ? [...shown, say`${counted(keys.length - MOST_KEYS)} more`] : shown;
}

/**
 * Those of the service, those of every service, and those of others, such as identity providers: each as listed, but what
 * is numbered last, as the 24 of `kms:RecipientAttestation:NitroTPMPCR0`.
 */
function ownKeysFirst(keys: readonly string[], prefix: string): readonly string[] {
  const rank = (key: string): number =>
    (key.startsWith(`${prefix}:`) ? 0 : key.startsWith("aws:") ? 2 : 4) + (/\d$/.test(key) ? 1 : 0);
  return [...keys].sort((one, other) => rank(one) - rank(other));
}

/** Devices ask for it with keys that the reference does not list. */
function deviceKeys(action: string): Passage {
  const page = iotPolicyPage(action);
  return page === undefined
    ? []
    : [item(say`Devices ask for it, too: AWS IoT Core policies have other condition keys ("${page}").`)];
}

function resourcesSentence(resources: readonly ActionResource[]): Phrase {
  if (resources.length === 0) return say`Acts on no particular resource: its Resource must be ${name("*")}.`;
  const required = resources.filter((resource) => resource.required);
  const others = resources.filter((resource) => !resource.required);
  const names = (some: readonly ActionResource[]): Phrase[] => some.map(({ type }) => say`${name(type)}`);
  const optional =
    required.length === 0
      ? say`Resource types: ${listed(names(others), "or")}.`
      : say`Can also act on ${listed(names(others), "or")}.`;
  return sentences(
    required.length === 0
      ? undefined
      : required.length === 1
        ? say`Needs a resource of type ${listed(names(required), "and")}.`
        : say`One call is decided once for each of its resources: ${listedWhole(names(required), "and")}.`,
    others.length === 0 ? undefined : optional,
  );
}

function describePattern(written: string, service: Service, catalog: Catalog): Passage {
  const { count, first } = catalog.actionsMatching(written, service.actionNames.length);
  if (count === 0) {
    return [
      text(
        say`${name(written)} matches no action of ${service.name} in AWS's service reference of ${catalog.info.date}.`,
      ),
    ];
  }
  const names = first.map((one) => one.slice(service.prefix.length + 1));
  const usual = usualFirst(service.prefix, names, catalog)
    .slice(0, FIRST_NAMES)
    .map((one) => `${service.prefix}:${one}`);
  return [
    title(say`${name(written)}`),
    text(say`Matches ${countOf(count, "action")} of ${service.name}: ${listedOf(usual.map(name), count, "and")}.`),
    item(say`By access level: ${levelsOf(written, service, catalog)}.`),
    text(referenceDate(catalog.info)),
  ];
}

/** `8 Read, 4 Write`, the most frequent first. */
function levelsOf(written: string, { prefix, actionNames, accessLevels }: Service, catalog: Catalog): string {
  const matched = new Set(catalog.actionsMatching(written, actionNames.length).first);
  const counts = new Map<string, number>();
  for (const [row, actionName] of actionNames.entries()) {
    if (!matched.has(`${prefix}:${actionName}`)) continue;
    const level = accessLevels[row]?.join(" and ") ?? "";
    counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([level, count]) => `${counted(count)} ${level}`)
    .join(", ");
}

/** So many names stand for a pattern. */
const FIRST_NAMES = 8;

/** Does a pattern match more actions than its description names? */
export function matchesMoreThanNamed(written: string, catalog: Catalog): boolean {
  return catalog.actionsMatching(written, 0).count > FIRST_NAMES;
}

/** Undefined for a name that no page is known of. */
function documentedOr(written: string, catalog: Catalog): Phrase | undefined {
  const page = catalog.documentedOn(written);
  return page === undefined ? undefined : describedOn(written, page, catalog.info);
}

function unknownService(prefix: string, catalog: Catalog): Phrase {
  return catalog.isRetiredService(prefix)
    ? say`AWS no longer lists the service ${name(prefix)}. ${between(catalog.info)}`
    : say`The prefix ${name(prefix)} is not in AWS's service reference of ${catalog.info.date}.`;
}

function unknownAction(written: string, actionName: string, service: Service, catalog: Catalog): Phrase {
  if (catalog.isRetiredAction(service.prefix, actionName)) {
    return say`${name(written)} is no longer ${actionOfService(service)}. ${between(catalog.info)}`;
  }
  const permissions = permissionsNamed(service.prefix, actionName, catalog);
  return permissions.length === 0
    ? notInReference(written, catalog.info)
    : sentences(operationInWords(written, permissions), dataNote(catalog.info));
}

/** Of what is in the older release of the reference only. */
function between({ date, overlayDate }: CatalogInfo): Phrase {
  return say`(AWS data of ${date}; that of ${overlayDate} still had it)`;
}
