import { type ExplanationFix } from "./fix.ts";
import { type FixChange } from "./fix-change.ts";

/** What a fix gives beside the action that was denied, because the same call needs it. */
export function givenBesides({ change }: ExplanationFix): readonly string[] {
  return besidesIn(change);
}

/** The same of a change that is only proposed. */
export function besidesIn(change: FixChange): readonly string[] {
  if (change.change === "both-sides") return change.parts.flatMap(besidesIn);
  return "also" in change ? (change.also ?? []) : [];
}

/** Does the fix give the action, whether it was denied or is needed with what was? */
export function gives(fix: ExplanationFix, action: string): boolean {
  const { change } = fix;
  return (change.change === "add-statement" && change.to === action) || givenBesides(fix).includes(action);
}
