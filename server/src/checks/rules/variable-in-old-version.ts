import { type Check } from "../check.ts";
import { type Fix, fixWith } from "../fix.ts";
import { CURRENT_VERSION, setCurrentVersion } from "../../policy/changes.ts";
import { certainKind } from "../kind-rules.ts";
import { knownVariables, languageVersion, textsWithVariables } from "../variables.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  noVersion: (variable: string) =>
    say`This policy has no Version, so AWS takes ${name(variable)} as plain text, not as a variable. Set Version to ${name(CURRENT_VERSION)}.`,
  oldVersion: (variable: string) =>
    say`This policy has Version ${name("2008-10-17")}, so AWS takes ${name(variable)} as plain text, not as a variable. Set it to ${name(CURRENT_VERSION)}.`,
  rejected: (variable: string) =>
    say`AWS takes ${name(variable)} as a variable only in a policy of Version ${name(CURRENT_VERSION)}, and IAM rejects a managed policy of another. Set it.`,
});

export const variableInOldVersion: Check = {
  code: "variable-in-old-version",
  severity: "warning",
  summary: "A policy variable needs Version 2012-10-17.",
  messages: MESSAGES,
  perStatement: true,
  *find(subject) {
    const { policy, catalog, broken, kind } = subject;
    if (languageVersion(policy, broken) !== "2008-10-17") return;
    const fixes = (): readonly Fix[] =>
      fixWith(say`Set Version to ${name(CURRENT_VERSION)}`, setCurrentVersion(policy));
    const isManaged = kind.holder === "managed" && certainKind(subject) === "identity";
    const messageOf = isManaged
      ? MESSAGES.rejected
      : policy.version === undefined
        ? MESSAGES.noVersion
        : MESSAGES.oldVersion;
    for (const scalar of textsWithVariables(policy)) {
      for (const { start, end } of knownVariables(scalar, catalog)) {
        yield {
          span: scalar.within(start, end),
          ...messageOf(scalar.text.slice(start, end)),
          ...(isManaged ? { severity: "error" as const } : {}),
          fixes,
        };
      }
    }
  },
};
