/** Several requirements in one Deny, of which it then asks for none: it denies only what meets none of them. */
import { addStatement } from "../policy/changes.ts";
import { operatorOf } from "../policy/operators.ts";
import { readBoolean } from "../policy/condition-value.ts";
import { type ConditionEntry, isSettledCondition, type Policy, type Statement } from "../policy/policy.ts";
import { type Change, newObject, type NewObject } from "../syntax/change.ts";
import { memberNamed } from "../syntax/value.ts";
import { say } from "../wording/phrase.ts";
import { type Fix, fixWith } from "./fix.ts";

/** What a request is to have: with another value, or without one, the Deny is meant to hit. Two or more, or none at all. */
export function requiredTogether(entries: readonly ConditionEntry[]): readonly ConditionEntry[] {
  const family = FAMILIES.find((keys) => keys.test(entries[0]?.key ?? ""));
  const keys = new Set(entries.map(({ key }) => key.toLowerCase()));
  const areAll = entries.every((entry) => family?.test(entry.key) === true && isRequirement(entry));
  return areAll && entries.length > 1 && keys.size === entries.length ? entries : [];
}

/** What somebody who launches or stores something says of it, each for itself. Other keys are exceptions from a Deny as well. */
const FAMILIES: readonly RegExp[] = [
  /^aws:RequestTag\//i,
  /^s3:x-amz-server-side-encryption(?:-aws-kms-key-id)?$/i,
  /^ec2:(?:EbsOptimized|ImageType|InstanceType|MetadataHttpTokens|RootDeviceType|Tenancy|VolumeType)$/i,
];

function isRequirement(entry: ConditionEntry): boolean {
  const use = operatorOf(entry);
  if (use === undefined || use.setOperator !== undefined || !entry.certain || !isSettledCondition(entry)) return false;
  const [only, ...others] = entry.values.entries;
  if (only === undefined || entry.values.open) return false;
  if (use.operator.family === "null") return others.length === 0 && readBoolean(only.text) === true;
  return use.operator.negated;
}

/**
 * `aws:SecureTransport` beside `s3:TlsVersion`: an old version of TLS is not without TLS. Source: "Bucket policy examples
 * using condition keys".
 */
export function transportTogether(entries: readonly ConditionEntry[]): readonly ConditionEntry[] {
  const transport = entries.filter((entry) => isOf(entry, "aws:securetransport", "Bool") && isFalse(entry));
  const version = entries.filter((entry) => isOf(entry, "s3:tlsversion", "NumericLessThan"));
  return transport.length === 1 && version.length === 1 && entries.length === 2 ? entries : [];
}

function isOf(entry: ConditionEntry, key: string, operator: string): boolean {
  const use = operatorOf(entry);
  return (
    entry.key.toLowerCase() === key && use?.operator.name === operator && use.setOperator === undefined && entry.certain
  );
}

function isFalse({ values: { entries, open } }: ConditionEntry): boolean {
  return !open && entries.length === 1 && entries.every(({ text }) => readBoolean(text) === false);
}

/** The first stays in its statement. `entries` are all of its condition. */
export function oneDenyForEach(
  policy: Policy,
  statement: Statement,
  [first, ...others]: readonly ConditionEntry[],
): readonly Fix[] {
  const condition = memberNamed(statement.object, "Condition")?.value;
  if (first === undefined || condition === undefined || policy.statementMember?.value?.kind !== "array") return [];
  const additions = others.map((entry) => addStatement(policy, denialOf(statement, entry), statement));
  if (additions.some((changes) => changes === undefined)) return [];
  const stays: Change = { change: "replace", value: condition, by: conditionOf(first) };
  return fixWith(say`Write one Deny for each key`, [stays, ...additions.flatMap((changes) => changes ?? [])]);
}

/** A Sid is left out: it must not be there twice. */
function denialOf({ object }: Statement, entry: ConditionEntry): NewObject {
  const members = object.members.flatMap(({ key: element, value }) => {
    if (element === "Sid" || value === undefined) return [];
    return [[element, element === "Condition" ? conditionOf(entry) : { copyOf: value }] as const];
  });
  return { members };
}

function conditionOf({ operator, key, values }: ConditionEntry): NewObject {
  return newObject({ [operator]: newObject({ [key]: { copyOf: values.node } }) });
}
