import { type Check } from "../check.ts";
import { notAllowedByBoundary } from "../neighbors.ts";
import { blockedFinding, otherHolders } from "../blocked-finding.ts";
import { holderName, neighborName } from "../surroundings.ts";
import { messagesOf } from "../messages.ts";
import { name, type Phrase, say, sentences } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  statement: (boundary: Phrase, holder: string, others: Phrase | undefined) =>
    sentences(
      say`This Allow never allows: the ${boundary} of ${name(holder)} does not allow any of it.`,
      others,
      say`Allow it in the boundary, or remove this statement.`,
    ),
  entry: (boundary: Phrase, holder: string, others: Phrase | undefined) =>
    sentences(
      say`This entry has no effect: the ${boundary} of ${name(holder)} does not allow any of it.`,
      others,
      say`Allow it in the boundary, or remove the entry.`,
    ),
});

export const outsideBoundary: Check = {
  code: "outside-boundary",
  severity: "warning",
  summary: "The permissions boundary of everyone who has the policy allows nothing of this Allow.",
  messages: MESSAGES,
  proves: true,
  *find(subject) {
    for (const blocked of notAllowedByBoundary(subject)) {
      if (blocked === undefined) yield;
      if (blocked === undefined) continue;
      const [{ holder, neighbor }] = blocked.obstacles;
      const messageOf = blocked.part === undefined ? MESSAGES.statement : MESSAGES.entry;
      yield blockedFinding(blocked, messageOf(neighborName(neighbor), holderName(holder), otherHolders(blocked)));
    }
  },
};
