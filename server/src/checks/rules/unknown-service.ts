import { type Catalog } from "../../catalog/catalog.ts";
import { type ActionText, splitAction } from "../action-text.ts";
import { type Check } from "../check.ts";
import { type Fix } from "../fix.ts";
import { replacePart } from "../../policy/changes.ts";
import { actionEntries, type ListEntry } from "../entries.ts";
import { MOST_SEARCHES, nearestNames } from "../../domains/nearest-name.ts";
import { dataOf, didYouMean, quote } from "../quoting.ts";

export const unknownService: Check = {
  code: "unknown-service",
  severity: "warning",
  summary: "No AWS service has this prefix.",
  *find({ policy, catalog }) {
    let searches = 0;
    for (const use of actionEntries(policy)) {
      const action = splitAction(use.text);
      if (action === undefined || isKnown(action.service, catalog)) continue;
      const near = searches++ < MOST_SEARCHES ? likelyServices(action, catalog) : [];
      const effect = use.elementName === "Action" ? "matches no action" : "excludes no action";
      yield {
        span: use.entry.within(0, action.service.length),
        message: `${quote(action.service)} is no service in the ${dataOf(catalog)}, so ${quote(use.text)} ${effect}${didYouMean(near)}`,
        fixes: () => near.map((service) => replaceService(use, action, service)),
      };
    }
  },
};

function isKnown(prefix: string, catalog: Catalog): boolean {
  return catalog.service(prefix) !== undefined || catalog.isRetiredService(prefix);
}

/** Near names that have such an action. */
function likelyServices({ service, name }: ActionText, catalog: Catalog): readonly string[] {
  return nearestNames(service, catalog.servicePrefixes).filter(
    (near) => catalog.actionsMatching(`${near}:${name}`, 0).count > 0,
  );
}

function replaceService({ entry }: ListEntry, { service }: ActionText, near: string): Fix {
  return { title: `Replace '${service}' with '${near}'`, changes: replacePart(entry, 0, service.length, near) };
}
