/** The words with which AWS refused a call, where no policy did. */
import { readNonPolicyCause } from "../message/non-policy-cause.ts";
import { phraseToPlainText } from "../wording/plain-text.ts";
import { causeInWords, cureInWords } from "./non-policy-sentences.ts";

export interface RefusalInWords {
  /** What refused; a sentence. */
  readonly sentence: string;
  /** What helps; a sentence. */
  readonly next: string;
  /** The call is for accounts of an organization, or for its management account, alone. */
  readonly isOfOrganization: boolean;
}

/** Undefined where a policy may be what refused. */
export function refusalInWords(text: string): RefusalInWords | undefined {
  const cause = readNonPolicyCause(text);
  if (cause === null) return undefined;
  return {
    sentence: phraseToPlainText(causeInWords(cause)),
    next: phraseToPlainText(cureInWords(cause)),
    isOfOrganization: cause.cause === "organization-account",
  };
}
