import { type Check } from "../check.ts";
import { splitAction } from "../action-text.ts";
import { actionEntries } from "../entries.ts";
import { certainKind } from "../kind-rules.ts";
import { quote } from "../quoting.ts";
import { RCP_SERVICES, RCP_SERVICES_DATE } from "../../policy/rcp-services.ts";

export const rcpUnsupportedService: Check = {
  code: "rcp-unsupported-service",
  severity: "warning",
  summary: "RCPs govern a list of services only.",
  perStatement: true,
  *find(subject) {
    if (certainKind(subject) !== "rcp") return;
    for (const { entry, text } of actionEntries(subject.policy)) {
      const service = splitAction(text)?.service.toLowerCase();
      if (service === undefined || RCP_SERVICES.has(service)) continue;
      // A service that does not exist at all has a finding of its own.
      if (subject.catalog.service(service) === undefined) continue;
      yield {
        span: entry.within(0, service.length),
        message: `${quote(service)} is not among the services that RCPs govern (list of ${RCP_SERVICES_DATE}), so ${quote(text)} denies nothing`,
      };
    }
  },
};
