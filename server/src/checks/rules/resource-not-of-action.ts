import { neverCheck } from "../never-check.ts";

export const resourceNotOfAction = neverCheck("resource-not-of-action", {
  severity: "warning",
  summary: "No resource of the statement's actions has an ARN that the statement covers.",
});
