import { isSettled } from "../../policy/policy.ts";
import { type Check } from "../check.ts";
import { textSpan } from "../spans.ts";
import { actionEntries } from "../entries.ts";
import { certainKind } from "../kind-rules.ts";

export const rcpAllActions: Check = {
  code: "rcp-all-actions",
  severity: "error",
  summary: "An action of an RCP names a service.",
  perStatement: true,
  *find(subject) {
    if (certainKind(subject) !== "rcp") return;
    for (const { statement, entry, text } of actionEntries(subject.policy)) {
      const { effect } = statement;
      // RCPFullAWSAccess, which AWS attaches itself, allows "*".
      if (text !== "*" || effect?.text !== "Deny" || !isSettled(effect)) continue;
      yield {
        span: textSpan(entry),
        message: "An RCP takes no '*' as an action: each one must name a service, as in 's3:*'",
      };
    }
  },
};
