/** Several denials in one text: whoever the tool asked AWS as, it was one. */
import { type Explanation } from "../denial/explanation.ts";

/** The first one that needs it asks who it was: what the person says of the caller is about that one. */
export function askingOnce(explanations: readonly Explanation[]): readonly Explanation[] {
  const asked = new Set<unknown>();
  return explanations.map((explanation) => {
    const next = explanation.next.filter((one) => one.step !== "say-who" || !asked.has(one.is));
    for (const one of next) if (one.step === "say-who") asked.add(one.is);
    // Every answer ends in something to do.
    return next.length === 0 ? explanation : { ...explanation, next };
  });
}
