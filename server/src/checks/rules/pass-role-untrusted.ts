import { operatorOfBlock } from "../../policy/operators.ts";
import { isSettled, type Scalar, type Statement } from "../../policy/policy.ts";
import { firstWordOfService, servicesTrusted } from "../../policy/trusted-services.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { type NeighborPolicy, neighborName } from "../surroundings.ts";
import { policyOfThose, statementFact } from "../known-statements.ts";
import { messagesOf } from "../messages.ts";
import { listed, name, type Phrase, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  noService: (trustPolicy: Phrase) =>
    say`No AWS service can use this role, because its ${trustPolicy} does not trust any. Add the service there, or name another role here.`,
  notTheseServices: (trustPolicy: Phrase, services: readonly string[]) =>
    say`${listed(services.map(name), "and")} cannot use this role, because its ${trustPolicy} does not trust ${services.length === 1 ? "it" : "them"}. Add ${services.length === 1 ? "it" : "one"} there, or name another role here.`,
});

/** Source: "Grant a user permissions to pass a role to an AWS service": the service must be trusted to assume the role. */
export const passRoleUntrusted: Check = {
  code: "pass-role-untrusted",
  // The role may be about to be trusted, and the service says so to whoever passes it.
  severity: "info",
  summary: "The role does not trust the service that it may be passed to.",
  messages: MESSAGES,
  *find(subject) {
    for (const statement of policyOfThose(subject, allowsPassRole).statements) {
      for (const entry of statement.resource?.entries ?? []) yield* findInEntry(statement, entry, subject);
    }
  },
};

const allowsPassRole = statementFact(
  ({ effect, action }) =>
    effect?.text === "Allow" && action?.entries.some(({ text }) => text.toLowerCase() === "iam:passrole") === true,
);

function* findInEntry(statement: Statement, entry: Scalar, { surroundings }: PolicyUnderCheck): Generator<Finding> {
  if (!isSettled(entry) || /[*?$]/.test(entry.text)) return;
  const [trust, ...others] = surroundings.policiesOf(entry.text).filter(({ kind }) => kind === "trust");
  if (trust === undefined || others.length > 0 || trust.policy.open || trust.policy.misplaced.length > 0) return;
  const passedTo = servicesPassedTo(statement);
  if (passedTo === "any" ? mayTrustAny(trust) : passedTo.some((service) => mayTrust(trust, service))) return;
  yield {
    span: entry.span,
    ...(passedTo === "any"
      ? MESSAGES.noService(neighborName(trust))
      : MESSAGES.notTheseServices(neighborName(trust), passedTo)),
  };
}

/** "any" where the statement does not list them. */
function servicesPassedTo({ condition }: Statement): readonly string[] | "any" {
  if (condition === undefined) return "any";
  for (const block of condition.operators) {
    const use = operatorOfBlock(block);
    if (use === undefined || use.operator.negated || use.operator.family !== "string" || use.ifExists) continue;
    const entry = block.entries.find(
      ({ key, keyHoles, certain }) => certain && keyHoles.length === 0 && key.toLowerCase() === "iam:passedtoservice",
    );
    if (entry === undefined || entry.values.open || entry.values.misplaced.length > 0) continue;
    const texts = entry.values.entries;
    if (texts.length > 0 && texts.every((value) => isSettled(value) && !/[*?$]/.test(value.text))) {
      return texts.map(({ text }) => text);
    }
  }
  return "any";
}

function mayTrustAny({ policy }: NeighborPolicy): boolean {
  return servicesTrusted(policy) === "any" || servicesTrusted(policy).length > 0;
}

function mayTrust({ policy }: NeighborPolicy, service: string): boolean {
  const trusted = servicesTrusted(policy);
  return trusted === "any" || trusted.some((one) => firstWordOfService(one) === firstWordOfService(service));
}
