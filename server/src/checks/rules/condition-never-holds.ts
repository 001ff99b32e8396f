import { neverCheck } from "../never-check.ts";

export const conditionNeverHolds = neverCheck("condition-never-holds", {
  severity: "warning",
  summary: "No request meets this condition.",
});
