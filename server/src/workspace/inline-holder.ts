/** What the place of a policy says of whose inline policy it is, also where the name is filled in elsewhere. */
import { type AccountCaller } from "../policy/caller.ts";
import { type InlineHolderName, type KindReading } from "../policy/kinds.ts";

/** Of what it is a part; undefined where it is none of anything, or that is not known. */
export function inlineHolder({ basis, holder }: KindReading): InlineHolderName | undefined {
  if (basis !== "stated") return undefined;
  switch (holder) {
    case "role":
    case "user":
    case "group":
    case "inline":
    case "permission-set":
      return holder;
    default:
      return undefined;
  }
}

/** An inline policy of a role is no user's, and the reverse. */
export function isInlineInOther(kind: KindReading, caller: AccountCaller): boolean {
  const holder = inlineHolder(kind);
  if (holder === undefined || holder === "inline" || caller.kind === "root") return false;
  const isRole = caller.kind === "role" || caller.kind === "session";
  return isRole !== (holder === "role" || holder === "permission-set");
}
