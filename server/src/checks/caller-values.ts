/** Values that no caller has under `aws:PrincipalArn` and `aws:userid`. */
import { type OperatorUse } from "../policy/operators.ts";
import { replaceText } from "../policy/changes.ts";
import { type Scalar } from "../policy/policy.ts";
import { name, say, value } from "../wording/phrase.ts";
import { asLastResort, fixWith } from "./fix.ts";
import { messagesOf } from "./messages.ts";
import { type Problem } from "./other-values.ts";

export const CALLER_VALUES = messagesOf({
  session: (written: string, consequence: string) =>
    say`${value(written)} is a role session, but ${name("aws:PrincipalArn")} holds the ARN of the role${consequence}. Write an ARN such as ${value("arn:aws:iam::111122223333:role/app")}.`,
  role: (written: string, consequence: string) =>
    say`${value(written)} is the ID of a role alone, but for a role ${name("aws:userid")} holds ${value(":")} and the name of the session as well${consequence}. Write ${value(`${written}:*`)} with an operator such as ${name("StringLike")}.`,
  group: (written: string, consequence: string) =>
    say`${value(written)} is a group, but ${name("aws:PrincipalArn")} is the ARN of a user or a role${consequence}. Name its users, or compare a tag of theirs under ${name("aws:PrincipalTag")}.`,
  instanceProfile: (written: string, consequence: string) =>
    say`${value(written)} is an instance profile, but ${name("aws:PrincipalArn")} is the ARN of a user or a role${consequence}. Name the role in it.`,
  userName: (written: string, consequence: string) =>
    say`${value(written)} is a name, and ${name("aws:userid")} starts with a unique ID${consequence}. Write the name of a user under ${name("aws:username")}.`,
});

/** What never calls, under `aws:PrincipalArn`. */
export function callerProblem(written: Scalar): Problem | undefined {
  return sessionProblem(written) ?? noCallerProblem(written);
}

/** "Do not specify the assumed role session ARN as a value": the key holds the ARN of the role. */
function sessionProblem(written: Scalar): Problem | undefined {
  const { text } = written;
  if (!SESSION.test(text)) return undefined;
  const fixed = text.replace(EVERY_SESSION, "arn:$1:iam::$2:role/$3");
  const fix = { title: say`Replace with ${value(fixed)}`, changes: replaceText(written, fixed) };
  return {
    says: (consequence) => CALLER_VALUES.session(text, consequence),
    // A path of the role does not stand in the ARN of a session.
    fixes: fixed === text ? [] : asLastResort([fix]),
  };
}

const EVERY_SESSION = /^arn:([^:]*):sts::([^:]*):assumed-role\/([^/*?]+)\/\*$/;

const SESSION = /^arn:([^:]*):sts:[^:]*:([^:]*):assumed-role\/([^/]*)/;

/** The session's role, as `rolesIn` says it. With that beside it, the value is one too many. */
export function roleOfSession(text: string): string | undefined {
  const [, partition = "", account = "", role = ""] = SESSION.exec(text) ?? [];
  return role === "" ? undefined : `${partition}:${account}:${role}`;
}

export function rolesIn(values: readonly Scalar[]): ReadonlySet<string | undefined> {
  const roles = values.flatMap(({ text }) => {
    const [, partition = "", account = "", role] =
      /^arn:([^:]*):iam::([^:]*):role\/(?:[^:]*\/)?([^:/]+)$/.exec(text) ?? [];
    return role === undefined ? [] : [`${partition}:${account}:${role}`];
  });
  return new Set(roles);
}

/** Neither makes requests. Sources: "AWS global condition context keys" (aws:PrincipalArn); "IAM user groups". */
function noCallerProblem(written: Scalar): Problem | undefined {
  const { text } = written;
  const [, type] = /^arn:[^:]*:iam::[^:]*:(group|instance-profile)\//.exec(text) ?? [];
  if (type === undefined) return undefined;
  const fixed = text.replace(":instance-profile/", ":role/");
  return {
    says: (consequence) =>
      type === "group" ? CALLER_VALUES.group(text, consequence) : CALLER_VALUES.instanceProfile(text, consequence),
    // Most often the two are called alike.
    fixes: fixed === text ? [] : asLastResort(fixWith(say`Replace with ${value(fixed)}`, replaceText(written, fixed))),
  };
}

/** Source: "IAM JSON policy elements: Variables and tags" (principal key values). */
export function userIdProblem(written: Scalar, { operator }: OperatorUse): Problem | undefined {
  if (NAME_ALONE.test(written.text) && written.text !== "anonymous" && !/id$/i.test(written.text))
    return { says: (consequence) => CALLER_VALUES.userName(written.text, consequence), fixes: [] };
  if (!ROLE_ID.test(written.text)) return undefined;
  const fixed = `${written.text}:*`;
  return {
    says: (consequence) => CALLER_VALUES.role(written.text, consequence),
    fixes: operator.wildcards
      ? [{ title: say`Replace with ${value(fixed)}`, changes: replaceText(written, fixed) }]
      : [],
  };
}

/** An ID is in capitals, and a session's name stands behind one. */
const NAME_ALONE = /^[a-z][a-z0-9._@-]*$/;

/** Without a colon, so that no session follows. Source: "IAM identifiers" (unique ID prefixes). */
const ROLE_ID = /^AROA[A-Z0-9?]{8,}$/;
