/**
 * A call that needs several permissions and whose refusal does not say which one is missing. Where the files allow the
 * action that stands for the call, the first of the others that they do not allow explains the refusal.
 */
import { type Denial } from "../message/denial.ts";
import { type Explanation } from "./explanation.ts";

/** `explain` is asked again with each of the other actions in place of the one that the files allow. */
export function explainEachAction(denial: Denial, explain: (denial: Denial) => Explanation): Explanation {
  const explanation = explain(denial);
  const asked = explanation.request.action;
  if (explanation.verdict !== "workspace-allows" || asked === undefined) return explanation;
  const others = (denial.additionalActions ?? []).filter((one) => one !== asked).slice(0, MOST_TRIED);
  for (const action of others) {
    // What the files allow needs no step of its own.
    const additionalActions = [action, ...others.filter((one) => one !== action)];
    const ofOther = explain({ ...denial, action: null, actionFrom: null, additionalActions });
    if (ofOther.verdict === "explained") return ofOther;
  }
  return explanation;
}

const MOST_TRIED = 8;
