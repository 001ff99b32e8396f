import { neverCheck } from "../never-check.ts";

export const keysExcludeEachOther = neverCheck("keys-exclude-each-other", {
  severity: "warning",
  summary: "No request carries these condition keys as the conditions want them.",
});
