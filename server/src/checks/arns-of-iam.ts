/** What IAM rejects of its own ARNs as resources. */
import { type ArnFieldText } from "../policy/arn.ts";
import { replacePart, replaceText } from "../policy/changes.ts";
import { hasUnknownIamType } from "../policy/iam-types.ts";
import { isSettled, type Scalar, type Statement } from "../policy/policy.ts";
import { name, say } from "../wording/phrase.ts";
import { ARN_MESSAGES as MESSAGES } from "./arn-messages.ts";
import { type Finding } from "./check.ts";
import { textSpan } from "./spans.ts";

/**
 * `arn:aws::111122223333:policy/app`, and `arn:aws:iam::111122223333/app` where all actions act on roles. Source: "IAM
 * identifiers", IAM ARNs.
 */
export function* cutIamArn(entry: Scalar, fields: readonly ArnFieldText[], { action }: Statement): Generator<Finding> {
  const [, , service, region, account, resource] = fields;
  if (service === undefined || region === undefined || account === undefined || resource !== undefined) return;
  const before = entry.text.slice(0, service.start);
  const [, id, rest] = /^(\d{12})\/(.+)$/.exec(account.text) ?? [];
  const onRoles = action !== undefined && action.entries.every(({ text }) => ON_ROLES.test(text));
  const fixed =
    service.text === "" && /^\d{12}$/.test(region.text) && TYPED.test(account.text)
      ? `${before}iam::${region.text}:${account.text}`
      : service.text === "iam" && region.text === "" && rest !== undefined && onRoles
        ? `${before}iam::${id}:role/${rest.replace(/^role\//, "")}`
        : undefined;
  if (fixed === undefined) return;
  yield {
    span: textSpan(entry),
    severity: "warning",
    ...MESSAGES.iamCut(entry.text, fixed),
    fixes: () => [{ title: say`Replace with ${name(fixed)}`, changes: replaceText(entry, fixed) }],
  };
}

const TYPED = /^(?:group|instance-profile|policy|role|user)\//;
const ON_ROLES = /^(?:sts:AssumeRole|iam:PassRole)$/i;

/**
 * IAM looks at ARNs of its own when it stores a policy: "IAM resource … cannot contain region information", "IAM
 * resource path must either be "*" or start with user/, …". A wildcard within the type is left alone.
 */
export function* invalidIamArn(
  entry: Scalar,
  region: ArnFieldText | undefined,
  resource: ArnFieldText | undefined,
): Generator<Finding> {
  if (region !== undefined && /^(?:[a-z]{2,}-[a-z-]+-\d|\$\{(?:AWS::Region|region)\})$/.test(region.text)) {
    const fixed = entry.text.slice(0, region.start) + entry.text.slice(region.end);
    yield {
      span: entry.within(region.start, region.end),
      ...MESSAGES.iamRegion(entry.text, fixed),
      fixes: () => [{ title: say`Remove the Region`, changes: replacePart(entry, region.start, region.end, "") }],
    };
  } else if (resource !== undefined && /^\$\{aws:username\}$/i.test(resource.text)) {
    const { start, end, text } = resource;
    const fixed = `${entry.text.slice(0, start)}user/${text}`;
    yield {
      span: entry.within(start, end),
      severity: "warning",
      ...MESSAGES.userWithoutType(entry.text, fixed),
      fixes: () => [
        { title: say`Replace with ${name(fixed)}`, changes: replacePart(entry, start, end, `user/${text}`) },
      ],
    };
  } else if (resource !== undefined && (/^\*\//.test(resource.text) || hasUnknownIamType(resource.text))) {
    const { start, end, text } = resource;
    const singular = text.replace(/^([a-z-]+)s\//, "$1/");
    const isPlural = singular !== text && !hasUnknownIamType(singular);
    yield {
      span: entry.within(start, end),
      ...MESSAGES.iamType(entry.text),
      fixes: () =>
        isPlural && isSettled(entry)
          ? [{ title: say`Replace with ${name(singular)}`, changes: replacePart(entry, start, end, singular) }]
          : [],
    };
  }
}
