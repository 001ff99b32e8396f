import { isBareStatement, isSettled } from "../../policy/policy.ts";
import { type Check } from "../check.ts";
import { fixWith } from "../fix.ts";
import { CURRENT_VERSION, setCurrentVersion } from "../../policy/changes.ts";
import { textSpan } from "../spans.ts";
import { mayHold } from "../elements.ts";
import { certainKind, KIND_RULES } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  version: (policy: string) => say`AWS documents that ${policy} must have Version ${name(CURRENT_VERSION)}. Set it.`,
});

export const organizationPolicyVersion: Check = {
  code: "organization-policy-version",
  severity: "warning",
  summary: "An SCP or RCP has a Version other than 2012-10-17.",
  messages: MESSAGES,
  *find(subject) {
    const kind = certainKind(subject);
    if ((kind !== "scp" && kind !== "rcp") || isBareStatement(subject.policy)) return;
    const { version, object, span } = subject.policy;
    const isOld = version !== undefined && isSettled(version) && version.text === "2008-10-17";
    const isMissing = !subject.broken && !mayHold(object, ["Version"]);
    if (!isOld && !isMissing) return;
    yield {
      span: isOld ? textSpan(version) : { start: span.start, end: span.start + 1 },
      ...MESSAGES.version(KIND_RULES[kind].label),
      fixes: () => fixWith(say`Set Version to ${name(CURRENT_VERSION)}`, setCurrentVersion(subject.policy)),
    };
  },
};
