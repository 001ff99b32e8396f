import { isSettled } from "../../policy/policy.ts";
import { type Check } from "../check.ts";
import { CURRENT_VERSION, replaceText } from "../../policy/changes.ts";
import { textSpan } from "../spans.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  notAVersion: (version: string) =>
    say`${name(version)} is not a version of the policy language. Write ${name("2012-10-17")}, or ${name("2008-10-17")} for the old one.`,
});

export const invalidVersion: Check = {
  code: "invalid-version",
  severity: "error",
  summary: "Version is not a version of the policy language.",
  messages: MESSAGES,
  *find({ policy: { version } }) {
    if (version?.type !== "string" || !isSettled(version) || VERSIONS.includes(version.text)) return;
    yield {
      span: textSpan(version),
      ...MESSAGES.notAVersion(version.text),
      fixes: () => [
        {
          title: say`Replace ${name(version.text)} with ${name(CURRENT_VERSION)}`,
          changes: replaceText(version, CURRENT_VERSION),
        },
      ],
    };
  },
};

const VERSIONS: readonly string[] = ["2012-10-17", "2008-10-17"];
