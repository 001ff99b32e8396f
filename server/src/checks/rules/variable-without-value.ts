import { operatorOf } from "../../policy/operators.ts";
import { isSettled, type Policy, type Scalar, type Statement } from "../../policy/policy.ts";
import { readTemplate } from "../../policy/template.ts";
import { name, say } from "../../wording/phrase.ts";
import { splitAction } from "../action-text.ts";
import { type Check, type PolicyUnderCheck } from "../check.ts";
import { conditionEntries, resourceEntries } from "../entries.ts";
import { certainKind } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { languageVersion } from "../variables.ts";

const MESSAGES = messagesOf({
  ofDevices: (variable: string) =>
    say`Only AWS IoT Core knows ${name(variable)}, in requests of its own actions, so this matches nothing. Use a tag of the caller such as ${name("${aws:PrincipalTag/thing}")}, or ${name("${credentials-iot:ThingName}")} where the credentials come from AWS IoT Core.`,
  ofTransfer: (variable: string) =>
    say`AWS Transfer Family replaces ${name(variable)} only in the session policy of a user, not in a policy of IAM, so this matches nothing. Move the statement into the user's session policy.`,
});

/**
 * Sources: "Thing policy variables" and "Basic AWS IoT Core policy variables" (AWS IoT Core Developer Guide); "Creating a
 * session policy for an Amazon S3 bucket" (AWS Transfer Family User Guide).
 */
export const variableWithoutValue: Check = {
  code: "variable-without-value",
  severity: "warning",
  summary: "A variable of another service has no value in requests of these actions.",
  messages: MESSAGES,
  perStatement: true,
  *find(subject) {
    if (languageVersion(subject.policy, subject.broken) !== "2012-10-17") return;
    for (const statement of subject.policy.statements) {
      const asks = [...(isOfNoDevice(subject, statement) ? [DEVICE] : []), ...(isOfIam(subject) ? [TRANSFER] : [])];
      for (const scalar of asks.length === 0 ? [] : textsThatMatch({ ...subject.policy, statements: [statement] })) {
        for (const { family, start, end } of variablesIn(scalar, asks)) {
          const variable = scalar.text.slice(start, end);
          const message = family === DEVICE ? MESSAGES.ofDevices(variable) : MESSAGES.ofTransfer(variable);
          yield { span: scalar.within(start, end), ...message };
        }
      }
    }
  },
};

const DEVICE = /^iot:(?:ClientId$|Certificate\.|Connection\.Thing\.)/i;
const TRANSFER = /^transfer:(?:HomeBucket|HomeDirectory|HomeFolder|UserName)$/i;

/** Those that leave nothing to match where a variable has no value. */
function* textsThatMatch(policy: Policy): Generator<Scalar> {
  for (const { elementName, entry } of resourceEntries(policy)) if (elementName === "Resource") yield entry;
  for (const { entry } of conditionEntries(policy)) {
    const use = operatorOf(entry);
    if (use === undefined || use.operator.negated || use.ifExists || use.setOperator !== undefined) continue;
    if (use.operator.family === "string" || use.operator.family === "arn") yield* entry.values.entries;
  }
}

interface Use {
  readonly family: RegExp;
  readonly start: number;
  readonly end: number;
}

function variablesIn(scalar: Scalar, families: readonly RegExp[]): readonly Use[] {
  if (!scalar.certain || scalar.type !== "string" || !scalar.text.includes("${")) return [];
  return readTemplate(scalar.text, scalar.holes, { variables: true, wildcards: false }).flatMap((part) => {
    if (part.kind !== "variable" || part.fallback !== undefined) return [];
    const family = families.find((one) => one.test(part.key));
    return family === undefined ? [] : [{ family, start: part.start, end: part.end }];
  });
}

/** Are all of its actions named, and of services other than AWS IoT? */
function isOfNoDevice({ kind }: PolicyUnderCheck, { action }: Statement): boolean {
  if (kind.kind === "iot" || action === undefined || action.open || action.misplaced.length > 0) return false;
  return action.entries.every((entry) => {
    const service = isSettled(entry) ? splitAction(entry.text)?.service.toLowerCase() : undefined;
    return service !== undefined && /^[a-z0-9-]+$/.test(service) && !/^(?:iot|greengrass)/.test(service);
  });
}

/** Nobody takes the text of a policy that IAM itself keeps for a session policy. */
function isOfIam(subject: PolicyUnderCheck): boolean {
  return subject.kind.basis === "stated" && certainKind(subject) === "identity";
}
