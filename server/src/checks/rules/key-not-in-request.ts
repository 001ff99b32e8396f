import { neverCheck } from "../never-check.ts";

export const keyNotInRequest = neverCheck("key-not-in-request", {
  severity: "info",
  summary: "Requests for the actions of the statement do not carry this condition key.",
});
