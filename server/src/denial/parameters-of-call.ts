/** Which parameters of a call are facts of what AWS refused: a call is decided on by actions that carry few of its keys each. */
import { type Denial } from "../message/denial.ts";
import { type ActionLookup } from "./action-facts.ts";

/**
 * With the parameters whose keys the refused action carries among the facts, where it is one of the service that was called;
 * with all of them for an action that is not known.
 */
export function withParametersCarried(denial: Denial, actions: ActionLookup): Denial {
  const { parameters, resource, context } = denial;
  const [ofWords] = denial.additionalActions ?? [];
  const action = denial.action ?? ofWords;
  if (parameters === undefined || action === undefined) return denial;
  const facts = actions(action);
  const carried = Object.entries(parameters).filter(([key]) => facts?.carriesKey(key, resource ?? undefined) !== false);
  return { ...denial, context: { ...Object.fromEntries(carried), ...context } };
}
