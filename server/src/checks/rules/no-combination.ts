import { neverCheck } from "../never-check.ts";

export const noCombination = neverCheck("no-combination", {
  severity: "warning",
  summary: "No request matches all parts of the statement together.",
});
