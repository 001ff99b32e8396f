import { readAddressRange } from "../../domains/address.ts";
import { readNumber } from "../../domains/decimal.ts";
import { readInstant } from "../../domains/instant.ts";
import { readBoolean } from "../../policy/condition-value.ts";
import { type OperatorFamily, operatorOf, type OperatorUse } from "../../policy/operators.ts";
import { lacksFields, splitArn } from "../../policy/arn.ts";
import { nearestNames } from "../../domains/nearest-name.ts";
import { otherPartitionOf } from "../../policy/partitions.ts";
import {
  type ConditionEntry,
  isSettled,
  isSettledCondition,
  type Policy,
  type Scalar,
  type Statement,
} from "../../policy/policy.ts";
import { slipFinder, type SlipKind } from "../../catalog/arn-slip.ts";
import { slipInWords } from "../../wording/arn-slip.ts";
import { typesOfArn } from "../../wording/resource.ts";
import { type Check } from "../check.ts";
import { type Catalog } from "../../catalog/catalog.ts";
import { replaceText } from "../../policy/changes.ts";
import { textSpan } from "../spans.ts";
import { type ConditionUse, conditionEntries } from "../entries.ts";
import { likelyValues } from "../../policy/likely-values.ts";
import { type ValueForm, valueFormOf } from "../../policy/value-forms.ts";
import { messagesOf } from "../messages.ts";
import { CALLER_VALUES, callerProblem, roleOfSession, rolesIn, userIdProblem } from "../caller-values.ts";
import { mayBeOfForm, OPEN_VALUES, openValue } from "../open-values.ts";
import {
  constraintProblem,
  managedPathProblem,
  inOtherWords,
  OTHER_VALUES,
  otherValue,
  prefixProblem,
  type Problem,
} from "../other-values.ts";
import { arnInWords, formInWords, type FormWords, TYPE_WORDS } from "../../wording/value-form.ts";
import { neverMatches } from "../../wording/never.ts";
import { name, say, value } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  notOfType: (written: string, type: FormWords, consequence: string) =>
    say`${value(written)} is not ${type.what}${consequence}. ${type.advice}`,
  otherOperator: (written: string, key: string, type: FormWords, consequence: string) =>
    say`${value(written)} is not ${type.what}, and ${name(key)} holds a string${consequence}. Use ${name("StringEquals")}.`,
  boolean: (written: string, key: string, consequence: string) =>
    say`${value(written)} is a Boolean, and no value of ${name(key)} is one${consequence}. Use ${name("Null")} to ask whether a request has the key, or ${name("StringEquals")} for a value.`,
  date: (written: string, fixed: string, consequence: string) =>
    say`${value(written)} is not a date or time in a form that AWS reads${consequence}. Write ${value(fixed)} for that time in UTC.`,
  profile: (written: string, key: string, fixed: string, consequence: string) =>
    say`${value(written)} is the ARN of a role, and ${name(key)} holds that of an instance profile${consequence}. Write ${value(fixed)}.`,
  slip: (written: string, slip: SlipKind, fixed: string, consequence: string) =>
    say`${value(written)} is not the ARN of anything${consequence}: ${slipInWords(slip)}. Did you mean ${value(fixed)}?`,
  bucket: (written: string, fixed: string, consequence: string) =>
    say`${value(written)} is not the ARN of a bucket${consequence}: such an ARN has neither a Region nor an account ID. Write ${value(fixed)}, and the account under ${name("aws:SourceAccount")}.`,
  partition: (written: string, region: string, fixed: string, consequence: string) =>
    say`${value(region)} is a Region of another partition than that of ${value(written)}${consequence}. Write ${value(fixed)}.`,
  notOfForm: (written: string, form: FormWords, likely: string | undefined, consequence: string) =>
    say`${value(written)} is not ${form.what}${consequence}. ${likely === undefined ? form.advice : say`Did you mean ${value(likely)}?`}`,
});

export const impossibleValue: Check = {
  code: "impossible-value",
  severity: "warning",
  summary: "No request can have this value under its key.",
  messages: { ...MESSAGES, ...CALLER_VALUES, ...OPEN_VALUES, ...OTHER_VALUES },
  perStatement: true,
  element: "Condition",
  *find({ policy, catalog }) {
    for (const found of conditionEntries(policy)) {
      const { entry } = found;
      for (const written of entry.values.entries) {
        if (!entry.certain || !isSettled(written)) continue;
        const likely =
          prefixProblem(entry, written) ??
          constraintProblem(entry, written) ??
          managedPathProblem(entry, written, catalog);
        if (likely !== undefined) yield { span: textSpan(written), ...likely };
      }
      const { use, problems, isDead } = problemsOf(found, catalog) ?? {};
      if (use === undefined || problems === undefined || isDead === undefined) continue;
      const roles = rolesIn(entry.values.entries);
      for (const [index, written] of entry.values.entries.entries()) {
        const problem = problems[index];
        if (problem === undefined) continue;
        yield {
          span: textSpan(written),
          ...problem.says(consequenceOf(use, isDead, found.statement)),
          ...(roles.has(roleOfSession(written.text)) ? { severity: "info" as const } : {}),
          ...(isDead ? { fades: found.statement.span } : {}),
          fixes: () => problem.fixes,
        };
      }
    }
  },
};

/** The conditions that no request meets, because no request can have any of their values. */
export function conditionsOfImpossibleValues(policy: Policy, catalog: Catalog): readonly ConditionUse[] {
  return conditionEntries(policy).filter((found) => problemsOf(found, catalog)?.isDead === true);
}

interface Problems {
  readonly use: OperatorUse;
  /** Of each value; undefined where it is none. */
  readonly problems: readonly (Problem | undefined)[];
  readonly isDead: boolean;
}

function problemsOf(found: ConditionUse, catalog: Catalog): Problems | undefined {
  const { entry } = found;
  const use = operatorOf(entry);
  const problemOf = use === undefined ? undefined : problemFinder(entry.key, use, catalog);
  if (use === undefined || problemOf === undefined) return undefined;
  const holdsArn = use.operator.family === "arn" && holdsArns(entry.key, catalog);
  const problems = entry.values.entries.map((one) =>
    isTold(one, use) ? (otherValue(entry, one) ?? problemOf(one)) : openProblem(found, one, use, holdsArn),
  );
  const isDead = asksForOneOf(found, use) && problems.every((problem) => problem !== undefined);
  return { use, problems, isDead };
}

/** Of a key that the file settles. */
function openProblem({ entry }: ConditionUse, one: Scalar, use: OperatorUse, holdsArn: boolean): Problem | undefined {
  return isSettledCondition(entry) ? openValue(one, entry.key, use, holdsArn) : undefined;
}

function holdsArns(key: string, catalog: Catalog): boolean {
  return catalog.conditionKey(key)?.type === "ARN" || key.toLowerCase() === "aws:sourcearn";
}

/** What AWS makes of such a value under a negated operator is not documented where it is not of the operator's type. */
function consequenceOf({ operator }: OperatorUse, isDead: boolean, statement: Statement): string {
  if (isDead) return `, so ${neverMatches(statement)}`;
  return operator.negated ? "" : ", so no request has this value";
}

function problemFinder(
  key: string,
  use: OperatorUse,
  catalog: Catalog,
): ((value: Scalar) => Problem | undefined) | undefined {
  const found = problemFinderOf(key, use, catalog);
  const isArn = holdsArns(key, catalog);
  if (!isArn || (use.operator.family !== "arn" && use.operator.family !== "string")) return found;
  return (one) => partitionProblem(one) ?? profileProblem(one, key) ?? found?.(one);
}

function problemFinderOf(
  key: string,
  use: OperatorUse,
  catalog: Catalog,
): ((value: Scalar) => Problem | undefined) | undefined {
  const { family } = use.operator;
  if (key.toLowerCase() === "aws:sourcearn" && (family === "arn" || family === "string")) {
    return (one) => slipProblem(one, catalog) ?? (family === "arn" ? typeProblemOf(one, "arn") : undefined);
  }
  if (family === "arn" && catalog.conditionKey(key)?.type !== "ARN") return undefined;
  const reads = READERS.get(family);
  const words = family === "arn" ? arnInWords(valueFormOf(key), key) : TYPE_WORDS.get(family);
  const isOfPrincipal = key.toLowerCase() === "aws:principalarn";
  const ofAddress = family === "ip" ? valueFormOf(key) : undefined;
  if (ofAddress !== undefined) return (one) => formProblem(key, one, ofAddress, use);
  if (words !== undefined && reads !== undefined && family !== "arn" && family !== "null" && holdsString(key, catalog))
    return (one) =>
      stringProblem(one, key, words, reads) ?? (family === "bool" ? ofNoBoolean(one, key, use) : undefined);
  if (reads !== undefined && words !== undefined)
    return (one) =>
      (isOfPrincipal ? callerProblem(one) : undefined) ??
      (family === "date" ? timeProblem(one) : undefined) ??
      typeProblem(one, words, reads);
  if (isOfPrincipal && family === "string") return callerProblem;
  if (key.toLowerCase() === "aws:userid" && family === "string") return (one) => userIdProblem(one, use);
  const form = family === "string" ? valueFormOf(key) : undefined;
  return form === undefined ? undefined : (one) => formProblem(key, one, form, use);
}

/** Variables stand for other texts, words in capitals for the reader's own, and a literal `*` has a finding of its own. */
function isTold(value: Scalar, { operator }: OperatorUse): boolean {
  if (!isSettled(value) || value.text.includes("${")) return false;
  return operator.wildcards || operator.family !== "string" || !/[*?]/.test(value.text);
}

type Reader = (text: string) => boolean;

const READERS: ReadonlyMap<OperatorFamily, Reader> = new Map<OperatorFamily, Reader>([
  ["numeric", (text) => readNumber(text) !== undefined],
  ["date", (text) => readInstant(text) !== undefined],
  ["ip", (text) => readAddressRange(text) !== undefined],
  ["bool", (text) => readBoolean(text) !== undefined],
  ["null", (text) => readBoolean(text) !== undefined],
  ["arn", mayBeArn],
]);

/** Also a pattern of one, and a word that stands for one in a document. Source: "ARN condition operators". */
function mayBeArn(text: string): boolean {
  return (/arn|[*?<>]/i.test(text) || CAPITALS.test(text)) && !lacksFields(text);
}

/** Blanks around it may be taken for what they are not by some reader, so they convict nobody. */
function typeProblem(written: Scalar, type: FormWords, reads: Reader): Problem | undefined {
  const { text } = written;
  return reads(text.trim())
    ? undefined
    : { says: (consequence) => MESSAGES.notOfType(text, type, consequence), fixes: inOtherWords(written, reads) };
}

/** `2026-01-31 12:00:00`, as databases and people write a time. */
function timeProblem(written: Scalar): Problem | undefined {
  const { text } = written;
  const [, date, time] = /^(\d{4}[-/]\d\d[-/]\d\d) (\d\d:\d\d(?::\d\d)?)Z?$/.exec(text) ?? [];
  if (date === undefined || time === undefined) return undefined;
  const fixed = `${date.replaceAll("/", "-")}T${time}Z`;
  if (readInstant(fixed) === undefined) return undefined;
  return {
    says: (consequence) => MESSAGES.date(text, fixed, consequence),
    fixes: [{ title: say`Replace with ${value(fixed)}`, changes: replaceText(written, fixed) }],
  };
}

function holdsString(key: string, catalog: Catalog): boolean {
  const known = catalog.conditionKey(key);
  return known?.type === "String" && known.otherType === undefined;
}

/** `Bool` on `sts:ExternalId`. */
function stringProblem({ text }: Scalar, key: string, type: FormWords, reads: Reader): Problem | undefined {
  return reads(text.trim())
    ? undefined
    : { says: (consequence) => MESSAGES.otherOperator(text, key, type, consequence), fixes: [] };
}

/** `Bool` on `s3:x-amz-server-side-encryption`, whose values are known, or on `lambda:VpcIds`, of which the form is. */
function ofNoBoolean(written: Scalar, key: string, use: OperatorUse): Problem | undefined {
  const { text } = written;
  const form = valueFormOf(key);
  if (form === undefined || form.shapes.length === 0) return undefined;
  const mayBeOne = ["true", "false"].some((one) => mayBeOfForm({ ...written, text: one, holes: [] }, form, use));
  if (mayBeOne) return undefined;
  return { says: (consequence) => MESSAGES.boolean(text, key, consequence), fixes: [] };
}

function typeProblemOf(one: Scalar, family: OperatorFamily): Problem | undefined {
  const [reads, words] = [READERS.get(family), TYPE_WORDS.get(family)];
  return reads === undefined || words === undefined ? undefined : typeProblem(one, words, reads);
}

/**
 * An ARN of a bucket with a Region, or `function/jobs` for `function:jobs`. Services may use other forms than the reference
 * lists, so only a slip that is no form at all counts.
 */
function slipProblem(written: Scalar, catalog: Catalog): Problem | undefined {
  const { text } = written;
  const service = /[*?$<{]/.test(text) ? undefined : catalog.service(text.split(":")[2] ?? "");
  if (service === undefined || typesOfArn(text, service).length > 0) return undefined;
  const found = slipFinder(
    catalog,
    service.resourceTypes.flatMap(({ arns }) => arns),
  )(text);
  if (found === undefined) return undefined;
  const { slip, fixed } = found;
  const isBucket =
    service.prefix === "s3" && slip.kind === "fields" && slip.takes === "neither" && !fixed.includes("/");
  // All that CloudFront has is of no Region. Source: "Restrict access to an Amazon S3 origin".
  const isGlobal = service.prefix === "cloudfront" && slip.kind === "fields" && slip.takes === "account";
  if (!isBucket && !isGlobal && slip.kind !== "separator") return undefined;
  return {
    says: (consequence) =>
      isBucket ? MESSAGES.bucket(text, fixed, consequence) : MESSAGES.slip(text, slip, fixed, consequence),
    fixes: [{ title: say`Replace with ${value(fixed)}`, changes: replaceText(written, fixed) }],
  };
}

/** Source: the condition keys of Amazon EC2 in the service authorization reference. */
function profileProblem(written: Scalar, key: string): Problem | undefined {
  const { text } = written;
  if (!/^ec2:(?:New)?InstanceProfile$/i.test(key) || !/^arn:[^:]*:iam::[^:]*:role\//.test(text)) return undefined;
  const fixed = text.replace(":role/", ":instance-profile/");
  return {
    says: (consequence) => MESSAGES.profile(text, key, fixed, consequence),
    fixes: [{ title: say`Replace with ${value(fixed)}`, changes: replaceText(written, fixed) }],
  };
}

/** A Region is of one partition. */
function partitionProblem(written: Scalar): Problem | undefined {
  const { text } = written;
  const [, partition, , region] = text.startsWith("arn:aws") ? splitArn(text) : [];
  if (partition === undefined || region === undefined || !/^aws(?:-[a-z]+)*$/.test(partition.text)) return undefined;
  const right = otherPartitionOf(region.text, partition.text);
  if (right === undefined) return undefined;
  const fixed = text.slice(0, partition.start) + right + text.slice(partition.end);
  return {
    says: (consequence) => MESSAGES.partition(text, region.text, fixed, consequence),
    fixes: [{ title: say`Replace with ${value(fixed)}`, changes: replaceText(written, fixed) }],
  };
}

function formProblem(key: string, written: Scalar, form: ValueForm, use: OperatorUse): Problem | undefined {
  if (mayBe(written, form, use)) return undefined;
  const isPattern = use.operator.wildcards && /[*?]/.test(written.text);
  const named = isPattern ? [] : [...onlyBegun(written.text, form), ...nearestNames(written.text, form.names ?? [])];
  const likely = [...likelyValues(written.text, form.form), ...named].find(
    (text) =>
      form.usual?.test(text) !== false &&
      (use.operator.wildcards || !text.includes("*")) &&
      mayBe({ ...written, text }, form, use),
  );
  // Of names nobody knows the next one, but a Boolean is none.
  const mayBeNew = form.slipsOnly === true && readBoolean(written.text) === undefined;
  if (likely === undefined && (mayBeNew || CAPITALS.test(written.text))) return undefined;
  return {
    says: (consequence) => MESSAGES.notOfForm(written.text, formInWords(form, key), likely, consequence),
    fixes:
      likely === undefined || written.type !== "string"
        ? []
        : [{ title: say`Replace with ${value(likely)}`, changes: replaceText(written, likely) }],
  };
}

/** `specific`, where one value alone begins so, and `COUNT_ONLY` for `COUNT`. */
function onlyBegun(text: string, { names = [] }: ValueForm): readonly string[] {
  const lower = text.toLowerCase();
  const found = names.filter((one) => one.toLowerCase().startsWith(lower) || lower.startsWith(`${one.toLowerCase()}_`));
  return text.length >= SHORTEST_BEGINNING && found.length === 1 ? found : [];
}

const SHORTEST_BEGINNING = 5;
const CAPITALS = /^[A-Z][A-Z0-9_ -]*$/;

function mayBe(value: Scalar, form: ValueForm, use: OperatorUse): boolean {
  return form.never?.(value.text) !== true && mayBeOfForm(value, form, use);
}

/** Is there a text among those of a condition that the key may have, as far as its form is known? */
export function mayHaveOneOf(key: string, { values }: ConditionEntry, use: OperatorUse): boolean {
  const form = use.operator.family === "string" ? valueFormOf(key) : undefined;
  const isOpen = values.open || values.misplaced.length > 0 || values.entries.length === 0;
  return form === undefined || isOpen || values.entries.some((one) => !isSettled(one) || mayBe(one, form, use));
}

/** Does the statement match only requests that carry one of the values? */
export function asksForOneOf({ entry }: ConditionUse, { operator, setOperator, ifExists }: OperatorUse): boolean {
  const { entries, open, misplaced } = entry.values;
  if (!entry.certain || operator.negated || ifExists || setOperator === "ForAllValues") return false;
  return entries.length > 0 && !open && misplaced.length === 0;
}
