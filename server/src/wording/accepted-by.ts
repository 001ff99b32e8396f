/** Which actions of a statement act on a resource that it lists. Source: the service reference. */
import { mayReachResources } from "../catalog/service-aliases.ts";
import { type Action, type Catalog, type Service } from "../catalog/catalog.ts";
import { wideTypeTest } from "./arn-template.ts";
import { item, listed, name, type Passage, type Phrase, say, strong } from "./phrase.ts";
import { typesOfArn } from "./resource.ts";

/** `actions` are all that the statement names. Nothing where it names none, and of an action whose list may not be whole. */
export function acceptedBy(arn: string, actions: readonly Action[], catalog: Catalog): Passage {
  const groups: Record<"acts" | "does-not" | "needs-all", Action[]> = { acts: [], "does-not": [], "needs-all": [] };
  const typesIn = new Map<string, ReadonlySet<string>>();
  for (const action of actions) {
    const service = catalog.service(action.service);
    if (service === undefined) continue;
    const types = typesIn.get(service.prefix) ?? new Set(typesOfArn(arn, service).map((type) => type.name));
    typesIn.set(service.prefix, types);
    const fit = fitOf(arn, action, service, types);
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

/** `types` are those of the service that the ARN can be one of. */
function fitOf(
  arn: string,
  action: Action,
  service: Service,
  types: ReadonlySet<string>,
): "acts" | "does-not" | "needs-all" | undefined {
  if (action.resources.some(({ type }) => types.has(type))) return "acts";
  if (!action.resourcesAttested || action.namedAfter.some((type) => types.has(type))) return undefined;
  if ([...types].some((type) => !isListed(type, service)) || mayFitOne(arn, action, service)) return undefined;
  return action.resources.length === 0 ? "needs-all" : "does-not";
}

/** Of a type that no action is listed with nobody can say what acts on it. */
function isListed(type: string, service: Service): boolean {
  return service.resourceType(type)?.isListed === true;
}

/** Names may hold more than they usually do. */
function mayFitOne(arn: string, { resources, namedAfter }: Action, service: Service): boolean {
  const mayFit = wideTypeTest(arn);
  const types = [...resources.map(({ type }) => type), ...namedAfter];
  const templates = types.flatMap((type) => service.resourceType(type)?.arns ?? [arn]);
  return templates.some((one) => mayFit(one) || mayReachResources(serviceIn(one), serviceIn(arn)));
}

function serviceIn(arn: string): string {
  return arn.split(":", 3)[2] ?? "";
}
