/** Where AWS keeps a policy of which a file is a copy. */
import { type KeptPolicy } from "../policy/attached-policy.ts";
import { type WorkspacePolicy } from "./workspace.ts";

/** By what the snapshot, or the configuration, says of it. */
export function keptPolicy({ arn, binding: { attachedTo, resource } }: WorkspacePolicy): KeptPolicy {
  return { arn, inlineIn: attachedTo[0], resource };
}
