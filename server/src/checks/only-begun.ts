import { isSettled, type Statement } from "../policy/policy.ts";

/** A form that is still to be filled in, whose empty effect says so: its other empty texts are the same mistake. */
export function isOnlyBegun({ effect }: Statement): boolean {
  return effect !== undefined && isSettled(effect) && effect.text === "";
}
