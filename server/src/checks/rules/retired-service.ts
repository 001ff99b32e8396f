import { splitAction } from "../action-text.ts";
import { type Check } from "../check.ts";
import { actionEntries } from "../entries.ts";
import { dataOf, quote } from "../quoting.ts";

export const retiredService: Check = {
  code: "retired-service",
  severity: "info",
  summary: "The service has been closed, so its actions have no effect any more.",
  perStatement: true,
  *find({ policy, catalog }) {
    for (const { entry, text } of actionEntries(policy)) {
      const action = splitAction(text);
      if (action === undefined || catalog.service(action.service) !== undefined) continue;
      if (!catalog.isRetiredService(action.service)) continue;
      yield {
        span: entry.within(0, action.service.length),
        message: `${quote(action.service)} was a service and is no longer in the ${dataOf(catalog)}, so ${quote(text)} can be removed`,
      };
    }
  },
};
