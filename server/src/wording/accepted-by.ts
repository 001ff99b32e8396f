/** Which actions of a statement act on a resource that it lists. Source: the service reference. */
import { type Action, type Catalog } from "../catalog/catalog.ts";
import { item, listed, name, type Passage, type Phrase, say, strong } from "./phrase.ts";
import { typesOfArn } from "./resource.ts";

/** `actions` are all that the statement names. Nothing where it names none, and of an action whose list may not be whole. */
export function acceptedBy(arn: string, actions: readonly Action[], catalog: Catalog): Passage {
  const groups: Record<"acts" | "does-not" | "needs-all", Action[]> = { acts: [], "does-not": [], "needs-all": [] };
  for (const action of actions) {
    const fit = fitOf(arn, action, catalog);
    if (fit !== undefined) groups[fit].push(action);
  }
  const names = (some: readonly Action[]): Phrase =>
    listed(
      some.map(({ service, name: own }) => name(`${service}:${own}`)),
      "and",
    );
  const lines: readonly (readonly [Action[], (some: readonly Action[]) => Phrase])[] = [
    [groups.acts, (some) => say`Of this statement's actions, these act on it: ${names(some)}.`],
    [
      groups["does-not"],
      (some) =>
        groups.acts.length === 0
          ? say`Of this statement's actions, these do ${strong("not")} act on it: ${names(some)}.`
          : say`These do ${strong("not")}: ${names(some)}.`,
    ],
    [groups["needs-all"], (some) => say`These need ${name("*")} as Resource: ${names(some)}.`],
  ];
  return lines.flatMap(([some, words]) => (some.length === 0 ? [] : [item(words(some))]));
}

function fitOf(arn: string, action: Action, catalog: Catalog): "acts" | "does-not" | "needs-all" | undefined {
  const service = catalog.service(action.service);
  if (service === undefined) return undefined;
  const types = new Set(typesOfArn(arn, service).map((type) => type.name));
  if (action.resources.some(({ type }) => types.has(type))) return "acts";
  if (!action.resourcesAttested) return undefined;
  return action.resources.length === 0 ? "needs-all" : "does-not";
}
