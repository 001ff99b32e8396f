/** Callers that an account knows by name, and accounts as messages write them. */
import { type AccountCaller, readCaller } from "./caller.ts";

/** Undefined for a service, an anonymous caller, and any text that names no user, role, session or root user. */
export function readAccountCaller(text: string): AccountCaller | undefined {
  const caller = readCaller(text);
  return "name" in caller && (caller.name !== "" || caller.kind === "root") ? caller : undefined;
}

/** Twelve digits; anything else is a mask such as `<account>` or `xxxx`, which may stand for any account. */
export function isAccountId(text: string): boolean {
  return /^\d{12}$/.test(text);
}

/** False only if both are account ids and differ. */
export function mayBeSameAccount(one: string, other: string): boolean {
  return one === other || !isAccountId(one) || !isAccountId(other);
}
