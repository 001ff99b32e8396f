import { neverCheck } from "../never-check.ts";

export const keyNotInRequest = neverCheck("key-not-in-request", {
  severity: "info",
  summary: "The requests of the statement's actions do not carry this condition key.",
});
