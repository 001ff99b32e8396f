/** Who makes the request that is shown. */
import { isInSignedRequests, occasionOf } from "../facts/key-facts.ts";
import { type Witness } from "../proof.ts";
import { type PrincipalChoice } from "./principal-choice.ts";
import { type Question } from "./question.ts";

/** Where everybody may ask, whoever the context speaks of does: nobody signed for it if a key of signed requests lacks. */
export function askerOf(
  { example, everybody }: PrincipalChoice,
  { conditions }: Question,
  { context }: Witness,
): string | undefined {
  if (!everybody) return example;
  const keys = new Set(Array.from(context.keys(), (key) => key.toLowerCase()));
  for (const [key, value] of context) {
    if (key.toLowerCase() === "aws:principalarn" && typeof value === "string") return value;
  }
  const isUnsigned = conditions.some(({ key }) => isInSignedRequests(key) && !keys.has(key));
  return isUnsigned && ![...keys].some((key) => occasionOf(key) !== undefined) ? ANYBODY : example;
}

const ANYBODY = "*";
