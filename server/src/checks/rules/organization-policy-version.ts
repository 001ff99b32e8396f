import { isSettled } from "../../policy/policy.ts";
import { type Check } from "../check.ts";
import { fixWith } from "../fix.ts";
import { CURRENT_VERSION, setCurrentVersion } from "../../policy/changes.ts";
import { textSpan } from "../spans.ts";
import { mayHold } from "../elements.ts";
import { certainKind, KIND_RULES } from "../kind-rules.ts";

export const organizationPolicyVersion: Check = {
  code: "organization-policy-version",
  severity: "warning",
  summary: "An SCP or RCP must state Version 2012-10-17.",
  *find(subject) {
    const kind = certainKind(subject);
    if (kind !== "scp" && kind !== "rcp") return;
    const { version, object, span } = subject.policy;
    const isOld = version !== undefined && isSettled(version) && version.text === "2008-10-17";
    const isMissing = !subject.broken && !mayHold(object, ["Version"]);
    if (!isOld && !isMissing) return;
    yield {
      span: isOld ? textSpan(version) : { start: span.start, end: span.start + 1 },
      message: `AWS documents that ${KIND_RULES[kind].label} must state Version '2012-10-17'`,
      fixes: () => fixWith(`Set Version to '${CURRENT_VERSION}'`, setCurrentVersion(subject.policy)),
    };
  },
};
