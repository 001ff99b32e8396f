import { Effort } from "../../domains/effort.ts";
import { type ScalarList, type Statement } from "../../policy/policy.ts";
import {
  coveredActions,
  type CoveredIndex,
  coveredPrincipals,
  coveredResources,
  coveredValues,
} from "../../proof/comparing/entry-covers.ts";
import { type Question, questionOf } from "../../proof/solving/question.ts";
import { substitutesVariables } from "../../policy/policy.ts";
import { type Span } from "../../text/span.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { removalOf } from "../fix.ts";
import { messagesOf } from "../messages.ts";
import { withoutPartsOfLoops } from "../parts-of-loops.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  repeated: (text: string) => say`${name(text)} is already in this list. Remove it.`,
  covered: (text: string, by: string) =>
    say`${name(text)} adds nothing to this list, because ${name(by)} covers it. Remove it.`,
});

export const redundantEntry: Check = {
  code: "redundant-entry",
  // Nothing is wrong with it; it only could go.
  severity: "hint",
  summary: "Another entry of the same list covers this one.",
  messages: MESSAGES,
  proves: true,
  perStatement: true,
  *find(subject) {
    if (subject.broken) return;
    for (const statement of subject.policy.statements) {
      yield* findInStatement(statement, subject, new Effort(EFFORT));
      yield undefined;
    }
  },
};

/** For all lists of one statement, so that no other has a say in it: some hundredths of a second. What is not shown by then is not said. */
const EFFORT = 100_000;

function* findInStatement(
  statement: Statement,
  { policy, kind }: PolicyUnderCheck,
  effort: Effort,
): Generator<Finding | undefined> {
  const variables = substitutesVariables(policy);
  const question = questionOf(statement, kind.kind, variables);
  if (question === undefined) return;
  for (const list of [statement.action, statement.notAction]) {
    if (list !== undefined) yield* findingsIn(coveredActions(list, effort), () => list);
    yield undefined;
  }
  const reading = { padsShort: question.padsShort, variables };
  for (const list of [statement.resource, statement.notResource]) {
    if (list !== undefined) yield* findingsIn(coveredResources(list, reading, effort), () => list);
    yield undefined;
  }
  yield* findingsIn(coveredPrincipals(statement), ({ list }) => list);
  yield* findInConditions(question, effort);
}

function* findInConditions({ conditions, variables }: Question, effort: Effort): Generator<Finding | undefined> {
  for (const part of conditions) {
    yield* findingsIn(coveredValues(part, variables, effort), () => part.entry.values);
    yield undefined;
  }
}

/** What a loop makes of one text cannot be taken out by itself. */
function isOneText(one: Span, other: Span): boolean {
  return one.start === other.start && one.end === other.end;
}

function* findingsIn<Covered extends CoveredIndex>(
  covered: readonly Covered[],
  listOf: (one: Covered) => ScalarList,
): Generator<Finding> {
  for (const one of withoutPartsOfLoops(covered, listOf)) {
    const { index, by } = one;
    const list = listOf(one);
    const [entry, other] = [list.entries[index], list.entries[by]];
    if (entry === undefined || other === undefined || isOneText(entry.span, other.span)) continue;
    yield {
      span: entry.span,
      ...(entry.text === other.text ? MESSAGES.repeated(entry.text) : MESSAGES.covered(entry.text, other.text)),
      unnecessary: true,
      related: [{ span: other.span, message: say`The entry that covers it.` }],
      provedFrom: [entry.span],
      fixes: () => removalOf(list, index),
    };
  }
}
