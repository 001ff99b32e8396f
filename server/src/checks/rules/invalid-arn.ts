import { type Catalog } from "../../catalog/catalog.ts";
import { type ArnFieldText, splitArn } from "../../policy/arn.ts";
import { isSettled, type Scalar } from "../../policy/policy.ts";
import { type Hole } from "../../syntax/value.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { replacePart, replaceText } from "../../policy/changes.ts";
import { textSpan } from "../spans.ts";
import { namesPrincipals, resourceEntries } from "../entries.ts";
import { certainKind } from "../kind-rules.ts";
import { quote } from "../quoting.ts";

export const invalidArn: Check = {
  code: "invalid-arn",
  severity: "error",
  summary: "A resource is * or an ARN: arn:partition:service:region:account:resource.",
  *find(subject) {
    for (const { entry, text } of resourceEntries(subject.policy)) {
      if (text === "*" || startsOpen(entry)) continue;
      if (!text.startsWith("arn:")) yield* notAnArn(entry, subject);
      else yield* invalidFields(entry, subject);
    }
  },
};

/** Could the text start with anything? Then nothing can be said of its fields. */
function startsOpen({ text, holes }: Scalar): boolean {
  const firstHole = holes[0]?.start ?? "arn:".length;
  return firstHole < "arn:".length || /^.{0,3}[*?$]/.test(text);
}

function* notAnArn(entry: Scalar, subject: PolicyUnderCheck): Generator<Finding> {
  const { text } = entry;
  const trimmed = text.trim();
  if (trimmed !== text && (trimmed === "*" || trimmed.startsWith("arn:"))) {
    yield {
      span: textSpan(entry),
      message: `${quote(text)} starts with a blank, so it matches no resource`,
      fixes: () => (isSettled(entry) ? [{ title: "Remove the blank", changes: replaceText(entry, trimmed) }] : []),
    };
    return;
  }
  // The policies of some resources take forms of their own: API Gateway `execute-api:/…`, old queues `/account/name`.
  if (!isSettled(entry) || (namesPrincipals(subject.policy) && OWN_FORM.test(text))) return;
  // Brackets and words in capitals are for the reader to fill in.
  if (/^\[.*\]$/.test(text) || /^[A-Z][A-Z_ -]*$/.test(text)) return;
  yield { span: textSpan(entry), message: `${quote(text)} is neither '*' nor an ARN, so AWS rejects it as a resource` };
}

function* invalidFields(entry: Scalar, subject: PolicyUnderCheck): Generator<Finding> {
  const fields = splitArn(entry.text);
  const [, partition, service, region, account] = fields.map((field) => settledField(field, entry.holes));
  if (partition !== undefined) yield* invalidPartition(entry, partition);
  if (service !== undefined) yield* invalidService(entry, service, subject);
  if (fields.length < 6) yield* missingFields(entry, fields, subject);
  else if (account !== undefined && region !== undefined) yield* invalidAccount(entry, account);
}

/** Undefined where a hole reaches into the field or stands before it: a hole may hold colons. */
function settledField(field: ArnFieldText, holes: readonly Hole[]): ArnFieldText | undefined {
  return holes.some((hole) => hole.start < field.end) ? undefined : field;
}

function* invalidPartition(entry: Scalar, { text, start, end }: ArnFieldText): Generator<Finding> {
  if (/^aws(?:-|$)/.test(text) || !/^[a-z-]*$/.test(text)) return;
  yield {
    span: text === "" ? textSpan(entry) : entry.within(start, end),
    message:
      text === ""
        ? `${quote(entry.text)} has no partition, which is 'aws' outside China and GovCloud`
        : `${quote(text)} is no partition: those of AWS are 'aws' and names that start with 'aws-'`,
    fixes: () => [{ title: "Set the partition to 'aws'", changes: replacePart(entry, start, end, "aws") }],
  };
}

function* invalidService(entry: Scalar, field: ArnFieldText, subject: PolicyUnderCheck): Generator<Finding> {
  const { text, start, end } = field;
  const lower = text.toLowerCase();
  if (lower !== text && isServiceName(lower, subject.catalog)) {
    yield {
      span: entry.within(start, end),
      message: `The service of an ARN is written in lower case, so ${quote(entry.text)} matches no resource`,
      fixes: () => [{ title: `Replace '${text}' with '${lower}'`, changes: replacePart(entry, start, end, lower) }],
    };
  }
}

function isServiceName(name: string, catalog: Catalog): boolean {
  return catalog.service(name) !== undefined;
}

/** In identity policies AWS fills missing fields up with `*`, so only a session policy must have all six. */
function* missingFields(entry: Scalar, fields: readonly ArnFieldText[], subject: PolicyUnderCheck): Generator<Finding> {
  if (!isSettled(entry)) return;
  const misplaced = bucketOutOfPlace(fields);
  if (misplaced !== undefined) {
    const fixed = `${fields
      .slice(0, 3)
      .map((field) => field.text)
      .join(":")}:::${misplaced.text}`;
    yield {
      span: textSpan(entry),
      message: `${quote(entry.text)} has ${quote(misplaced.text)} in the place of its ${misplaced.field === "region" ? "Region" : "account"}: three colons stand before a bucket`,
      fixes: () => [{ title: `Replace with '${fixed}'`, changes: replaceText(entry, fixed) }],
    };
  } else if (certainKind(subject) === "session") {
    yield {
      span: textSpan(entry),
      message: `${quote(entry.text)} has ${fields.length} of the six fields of an ARN, and AWS rejects such a session policy`,
    };
  }
}

/** `arn:aws:s3:bucket` and `arn:aws:s3::bucket`: ARNs of buckets have neither Region nor account. */
function bucketOutOfPlace(fields: readonly ArnFieldText[]): ArnFieldText | undefined {
  const [, , service, region, account] = fields;
  if (service?.text !== "s3" || region === undefined) return undefined;
  const candidate = account === undefined ? region : region.text === "" ? account : undefined;
  if (candidate === undefined || !BUCKET.test(candidate.text) || REGION.test(candidate.text)) return undefined;
  return candidate;
}

function* invalidAccount(entry: Scalar, { text, start, end }: ArnFieldText): Generator<Finding> {
  if (!/^[\d-]+$/.test(text) || /^\d{12}$/.test(text)) return;
  const digits = text.replaceAll("-", "");
  yield {
    span: entry.within(start, end),
    message: `${quote(text)} is no account ID: one has 12 digits, so ${quote(entry.text)} matches no resource`,
    fixes: () =>
      /^\d{12}$/.test(digits)
        ? [{ title: `Replace with '${digits}'`, changes: replacePart(entry, start, end, digits) }]
        : [],
  };
}

const OWN_FORM = /^(?:execute-api:|\/)/;
const BUCKET = /^[a-z][a-z0-9.-]{2,62}(?:\/.*)?$/;
const REGION = /^[a-z]{2,}(?:-[a-z]+)+-\d$/;
