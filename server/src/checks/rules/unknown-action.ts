import { type Catalog, type Service } from "../../catalog/catalog.ts";
import { type ActionText, hasWildcard, splitAction } from "../action-text.ts";
import { actionOfOperation } from "../../catalog/operation-actions.ts";
import { type Check } from "../check.ts";
import { replacePart } from "../../policy/changes.ts";
import { actionEntries } from "../entries.ts";
import { MOST_SEARCHES, nearestNames } from "../../domains/nearest-name.ts";
import { dataOf, didYouMean, quote } from "../quoting.ts";

export const unknownAction: Check = {
  code: "unknown-action",
  severity: "warning",
  summary: "The service has no action of this name.",
  *find({ policy, catalog }) {
    let searches = 0;
    for (const { entry, text, elementName } of actionEntries(policy)) {
      const action = splitAction(text);
      const service = action === undefined ? undefined : catalog.service(action.service);
      if (action === undefined || service === undefined || isKnown(action, service, catalog)) continue;
      const effect = elementName === "Action" ? "matches no request" : "excludes nothing";
      const near = searches++ < MOST_SEARCHES ? likelyActions(action, service, catalog) : [];
      yield {
        span: entry.within(action.nameStart, text.length),
        message: `${problemOf(action, service, catalog)}, so ${quote(text)} ${effect}${didYouMean(near)}`,
        fixes: () =>
          near.map((name) => ({
            title: `Replace '${action.name}' with '${name}'`,
            changes: replacePart(entry, action.nameStart, text.length, name),
          })),
      };
    }
  },
};

function isKnown({ name }: ActionText, service: Service, catalog: Catalog): boolean {
  if (!hasWildcard(name)) return service.action(name) !== undefined;
  return catalog.actionsMatching(`${service.prefix}:${name}`, 0).count > 0;
}

function problemOf({ name }: ActionText, service: Service, catalog: Catalog): string {
  const data = dataOf(catalog);
  if (catalog.isRetiredAction(service.prefix, name)) {
    return `${quote(name)} was an action of ${service.prefix} and is no longer in the ${data}`;
  }
  if (hasWildcard(name)) return `No action of ${service.prefix} in the ${data} matches ${quote(name)}`;
  return `${quote(name)} is no action of ${service.prefix} in the ${data}`;
}

/** The action that authorizes the operation of that name, or else those spelled most like it. */
function likelyActions({ name }: ActionText, service: Service, catalog: Catalog): readonly string[] {
  if (hasWildcard(name)) return [];
  const [, meant] = actionOfOperation(catalog, service.prefix, name)?.split(":") ?? [];
  if (meant !== undefined && service.action(meant) !== undefined) return [meant];
  return nearestNames(name, service.actionNames).filter((near) => !hasOtherVerb(name, near, service));
}

/** `Get…` is near to `Put…`, but whoever wrote a verb of the service meant that verb. */
function hasOtherVerb(written: string, near: string, service: Service): boolean {
  const verb = verbOf(written);
  return verb !== verbOf(near) && service.actionNames.some((name) => verbOf(name) === verb);
}

function verbOf(name: string): string {
  return /^[A-Za-z][a-z]*/.exec(name)?.[0].toLowerCase() ?? "";
}
