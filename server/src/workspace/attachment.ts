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
  readonly sharedInTime?: readonly string[];
  readonly isByName?: true;
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

/** `fit`: how well the name that a file says is that of the caller. */
export function declaredBy(
  fit: number,
  shared: Pick<Attachment, "sharedWith" | "sharedInCall" | "sharedInTime">,
): Attachment {
  const isWhole = fit === Number.POSITIVE_INFINITY;
  return { basis: "declared", level: undefined, ...(isWhole ? { isByName: true } : {}), ...shared };
}
