import { type ResourceType, type Service } from "./catalog.ts";

/**
 * The resource types that the reference gives the service without listing them for any action (84 in 38 services): nobody
 * can say which of its actions act on them.
 */
export function typesOfNoAction({ actionTraits, resourceTypes }: Service): readonly ResourceType[] {
  const lists = new Set(actionTraits.map(({ resources }) => resources));
  const listed = new Set([...lists].flatMap((resources) => resources.map(({ type }) => type)));
  return resourceTypes.filter(({ name }) => !listed.has(name));
}
