import { type Catalog, type CatalogInfo } from "../../catalog/catalog.ts";
import { type ActionText, splitAction } from "../action-text.ts";
import { type Check } from "../check.ts";
import { type Fix, removalOf } from "../fix.ts";
import { replacePart, replaceText } from "../../policy/changes.ts";
import { actionEntries, type ListEntry } from "../entries.ts";
import { permissionsNamed } from "../../catalog/named-operation.ts";
import { isOnlyStars } from "../../catalog/match-name.ts";
import { servicePrefixOf } from "../../catalog/service-names.ts";
import { MOST_SEARCHES, nearestNames } from "../../domains/nearest-name.ts";
import { listReader } from "../list-reader.ts";
import { messagesOf } from "../messages.ts";
import { didYouMean } from "../../wording/did-you-mean.ts";
import { operationInWords } from "../../wording/operation.ts";
import { dataNote } from "../../wording/reference.ts";
import { listed, name, say, sentences } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  operation: (written: string, permission: string, info: CatalogInfo) =>
    sentences(operationInWords(written, [permission]), dataNote(info)),
  unknown: (prefix: string, near: readonly string[], info: CatalogInfo) =>
    sentences(
      say`The prefix ${name(prefix)} is not in AWS's service reference of ${info.date}.`,
      didYouMean(near) ?? say`Correct it if it is misspelled.`,
    ),
  beside: (written: string, prefix: string, meant: readonly string[], info: CatalogInfo) =>
    sentences(
      say`The prefix ${name(prefix)} is not in AWS's service reference of ${info.date}.`,
      say`${listed(meant.map(name), "and")} ${meant.length === 1 ? "is" : "are"} matched by another entry of this list already. Remove ${name(written)}.`,
    ),
});

/** `apigatewayv2:GetApis`: a client and an operation of it, whose permission has another name than both. */
function operationElsewhere(action: ActionText, catalog: Catalog): string | undefined {
  const prefix = servicePrefixOf(catalog, action.service);
  if (prefix === undefined || catalog.service(prefix)?.action(action.name) !== undefined) return undefined;
  const [only, ...others] = permissionsNamed(prefix, action.name, catalog);
  return others.length === 0 ? only : undefined;
}

export const unknownService: Check = {
  code: "unknown-service",
  severity: "warning",
  summary: "AWS's service reference does not list a service with this prefix.",
  messages: MESSAGES,
  perStatement: true,
  *find({ policy, catalog }) {
    let searches = 0;
    const isListedIn = listReader();
    for (const use of actionEntries(policy)) {
      const action = splitAction(use.text);
      if (action === undefined || isKnown(action, catalog)) continue;
      const operation = operationElsewhere(action, catalog);
      if (operation !== undefined) {
        yield {
          span: use.entry.within(0, use.text.length),
          ...MESSAGES.operation(use.text, operation, catalog.info),
          fixes: () => [
            {
              title: say`Replace ${name(use.text)} with ${name(operation)}`,
              changes: replaceText(use.entry, operation),
            },
          ],
        };
        continue;
      }
      const likely = searches++ < MOST_SEARCHES ? likelyServices(action, catalog) : [];
      const near = likely.length > 0 ? likely : otherNameOfAll(action, catalog);
      const meant = near.map((one) => `${one}:${action.name}`);
      if (meant.length > 0 && meant.every((one) => isListedIn(one, use.element))) {
        yield {
          span: use.entry.within(0, action.service.length),
          ...MESSAGES.beside(use.text, action.service, meant, catalog.info),
          severity: "info",
          fixes: () => removalOf(use.element, use.element.entries.indexOf(use.entry)),
        };
        continue;
      }
      yield {
        span: use.entry.within(0, action.service.length),
        ...MESSAGES.unknown(action.service, near, catalog.info),
        // The reference has holes, so only an evident slip is worth a warning.
        ...(likely.length > 0 ? {} : { severity: "info" as const }),
        fixes: () => near.map((service) => replaceService(use, action, service)),
      };
    }
  },
};

function isKnown({ service, name: action }: ActionText, catalog: Catalog): boolean {
  if (catalog.service(service) !== undefined || catalog.isRetiredService(service)) return true;
  return [`${service}:*`, `${service}:${action}`].some((one) => catalog.documentedOn(one) !== undefined);
}

/**
 * The prefix of a service that is written with another of its names, as `emr` and `apigatewayv2` for the command line, or
 * near names that have such an action. Where that is any action, only a near name speaks for a slip,
 * and another of the service's names (`vpc` is near `vpce`) for what is meant.
 */
function likelyServices(action: ActionText, catalog: Catalog): readonly string[] {
  const named = servicePrefixOf(catalog, action.service);
  if (
    named !== undefined &&
    !isOnlyStars(action.name) &&
    catalog.actionsMatching(`${named}:${action.name}`, 0).count > 0
  )
    return [named];
  const hasAction = (prefix: string): boolean => catalog.actionsMatching(`${prefix}:${action.name}`, 0).count > 0;
  const near = nearestNames(action.service, catalog.servicePrefixes).filter((one) =>
    isOnlyStars(action.name) ? Math.abs(one.length - action.service.length) < 2 : hasAction(one),
  );
  if (isOnlyStars(action.name)) return near.length > 0 && named !== undefined ? [named] : near;
  if (near.length > 0) return near;
  // Of one product several services are, such as `cognito-idp` and `cognito-identity`.
  const parts = catalog.servicePrefixes.filter((one) => one.startsWith(`${action.service}-`)).filter(hasAction);
  return parts.length <= MOST_PARTS ? parts : [];
}

/** `cloudwatchlogs:*`: no action speaks for the service that has this other name, but it is the one to look at first. */
function otherNameOfAll(action: ActionText, catalog: Catalog): readonly string[] {
  const named = isOnlyStars(action.name) ? servicePrefixOf(catalog, action.service) : undefined;
  return named === undefined ? [] : [named];
}

const MOST_PARTS = 3;

function replaceService({ entry }: ListEntry, { service }: ActionText, near: string): Fix {
  return {
    title: say`Replace ${name(service)} with ${name(near)}`,
    changes: replacePart(entry, 0, service.length, near),
  };
}
