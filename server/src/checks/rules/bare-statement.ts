import { CURRENT_VERSION } from "../../policy/changes.ts";
import { isBareStatement, type Policy } from "../../policy/policy.ts";
import { newObject, type NewValue } from "../../syntax/change.ts";
import { name, say } from "../../wording/phrase.ts";
import { type Value } from "../../syntax/value.ts";
import { type Check } from "../check.ts";
import { type Fix } from "../fix.ts";
import { messagesOf } from "../messages.ts";

const MESSAGES = messagesOf({
  bare: () =>
    say`This is one statement, but AWS takes only whole policies. Put it into the ${name("Statement")} of a policy.`,
  list: () =>
    say`This is a list of statements, but AWS takes only whole policies. Put it into the ${name("Statement")} of a policy.`,
  rejected: () =>
    say`This is one statement where a whole policy belongs, so AWS rejects it. Put it into the ${name("Statement")} of a policy.`,
});

/** Source: "Grammar of the IAM JSON policy language". */
export const bareStatement: Check = {
  code: "bare-statement",
  severity: "info",
  summary: "A statement stands alone, without a policy around it.",
  messages: MESSAGES,
  *find({ policy, kind, isPlain }) {
    const list = isPlain === true ? bareList(policy) : undefined;
    if (list !== undefined) {
      const { start } = policy.span;
      yield { span: { start, end: start + 1 }, ...MESSAGES.list(), fixes: () => [around(list, { copyOf: list })] };
    }
    if (!isBareStatement(policy)) return;
    const { object, span } = policy;
    const isWhole = kind.basis === "stated";
    yield {
      span: { start: span.start, end: span.start + 1 },
      ...(isWhole ? { ...MESSAGES.rejected(), severity: "error" } : MESSAGES.bare()),
      fixes: () => [around(object, [{ copyOf: object }])],
    };
  },
};

/** What the host made around a list has no braces of its own. */
function bareList({ span, statementMember }: Policy): Value | undefined {
  const value = statementMember?.value;
  return value?.kind === "array" && value.span.start === span.start && value.span.end === span.end ? value : undefined;
}

function around(value: Value, Statement: NewValue): Fix {
  const by = newObject({ Version: CURRENT_VERSION, Statement });
  return { title: say`Put a policy around it`, changes: [{ change: "replace", value, by }] };
}
