/** Principals that are everyone. */
import { isSettled, type PrincipalElement } from "./policy.ts";

/** `"*"` and `{"AWS": "*"}` are the same, whatever stands beside. Source: "AWS JSON policy elements: Principal", All principals. */
export function namesEveryone(element: PrincipalElement): boolean {
  if (element.form === "everyone") return true;
  if (element.form !== "typed") return false;
  return element.types.some(
    ({ type, typeHoles, entries }) =>
      type === "AWS" &&
      typeHoles.length === 0 &&
      entries.some((entry) => isSettled(entry) && entry.certain && entry.text === "*"),
  );
}
