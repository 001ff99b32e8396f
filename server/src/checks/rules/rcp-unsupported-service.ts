import { type Check } from "../check.ts";
import { splitAction } from "../action-text.ts";
import { actionEntries } from "../entries.ts";
import { certainKind } from "../kind-rules.ts";
import { RCP_SERVICES, RCP_SERVICES_DATE } from "../../policy/rcp-services.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  unsupported: (service: string, action: string) =>
    say`RCPs do not apply to ${name(service)}, so ${name(action)} denies nothing. Remove it. (AWS list of ${RCP_SERVICES_DATE})`,
});

export const rcpUnsupportedService: Check = {
  code: "rcp-unsupported-service",
  severity: "warning",
  summary: "RCPs do not apply to this service.",
  messages: MESSAGES,
  perStatement: true,
  kinds: ["rcp"],
  *find(subject) {
    if (certainKind(subject) !== "rcp") return;
    for (const { entry, text } of actionEntries(subject.policy)) {
      const service = splitAction(text)?.service.toLowerCase();
      if (service === undefined || RCP_SERVICES.has(service)) continue;
      // A service that does not exist at all has a finding of its own.
      if (subject.catalog.service(service) === undefined) continue;
      yield {
        span: entry.within(0, service.length),
        ...MESSAGES.unsupported(service, text),
      };
    }
  },
};
