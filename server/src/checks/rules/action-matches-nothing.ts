import { neverCheck } from "../never-check.ts";

export const actionMatchesNothing = neverCheck("action-matches-nothing", {
  severity: "warning",
  summary: "No action is left for the statement, whatever AWS adds.",
});
