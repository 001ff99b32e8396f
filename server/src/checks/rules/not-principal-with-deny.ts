import { isSettled, type Statement } from "../../policy/policy.ts";
import { addCondition, replaceElement } from "../../policy/changes.ts";
import { type Check } from "../check.ts";
import { type Fix, fixWith } from "../fix.ts";
import { keyTextSpan } from "../spans.ts";
import { elementNamed } from "../elements.ts";
import { certainRule } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  boundary: () =>
    say`A Deny with ${name("NotPrincipal")} also denies the users and roles that it names, if they have a permissions boundary. Use a condition with ${name("ArnNotEquals")} on ${name("aws:PrincipalArn")} instead.`,
  withoutAccount: (account: string) =>
    say`This Deny may also deny those that it names: AWS asks for their account in ${name("NotPrincipal")} as well, and ${name(`arn:aws:iam::${account}:root`)} is not there. Use a condition with ${name("ArnNotEquals")} on ${name("aws:PrincipalArn")} instead.`,
});

export const notPrincipalWithDeny: Check = {
  code: "not-principal-with-deny",
  severity: "info",
  summary: "A Deny with NotPrincipal also denies those it names, if they have a permissions boundary.",
  messages: MESSAGES,
  perStatement: true,
  *find(subject) {
    if (certainRule(subject)?.unsupported.includes("NotPrincipal") === true) return;
    for (const statement of subject.policy.statements) {
      const { effect, object } = statement;
      const member = elementNamed(object, "NotPrincipal");
      if (member === undefined || effect === undefined || !isSettled(effect) || effect.text !== "Deny") continue;
      const account = accountNotNamed(statement);
      yield {
        span: keyTextSpan(member),
        ...(account === undefined ? MESSAGES.boundary() : { ...MESSAGES.withoutAccount(account), severity: "warning" }),
        fixes: () => conditionFix(statement),
      };
    }
  },
};

/**
 * The account of a user or role that is named without it. Source: "AWS JSON policy elements: NotPrincipal" ("you must also
 * specify the account ARN of the not-denied principal").
 */
function accountNotNamed({ notPrincipal }: Statement): string | undefined {
  if (notPrincipal?.form !== "typed" || notPrincipal.types.some(({ open, misplaced }) => open || misplaced.length > 0))
    return undefined;
  const entries = notPrincipal.types.filter(({ type }) => type === "AWS").flatMap((one) => one.entries);
  if (!entries.every(isSettled)) return undefined;
  const accounts = new Set(entries.map(({ text }) => ACCOUNT.exec(text)?.[1]));
  const callers = entries.filter(({ text }) => CALLER.test(text)).map(({ text }) => text.split(":")[4]);
  return callers.find((account) => !accounts.has(account));
}

/**
 * Everybody, unless the caller's ARN is one of those. Users and roles only: a session's key holds its role's ARN, and an
 * account beside its users and roles is named only because NotPrincipal needs it.
 */
function conditionFix(statement: Statement): readonly Fix[] {
  const { object, notPrincipal, condition } = statement;
  const member = elementNamed(object, "NotPrincipal");
  if (member === undefined || notPrincipal?.form !== "typed" || condition !== undefined) return [];
  const [aws, ...others] = notPrincipal.types;
  if (
    aws?.type !== "AWS" ||
    others.length > 0 ||
    aws.open ||
    aws.misplaced.length > 0 ||
    !aws.entries.every(isSettled)
  ) {
    return [];
  }
  const texts = aws.entries.map(({ text }) => text);
  const callers = texts.filter((text) => CALLER.test(text));
  const accounts = new Set(callers.map((text) => text.split(":")[4]));
  const rest = texts.filter((text) => !callers.includes(text));
  if (callers.length === 0 || !rest.every((text) => accounts.has(ACCOUNT.exec(text)?.[1]))) return [];
  const asked = addCondition(statement, { operator: "ArnNotEquals", key: "aws:PrincipalArn", value: callers });
  const everybody = replaceElement(member, "Principal", "*");
  return asked === undefined || everybody === undefined
    ? []
    : fixWith(say`Replace ${name("NotPrincipal")} with a condition on ${name("aws:PrincipalArn")}`, [
        ...everybody,
        ...asked,
      ]);
}

const CALLER = /^arn:[^:]*:iam::\d{12}:(?:user|role)\/[^*?]+$/;
const ACCOUNT = /^(?:arn:[^:]*:iam::)?(\d{12})(?::root)?$/;
