import { neverCheck } from "../never-check.ts";

export const conditionsContradict = neverCheck("conditions-contradict", {
  severity: "warning",
  summary: "Conditions on the same key contradict each other.",
});
