/** What most likely went wrong in the conditions of a statement that almost matched. */
import { patternMatches, wildcardParts, wildcardPattern } from "../domains/wildcard.ts";
import { type ConditionTrace, type StatementTrace } from "../evaluation/decision.ts";
import { type Request } from "../evaluation/request.ts";
import { readAccountCaller } from "../policy/account-caller.ts";
import { operatorOf } from "../policy/operators.ts";
import { type ConditionEntry, isSettled } from "../policy/policy.ts";
import { isPrivateRange } from "../policy/private-addresses.ts";
import { type ActionFacts, isOfOtherResource } from "./action-facts.ts";
import { type NearMissHint } from "./near-miss.ts";

const NO_HINTS: readonly NearMissHint[] = [];

const TIMES: ReadonlySet<string> = new Set(["aws:currenttime", "aws:epochtime"]);

/** Of one condition. */
export function conditionHints(trace: ConditionTrace): readonly NearMissHint[] {
  const { truth, entry, because, requestValues } = trace;
  const literal = literalWildcard(trace) ?? privateAddress(trace);
  if (literal !== undefined) return [literal];
  if (truth !== "no" || because !== "no-value-matches") return NO_HINTS;
  const [at] = requestValues;
  if (at !== undefined && isOfTime(entry.key)) return [{ hint: "outside-time", at }];
  const listed = new Set(entry.values.entries.map(({ text }) => text));
  // Of several values those that the condition lists are right.
  const wrong = requestValues.filter((value) => !listed.has(value));
  for (const { text } of entry.values.entries) {
    const wanted = wrong.find((value) => value.toLowerCase() === text.toLowerCase());
    if (wanted !== undefined) return [{ hint: "case-differs", written: text, wanted }];
    if (entry.key.toLowerCase() === "aws:principalarn" && readAccountCaller(text)?.kind === "session") {
      return [{ hint: "session-instead-of-role", written: text }];
    }
  }
  return NO_HINTS;
}

export function isOfTime(key: string): boolean {
  return TIMES.has(key.toLowerCase());
}

/**
 * Of an Allow that waits for nothing but the time of the request, which the message does not say: all the times until
 * which it allows have passed on `dataDate`. Source: "IAM: Access within specific dates".
 */
export function timeOver({ effect, condition }: StatementTrace, dataDate: string): NearMissHint | undefined {
  if (effect !== "Allow") return undefined;
  const open = condition.entries.filter(({ truth }) => truth !== "yes");
  const over = open.find(({ entry, truth }) => truth === "unknown" && isOver(entry, Date.parse(dataDate)));
  const until = over?.entry.values.entries.at(-1)?.text;
  return until === undefined ? undefined : { hint: "time-over", until };
}

function isOver(entry: ConditionEntry, today: number): boolean {
  const { key, values } = entry;
  const use = operatorOf(entry);
  const isEnd = use?.setOperator === undefined && /^(?:Date|Numeric)LessThan/.test(use?.operator.name ?? "");
  return (
    isEnd && isOfTime(key) && !values.open && values.entries.every((one) => isSettled(one) && timeOf(one.text) < today)
  );
}

/** A time, or its seconds since 1970; NaN is before none. */
function timeOf(text: string): number {
  return /^\d{9,11}$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

/**
 * Of an Allow that lacks nothing but a service that passes the request on. Source: "AWS global condition context keys",
 * aws:CalledVia, aws:ViaAWSService.
 */
export function onlyThroughServices({ effect, action, resource, condition }: StatementTrace): readonly NearMissHint[] {
  if (effect !== "Allow" || action.truth === "no" || resource.truth === "no") return NO_HINTS;
  const open = condition.entries.filter(({ truth }) => truth !== "yes");
  if (open.length === 1 && open.every(({ entry }) => isOfGrantsForServices(entry)))
    return [{ hint: "only-grants-of-services" }];
  const services = open.flatMap(({ entry }) => servicesThatPassOn(entry) ?? []);
  return open.length > 0 && open.every(({ entry }) => servicesThatPassOn(entry) !== undefined)
    ? [{ hint: "only-through-services", services }]
    : NO_HINTS;
}

/** Source: "Condition keys for AWS KMS", kms:GrantIsForAWSResource. */
function isOfGrantsForServices(entry: ConditionEntry): boolean {
  return entry.key.toLowerCase() === "kms:grantisforawsresource" && isTrueAlone(entry, valuesAsked(entry));
}

/** Empty for any service; undefined if the condition is about something else. */
function servicesThatPassOn(entry: ConditionEntry): readonly string[] | undefined {
  const key = entry.key.toLowerCase();
  const asked = valuesAsked(entry);
  if (key === "aws:viaawsservice") return isTrueAlone(entry, asked) ? [] : undefined;
  return /^aws:calledvia(?:first|last)?$/.test(key) && operatorOf(entry)?.operator.family === "string"
    ? asked
    : undefined;
}

function isTrueAlone(entry: ConditionEntry, asked: readonly string[] | undefined): boolean {
  return operatorOf(entry)?.operator.name === "Bool" && asked?.join() === "true";
}

/** Undefined for a condition that also holds of requests without the key, and for one that the file does not settle. */
function valuesAsked(entry: ConditionEntry): readonly string[] | undefined {
  const { entries, open } = entry.values;
  const use = operatorOf(entry);
  const holdsWithout = use === undefined || use.operator.negated || use.ifExists || use.setOperator === "ForAllValues";
  return holdsWithout || open || !entries.every(isSettled) ? undefined : entries.map(({ text }) => text);
}

/** Only ranges from which no request comes. Source: "AWS global condition context keys", aws:SourceIp. */
function privateAddress({ truth, entry }: ConditionTrace): NearMissHint | undefined {
  return truth !== "yes" && takesNoPublicAddress(entry)
    ? { hint: "private-address", written: entry.values.entries.map(({ text }) => text) }
    : undefined;
}

/** Such a condition lets no request pass that has the key. */
export function takesNoPublicAddress(entry: ConditionEntry): boolean {
  const { entries, open } = entry.values;
  const isOfAddress = entry.key.toLowerCase() === "aws:sourceip" && operatorOf(entry)?.operator.negated === false;
  return (
    isOfAddress && entries.length > 0 && !open && entries.every((one) => isSettled(one) && isPrivateRange(one.text))
  );
}

/** Such a condition lets no request pass, with the key or without it. */
export function isForPrivateAddress(entry: ConditionEntry): boolean {
  const use = operatorOf(entry);
  return use?.ifExists !== true && use?.setOperator === undefined && takesNoPublicAddress(entry);
}

/** A `*` that counts as a character, where the condition fails for it or may. Source: "IAM JSON policy elements: Condition operators". */
function literalWildcard({ truth, entry, because, requestValues }: ConditionTrace): NearMissHint | undefined {
  if (truth === "yes" || operatorOf(entry)?.operator.name !== "StringEquals") return undefined;
  const isMeant = (text: string): boolean =>
    because === "key-unknown" ||
    requestValues.some((value) => patternMatches(wildcardPattern(wildcardParts(text)), value));
  const value = entry.values.entries.find((one) => isSettled(one) && one.text.includes("*") && isMeant(one.text));
  return value && { hint: "literal-wildcard", written: value.text, operator: entry.operator };
}

/** Of a key that no request for the action carries, in a statement that is about the action. */
export function foreignKeyHints(
  { effect, action, condition }: StatementTrace,
  request: Request,
): readonly NearMissHint[] {
  if (effect !== "Allow" || action.truth === "no" || condition.entries.length === 0) return NO_HINTS;
  const isOfNone = (key: string): boolean => {
    const entry = request.context.entry(key);
    return entry.state === "absent" && entry.isOfNone === true;
  };
  const found = condition.entries.find(({ truth, entry }) => truth === "no" && isOfNone(entry.key));
  return found === undefined ? NO_HINTS : [{ hint: "key-of-no-request", key: found.entry.key, action: request.action }];
}

/** Of a key of another resource that the request needs. */
export function otherResourceHints(
  { condition }: StatementTrace,
  { arn: resource }: Request["resource"],
  facts: ActionFacts | undefined,
): readonly NearMissHint[] {
  if (facts === undefined || condition.entries.length === 0) return NO_HINTS;
  const found = condition.entries.find(
    ({ truth, entry }) => truth === "no" && isOfOtherResource(facts, entry.key, resource),
  );
  return found === undefined ? NO_HINTS : [{ hint: "key-of-other-resource", key: found.entry.key, resource }];
}
