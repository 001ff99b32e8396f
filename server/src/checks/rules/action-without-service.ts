import { type Catalog } from "../../catalog/catalog.ts";
import { splitAction } from "../action-text.ts";
import { type Check } from "../check.ts";
import { type Fix } from "../fix.ts";
import { replaceText } from "../../policy/changes.ts";
import { textSpan } from "../spans.ts";
import { actionEntries, type ListEntry } from "../entries.ts";
import { quote } from "../quoting.ts";

export const actionWithoutService: Check = {
  code: "action-without-service",
  severity: "error",
  summary: "An action must name its service, as in s3:GetObject.",
  *find({ policy, catalog }) {
    for (const use of actionEntries(policy)) {
      const { text, entry } = use;
      if (ALL.test(text) || text.includes(":") || text.includes("${")) continue;
      yield {
        span: textSpan(entry),
        message: `${quote(text)} names no service, so it matches no action`,
        fixes: () =>
          neighborServices(use, catalog).map((service): Fix => {
            const named = `${service}:${text}`;
            return { title: `Replace with '${named}'`, changes: replaceText(entry, named) };
          }),
      };
    }
  },
};

/** The services of the other entries that have such an action. */
function neighborServices({ element, text }: ListEntry, catalog: Catalog): readonly string[] {
  const services = new Set(element.entries.flatMap((other) => splitAction(other.text)?.service.toLowerCase() ?? []));
  return [...services].filter((service) => catalog.actionsMatching(`${service}:${text}`, 0).count > 0);
}

const ALL = /^\*+$/;
