import { neverCheck } from "../never-check.ts";

export const actionMatchesNothing = neverCheck("action-matches-nothing", {
  severity: "warning",
  summary: "No action matches the statement, and none that AWS adds later will.",
});
