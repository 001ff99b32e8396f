/** What a list of actions has already, by itself or in a wildcard. */
import { actionMatches, actionPattern, readAction } from "../policy/action-pattern.ts";
import { type ListElement } from "../policy/policy.ts";

export type ListReader = (action: string, list: ListElement) => boolean;

/** Does a list hold an action, whatever the file leaves open? Asked once of each: a list may be long. */
export function listReader(): ListReader {
  const known = new Map<ListElement, Map<string, boolean>>();
  return (action, list) => {
    const ofList = known.get(list) ?? new Map<string, boolean>();
    known.set(list, ofList);
    const before = ofList.get(action);
    if (before !== undefined) return before;
    const asked = readAction(action);
    const isListed = list.entries.some((one) => one.certain && actionMatches(actionPattern(one), asked) === "yes");
    ofList.set(action, isListed);
    return isListed;
  };
}
