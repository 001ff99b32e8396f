import { blockedFinding, otherHolders } from "../blocked-finding.ts";
import { type Check, type Finding } from "../check.ts";
import { coverageSteps } from "../coverage.ts";
import { asLastResort, removalOf } from "../fix.ts";
import { deniedElsewhere } from "../neighbors.ts";
import { statementName } from "../statement-name.ts";
import { holderName, neighborName } from "../surroundings.ts";
import { messagesOf } from "../messages.ts";
import { name, type Phrase, say, sentences } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  statement: (deny: Phrase) =>
    say`This Allow never allows: ${deny} denies every request that it matches. Change or remove one of the two.`,
  entry: (deny: Phrase) =>
    say`This entry has no effect: ${deny} denies every request that it lets this statement match. Remove the entry, or narrow the Deny.`,
  statementElsewhere: (deny: Phrase, holder: string, others: Phrase | undefined) =>
    sentences(
      say`This Allow never allows: ${deny} denies all of it to ${name(holder)}.`,
      others,
      say`Change or remove one of the two.`,
    ),
  entryElsewhere: (deny: Phrase, holder: string, others: Phrase | undefined) =>
    sentences(
      say`This entry has no effect: ${deny} denies all of it to ${name(holder)}.`,
      others,
      say`Remove the entry, or narrow the Deny.`,
    ),
});

export const shadowedAllow: Check = {
  code: "shadowed-allow",
  severity: "warning",
  summary: "A Deny denies everything that this Allow allows.",
  messages: MESSAGES,
  proves: true,
  *find(subject) {
    const { shadowed, shadowedEntries } = yield* coverageSteps(subject);
    for (const { statement, by } of shadowed) {
      yield {
        span: statement.effect?.span ?? statement.span,
        ...MESSAGES.statement(statementName(by)),
        fades: statement.span,
        related: theDeny(by.span),
        // Where the Deny takes away too much, that is the mistake.
        provedFrom: [statement.span, by.span],
      };
    }
    for (const { element, index, by } of shadowedEntries) {
      const span = element.entries[index]?.span ?? element.span;
      yield {
        span,
        ...MESSAGES.entry(statementName(by)),
        // People write a broad Allow and take something away again, and may mean just that.
        severity: "info",
        unnecessary: true,
        related: theDeny(by.span),
        provedFrom: [span],
        fixes: () => asLastResort(removalOf(element, index)),
      };
    }
    const gone = new Set(shadowed.map(({ statement }) => statement));
    for (const blocked of deniedElsewhere(subject)) {
      if (blocked === undefined) yield;
      if (blocked === undefined || gone.has(blocked.statement)) continue;
      const [{ holder, neighbor, by }] = blocked.obstacles;
      const deny = say`${by === undefined ? "" : say`${statementName(by)} of `}the ${neighborName(neighbor)}`;
      const messageOf = blocked.part === undefined ? MESSAGES.statementElsewhere : MESSAGES.entryElsewhere;
      yield blockedFinding(blocked, messageOf(deny, holderName(holder), otherHolders(blocked)));
    }
  },
};

function theDeny(span: Finding["span"]): NonNullable<Finding["related"]> {
  return [{ span, message: say`The Deny.` }];
}
