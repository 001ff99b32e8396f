import { neverCheck } from "../never-check.ts";

export const conditionsContradict = neverCheck("conditions-contradict", {
  severity: "warning",
  summary: "The conditions on a key cannot hold together.",
});
