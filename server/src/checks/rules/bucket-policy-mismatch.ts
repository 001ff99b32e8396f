import { type Action, type Catalog } from "../../catalog/catalog.ts";
import { isSettled, type Scalar, type Statement } from "../../policy/policy.ts";
import { listed, name, say } from "../../wording/phrase.ts";
import { hasWildcard, splitAction } from "../action-text.ts";
import { type Check } from "../check.ts";
import { fixesForActions, fixesForStatement } from "../missing-resources.ts";
import { messagesOf } from "../messages.ts";
import { owningService } from "../owning-service.ts";
import { textSpan } from "../spans.ts";

const MESSAGES = messagesOf({
  needsBucket: (action: string, buckets: readonly string[]) =>
    say`${name(action)} acts on a bucket, but ${name("Resource")} names only objects, so S3 rejects the policy. Add ${listed(buckets.map(name), "and")}.`,
  needsObjects: (action: string, objects: readonly string[]) =>
    say`${name(action)} acts on objects, but ${name("Resource")} names only buckets, so S3 rejects the policy. Add ${listed(objects.map(name), "and")}.`,
});

/** Source: "Troubleshoot access denied (403 Forbidden) errors in Amazon S3" and S3's answer "Action does not apply to any resource(s) in statement". */
export const bucketPolicyMismatch: Check = {
  code: "bucket-policy-mismatch",
  severity: "error",
  summary: "An action of a bucket policy acts on none of the statement's resources.",
  messages: MESSAGES,
  *find(subject) {
    if (subject.broken || owningService(subject) !== "s3") return;
    for (const statement of subject.policy.statements) {
      const resources = resourcesOf(statement);
      if (resources === undefined) continue;
      const mismatched = mismatchesOf(statement, resources, subject.catalog);
      const isWhole = mismatched.length === statement.action?.entries.length;
      for (const { entry, acts } of mismatched) {
        const missing = [...new Set(resources.map(({ text }) => otherOf(text, acts)))];
        yield {
          span: textSpan(entry),
          ...(acts === "bucket"
            ? MESSAGES.needsBucket(entry.text, missing)
            : MESSAGES.needsObjects(entry.text, missing)),
          fixes: () =>
            isWhole
              ? fixesForStatement(subject, statement)
              : fixesForActions(
                  subject,
                  statement,
                  mismatched.map(({ index }) => index),
                ),
        };
      }
    }
  },
};

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
  const areS3 = resource.entries.every((entry) => isSettled(entry) && /^arn:[a-z-]+:s3:::[^$]+$/.test(entry.text));
  return areS3 && resource.entries.length > 0 ? resource.entries : undefined;
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
