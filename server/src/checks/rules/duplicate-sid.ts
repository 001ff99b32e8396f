import { isSettled, type Statement } from "../../policy/policy.ts";
import { ownText } from "../../text/own-text.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { mayHold } from "../elements.ts";
import { missingFrom } from "../missing-from.ts";
import { textSpan } from "../spans.ts";
import { isStrictAboutSids } from "../kind-rules.ts";
import { owningService } from "../owning-service.ts";
import { statementFact } from "../known-statements.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  repeated: (sid: string) =>
    say`${name(sid)} is already the Sid of an earlier statement, and IAM rejects a policy with duplicate Sids. Choose another Sid.`,
  ofTopic: (sid: string) =>
    say`${name(sid)} is already the Sid of an earlier statement, and SNS rejects a topic's policy in which two statements have the same. Choose another Sid.`,
  noneInTopic: () =>
    say`Like an earlier one, this statement has no ${name("Sid")}, and SNS rejects a topic's policy in which two statements have none. Add one to each.`,
  takenBeside: (sid: string) =>
    say`${name(sid)} is already the Sid of a statement in another document that is merged with this one, and Sids that are merged must differ. Choose another Sid.`,
});

/** Sources: "IAM JSON policy elements: Sid"; "Amazon SNS API permissions: Actions and resources reference". */
export const duplicateSid: Check = {
  code: "duplicate-sid",
  severity: "error",
  summary: "Two statements of an IAM policy have the same Sid.",
  messages: MESSAGES,
  *find(subject) {
    yield* takenBeside(subject);
    const isOfTopic = owningService(subject) === "sns";
    if (!isOfTopic && !isStrictAboutSids(subject)) return;
    if (isOfTopic) yield* withoutSids(subject);
    const first = new Map<string, Statement>();
    for (const statement of subject.policy.statements) {
      // Of a statement that may not be there nobody knows that it stands beside another.
      const text = statement.certain ? sidText(subject, statement) : "";
      if (text === "") continue;
      const earlier = first.get(text)?.sid;
      const { sid } = earlier === undefined ? {} : statement;
      if (earlier === undefined || sid === undefined) first.set(text, statement);
      else {
        yield {
          span: textSpan(sid),
          ...(isOfTopic ? MESSAGES.ofTopic(text) : MESSAGES.repeated(text)),
          related: [{ span: textSpan(earlier), message: say`The earlier one.` }],
        };
      }
    }
  },
};

/** Only the first is told: all of them get one. */
function* withoutSids({ policy, broken }: PolicyUnderCheck): Generator<Finding> {
  const without = policy.statements.filter(({ certain, object }) => certain && !mayHold(object, ["Sid"]));
  const [first, second] = without;
  if (broken || first === undefined || second === undefined) return;
  const related = [{ span: missingFrom(first, MESSAGES.noneInTopic()).span, message: say`The earlier one.` }];
  yield { ...missingFrom(second, MESSAGES.noneInTopic()), related, severity: "warning" };
}

/** Whatever the kind: it is the tool that merges them which takes no Sid twice. */
function* takenBeside(subject: PolicyUnderCheck): Iterable<Finding> {
  if (subject.takenSids === undefined) return;
  for (const { certain, sid } of subject.policy.statements) {
    if (!certain || sid === undefined || !isSettled(sid) || !subject.takenSids.includes(sid.text)) continue;
    yield { span: textSpan(sid), ...MESSAGES.takenBeside(sid.text) };
  }
}

/** Empty where there is none. */
const sidText = statementFact(({ sid }) => (sid !== undefined && isSettled(sid) ? ownText(sid.text) : ""));
