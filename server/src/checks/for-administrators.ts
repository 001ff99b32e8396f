/** What a policy openly gives to those who administer the account is no surprise to whoever reads it. */
import { actionMatches, actionPattern, readAction } from "../policy/action-pattern.ts";
import { isSettled, type Scalar, type Statement } from "../policy/policy.ts";
import { type PolicyUnderCheck } from "./check.ts";
import { statementFact } from "./known-statements.ts";

/** An Allow of every action on everything without a condition, beside which no other Allow lets the caller do more. */
export function allowsEverything(subject: PolicyUnderCheck): boolean {
  return subject.policy.statements.some((statement) => isOfEverything(subject, statement));
}

const isOfEverything = statementFact(
  ({ effect, action, resource, object }) =>
    effect?.text === "Allow" &&
    isSettled(effect) &&
    !object.members.some(({ key }) => key === "Condition") &&
    [action, resource].every((list) => list?.entries.some((entry) => isSettled(entry) && STAR.test(entry.text))),
);

const STAR = /^\*+(?::\*+)?$/;

/**
 * All of IAM, in a policy whose name, file, holder or Sid says that it is for administrators. A name proves nothing, so what
 * is found is still said, with a lower severity.
 */
export function isForAdministrators(subject: PolicyUnderCheck, entry: Scalar, { sid }: Statement): boolean {
  if (!ALL_OF_IAM.every((action) => actionMatches(actionPattern(entry), action) === "yes")) return false;
  return subject.saysAdministrators === true || namesAdministrators(sid?.text ?? "");
}

/** Two that no narrower pattern covers together. */
const ALL_OF_IAM = ["iam:AttachRolePolicy", "iam:UploadServerCertificate"].map(readAction);

/** Is one of the words of the name what people call those who may do everything, or everything in IAM? */
export function namesAdministrators(name: string): boolean {
  return WORDS.test(name.replace(/([a-z\d])([A-Z])/g, "$1-$2").replace(/([A-Z]+)([A-Z][a-z])/g, "$1-$2"));
}

const WORDS =
  /(?:^|[^a-z])(?:(?:sys|full|super|org|iam|aws)?admin(?:s|istrators?|istration)?|(?:power|super)[-_ ]?users?|break[-_ ]?glass|iam[-_ ]?full)(?![a-z])/i;
