/** Checks by what follows from what they find: settings name a group where they mean all of its checks. */
import { type Check } from "./check.ts";
import { ALL_CHECKS } from "./index.ts";

export const CHECK_GROUPS = ["rejected", "ineffective", "security", "redundant"] as const;
export type CheckGroup = (typeof CHECK_GROUPS)[number];

export const GROUP_SUMMARIES: Readonly<Record<CheckGroup, string>> = {
  rejected: "All checks that find what AWS rejects.",
  ineffective: "All checks that find what does less than it seems to.",
  security: "All checks that find what grants more than it seems to.",
  redundant: "All checks that find what could be left out.",
};

const SECURITY: ReadonlySet<string> = new Set([
  "also-when-absent",
  "always-holds",
  "attributes-without-select",
  "avoidable-prefix",
  "wildcard-in-id",
  "denies-only-together",
  "github-subject",
  "mfa-condition",
  "not-principal-with-allow",
  "not-resource-with-allow",
  "open-to-everyone",
  "passes-any-role",
  "privilege-escalation",
  "service-without-source",
  "set-operator-on-single-value",
  "string-operator-on-arn",
  "token-without-subject",
]);
const REDUNDANT: ReadonlySet<string> = new Set(["only-when-present", "redundant-entry", "redundant-statement"]);

export function groupOf({ code, severity }: Pick<Check, "code" | "severity">): CheckGroup {
  if (SECURITY.has(code)) return "security";
  if (REDUNDANT.has(code)) return "redundant";
  return severity === "error" ? "rejected" : "ineffective";
}

/** Undefined if it is not the name of a group. */
export function codesOfGroup(name: string): readonly string[] | undefined {
  return CHECK_GROUPS.some((group) => group === name)
    ? ALL_CHECKS.filter((check) => groupOf(check) === name).map(({ code }) => code)
    : undefined;
}
