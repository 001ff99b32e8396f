/** Principals as calls to AWS take them. */
import { readAccountCaller } from "../policy/account-caller.ts";

/** Of one role any session will do; the accounts of another partition are others. */
export function isSamePrincipal(arn: string, other: string): boolean {
  if (arn === other) return true;
  const [one, two] = [readAccountCaller(arn), readAccountCaller(other)];
  if (one === undefined || two === undefined) return false;
  const isOfRole = (kind: string): boolean => kind === "session" || kind === "role";
  return (
    arn.split(":")[1] === other.split(":")[1] &&
    one.account === two.account &&
    one.name.toLowerCase() === two.name.toLowerCase() &&
    (one.kind === two.kind || (isOfRole(one.kind) && isOfRole(two.kind)))
  );
}

/** The role of a session: neither the simulator nor IAM's other calls take sessions. */
export function withoutSession(principal: string): string {
  const caller = readAccountCaller(principal);
  if (caller?.kind !== "session") return principal;
  const partition = principal.split(":")[1] ?? "aws";
  return `arn:${partition}:iam::${caller.account}:role/${caller.name}`;
}
