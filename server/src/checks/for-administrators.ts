/** What a policy openly gives to those who administer the account is no surprise to whoever reads it. */
import { actionMatches, actionPattern, readAction } from "../policy/action-pattern.ts";
import { isSettled, type Scalar, type Statement } from "../policy/policy.ts";
import { type PolicyUnderCheck } from "./check.ts";
import { statementFact } from "./known-statements.ts";

/** An Allow of every action on everything without a condition, beside which no other Allow lets the caller do more. */
export function allowsEverything(subject: PolicyUnderCheck): boolean {
  return subject.mayDoAll === true || subject.policy.statements.some((statement) => isOfEverything(subject, statement));
}

const isOfEverything = statementFact(
  ({ effect, action, resource, object }) =>
    effect?.text === "Allow" &&
    isSettled(effect) &&
    !object.members.some(({ key }) => key === "Condition") &&
    [action, resource].every((list) => list?.entries.some((entry) => isSettled(entry) && STAR.test(entry.text))),
);

const STAR = /^\*+(?::\*+)?$/;

/** Of what somebody is the administrator. */
export type Administered = "account" | "iam";

/**
 * What a name, a file, a holder or a Sid says to be for administrators: all of IAM for those of an account, any of it for
 * those of IAM. A name proves nothing, so what is found is still said, with a lower severity.
 */
export function isForAdministrators(subject: PolicyUnderCheck, entry: Scalar, { sid }: Statement): boolean {
  const said = [subject.administers, administeredBy(sid?.text ?? "")];
  if (said.includes("iam")) return true;
  return said.includes("account") && ALL_OF_IAM.every((one) => actionMatches(actionPattern(entry), one) === "yes");
}

/** Two that no narrower pattern covers together. */
const ALL_OF_IAM = ["iam:AttachRolePolicy", "iam:UploadServerCertificate"].map(readAction);

/** Is one of the words of the name what people call those who may do everything, or everything in IAM? */
export function administeredBy(name: string): Administered | undefined {
  const words = name.replace(/([a-z\d])([A-Z])/g, "$1-$2").replace(/([A-Z])(?=[A-Z][a-z])/g, "$1-");
  return OF_IAM.test(words) ? "iam" : OF_ACCOUNT.test(words) ? "account" : undefined;
}

const OF_IAM = /(?:^|[^a-z])iam[-_ ]?(?:admin(?:s|istrators?|istration)?|full(?:[-_ ]?access)?)(?![a-z])/i;
const OF_ACCOUNT =
  /(?:^|[^a-z])(?:(?:sys|full|super|org|aws)?admin(?:s|istrators?|istration)?|(?:power|super)[-_ ]?users?|break[-_ ]?glass)(?![a-z])/i;
