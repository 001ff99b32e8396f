/** A call that needs several permissions, and whose refusal does not say which one is missing. */
import { type Denial } from "../message/denial.ts";
import { type Steps } from "../text/steps.ts";
import { type DeniedRequest } from "./denied-request.ts";
import { type Explanation } from "./explanation.ts";
import { type NextStep } from "./next-step.ts";

/**
 * Where the files allow the action that stands for the call, for certain or if more is known, the first of the others that
 * they do not allow explains the refusal: `explain` is asked again with each of those in its place.
 */
export function* explainEachAction(
  denial: Denial,
  explain: (denial: Denial) => Steps<Explanation>,
): Steps<Explanation> {
  const explanation = yield* explain(denial);
  const asked = explanation.request.action;
  const mayBeAllowed = explanation.reason === "allow-may-match" || explanation.reason === "deny-may-match";
  // What comes from outside a perimeter is denied whatever else is allowed.
  const isKeptOut = explanation.next.some((one) => one.step === "guard-worked" && one.guard === "perimeter");
  const isOpen = mayBeAllowed && explanation.layerBasis === "files" && !isKeptOut;
  if ((explanation.verdict !== "workspace-allows" && !isOpen) || asked === undefined) return explanation;
  const others = (denial.additionalActions ?? []).filter((one) => one !== asked).slice(0, MOST_TRIED);
  let open: Explanation | undefined;
  for (const action of others) {
    // What the files allow needs no step of its own.
    const additionalActions = [action, ...others.filter((one) => one !== action)];
    const ofOther = yield* explain({ ...denial, action: null, actionFrom: null, additionalActions });
    if (ofOther.reason === "no-allow" || (ofOther.verdict === "explained" && !isOpen)) return ofOther;
    if (isOpen) continue;
    // The words name the bucket, and which of its objects was to be written decides.
    if (ofOther.reason === "resource-unknown" && denial.resource !== null) open ??= ofOther;
  }
  return open ?? explanation;
}

const MOST_TRIED = 8;

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
