import { neverCheck } from "../never-check.ts";

export const resourceMatchesNothing = neverCheck("resource-matches-nothing", {
  severity: "warning",
  summary: "No resource has an ARN that the statement covers.",
});
