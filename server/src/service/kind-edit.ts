/** An entry of `policies` in the workspace file that says of what kind a policy is, where its path only lets guess it. */
import { type PolicyKind } from "../policy/policy.ts";
import { newObject } from "../syntax/change.ts";
import { entryAdded, namesOneFile, type WorkspaceFileEdit } from "./workspace-file-edit.ts";

/** `path` is that of the policy's file, relative to the folder of the workspace file. Undefined where it cannot be written. */
export function kindEdit(text: string | undefined, path: string, kind: PolicyKind): WorkspaceFileEdit | undefined {
  return namesOneFile(path) ? entryAdded(text, "policies", newObject({ files: path, kind })) : undefined;
}
