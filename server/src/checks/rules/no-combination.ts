import { neverCheck } from "../never-check.ts";

export const noCombination = neverCheck("no-combination", {
  severity: "warning",
  summary: "Each part of the statement can hold, but no request meets all of them.",
});
