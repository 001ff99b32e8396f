/** The actions that the entry of Action or NotAction under the cursor matches, by access level. */
import { type Catalog } from "../../catalog/catalog.ts";
import { isSettled } from "../../policy/policy.ts";
import { counted, countOf, item, name, type Passage, say, text, title } from "../../wording/phrase.ts";
import { toPlainText } from "../../wording/plain-text.ts";
import { type PolicyDocument, policyAt } from "../document.ts";
import { partAt } from "../policy-at.ts";

/** More than all services have together would be an error of the data. */
const MOST_ACTIONS = 50_000;

/** Plain text. Undefined where no such entry is, or where something else fills it in. */
export function matchedActionsAt(document: PolicyDocument, offset: number, catalog: Catalog): string | undefined {
  const policy = policyAt(document, offset)?.policy;
  const part = policy && partAt(policy, offset);
  if (part?.part !== "action" || !isSettled(part.entry)) return undefined;
  const { text: written } = part.entry;
  const { first } = catalog.actionsMatching(written === "*" ? "*" : written, MOST_ACTIONS);
  const summary =
    part.element === "NotAction"
      ? say`${name(written)} in NotAction leaves out ${countOf(first.length, "action")}. The statement applies to all others.`
      : say`${name(written)} matches ${countOf(first.length, "action")}.`;
  const passage: Passage = [
    text(summary),
    ...byLevel(first, catalog).flatMap(([level, actions]): Passage => [
      title(say`${level} (${counted(actions.length)})`),
      ...actions.map((action) => item(say`${action}`)),
    ]),
    text(say`AWS data of ${catalog.info.date}. A wildcard also matches actions that AWS adds later.`),
  ];
  return toPlainText(passage);
}

/** Those that change most come first. */
const LEVELS = ["Permissions management", "Write", "Tagging", "Read", "List"];

/** An action that has several stands under the first. */
function byLevel(actions: readonly string[], catalog: Catalog): readonly (readonly [string, readonly string[]])[] {
  const groups = new Map<string, string[]>(LEVELS.map((level) => [level, []]));
  for (const text of actions) {
    const colon = text.indexOf(":");
    const levels = catalog.service(text.slice(0, colon))?.action(text.slice(colon + 1))?.accessLevels ?? [];
    const level = LEVELS.find((one) => levels.includes(one)) ?? levels[0] ?? "Other";
    const group = groups.get(level) ?? [];
    group.push(text);
    groups.set(level, group);
  }
  return [...groups].filter(([, group]) => group.length > 0);
}
