/** Which policies may have an ID, or as a permissions boundary a name, that no file says. */
import { type PolicySlot } from "../policy/slots.ts";
import { type WorkspacePolicy } from "./workspace.ts";

export function hasUnknownId({ arn, path, name }: WorkspacePolicy, slot: PolicySlot): boolean {
  if (arn !== undefined) return false;
  return slot === "boundary" ? name === path : (slot === "scp" || slot === "rcp") && !ID_IN_NAME.test(path);
}

/**
 * A file that is called after an ID is of that policy. An ID that AWS gives has eight characters; a longer word with a number
 * or two behind it is a name. Source: "Policy" (AWS Organizations API Reference).
 */
const ID_IN_NAME =
  /(?:^|[^0-9a-z])p-(?=[a-z]{0,20}\d)(?![a-z]{7,}\d{1,2}(?![0-9a-z]))[0-9a-z]{8,128}(?![0-9a-z-])[^/]*$/;
