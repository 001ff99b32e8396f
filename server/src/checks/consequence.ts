import { type Statement } from "../policy/policy.ts";

/** What it means that no request matches the statement, for the end of a sentence. */
export function neverMatches({ effect }: Statement): string {
  switch (effect?.text) {
    case "Deny":
      return "this Deny never denies";
    case "Allow":
      return "this Allow never allows";
    default:
      return "this statement never matches";
  }
}
