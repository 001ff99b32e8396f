import { arnSlip, type ArnSlip, slipFinder, type SlipKind } from "../../catalog/arn-slip.ts";
import { isOfDevice } from "../../catalog/device-iam.ts";
import { hasUnknownIamType } from "../../policy/iam-types.ts";
import { splitArn } from "../../policy/arn.ts";
import { replacePart, replaceText } from "../../policy/changes.ts";
import { isSettled, type ListElement, type Scalar, type Statement } from "../../policy/policy.ts";
import { deployedExample, OPEN, shapeOf, type TextChange } from "../../policy/shape.ts";
import { slipInWords } from "../../wording/arn-slip.ts";
import { counted, name, type Phrase, say } from "../../wording/phrase.ts";
import { dataNote } from "../../wording/reference.ts";
import { typesOfArn } from "../../wording/resource.ts";
import { type Catalog, type CatalogInfo } from "../../catalog/catalog.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { bucketOfHost } from "../bucket-host.ts";
import { type Fix } from "../fix.ts";
import { messagesOf } from "../messages.ts";
import { namedActions } from "../named-actions.ts";
import { isClosedList, templatesOf } from "../missing-resources.ts";
import { proveWithOnly } from "../proofs.ts";
import { asWell, textSpan } from "../spans.ts";

const MESSAGES = messagesOf({
  slip: (written: string, slip: SlipKind, fixed: string, info: CatalogInfo) =>
    say`${name(written)} matches nothing that the actions here act on: ${slipInWords(slip)}. Did you mean ${name(fixed)}? ${dataNote(info)}`,
  unlisted: (written: string, slip: SlipKind, fixed: string, info: CatalogInfo) =>
    say`${name(written)} is not written as the ARNs in AWS's service reference are: ${slipInWords(slip)}. Did you mean ${name(fixed)}? ${dataNote(info)}`,
  mqtt: (written: string, fixed: string) =>
    say`In a policy ${name("#")} and ${name("+")} stand for themselves, and no topic to which messages are published has one, so ${name(written)} matches nothing. Write ${name(fixed)}.`,
  colon: (written: string, fixed: string) =>
    say`${name(written)} matches nothing, because a slash stands behind the name of a bucket, not a colon. Write ${name(fixed)}.`,
  ofAws: (written: string, fixed: string) =>
    say`${name(written)} matches nothing, because AWS owns documents of this name, and their ARNs have no account ID. Write ${name(fixed)}.`,
  host: (written: string, bucket: string, fixed: string) =>
    say`${name(written)} has the address of a bucket in the place of its name, which is ${name(bucket)}. Write ${name(fixed)}.`,
  device: (written: string, fixed: string) =>
    say`${name(written)} has no account ID, as ARNs are written for the IAM of an AWS Snow device. For an AWS account, write ${name(fixed)}.`,
  slips: (written: string, more: number, slip: SlipKind, fixed: string, info: CatalogInfo) =>
    say`${name(written)} and ${moreArns(more)} of this list match nothing that the actions here act on: ${slipInWords(slip)}. Write ${name(fixed)}, and correct the others likewise. ${dataNote(info)}`,
  unlistedOnes: (written: string, more: number, slip: SlipKind, fixed: string, info: CatalogInfo) =>
    say`${name(written)} and ${moreArns(more)} of this list are not written as the ARNs in AWS's service reference are: ${slipInWords(slip)}. Write ${name(fixed)}, and correct the others likewise. ${dataNote(info)}`,
});

function moreArns(count: number): Phrase {
  return say`${counted(count)} more ${count === 1 ? "ARN" : "ARNs"}`;
}

/** Longer lists are not looked at: what looks like a slip takes two proofs. */
const MOST_ENTRIES = 200;
const MOST_PROVED = 20;

/** Source: the resource types in the service authorization reference. */
export const misspelledArn: Check = {
  code: "misspelled-arn",
  severity: "warning",
  summary: "An ARN is not written as the ARNs of its type are.",
  messages: MESSAGES,
  proves: true,
  perStatement: true,
  *find(subject) {
    if (subject.broken) return;
    for (const statement of subject.policy.statements) {
      const { action, resource } = statement;
      if (resource !== undefined) {
        yield* slipsOfBuckets(resource);
        yield* documentsOfAws(resource);
      }
      if (action === undefined || resource === undefined || !isClosedList(action)) continue;
      yield* topicFilters(action, resource);
      if (resource.open || resource.misplaced.length > 0) continue;
      if (resource.entries.length > MOST_ENTRIES) continue;
      // Most statements are about everything, which is no ARN that could be misspelled.
      if (!resource.entries.some(({ text }) => text.startsWith("arn:"))) continue;
      let proofs = MOST_PROVED;
      const slips: Slip[] = [];
      const nearestSlip = slipFinder(subject.catalog, templatesOf(subject.catalog, action.entries));
      for (const entry of resource.entries) {
        // There is no name in it, as `incomplete-arn` says.
        if (entry.text.startsWith("arn:") && entry.text.endsWith(":log-group:")) continue;
        const deployed = entry.type === "string" ? deployedExample(entry) : undefined;
        if (deployed === undefined) {
          yield* betweenGroupAndStreams(entry, subject.catalog.info);
          continue;
        }
        // As it is in some deployment: what is filled in has no part in it.
        const example = isSettled(entry) ? entry : { ...entry, text: deployed.text, holes: [] };
        const slip = nearestSlip(example.text);
        if (slip === undefined || isInvalid(example.text) || proofs-- <= 0) continue;
        yield undefined;
        const found = groundOf(subject, statement, { action, resource, entry: example, slip });
        const change = found && deployed.changeTo(found.fixed);
        if (found === undefined || change === undefined) continue;
        const { ground } = found;
        const fixed = entry.text.slice(0, change.start) + change.by + entry.text.slice(change.end);
        if (mayBeOnDevice(example.text, action)) {
          const fixes = (): readonly Fix[] => replacing([{ entry, fixed, change }]);
          yield { span: textSpan(entry), ...MESSAGES.device(entry.text, fixed), severity: "info", fixes };
          continue;
        }
        const isInfo = ground === "reference" || isOfCase(example.text, slip);
        slips.push({ entry, slip: slip.slip, fixed, change, says: ground === "evident" ? "slip" : "unlisted", isInfo });
      }
      for (const same of ofOneMistake(slips)) yield findingOf(same, subject.catalog.info);
    }
  },
};

interface Slip {
  readonly change: TextChange;
  readonly entry: Scalar;
  readonly slip: SlipKind;
  readonly fixed: string;
  readonly says: "slip" | "unlisted";
  readonly isInfo: boolean;
}

/** The same slip in several ARNs of a list is one mistake. */
function ofOneMistake(slips: readonly Slip[]): readonly (readonly [Slip, ...Slip[]])[] {
  const mistakes = new Map<string, [Slip, ...Slip[]]>();
  for (const one of slips) {
    const what = JSON.stringify([one.slip, one.says, one.isInfo]);
    const same = mistakes.get(what);
    if (same === undefined) mistakes.set(what, [one]);
    else same.push(one);
  }
  return [...mistakes.values()];
}

function findingOf(same: readonly [Slip, ...Slip[]], info: CatalogInfo): Finding {
  const [{ entry, slip, fixed, says, isInfo }, ...others] = same;
  return {
    span: textSpan(entry),
    ...(others.length === 0
      ? ONE[says](entry.text, slip, fixed, info)
      : SEVERAL[says](entry.text, others.length, slip, fixed, info)),
    ...(isInfo ? { severity: "info" as const } : {}),
    ...(others.length === 0 ? {} : { related: asWell(others.map((one) => one.entry)) }),
    fixes: () => replacing(same),
  };
}

function replacing(slips: readonly Pick<Slip, "entry" | "fixed" | "change">[]): readonly Fix[] {
  const [first, ...others] = slips;
  if (first === undefined) return [];
  const title =
    others.length === 0 ? say`Replace with ${name(first.fixed)}` : say`Replace ${counted(slips.length)} ARNs`;
  return [
    { title, changes: slips.flatMap(({ entry, change: { start, end, by } }) => replacePart(entry, start, end, by)) },
  ];
}

const ONE = { slip: MESSAGES.slip, unlisted: MESSAGES.unlisted };
const SEVERAL = { slip: MESSAGES.slips, unlisted: MESSAGES.unlistedOnes };

/**
 * Nobody else can give a document of Systems Manager such a name. Sources: "CreateDocument" (AWS Systems Manager API Reference),
 * Name, on the prefixes that are reserved; "Create IAM roles to run workflows for Systems Manager Automation" (ARNs without account).
 */
function* documentsOfAws(resource: ListElement): Generator<Finding> {
  for (const entry of resource.entries) {
    const [, before = "", account, behind = ""] = (isSettled(entry) && OF_AWS.exec(entry.text)) || [];
    if (account === undefined || entry.type !== "string") continue;
    const fixed = `${before}${behind}`;
    yield {
      span: textSpan(entry),
      ...MESSAGES.ofAws(entry.text, fixed),
      fixes: () => [{ title: say`Replace with ${name(fixed)}`, changes: replaceText(entry, fixed) }],
    };
  }
}

const OF_AWS =
  /^(arn:[^:]*:ssm:[^:]*:)(\d{12})(:(?:document|automation-definition)\/AWS(?:EC2|Support|ConfigRemediation)?-[A-Za-z].*)$/;

/** Nobody has to call a bucket by the address of another one, so it is a slip, and more than what a proof says of it. */
function* slipsOfBuckets(resource: ListElement): Generator<Finding> {
  for (const entry of resource.entries) {
    const shape = shapeOf(entry);
    const colon = BUCKET_AND_COLON.exec(shape)?.[0].length;
    if (colon !== undefined) yield slipOfBucket(entry, { start: colon - 1, end: colon, by: "/" }, MESSAGES.colon);
    const found = bucketOfHost(shape);
    if (found === undefined || found.bucket.includes(OPEN)) continue;
    const { start, end, bucket } = found;
    const says = (written: string, fixed: string): MessageOf => MESSAGES.host(written, bucket, fixed);
    yield slipOfBucket(entry, { start, end, by: bucket }, says);
  }
}

type MessageOf = ReturnType<typeof MESSAGES.colon>;

function slipOfBucket(
  entry: Scalar,
  { start, end, by }: TextChange,
  says: (written: string, fixed: string) => MessageOf,
): Finding {
  const fixed = entry.text.slice(0, start) + by + entry.text.slice(end);
  return {
    span: textSpan(entry),
    ...says(entry.text, fixed),
    fixes: () => [{ title: say`Replace with ${name(fixed)}`, changes: replacePart(entry, start, end, by) }],
  };
}

/** Source: "General purpose bucket naming rules" (Amazon S3 User Guide). */
const BUCKET_AND_COLON = /^arn:[^:]+:s3:::(?!arn:)[a-z0-9][a-z0-9.-]*:(?!\/\/)(?=.)/;

/** `${Group.Arn}:log-stream:*` of a log group that the file does not name: CloudFormation's `Arn` ends with `:*`. */
function* betweenGroupAndStreams(entry: Scalar, info: CatalogInfo): Generator<Finding> {
  const { text, holes } = entry;
  if (!holes.every(({ stands, isName }) => stands !== undefined || isName === true)) return;
  const [, group = "", between] = GROUP_AND_STREAMS.exec(shapeOf(entry)) ?? [];
  if (between === undefined) return;
  const slip: SlipKind = { kind: "more-between", between, word: ":log-stream:" };
  const fixed = text.slice(0, group.length) + text.slice(group.length + between.length);
  yield { span: textSpan(entry), ...MESSAGES.slip(text, slip, fixed, info) };
}

const GROUP_AND_STREAMS = /^(arn:[^:]+:logs:[^:]*:[^:]*:log-group:[^:]+)(:[^:\0]*):log-stream:./;

/** Topics as subscriptions write them. Source: "Publish/Subscribe policy examples" (AWS IoT Core Developer Guide). */
function* topicFilters(action: ListElement, resource: ListElement): Generator<Finding> {
  if (!action.entries.every((entry) => isSettled(entry) && OF_TOPICS.test(entry.text))) return;
  for (const entry of resource.entries) {
    const fixed = topicInPolicy(entry);
    if (fixed === undefined) continue;
    yield {
      span: textSpan(entry),
      ...MESSAGES.mqtt(entry.text, fixed),
      fixes: () =>
        isSettled(entry) ? [{ title: say`Replace with ${name(fixed)}`, changes: replaceText(entry, fixed) }] : [],
    };
  }
}

/** Undefined unless it is a topic with such a sign. What a tool fills in may have one in its mark: `#{site}`. */
function topicInPolicy({ text, holes, certain }: Scalar): string | undefined {
  const fields = splitArn(text);
  const [, , service, , , resource] = fields;
  if (!certain || service?.text !== "iot" || resource?.text.startsWith("topic/") !== true) return undefined;
  const isFilledIn = (at: number): boolean => holes.some(({ start, end }) => start <= at && at < end);
  const fixed = text.replace(/[#+]/g, (sign, at: number) => (isFilledIn(at) ? sign : "*"));
  return fixed === text ? undefined : fixed;
}

const OF_TOPICS = /^iot:(?:Publish|Receive|RetainPublish|GetRetainedMessage)$/i;

/**
 * AWS's own policies write `vpcconnection` where the reference has `vpcConnection`, and `connector-profile` where it has
 * `connectorprofile`.
 */
function isOfCase(written: string, { fixed, slip }: ArnSlip): boolean {
  if (slip.kind !== "type") return false;
  const isLower =
    slip.type !== slip.type.toLowerCase() && written === fixed.replace(slip.type, slip.type.toLowerCase());
  return isLower || (!written.includes("_") && withoutHyphens(written) === withoutHyphens(fixed));
}

function withoutHyphens(text: string): string {
  return text.replaceAll("-", "");
}

/** The IAM of an AWS Snow device writes it so. */
function mayBeOnDevice(arn: string, action: ListElement): boolean {
  const names = action.entries.map(({ text }) => text.toLowerCase().replace("iam:", ""));
  return /^arn:[^:]*:iam:::[a-z]/.test(arn) && names.some((text) => text.includes("*") || isOfDevice(text));
}

function isOfUnknownType(arn: string): boolean {
  const [, resource] = /^arn:[^:]*:iam:[^:]*:[^:]*:(.*)$/.exec(arn) ?? [];
  return resource !== undefined && hasUnknownIamType(resource);
}

/**
 * Of a bucket in the place of another field and a Region or another type in an ARN of IAM `invalid-arn` says more, and of an
 * Auto Scaling group without its ID `incomplete-arn`.
 */
function isInvalid(arn: string): boolean {
  return (
    /^arn:[^:]*:s3:[^:]*(?::[^:]*)?$/.test(arn) ||
    /^arn:[^:]*:iam:[a-z]{2,}-[^:]*:[^:]*:/.test(arn) ||
    /^arn:[^:]*:autoscaling:[^:]*:[^:]*:autoScalingGroup\//.test(arn) ||
    isOfUnknownType(arn)
  );
}

interface Slipped {
  readonly action: ListElement;
  readonly resource: ListElement;
  readonly entry: Scalar;
  readonly slip: ArnSlip;
}

/**
 * Would the other one match, and is this an ARN of no type (`evident`), or one that the reference alone does not have
 * (`reference`)? AWS's own guides leave out Region and account of some: `arn:aws:gamelift:::gamesessionqueue/…`.
 */
function groundOf(
  subject: PolicyUnderCheck,
  statement: Statement,
  { resource, entry, slip }: Slipped,
): { readonly ground: "evident" | "reference"; readonly fixed: string } | undefined {
  const verdictWith = (text: string): string => {
    const proof = proveWithOnly(subject, statement, { resource, entry, text });
    return proof.verdict === "never" ? proof.reason.code : "";
  };
  // A document of Systems Manager is no parameter with a path for its name.
  if (slip.slip.kind === "no-type" && entry.text.includes("/") && !isOfNone(entry.text, subject.catalog))
    return undefined;
  const isSlip = EVIDENT.has(slip.slip.kind) || hasNameWithSlash(entry.text);
  const isProved = isSlip || NOTHING_THERE.has(verdictWith(entry.text));
  // AWS Billing writes `payment-instrument/…`, and the reference `payment-instrument:…`.
  if (!isProved && slip.slip.kind === "separator" && !isAnyAttested(statement, subject.catalog)) return undefined;
  const isOfNoType = isProved || (!mayRunOn(entry.text, slip.slip) && isOfNone(entry.text, subject.catalog));
  // The actions may be of what is in it, as the streams of a log group are.
  const fixed = [slip.fixed, `${slip.fixed}:*`].find((text) => isOfNoType && verdictWith(text) === "");
  if (fixed === undefined) return undefined;
  const leavesOut = !fixed.startsWith(fieldsBefore(entry.text)) && /^arn:[^:]*:(?!iam:|s3:)[^:]*:::/.test(entry.text);
  return { ground: !isProved && leavesOut ? "reference" : "evident", fixed };
}

function fieldsBefore(arn: string): string {
  return `${arn.split(":", 5).join(":")}:`;
}

/**
 * Is the list of resource types shown to be whole of one of the actions that are named, or of another one with its types?
 * Where two services share a prefix, an action of both lists may lack some, but their ARNs are written in one way.
 */
function isAnyAttested(statement: Statement, catalog: Catalog): boolean {
  const named = namedActions(statement, catalog).filter(({ action }) => action.resources.length > 0);
  if (named.length === 0 || named.some(({ action }) => action.resourcesAttested)) return true;
  return named.some(({ service, action }) => {
    const types = new Set(action.resources.map(({ type }) => type));
    return service.actionTraits.some(
      ({ resourcesAttested, resources }) => resourcesAttested && resources.some(({ type }) => types.has(type)),
    );
  });
}

/** What the names of the resource may hold rules out that it is another one. */
const EVIDENT: ReadonlySet<SlipKind["kind"]> = new Set(["second-slash", "more-behind", "more-between", "ends-early"]);

const NOTHING_THERE: ReadonlySet<string> = new Set(["resource-not-of-action", "resource-matches-nothing"]);

/** A `*` before the name matches colons as well: `arn:aws:logs:*:*:/aws/jobs` is that of a log group. */
function mayRunOn(arn: string, { kind }: SlipKind): boolean {
  return (kind === "no-type" || kind === "fields") && arn.split(":").slice(3, 5).join("").includes("*");
}

function isOfNone(arn: string, catalog: Catalog): boolean {
  const service = catalog.service(arn.split(":")[2] ?? "");
  if (service === undefined || typesOfArn(arn, service).length > 0) return false;
  return !service.resourceTypes.some(({ arns }) => arns.some((template) => arnSlip(arn, template) === "fits"));
}

/**
 * The reference does not say what a name may hold. Those of topics and queues hold letters, digits, hyphens and
 * underscores. Sources: "CreateTopic" and "CreateQueue" in the API references.
 */
function hasNameWithSlash(arn: string): boolean {
  return /^arn:[a-z-]+:s[nq]s:[^:]*:[^:]*:(?:topic|queue)[/:]/i.test(arn);
}
