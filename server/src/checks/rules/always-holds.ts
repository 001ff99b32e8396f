import { type CatalogInfo } from "../../catalog/catalog.ts";
import { operatorOf, type OperatorUse } from "../../policy/operators.ts";
import { type ConditionEntry, isSettled, type Scalar } from "../../policy/policy.ts";
import { type NeverReason } from "../../proof/proof.ts";
import { keysOf } from "../../wording/never.ts";
import { name, type Phrase, say, sentences, value } from "../../wording/phrase.ts";
import { dataNote } from "../../wording/reference.ts";
import { type Asked, exampleOf, exampleWithout, proveOtherwise } from "../asked-otherwise.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { type ConditionUse, conditionEntries } from "../entries.ts";
import { messagesOf } from "../messages.ts";
import { proofIn } from "../proofs.ts";

const MESSAGES = messagesOf({
  everyRequest: (operator: string) =>
    say`Every request meets this condition: ${value("*")} matches every value, and ${name(operator)} also matches requests without the key. Name the values that are meant, or remove the condition.`,
  neverCarried: (key: string, operator: string, effect: string, info: CatalogInfo) =>
    sentences(
      say`Every request meets this condition, so ${consequence(effect)}: no request for these actions has ${name(key)}, and ${name(operator)} also matches requests without it. Write a key that they have, or remove the condition.`,
      dataNote(info),
    ),
  carriedByOthers: (key: string, operator: string, effect: string, info: CatalogInfo) =>
    sentences(
      say`Every request that meets the other conditions meets this one, so ${consequence(effect)}: none has ${name(key)}, and ${name(operator)} also matches requests without it. Move it to its own statement, or remove it.`,
      dataNote(info),
    ),
  privateRanges: (key: string, effect: string) =>
    say`Every request meets this condition, so ${consequence(effect)}: ${name(key)} is the public address of the caller, and these ranges are private. Name public ranges, or compare ${name("aws:VpcSourceIp")} for requests through a VPC endpoint.`,
  rangeAsText: (key: string, effect: string) =>
    say`Every request meets this condition, so ${consequence(effect)}: ${name(key)} is one IP address, and a string operator compares a range as plain text. Use ${name("NotIpAddress")}.`,
});

function consequence(effect: string): Phrase {
  return effect === "Deny" ? say`it does not limit this Deny` : say`it limits nothing`;
}

/**
 * Sources: "IAM Access Analyzer policy check reference", Redundant key due to wildcard in condition and Private NotIpAddress;
 * "IAM JSON policy elements: Condition operators" (what holds without the key).
 */
export const alwaysHolds: Check = {
  code: "always-holds",
  severity: "warning",
  summary: "Every request meets this condition.",
  messages: MESSAGES,
  proves: true,
  perStatement: true,
  element: "Condition",
  *find(subject) {
    if (subject.broken) return;
    for (const found of conditionEntries(subject.policy)) {
      const use = operatorOf(found.entry);
      if (use === undefined) continue;
      if (holdsByWildcard(found.entry, use)) {
        yield {
          span: found.entry.span,
          ...MESSAGES.everyRequest(found.block.name),
          ...exampleWithout(subject, found.statement, found.entry),
          severity: "info",
        };
        yield undefined;
        continue;
      }
      yield* provedFrom(subject, found, use);
      yield undefined;
    }
  },
};

function holdsByWildcard({ values }: ConditionEntry, use: OperatorUse): boolean {
  if (use.operator.name !== "StringLike") return false;
  if (use.setOperator !== "ForAllValues" && (!use.ifExists || use.setOperator !== undefined)) return false;
  return values.entries.some((one) => isSettled(one) && one.certain && /^\*+$/.test(one.text));
}

/** What is left is proved: no request meets the other parts of the statement and the opposite of this condition. */
function* provedFrom(subject: PolicyUnderCheck, found: ConditionUse, use: OperatorUse): Generator<Finding> {
  const { statement, entry } = found;
  if (oppositeOf(use) === undefined || proofIn(subject, statement).verdict !== "satisfiable") return;
  const message = provedMessage(subject, found, use);
  if (message === undefined) return;
  yield {
    span: entry.span,
    ...message,
    provedFrom: [entry.span],
    ...exampleOf(subject, statement, { from: entry, without: [], asked: [] }, "matched"),
  };
}

/** Is it proved by the lists of the reference that each request of one of the statement's actions meets it? */
export function holdsForAction(subject: PolicyUnderCheck, { statement, entry }: ConditionUse, action: Scalar): boolean {
  const use = operatorOf(entry);
  const opposite = use === undefined ? undefined : oppositeOf(use);
  if (opposite === undefined || !isWhole(entry)) return false;
  const proof = proveOtherwise(subject, statement, { from: entry, without: [entry], asked: opposite, action });
  return proof.verdict === "never" && proof.reason.code === "key-not-in-request";
}

/** Undefined where no proof says that every request meets it. */
export function provedMessage(
  subject: PolicyUnderCheck,
  { statement, entry, block }: ConditionUse,
  use: OperatorUse,
): ProvedMessage | undefined {
  const effect = statement.effect?.text ?? "";
  const opposite = oppositeOf(use);
  if (opposite === undefined || !isWhole(entry) || (effect !== "Allow" && effect !== "Deny")) return undefined;
  const proof = proveOtherwise(subject, statement, { from: entry, without: [entry], asked: opposite });
  return proof.verdict === "never" ? messageFor(proof.reason, entry, block.name, effect, subject) : undefined;
}

type ProvedMessage = Pick<Finding, "severity"> & ReturnType<typeof MESSAGES.privateRanges>;

function isWhole({ values, certain }: ConditionEntry): boolean {
  return certain && !values.open && values.misplaced.length === 0 && values.entries.every(isSettled);
}

function messageFor(
  { code, facts, parts }: NeverReason,
  { key }: ConditionEntry,
  operator: string,
  effect: string,
  { catalog }: PolicyUnderCheck,
): ProvedMessage | undefined {
  if (facts.some(({ fact }) => fact === "public-address")) return MESSAGES.privateRanges(key, effect);
  if (facts.some(({ fact }) => fact === "one-address")) return MESSAGES.rangeAsText(key, effect);
  if (code !== "key-not-in-request") return undefined;
  const absent = keysOf(parts).length > 1 ? MESSAGES.carriedByOthers : MESSAGES.neverCarried;
  // What the reference does not list may be there all the same.
  return { ...absent(key, operator, effect, catalog.info), severity: "info" };
}

/** Of a condition that a request without the key meets: what the requests meet that do not meet it. */
function oppositeOf({ operator, setOperator, ifExists }: OperatorUse): readonly Asked[] | undefined {
  const there: Asked = { operator: "Null", value: "false" };
  if (operator.family === "null") return undefined;
  if (setOperator === "ForAnyValue") return undefined;
  if (setOperator === undefined && !operator.negated && !ifExists) return undefined;
  if (setOperator === "ForAllValues") return [there];
  if (operator.negated) return [{ operator: operator.name.replace("Not", "") }];
  const negated = NEGATED.get(operator.name);
  return negated === undefined ? [there] : [{ operator: negated }, there];
}

/** Where there is no such operator, a key that is never there is all that can be shown. */
const NEGATED: ReadonlyMap<string, string> = new Map(
  ["StringEquals", "StringLike", "StringEqualsIgnoreCase", "NumericEquals", "DateEquals", "ArnEquals", "ArnLike"].map(
    (one) => [one, one.replace(/^(String|Numeric|Date|Arn)/, "$1Not")],
  ),
);
