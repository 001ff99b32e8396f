import { type Check } from "../check.ts";
import { notAllowedByBoundary } from "../neighbors.ts";
import { blockedFinding } from "../blocked-finding.ts";
import { quote } from "../quoting.ts";
import { holderName, neighborName } from "../surroundings.ts";

export const outsideBoundary: Check = {
  code: "outside-boundary",
  severity: "warning",
  summary: "The permissions boundary of everybody the policy is attached to allows nothing of this Allow.",
  proves: true,
  *find(subject) {
    for (const blocked of notAllowedByBoundary(subject)) {
      if (blocked === undefined) yield;
      if (blocked === undefined) continue;
      const [{ holder, neighbor }] = blocked.obstacles;
      yield blockedFinding(
        blocked,
        `the ${neighborName(neighbor, quote)} of ${quote(holderName(holder))} allows nothing of it`,
      );
    }
  },
};
