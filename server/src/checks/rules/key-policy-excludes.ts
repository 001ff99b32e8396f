import { Effort } from "../../domains/effort.ts";
import { isSettled, type PrincipalElement, type Scalar, type Statement } from "../../policy/policy.ts";
import { readCaller } from "../../policy/caller.ts";
import { callerNames, matchPrincipal, principalPattern } from "../../policy/principal-match.ts";
import { actionTexts, listsAreApart } from "../../proof/comparing/list-texts.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { proofsOf } from "../proofs.ts";
import { holderName, type NeighborPolicy, type PolicyHolder } from "../surroundings.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  excluded: (keyPolicy: string, holder: string) =>
    say`This entry has no effect: the key policy ${name(keyPolicy)} lets neither ${name(holder)} nor the account's IAM policies use the key. Allow one of them there.`,
});

/** Source: "Key policies in AWS KMS": without the key policy's word, no IAM policy gives access to a key. */
export const keyPolicyExcludes: Check = {
  code: "key-policy-excludes",
  severity: "warning",
  summary: "The key policy does not let anyone use the KMS key through this Allow.",
  messages: MESSAGES,
  proves: true,
  *find(subject) {
    if (subject.kind.kind !== "identity" || subject.broken || subject.surroundings.holders.length === 0) return;
    for (const { statement, proof } of proofsOf(subject)) {
      if (proof.verdict === "never" || statement.effect?.text !== "Allow") continue;
      for (const entry of statement.resource?.entries ?? []) yield* findInEntry(statement, entry, subject);
    }
  },
};

const KEY_ARN = /^arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:key\/[^*?$]+$/;

function* findInEntry(statement: Statement, entry: Scalar, { surroundings }: PolicyUnderCheck): Generator<Finding> {
  if (!isSettled(entry) || !KEY_ARN.test(entry.text)) return;
  const { holders } = surroundings;
  const [keyPolicy, ...others] = surroundings.policiesOf(entry.text);
  const [holder] = holders;
  if (keyPolicy === undefined || holder === undefined || others.length > 0 || !isComplete(keyPolicy)) return;
  if (holders.some((one) => mayLetIn(keyPolicy, one, statement))) return;
  yield {
    span: entry.span,
    ...MESSAGES.excluded(keyPolicy.file, holderName(holder)),
    unnecessary: true,
    provedFrom: [entry.span],
  };
}

function isComplete({ policy }: NeighborPolicy): boolean {
  return !policy.open && policy.misplaced.length === 0;
}

function mayLetIn({ policy }: NeighborPolicy, holder: PolicyHolder, asked: Statement): boolean {
  return policy.statements.some((statement) => {
    if (statement.effect !== undefined && isSettled(statement.effect) && statement.effect.text === "Deny") return false;
    return mayName(statement, holder) && mayShareActions(statement, asked);
  });
}

function mayName({ principal, notPrincipal }: Statement, { arn }: PolicyHolder): boolean {
  if (principal === undefined) return notPrincipal !== undefined;
  return (
    matchPrincipal(principalPattern(principal), callerNames(readCaller(arn))).possibly !== undefined ||
    namesSessionOf(principal, arn)
  );
}

/** Whoever uses a role is a session of it. */
function namesSessionOf(principal: PrincipalElement, arn: string): boolean {
  const caller = readCaller(arn);
  if (caller.kind !== "role" || principal.form !== "typed") return false;
  const session = `:sts::${caller.account}:assumed-role/${caller.name}/`.toLowerCase();
  return principal.types.some(({ entries }) => entries.some(({ text }) => text.toLowerCase().includes(session)));
}

function mayShareActions(statement: Statement, asked: Statement): boolean {
  const [own, wanted] = [statement, asked].map(({ action, notAction }) => actionTexts(action, notAction));
  return own === undefined || wanted === undefined || !listsAreApart(own, wanted, new Effort(50_000));
}
