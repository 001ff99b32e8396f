/** What a call needs besides what was refused. */
import { type Denial } from "../message/denial.ts";
import { type DeniedRequest } from "./denied-request.ts";
import { type NextStep } from "./explanation.ts";

/** Further actions that the call needs, by the words of the refusal; not those that the files allow on what was asked for. */
export function alsoNeeded(
  { additionalActions = [] }: Denial,
  { action = "" }: DeniedRequest,
  allows: (action: string) => boolean = () => false,
): readonly NextStep[] {
  // What another service is asked for is about something else, as the key of an object.
  const isAllowed = (one: string): boolean => one.split(":")[0] === action.split(":")[0] && allows(one);
  const others = additionalActions.filter((one) => one !== action && !isAllowed(one));
  return others.length === 0 ? [] : [{ step: "also-needs", actions: others, commands: [] }];
}
