import { type Action, type Catalog, keysOfAction, type Service } from "../../catalog/catalog.ts";
import { isSettled, type Scalar, type Statement } from "../../policy/policy.ts";
import { listed, name, type Phrase, say } from "../../wording/phrase.ts";
import { hasWildcard, splitAction } from "../action-text.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { asLastResort, type Fix } from "../fix.ts";
import { fixesForActions, fixesForStatement } from "../missing-resources.ts";
import { messagesOf } from "../messages.ts";
import { moveFromConditions } from "../moved-actions.ts";
import { namedActions } from "../named-actions.ts";
import { owningService } from "../owning-service.ts";
import { asWell, textSpan } from "../spans.ts";

const MESSAGES = messagesOf({
  needsBucket: (actions: readonly string[], buckets: readonly string[]) =>
    say`${actOn(actions)} a bucket, but ${name("Resource")} names only objects, so S3 rejects the policy. Add ${listed(buckets.map(name), "and")}.`,
  needsObjects: (actions: readonly string[], objects: readonly string[]) =>
    say`${actOn(actions)} objects, but ${name("Resource")} names only buckets, so S3 rejects the policy. Add ${listed(objects.map(name), "and")}.`,
  everything: () =>
    say`S3 rejects a bucket policy with ${name("*")} in ${name("Resource")}. Name the bucket and its objects, as in ${name("arn:aws:s3:::amzn-s3-demo-bucket")} and ${name("arn:aws:s3:::amzn-s3-demo-bucket/*")}.`,
  keyOfNone: (key: string) =>
    say`No action of this statement has ${name(key)} in its requests, so S3 rejects the policy. Remove the condition, or name an action that has the key.`,
  otherKey: (key: string, actions: readonly string[]) =>
    say`S3 takes a condition on ${name(key)} only where every action of the statement has it, and rejects this policy because of ${listed(actions.map(name), "and")}. Move ${actions.length === 1 ? "this action" : "these actions"} to a statement without the condition.`,
});

function actOn(actions: readonly string[]): Phrase {
  return say`${listed(actions.map(name), "and")} ${actions.length === 1 ? "acts" : "act"} on`;
}

/**
 * Source: "Troubleshoot access denied (403 Forbidden) errors in Amazon S3", and S3's answers "Action does not apply to any
 * resource(s) in statement" and "Conditions do not apply to combination of actions and resources in statement".
 */
export const bucketPolicyMismatch: Check = {
  code: "bucket-policy-mismatch",
  severity: "error",
  summary: "An action of a bucket policy acts on none of the statement's resources.",
  messages: MESSAGES,
  *find(subject) {
    if (subject.broken || owningService(subject) !== "s3") return;
    for (const statement of subject.policy.statements) {
      yield* conditionsOfOthers(subject, statement);
      if (subject.kind.holder === "bucket") yield* everythingIn(statement);
      const resources = resourcesOf(statement);
      if (resources === undefined) continue;
      const mismatched = mismatchesOf(statement, resources, subject.catalog);
      yield* ofTarget(subject, { statement, resources, mismatched, acts: "bucket" });
      yield* ofTarget(subject, { statement, resources, mismatched, acts: "object" });
    }
  },
};

interface Mismatched {
  readonly statement: Statement;
  readonly resources: readonly Scalar[];
  readonly mismatched: readonly Mismatch[];
  readonly acts: Target;
}

/** One resource more is what all the actions lack. */
function* ofTarget(
  subject: PolicyUnderCheck,
  { statement, resources, mismatched, acts }: Mismatched,
): Generator<Finding> {
  const entries = mismatched.filter((one) => one.acts === acts).map(({ entry }) => entry);
  const [first, ...others] = entries;
  if (first === undefined) return;
  const missing = [...new Set(resources.map(({ text }) => otherOf(text, acts)))];
  const message = acts === "bucket" ? MESSAGES.needsBucket : MESSAGES.needsObjects;
  const texts = entries.map(({ text }) => text);
  const isWhole = mismatched.length === statement.action?.entries.length;
  const indexes = mismatched.map(({ index }) => index);
  yield {
    span: textSpan(first),
    ...message(texts, missing),
    related: asWell(others),
    fixes: () => (isWhole ? fixesForStatement(subject, statement) : fixesForActions(subject, statement, indexes)),
  };
}

/** Does this check say of the action that S3 takes no policy with a condition on the key for it? */
export function isRejectedForKeys(subject: PolicyUnderCheck, action: string, keys: readonly string[]): boolean {
  if (subject.broken || owningService(subject) !== "s3") return false;
  return keys.every((key) => KEYS_OF_FEW.test(key)) && !/:ListBucketMultipartUploads$/i.test(action);
}

/** Keys of a few actions that people put beside others. */
const KEYS_OF_FEW =
  /^s3:(?:prefix|delimiter|max-keys|x-amz-(?:acl|grant-[a-z-]+|server-side-encryption|storage-class))$/i;

function* conditionsOfOthers(subject: PolicyUnderCheck, statement: Statement): Generator<Finding> {
  const { catalog } = subject;
  const named = namedActions(statement, catalog).filter(({ service }) => service.prefix === "s3");
  for (const entry of statement.condition?.operators.flatMap(({ entries }) => entries) ?? []) {
    if (entry.keyHoles.length > 0 || !KEYS_OF_FEW.test(entry.key)) continue;
    const without = named.filter(({ service, action }) => !mayHaveKey(service, action, entry.key));
    if (without.length === 0) continue;
    const isOfNone = without.length === statement.action?.entries.length;
    yield {
      span: entry.keySpan,
      ...(isOfNone
        ? MESSAGES.keyOfNone(entry.key)
        : MESSAGES.otherKey(
            entry.key,
            without.map(({ entry: { text } }) => text),
          )),
      fixes: () =>
        isOfNone
          ? []
          : movedFromKey(
              subject,
              statement,
              without.map(({ index }) => index),
            ),
    };
  }
}

/** Not where the condition asks for more, which the actions would lose, and not what S3 rejects then as well. */
function movedFromKey(
  { policy, catalog }: PolicyUnderCheck,
  statement: Statement,
  actions: readonly number[],
): readonly Fix[] {
  const { action, resource, condition } = statement;
  const entries = condition?.operators.flatMap((operator) => operator.entries) ?? [];
  if (action === undefined || resource === undefined || entries.length !== 1) return [];
  const moved = resource.entries.flatMap(({ text }, index) =>
    actions.some((at) => mayActOn(action.entries[at], text, catalog)) ? [index] : [],
  );
  const stays = action.entries.filter((_, index) => !actions.includes(index));
  const removed = moved.filter((index) => {
    const text = resource.entries[index]?.text ?? "";
    return !stays.some((entry) => mayActOn(entry, text, catalog));
  });
  if (moved.length === 0) return [];
  return asLastResort(moveFromConditions(policy, statement, { actions, resources: moved, removed }));
}

function mayActOn(action: Scalar | undefined, arn: string, catalog: Catalog): boolean {
  const acts = action === undefined ? undefined : targetOf(catalog, action);
  return acts === undefined || mayBe(arn, acts);
}

function* everythingIn({ resource }: Statement): Generator<Finding> {
  for (const entry of resource?.entries ?? []) {
    if (isSettled(entry) && /^\*+$/.test(entry.text)) yield { span: textSpan(entry), ...MESSAGES.everything() };
  }
}

/** What lists uploads takes a prefix as what lists objects does, though the reference does not list the key. */
function mayHaveKey(service: Service, action: Action, key: string): boolean {
  if (action.name === "ListBucketMultipartUploads") return true;
  return [...keysOfAction(service, action)].some((one) => one.toLowerCase() === key.toLowerCase());
}

interface Mismatch {
  readonly entry: Scalar;
  readonly index: number;
  readonly acts: Target;
}

function mismatchesOf({ action }: Statement, resources: readonly Scalar[], catalog: Catalog): readonly Mismatch[] {
  return (action?.entries ?? []).flatMap((entry, index) => {
    const acts = targetOf(catalog, entry);
    return acts === undefined || resources.some(({ text }) => mayBe(text, acts)) ? [] : [{ entry, index, acts }];
  });
}

type Target = "bucket" | "object";

/** Undefined where something is filled in later, or is not the ARN of a bucket or an object. */
function resourcesOf({ resource }: Statement): readonly Scalar[] | undefined {
  if (resource === undefined || resource.open || resource.misplaced.length > 0) return undefined;
  const areS3 = resource.entries.every(isOfBucket);
  return areS3 && resource.entries.length > 0 ? resource.entries : undefined;
}

/** The name of the bucket may be filled in, where no slash can be in it. */
function isOfBucket(entry: Scalar): boolean {
  if (!entry.certain || !entry.holes.every(({ stands, isName }) => stands === "partition" || isName === true)) {
    return false;
  }
  const written = entry.holes.reduceRight(
    (text, { start, end }) => `${text.slice(0, start)}x${text.slice(end)}`,
    entry.text,
  );
  return /^arn:[a-z-]+:s3:::[^$]+$/.test(written);
}

/** What a literal action acts on, where the reference gives it bucket or object alone. */
function targetOf(catalog: Catalog, entry: Scalar): Target | undefined {
  const written = isSettled(entry) ? splitAction(entry.text) : undefined;
  if (written === undefined || hasWildcard(entry.text) || written.service.toLowerCase() !== "s3") return undefined;
  const action: Action | undefined = catalog.service("s3")?.action(written.name);
  if (action?.resourcesAttested !== true) return undefined;
  const types = action.resources.map(({ type }) => type.toLowerCase());
  if (types.length === 0 || types.some((type) => !/^(?:accesspoint)?(?:bucket|object)?$/.test(type))) return undefined;
  const [bucket, object] = [types.includes("bucket"), types.includes("object")];
  return bucket === object ? undefined : bucket ? "bucket" : "object";
}

function mayBe(arn: string, target: Target): boolean {
  return target === "bucket" ? !arn.includes("/") : /[/*]/.test(arn);
}

function otherOf(arn: string, wanted: Target): string {
  return wanted === "object" ? `${arn}/*` : arn.slice(0, arn.indexOf("/"));
}
