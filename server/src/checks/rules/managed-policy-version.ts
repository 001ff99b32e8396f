import { CURRENT_VERSION, setCurrentVersion } from "../../policy/changes.ts";
import { isBareStatement, isSettled } from "../../policy/policy.ts";
import { name, say } from "../../wording/phrase.ts";
import { type Check } from "../check.ts";
import { mayHold } from "../elements.ts";
import { fixWith } from "../fix.ts";
import { certainKind } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { textSpan } from "../spans.ts";
import { knownVariables, textsWithVariables } from "../variables.ts";

const MESSAGES = messagesOf({
  version: () =>
    say`IAM rejects a managed policy whose Version is not ${name(CURRENT_VERSION)} ("Policy document must be version 2012-10-17 or greater"). Set it.`,
});

/** Source: "IAM JSON policy elements: Version", and what CreatePolicy answers. */
export const managedPolicyVersion: Check = {
  code: "managed-policy-version",
  severity: "error",
  summary: "A managed policy has a Version other than 2012-10-17.",
  messages: MESSAGES,
  *find(subject) {
    if (subject.kind.holder !== "managed" || certainKind(subject) !== "identity") return;
    // What is put around a bare statement has a Version.
    if (isBareStatement(subject.policy)) return;
    const { version, object, span } = subject.policy;
    const isOld = version !== undefined && isSettled(version) && version.text === "2008-10-17";
    const isMissing = !subject.broken && !mayHold(object, ["Version"]);
    if (!isOld && !isMissing) return;
    // variable-in-old-version says it where it matters more.
    const { policy, catalog } = subject;
    for (const text of textsWithVariables(policy)) if (knownVariables(text, catalog).length > 0) return;
    yield {
      span: isOld ? textSpan(version) : { start: span.start, end: span.start + 1 },
      ...MESSAGES.version(),
      fixes: () => fixWith(say`Set Version to ${name(CURRENT_VERSION)}`, setCurrentVersion(subject.policy)),
    };
  },
};
