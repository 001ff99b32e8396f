/** An action that a policy allows for a part of what another of its statements is about: it was meant for no more than that. */
import { type CandidatePolicy } from "../../policy/attached-policy.ts";
import { type ListElement } from "../../policy/policy.ts";
import { matchesText } from "./covers.ts";
import { type FixScene } from "./proposal.ts";
import { isEverything } from "./reach.ts";

/** Does another Allow of the policy name the action for a part of the resources alone? */
export function isLimitedBeside(
  policy: CandidatePolicy,
  resources: ListElement | undefined,
  { statements, action: asked }: Pick<FixScene, "statements" | "action">,
): boolean {
  const all = resources?.entries ?? [];
  if (isEverything(resources)) return false;
  return statements.some(({ trace, policy: its }) => {
    const { effect, resource, statement } = trace;
    if (its !== policy || effect !== "Allow" || resource.truth === "yes") return false;
    const parts = statement.resource?.entries ?? [];
    return (
      statement.action?.entries.some(({ text }) => text.toLowerCase() === asked.toLowerCase()) === true &&
      parts.length > 0 &&
      parts.every((part) => all.some(({ text }) => text !== part.text && matchesText(text, part.text)))
    );
  });
}
