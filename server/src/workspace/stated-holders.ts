import { type WorkspacePolicy } from "./workspace.ts";

/** Who or what is stated to have the policy, or made with it by a file. */
export function statedHolders({
  targets,
  attachedTo,
  resource,
  endpoint,
  declared,
}: WorkspacePolicy["binding"]): readonly string[] {
  const stated = [...targets, ...attachedTo, resource, endpoint, ...declared.holders, ...declared.resources];
  return stated.filter((one) => one !== undefined);
}
