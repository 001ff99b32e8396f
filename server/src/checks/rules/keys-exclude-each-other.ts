import { neverCheck } from "../never-check.ts";

export const keysExcludeEachOther = neverCheck("keys-exclude-each-other", {
  severity: "warning",
  summary: "No request meets all of these conditions on different keys.",
});
