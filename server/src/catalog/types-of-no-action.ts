import { type ResourceType, type Service } from "./catalog.ts";

/**
 * The resource types that the reference gives the service without listing them for any action (84 in 38 services): nobody
 * can say which of its actions act on them.
 */
export function typesOfNoAction({ resourceTypes }: Service): readonly ResourceType[] {
  return resourceTypes.filter(({ isListed }) => !isListed);
}
