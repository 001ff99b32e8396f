import { CURRENT_VERSION } from "../../policy/changes.ts";
import { isBareStatement, type Policy } from "../../policy/policy.ts";
import { newObject, type NewValue } from "../../syntax/change.ts";
import { isLooseStatement } from "../../policy/read-policy.ts";
import { listed, name, say } from "../../wording/phrase.ts";
import { type Member, type ObjectValue, type Value } from "../../syntax/value.ts";
import { type Check, type Finding } from "../check.ts";
import { POLICY_ELEMENTS } from "../elements.ts";
import { type Fix } from "../fix.ts";
import { messagesOf } from "../messages.ts";

const MESSAGES = messagesOf({
  bare: () =>
    say`This is one statement, but AWS takes only whole policies. Put it into the ${name("Statement")} of a policy.`,
  list: () =>
    say`This is a list of statements, but AWS takes only whole policies. Put it into the ${name("Statement")} of a policy.`,
  rejected: () =>
    say`This is one statement where a whole policy belongs, so AWS rejects it. Put it into the ${name("Statement")} of a policy.`,
  loose: (elements: readonly string[]) =>
    say`${listed(elements.map(name), "and")} ${elements.length === 1 ? "stands" : "stand"} outside of a statement, so AWS rejects the policy. Put ${elements.length === 1 ? "it" : "them"} into a ${name("Statement")}.`,
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
    if (isLooseStatement(policy.object)) yield loose(policy.object);
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

/** The elements of a statement beside the Version. */
function loose(object: ObjectValue): Finding {
  const [own, ofStatement] = [true, false].map((isOwn) =>
    object.members.filter(({ key }) => POLICY_ELEMENTS.some((one) => one === key) === isOwn),
  );
  const written = (members: readonly Member[] = []): Readonly<Record<string, NewValue>> =>
    Object.fromEntries(members.flatMap(({ key, value }) => (value === undefined ? [] : [[key, { copyOf: value }]])));
  const { start } = object.span;
  return {
    span: { start, end: start + 1 },
    ...MESSAGES.loose((ofStatement ?? []).map(({ key }) => key)),
    severity: "error",
    fixes: () => {
      const by = newObject({ ...written(own), Statement: [newObject(written(ofStatement))] });
      return [
        { title: say`Put a ${name("Statement")} around it`, changes: [{ change: "replace", value: object, by }] },
      ];
    },
  };
}

/** What the host made around a list has no braces of its own. */
function bareList({ span, statementMember }: Policy): Value | undefined {
  const value = statementMember?.value;
  return value?.kind === "array" && value.span.start === span.start && value.span.end === span.end ? value : undefined;
}

function around(value: Value, Statement: NewValue): Fix {
  const by = newObject({ Version: CURRENT_VERSION, Statement });
  return { title: say`Put a policy around it`, changes: [{ change: "replace", value, by }] };
}
