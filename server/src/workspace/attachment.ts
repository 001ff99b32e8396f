/** How it is known that a policy of the workspace takes part in a request, once for each way in which it does. */
import { type AttachmentBasis } from "../policy/attached-policy.ts";

export interface Attachment {
  readonly basis: Exclude<AttachmentBasis, "message">;
  readonly level: string | undefined;
  readonly alias?: string;
  readonly statedFor?: string;
  readonly group?: string;
  readonly heldBy?: readonly string[];
  readonly sharedWith?: readonly string[];
  readonly sharedInCall?: readonly string[];
}

/** Nothing is known of it: it may. */
export const CANDIDATE: readonly Attachment[] = [{ basis: "none", level: undefined }];

/** It does not. */
export const ELSEWHERE: readonly Attachment[] = [];

/** `others`: what else has the policy. */
export function known(
  basis: "stated" | "declared" | "named" | "content",
  others: readonly string[] = [],
): readonly Attachment[] {
  return [{ basis, level: undefined, ...(others.length === 0 ? {} : { sharedWith: others }) }];
}
