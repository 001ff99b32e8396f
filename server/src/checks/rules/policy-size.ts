import { type Statement } from "../../policy/policy.ts";
import { writtenSize, type WrittenSize } from "../../policy/written-size.ts";
import { type Value } from "../../syntax/value.ts";
import { counted, say } from "../../wording/phrase.ts";
import { type Check, type PolicyUnderCheck } from "../check.ts";
import { certainKind } from "../kind-rules.ts";
import { statementFact } from "../known-statements.ts";
import { type Message, messagesOf } from "../messages.ts";
import { LONGEST_WITHOUT_PRINCIPALS, type Quota, quotaOf } from "../policy-quota.ts";

const MESSAGES = messagesOf({
  tooLong: (size: number, policy: string, most: number) =>
    say`This policy has at least ${counted(size)} characters, but ${policy} can have ${counted(most)}, so AWS rejects it. Put some of its statements into another policy.`,
  tooLongAnywhere: (size: number, { policy, most }: Quota, other: { readonly policy: string; readonly most: number }) =>
    say`This policy has at least ${counted(size)} characters, but ${policy} can have ${counted(most)}, and ${other.policy} ${counted(other.most)}, so AWS rejects it. Put some of its statements into another policy.`,
  tooLongTogether: (size: number, policies: string, most: number) =>
    say`This policy has at least ${counted(size)} characters, but ${policies} can have ${counted(most)} together, so AWS rejects it. Put some of its statements into a managed policy.`,
  onlyTogether: (size: number, policies: string, most: number) =>
    say`With the others of the same holder in this file, this policy has at least ${counted(size)} characters, but ${policies} can have ${counted(most)} together, so AWS rejects the last one. Put some statements into a managed policy.`,
  onlyElsewhere: (size: number, policy: string, most: number, other: string) =>
    say`This policy has at least ${counted(size)} characters, and ${policy} can have ${counted(most)}. Only ${other} can be so long. Put some of its statements into another policy, or use wildcards for actions.`,
});

export const policySize: Check = {
  code: "policy-size",
  severity: "error",
  summary: "A policy is longer than AWS accepts.",
  messages: MESSAGES,
  *find(subject) {
    const quota = quotaOf(subject);
    if (quota === undefined || subject.isTaken === true || subject.broken || subject.policy.openNames) return;
    const { statementMember, span } = subject.policy;
    const size = sizeOf(subject)[quota.counts];
    const together = size + (quota.isShared === true ? (subject.inlineBeside ?? 0) : 0);
    if (together <= quota.most) return;
    if (size <= quota.most) {
      yield {
        span: statementMember?.keySpan ?? { start: span.start, end: span.start + 1 },
        ...MESSAGES.onlyTogether(together, quota.policy, quota.most),
      };
      return;
    }
    const isCertain = certainKind(subject) !== undefined || size > LONGEST_WITHOUT_PRINCIPALS;
    const isPossible = quota.otherwise !== undefined && size <= quota.otherwise.most;
    yield {
      span: statementMember?.keySpan ?? { start: span.start, end: span.start + 1 },
      ...messageOf(size, quota),
      // What is only guessed, and what some accounts take, is a warning.
      ...(isPossible || !isCertain ? { severity: "warning" } : {}),
    };
  },
};

function messageOf(size: number, quota: Quota): Message {
  const { policy, most, isShared, otherwise } = quota;
  if (isShared === true) return MESSAGES.tooLongTogether(size, policy, most);
  if (otherwise === undefined) return MESSAGES.tooLong(size, policy, most);
  return size <= otherwise.most
    ? MESSAGES.onlyElsewhere(size, policy, most, otherwise.policy)
    : MESSAGES.tooLongAnywhere(size, quota, otherwise);
}

function sizeOf(subject: PolicyUnderCheck): WrittenSize {
  const statements = new Map<Value, Statement>(subject.policy.statements.map((one) => [one.object, one]));
  return writtenSize(subject.policy.object, (part) => {
    const statement = statements.get(part);
    return statement && sizeOfStatement(subject, statement);
  });
}

const sizeOfStatement = statementFact(({ object }) => writtenSize(object));
