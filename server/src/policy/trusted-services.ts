/** Which AWS services a trust policy names. */
import { append } from "../domains/append.ts";
import { isSettled, type Policy } from "./policy.ts";

/** "any" where the policy does not list them. */
export function servicesTrusted({ statements }: Policy): readonly string[] | "any" {
  const services: string[] = [];
  for (const { effect, principal, notPrincipal } of statements) {
    if (effect !== undefined && isSettled(effect) && effect.text === "Deny") continue;
    if (notPrincipal !== undefined || principal?.form !== "typed") return "any";
    for (const { type, entries, open, misplaced } of principal.types) {
      if (open || misplaced.length > 0 || entries.some((entry) => !isSettled(entry) || entry.text === "*"))
        return "any";
      if (type === "Service")
        append(
          services,
          entries.map(({ text }) => text),
        );
    }
  }
  return services;
}

/** A service goes by several names, by Region and partition, of which the first word is the same. */
export function firstWordOfService(service: string): string {
  return service.toLowerCase().split(".", 1)[0] ?? "";
}
