import { type Catalog } from "../../catalog/catalog.ts";
import { namesAnIdentifier } from "../../hosts/placeholder-words.ts";
import { type ArnFieldText, splitArn } from "../../policy/arn.ts";
import { otherPartitionOf } from "../../policy/partitions.ts";
import { isSettled, type ListElement, type Scalar, type Statement } from "../../policy/policy.ts";
import { type Hole } from "../../syntax/value.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { replacePart, replaceText } from "../../policy/changes.ts";
import { isOnlyBegun } from "../only-begun.ts";
import { textSpan } from "../spans.ts";
import { type ListEntry, resourceEntries } from "../entries.ts";
import { resourcesInText } from "../list-in-text.ts";
import { bucketArnOf, ofUrl } from "../resource-addresses.ts";
import { type Fix, fixWith } from "../fix.ts";
import { certainKind, namesPrincipals } from "../kind-rules.ts";
import { ARN_MESSAGES as MESSAGES } from "../arn-messages.ts";
import { WILDCARD_IN_SERVICE, wildcardsInService } from "../arn-wildcards.ts";
import { cutIamArn, invalidIamArn } from "../arns-of-iam.ts";
import { owningService } from "../owning-service.ts";
import { foundInPlaceOfName } from "../place-of-name.ts";
import { name, say } from "../../wording/phrase.ts";

export const invalidArn: Check = {
  code: "invalid-arn",
  severity: "error",
  summary: "A resource is neither * nor a well-formed ARN.",
  messages: MESSAGES,
  perStatement: true,
  *find(subject) {
    const wildcards: ListEntry[] = [];
    for (const listEntry of resourceEntries(subject.policy)) {
      const { entry, text, statement } = listEntry;
      if (text === "*" || startsOpen(entry) || (text === "" && isOnlyBegun(statement))) continue;
      const found = text.startsWith("arn:") ? invalidFields(listEntry, subject) : notAnArn(listEntry, subject);
      for (const one of found) {
        if (one === WILDCARD_IN_SERVICE) wildcards.push(listEntry);
        else yield one;
      }
    }
    yield* wildcardsInService(wildcards, subject);
  },
};

/** Could the text start with anything? Then nothing can be said of its fields. */
function startsOpen({ text, holes }: Scalar): boolean {
  if (holes[0]?.start === 0) return holes[0].isOwnName !== true;
  const start = settledStart(text, holes);
  return start.length < Math.min(text.length, "arn:".length) && "arn:".startsWith(start);
}

/** What stands before anything that is filled in or matches anything. */
function settledStart(text: string, [first]: readonly Hole[]): string {
  return text.slice(0, first?.start).split(/[*?$]/, 1)[0] ?? "";
}

function startsWithName([first]: readonly Hole[]): boolean {
  return first?.start === 0 && first.isOwnName === true;
}

function* notAnArn({ entry, element, statement }: ListEntry, subject: PolicyUnderCheck): Generator<Finding> {
  const { text } = entry;
  const trimmed = text.trim();
  if (trimmed !== text && (trimmed === "*" || trimmed.startsWith("arn:"))) {
    yield {
      span: textSpan(entry),
      ...MESSAGES.leadingSpace(text),
      fixes: () =>
        isSettled(entry) ? [{ title: say`Remove the white space`, changes: replaceText(entry, trimmed) }] : [],
    };
    return;
  }
  // The policies of some resources take forms of their own: API Gateway `execute-api:/…`, old queues `/account/name`.
  const isOfResource = subject.kind.kind === "resource" || namesPrincipals(subject);
  if (!entry.certain || (isOfResource && OWN_FORM.test(text))) return;
  const isAddress = ADDRESS.test(text);
  if (isAddress || startsWithName(entry.holes)) {
    // KMS keeps such a policy, and one without resources. Source: "Creating a key policy" (AWS KMS), Resource.
    yield owningService(subject) === "kms"
      ? { span: textSpan(entry), ...MESSAGES.nameInKeyPolicy(text), severity: "warning" }
      : { span: textSpan(entry), ...(isAddress ? MESSAGES.address(text) : MESSAGES.ownName(text)) };
    return;
  }
  if (/^https?:\/\//.test(text)) {
    yield ofUrl(entry);
    return;
  }
  // What begins like a name stays no ARN, whatever a tool fills in behind it.
  if (!isSettled(entry) && !/^[a-z\d/]/.test(settledStart(text, entry.holes))) return;
  const listed = resourcesInText(text);
  if (listed.length > 0)
    yield { span: textSpan(entry), ...MESSAGES.listAsText(), fixes: () => splitting(element, entry, listed) };
  // Brackets and words in capitals are for the reader to fill in.
  if (listed.length > 0 || /^\[.*\]$/.test(text) || /^[A-Z][A-Z_ -]*$/.test(text) || namesAnIdentifier(text)) return;
  const arn = bucketArnOf(entry, statement);
  yield {
    span: textSpan(entry),
    ...(arn === undefined ? MESSAGES.notAnArn(text) : MESSAGES.nameOfBucket(text, arn)),
    fixes: () =>
      arn === undefined
        ? []
        : [{ title: say`Replace with ${name(arn)}`, changes: [{ change: "replace", value: entry.node, by: arn }] }],
  };
}

/** `${name}.s3.${domain}/*`, as attributes of a template or of Terraform fill it in. Buckets end in `.${domain}` as well. */
const ADDRESS = /^[^:/]+\.(?:s3(?:\.dualstack)?(?:\.[^.:/]+)?|es)\.\$\{domain\}(?:[/:]|$)/;

function* invalidFields(
  { entry, element, statement }: ListEntry,
  subject: PolicyUnderCheck,
): Generator<Finding | typeof WILDCARD_IN_SERVICE> {
  const several = isSettled(entry) ? arnsIn(entry.text) : [];
  if (several.length > 1) {
    yield { span: textSpan(entry), ...MESSAGES.several(several), fixes: () => splitting(element, entry, several) };
    return;
  }
  if (isSettled(entry) && entry.text.trimEnd() !== entry.text) {
    const fixed = entry.text.trimEnd();
    yield {
      span: textSpan(entry),
      ...MESSAGES.trailingSpace(entry.text),
      severity: "warning",
      fixes: () => [{ title: say`Remove the white space`, changes: replaceText(entry, fixed) }],
    };
    return;
  }
  const fields = splitArn(entry.text);
  const otherName = foundInPlaceOfName(entry, fields[5], subject);
  if (otherName !== undefined) {
    yield otherName;
    return;
  }
  const blank = isSettled(entry) ? blankIn(fields) : undefined;
  if (blank !== undefined) {
    yield withoutBlanks(entry, blank);
    return;
  }
  if (isSettled(entry) && !namesPrincipals(subject)) {
    const cut = [...cutIamArn(entry, fields, statement)];
    yield* cut;
    if (cut.length > 0) return;
  }
  const [, partition, service, region, account] = fields.map((field) => settledField(field, entry.holes));
  if (partition !== undefined) yield* invalidPartition(entry, partition);
  // The name of a service may look like that of a Region: `resource-explorer-2`.
  if (service !== undefined && REGION.test(service.text) && !isServiceName(service.text, subject.catalog)) {
    yield withoutService(entry, service, statement);
    return;
  }
  if (service?.text === "" && isServiceName(region?.text ?? "", subject.catalog)) {
    yield withoutColon(entry, service);
    return;
  }
  // The last field of a short ARN goes on to its end.
  const isWhole = fields.length > 3 || !/[*?]/.test(service?.text ?? "");
  if (service !== undefined && isWhole) yield* invalidService(entry, service, subject);
  if (fields.length < 6) yield* missingFields(entry, fields, subject);
  else if (account !== undefined && region !== undefined) yield* invalidAccount(entry, account);
  if (partition !== undefined && region !== undefined) yield* otherPartition(entry, partition, region);
  if (service?.text === "iam" && !namesPrincipals(subject)) {
    yield* invalidIamArn(entry, regionOf(fields[3], entry.holes), settledField(fields[5] ?? NO_FIELD, entry.holes));
  }
}

/** The first part of an ARN with white space in it; in front of the last one, no name has any. */
function blankIn(fields: readonly ArnFieldText[]): ArnFieldText | undefined {
  const inside = fields.slice(1, 5).find(({ text }) => /\s/.test(text));
  const [last] = fields.slice(5);
  const [begins = ""] = /^\s+/.exec(last?.text ?? "") ?? [];
  if (inside !== undefined || last === undefined || begins === "") return inside;
  return { ...last, text: begins, end: last.start + begins.length };
}

/** `arn:aws:dynamodb:us-east-1: 111122223333:table/orders`. */
function withoutBlanks(entry: Scalar, { text, start, end }: ArnFieldText): Finding {
  return {
    span: entry.within(start, end),
    ...MESSAGES.spaceInside(entry.text),
    severity: "warning",
    fixes: () => fixWith(say`Remove the white space`, replacePart(entry, start, end, text.replace(/\s+/g, ""))),
  };
}

/** `arn:aws:eu-west-1:111122223333:repository/app`: where all actions are of one service, it is that one's ARN. */
function withoutService(entry: Scalar, { start, end }: ArnFieldText, { action }: Statement): Finding {
  const services = new Set(
    action?.entries.map(({ text }) => text.slice(0, Math.max(0, text.indexOf(":"))).toLowerCase()),
  );
  const [only, ...others] = services;
  const isSure = only !== undefined && others.length === 0 && /^[a-z0-9-]+$/.test(only) && isSettled(entry);
  const fixed = isSure ? `${entry.text.slice(0, start)}${only}:${entry.text.slice(start)}` : undefined;
  return {
    span: entry.within(start, end),
    ...MESSAGES.noService(entry.text, fixed),
    severity: "warning",
    fixes: () =>
      fixed === undefined ? [] : [{ title: say`Replace with ${name(fixed)}`, changes: replaceText(entry, fixed) }],
  };
}

/** `arn:aws::s3:::reports`. */
function withoutColon(entry: Scalar, { start, end }: ArnFieldText): Finding {
  const fixed = entry.text.slice(0, start) + entry.text.slice(end + 1);
  return {
    span: textSpan(entry),
    ...MESSAGES.emptyService(entry.text, fixed),
    severity: "warning",
    fixes: () => [{ title: say`Remove a colon`, changes: replacePart(entry, start, end + 1, "") }],
  };
}

/** The ARNs in a text that holds several: names hold commas, but nothing that looks like another ARN. */
function arnsIn(text: string): readonly string[] {
  return text.split(/[\s,;]+(?=arn:aws[a-z-]*:[a-z0-9-]+:)/);
}

function splitting({ form }: ListElement, entry: Scalar, arns: readonly string[]): readonly Fix[] {
  return form === "list" ? [] : fixWith(say`Write a list`, [{ change: "replace", value: entry.node, by: arns }]);
}

function* otherPartition(entry: Scalar, partition: ArnFieldText, { text }: ArnFieldText): Generator<Finding> {
  const right = otherPartitionOf(text, partition.text);
  if (right === undefined || !/^aws(?:-[a-z-]+)?$/.test(partition.text)) return;
  const { start, end } = partition;
  const fixed = entry.text.slice(0, start) + right + entry.text.slice(end);
  yield {
    span: entry.within(start, end),
    ...MESSAGES.otherPartition(text, entry.text, fixed),
    severity: "warning",
    fixes: () => [{ title: say`Set the partition to ${name(right)}`, changes: replacePart(entry, start, end, right) }],
  };
}

const NO_FIELD: ArnFieldText = { field: "resource", text: "", start: 0, end: 0 };

/** Undefined where a hole reaches into the field, or stands before it and may hold colons. */
function settledField(field: ArnFieldText, holes: readonly Hole[]): ArnFieldText | undefined {
  const mayMoveIt = ({ start, end, stands, isName }: Hole): boolean =>
    start < field.end && (end > field.start || (stands === undefined && isName !== true));
  return holes.some(mayMoveIt) ? undefined : field;
}

/** Also that of the deployment, which is never empty. */
function regionOf(field: ArnFieldText | undefined, holes: readonly Hole[]): ArnFieldText | undefined {
  if (field === undefined) return undefined;
  const isOfDeployment = holes.some(
    ({ stands, start, end }) => stands === "region" && start === field.start && end === field.end,
  );
  return isOfDeployment ? field : settledField(field, holes);
}

function* invalidPartition(entry: Scalar, { text, start, end }: ArnFieldText): Generator<Finding> {
  if (/^aws(?:-|$)/.test(text) || !/^[a-z-]*$/.test(text)) return;
  yield {
    span: text === "" ? textSpan(entry) : entry.within(start, end),
    ...(text === "" ? MESSAGES.noPartition(entry.text) : MESSAGES.notAPartition(text)),
    fixes: () => [{ title: say`Set the partition to ${name("aws")}`, changes: replacePart(entry, start, end, "aws") }],
  };
}

function* invalidService(
  entry: Scalar,
  field: ArnFieldText,
  subject: PolicyUnderCheck,
): Generator<Finding | typeof WILDCARD_IN_SERVICE> {
  const { text, start, end } = field;
  if (/[*?]/.test(text) && !text.includes("$")) {
    // Endpoints with such ARNs are in use.
    if (subject.kind.kind !== "vpc-endpoint") yield WILDCARD_IN_SERVICE;
    return;
  }
  const lower = text.toLowerCase();
  if (lower !== text && isServiceName(lower, subject.catalog)) {
    yield {
      span: entry.within(start, end),
      ...MESSAGES.serviceInCapitals(entry.text, lower),
      fixes: () => [
        { title: say`Replace ${name(text)} with ${name(lower)}`, changes: replacePart(entry, start, end, lower) },
      ],
    };
  }
}

function isServiceName(prefix: string, catalog: Catalog): boolean {
  return catalog.service(prefix) !== undefined;
}

/** In identity policies AWS fills missing fields up with `*`, so only a session policy must have all six. */
function* missingFields(entry: Scalar, fields: readonly ArnFieldText[], subject: PolicyUnderCheck): Generator<Finding> {
  // What is filled in may bring the fields that seem to lack.
  if (!entry.holes.every(({ stands, isName }) => stands !== undefined || isName === true)) return;
  const misplaced = bucketOutOfPlace(fields);
  if (misplaced !== undefined) {
    const fixed = `${fields
      .slice(0, 3)
      .map((field) => field.text)
      .join(":")}:::${misplaced.text}`;
    yield {
      span: textSpan(entry),
      ...MESSAGES.bucketOutOfPlace(misplaced.text, misplaced.field === "region" ? "Region" : "account ID", fixed),
      fixes: () => [{ title: say`Replace with ${name(fixed)}`, changes: replaceText(entry, fixed) }],
    };
  } else if (certainKind(subject) === "session") {
    yield {
      span: textSpan(entry),
      ...MESSAGES.tooFewFields(entry.text, fields.length),
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
    ...MESSAGES.account(text, entry.text),
    fixes: () =>
      /^\d{12}$/.test(digits)
        ? [{ title: say`Replace with ${name(digits)}`, changes: replacePart(entry, start, end, digits) }]
        : [],
  };
}

const OWN_FORM = /^(?:execute-api:|\/)/;
const BUCKET = /^[a-z][a-z0-9._-]{2,62}(?:\/.*)?$/;
const REGION = /^[a-z]{2,}(?:-[a-z]+)+-\d$/;
