/** Is a Resource that does not match one that was meant to? Where in it the slip is, and what stands there rightly. */
import { isNearName } from "../../domains/nearest-name.ts";
import { type ArnFieldText, splitArn } from "../../policy/arn.ts";
import { matchesText, patternOfTemplate } from "./covers.ts";
import { arnOfName } from "./name-for-arn.ts";

export interface ResourceSlip {
  /** Of the entry's text. */
  readonly start: number;
  readonly end: number;
  readonly by: string;
  /** `likely`: what is written may be there as well; `possible`: it may just as well be meant. */
  readonly likelihood: "sure" | "likely" | "possible";
  /** As it is written it matches no resource of the action. */
  readonly matchesNothing: boolean;
  /** Said of it by the form of ARNs alone: where the reference has an action act on such a resource, it is no slip. */
  readonly isOfForm?: true;
  /** Two neighbours are swapped, or a character is there twice: nobody names a thing like that. */
  readonly isMistyped?: true;
}

/** Of a settled entry of a statement for these actions that does not match the wanted ARN; undefined where more than one part of it differs. */
export function resourceSlip(
  written: string,
  wanted: string,
  actions: readonly string[] = [],
): ResourceSlip | undefined {
  return (
    nameForArn(written, wanted) ??
    withoutSuffix(written, wanted) ??
    withoutStreams(written, wanted, actions) ??
    domainAlone(written, wanted, actions) ??
    aliasForKey(written, wanted) ??
    otherThanFifo(written, wanted) ??
    poolWithoutRegion(written, wanted) ??
    ofAnotherForm(written, wanted) ??
    slippedField(written, wanted)
  );
}

function nameForArn(written: string, wanted: string): ResourceSlip | undefined {
  const named = arnOfName(written, wanted);
  if (named === undefined) return undefined;
  // A pattern goes on being one; what is in the thing, or has characters behind its name, is written itself.
  const by = /[*?]/.test(written) && matchesText(named, wanted) ? named : wanted;
  return { start: 0, end: written.length, by, ...OF_NOTHING };
}

/** The address of a queue is one also where references stand for its Region and its account. */
export function addressForArn(written: string, wanted: string): ResourceSlip | undefined {
  return written.startsWith("https:") ? nameForArn(written, wanted) : undefined;
}

/**
 * A secret's ARN ends in a hyphen and six characters that Secrets Manager adds; AWS writes six `?` for them.
 * Source: "Identity-based policies" of AWS Secrets Manager.
 */
function withoutSuffix(written: string, wanted: string): ResourceSlip | undefined {
  const isOfSecret = /^arn:[^:]+:secretsmanager:[^:]*:[^:]*:secret:/.test(wanted);
  if (!isOfSecret || !/^-[A-Za-z0-9]{6}$/.test(wanted.slice(written.length)) || !wanted.startsWith(written)) {
    return undefined;
  }
  return { start: written.length, end: written.length, by: "-??????", likelihood: "sure", matchesNothing: true };
}

/**
 * A log group stands in policies with `:*` behind its name; without, it is the form that only tagging knows. Source:
 * "Overview of managing access permissions to your CloudWatch Logs resources".
 */
function withoutStreams(written: string, wanted: string, actions: readonly string[]): ResourceSlip | undefined {
  const isLogGroup = /^arn:[^:]+:logs:[^:]*:[^:]*:log-group:[^:]+$/.test(written);
  if (!isLogGroup || !wanted.startsWith(`${written}:log-stream:`)) return undefined;
  const tags = actions.some((action) => /tag|\*/i.test(action));
  return { start: written.length, end: written.length, by: ":*", likelihood: "sure", matchesNothing: !tags };
}

/**
 * A request to a domain of Amazon OpenSearch Service has a path, and the domain alone is that of the configuration. Source:
 * "Identity and Access Management in Amazon OpenSearch Service", on the trailing `/*`.
 */
function domainAlone(written: string, wanted: string, actions: readonly string[]): ResourceSlip | undefined {
  const isDomain = /^arn:[^:]+:es:[^:]*:[^:]*:domain\/[^/*?]+$/.test(written) && wanted.startsWith(`${written}/`);
  if (!isDomain || !actions.every((action) => /^es:ESHttp/i.test(action))) return undefined;
  return { start: written.length, end: written.length, by: "/*", likelihood: "sure", matchesNothing: true };
}

/**
 * Of an entry that is no resource of the actions: the type of what was asked for in the place of the other one, as `topic/`
 * for `topicfilter/`, or in the place of what is in it, as `stateMachine:orders` for `execution:orders:*`. What can only be
 * allowed on `*` is so in the place of any ARN.
 */
export function otherType(written: string, wanted: string, templates: readonly string[]): ResourceSlip | undefined {
  if (wanted === "*") return { start: 0, end: written.length, by: wanted, ...OF_NOTHING };
  const template = templates.find((one) => matchesText(patternOfTemplate(one), wanted));
  const by = /^[A-Za-z-]+[/:]/.exec(splitArn(template ?? "")[5]?.text ?? "")?.[0];
  const field = splitArn(written)[5];
  const [own] = /^[A-Za-z-]+[/:]/.exec(field?.text ?? "") ?? [];
  if (by === undefined || field === undefined || own === undefined || own === by) return undefined;
  const { start } = field;
  const end = start + own.length;
  const named = splitArn(wanted)[5]?.text.slice(by.length) ?? "";
  const isInside = [":", "/"].some((sign) => field.text.startsWith(named + sign, own.length));
  if (named !== "" && isInside && matchesText(written.slice(0, start) + by + named, wanted))
    return { start, end: start + field.text.length, by: by + named, ...OF_NOTHING };
  return matchesText(written.slice(0, start) + by + written.slice(end), wanted)
    ? { start, end, by, ...OF_NOTHING }
    : undefined;
}

/**
 * The same but for the service, which no resource of the action has in its ARN: `servicecatalog` for `catalog`. `isSure`: the
 * entry is no resource of any action beside it.
 */
export function otherService(
  written: string,
  wanted: string,
  { templates, isSure }: { readonly templates: readonly string[]; readonly isSure: () => boolean },
): ResourceSlip | undefined {
  const [field, by] = [splitArn(written)[2], splitArn(wanted)[2]?.text];
  if (field?.field !== "service" || by === undefined || field.text === "" || field.text === by) return undefined;
  const { start, end } = field;
  const isOfAction = templates.some((one) => splitArn(one)[2]?.text === field.text);
  if (isOfAction || !matchesText(written.slice(0, start) + by + written.slice(end), wanted)) return undefined;
  return isSure() ? { start, end, by, ...OF_NOTHING } : { start, end, by, likelihood: "likely", matchesNothing: false };
}

/** In Resource an alias stands for itself, never for its key. Source: "Controlling access to aliases" of AWS KMS. */
function aliasForKey(written: string, wanted: string): ResourceSlip | undefined {
  const isAlias = /^arn:[^:]+:kms:[^:]*:[^:]*:alias\//.test(written);
  const isKey = /^arn:[^:]+:kms:[^:]*:[^:]*:key\//.test(wanted);
  if (!isAlias || !isKey) return undefined;
  return { start: 0, end: written.length, by: wanted, ...OF_NOTHING, isOfForm: true };
}

/**
 * The name of a FIFO queue or topic ends in `.fifo`, which is part of it. A standard one of the name without it may be there
 * as well. Sources: "CreateQueue" (Amazon SQS API Reference), "CreateTopic" (Amazon SNS API Reference).
 */
function otherThanFifo(written: string, wanted: string): ResourceSlip | undefined {
  if (!/^arn:[^:]+:(?:sqs|sns):[^:]*:[^:]*:[\w.-]+$/.test(wanted)) return undefined;
  const slip = { likelihood: "likely", matchesNothing: false } as const;
  if (wanted === written + FIFO) return { start: written.length, end: written.length, by: FIFO, ...slip };
  return written === wanted + FIFO ? { start: wanted.length, end: written.length, by: "", ...slip } : undefined;
}

const FIFO = ".fifo";

/** The ID of a user pool begins with its Region. Source: "CreateUserPool" (Amazon Cognito API Reference), the pattern of UserPoolId. */
function poolWithoutRegion(written: string, wanted: string): ResourceSlip | undefined {
  const [, before = "", region = "", id = ""] =
    /^(arn:[^:]+:cognito-idp:[^:]*:[^:]*:userpool\/)([\w-]+_)(\w+)$/.exec(wanted) ?? [];
  if (before === "" || written !== before + id) return undefined;
  return { start: before.length, end: before.length, by: region, ...OF_NOTHING };
}

/**
 * A Region or an account in an ARN that has none, or the other way round. Source: "Amazon Resource Names (ARNs)", on
 * resources whose ARNs leave out the Region, the account or both.
 */
function ofAnotherForm(written: string, wanted: string): ResourceSlip | undefined {
  const fields = splitArn(written);
  const wantedFields = splitArn(wanted);
  if (fields.length !== 6 || wantedFields.length !== 6) return undefined;
  const different = fields.flatMap((own, at) => {
    const other = wantedFields[at];
    return other === undefined || matchesText(own.text, other.text) ? [] : [{ own, other }];
  });
  const [first, last = first] = different;
  const isOfForm = different.every(
    ({ own, other }) => PLACES.has(own.field) && (own.text === "") !== (other.text === ""),
  );
  if (first === undefined || last === undefined || !isOfForm) return undefined;
  if (first.own.field === "region" && IN_SEVERAL_REGIONS.test(written)) return undefined;
  // `arn:aws:ec2:eu-west-1:111122223333:*` is meant for types that have an account, as the others of the same call do.
  if (/^[*?]/.test(fields[5]?.text ?? "")) return undefined;
  const by = wanted.slice(first.other.start, last.other.end);
  return { start: first.own.start, end: last.own.end, by, ...OF_NOTHING, isOfForm: true };
}

const PLACES: ReadonlySet<ArnFieldText["field"]> = new Set<ArnFieldText["field"]>(["region", "account"]);

/** The one field of an ARN that is nearly the wanted one. */
function slippedField(written: string, wanted: string): ResourceSlip | undefined {
  const fields = splitArn(written);
  const wantedFields = splitArn(wanted);
  if (fields.length !== 6 || wantedFields.length !== 6) return undefined;
  const different = fields.filter(({ text }, at) => !matchesText(text, wantedFields[at]?.text ?? ""));
  const [field, ...more] = different;
  const other = wantedFields.find((one) => one.field === field?.field)?.text ?? "";
  if (field === undefined || more.length > 0 || other === "" || field.text === "") return undefined;
  if (field.field === "region" && IN_SEVERAL_REGIONS.test(written)) return undefined;
  if (field.field !== "resource") return slippedValue(field, other);
  return otherSign(field, other) ?? slippedName(field, other);
}

/**
 * What is written is there as well, and needed beside the wanted one. Sources: "Multi-Region keys in AWS KMS", on the same
 * key ID in each Region; "Prerequisites for inference profiles" (Amazon Bedrock), on a model in each Region of a profile,
 * and in none.
 */
const IN_SEVERAL_REGIONS = /^arn:[^:]+:(?:kms:[^:]*:[^:]*:key\/mrk-|bedrock:[^:]*:[^:]*:foundation-model\/)/;

function slippedValue({ text, field, start, end }: ArnFieldText, other: string): ResourceSlip | undefined {
  // No ARN of another partition is ever asked for. Source: "Amazon Resource Names (ARNs)", on partitions.
  if (field === "partition") return PARTITION.test(text) ? { start, end, by: other, ...OF_NOTHING } : undefined;
  const isSlip =
    field === "account"
      ? /^\d+$/.test(text)
      : field === "region"
        ? REGION.test(text) && REGION.test(other)
        : field === "service" && isNearName(text, other);
  if (!isSlip) return undefined;
  // There is no account of another length; another Region, or another account of twelve digits, is there.
  const isThere = field === "region" || (field === "account" && text.length === 12 && !isOneOff(text, other));
  return { start, end, by: other, likelihood: isThere ? "likely" : "sure", matchesNothing: !isThere };
}

const OF_NOTHING = { likelihood: "sure", matchesNothing: true } as const;

const PARTITION = /^aws(?:-[a-z]+)*$/;

const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d$/;

/**
 * `function/api`: behind the word for its type, an ARN has the one sign of that type. Of the types of one service that begin
 * alike, all have the same one, but for bots of Amazon Lex, whose names are no IDs. Source: "Actions, resources, and condition
 * keys for AWS services" (Service Authorization Reference), on the ARNs of resource types.
 */
function otherSign({ text, start }: ArnFieldText, other: string): ResourceSlip | undefined {
  const [type = ""] = /^[A-Za-z][A-Za-z-]*/.exec(text) ?? [];
  const by = other.charAt(type.length);
  if (type === "" || !/^[/:]$/.test(text.charAt(type.length)) || !/^[/:]$/.test(by)) return undefined;
  const at = start + type.length;
  return matchesText(type + by + text.slice(type.length + 1), other)
    ? { start: at, end: at + 1, by, ...OF_NOTHING, isOfForm: true }
    : undefined;
}

/** A name in another case, or with one character too many, too few or swapped with its neighbour. */
function slippedName({ text, start, end }: ArnFieldText, other: string): ResourceSlip | undefined {
  if (text.includes("$")) return undefined;
  const inOtherCase = caseOf(text, other);
  if (inOtherCase !== undefined) {
    // Two folders, or two objects, may differ in the case alone.
    const likelihood = /[*?]/.test(text) ? "likely" : "sure";
    return { start, end, by: inOtherCase, likelihood, matchesNothing: false };
  }
  const slip = oneCharacterOff(text, other);
  if (slip === undefined) return undefined;
  const { at, gone, come, likelihood } = slip;
  const isDoubled = gone === 1 && text.charAt(at) === text.charAt(at - 1);
  const isMistyped = gone === 2 || isDoubled ? { isMistyped: true as const } : {};
  return { start: start + at, end: start + at + gone, by: come, likelihood, matchesNothing: false, ...isMistyped };
}

/** The name, or the pattern up to its first wildcard, in the case of the wanted one. */
export function caseOf(pattern: string, text: string): string | undefined {
  const wildcard = pattern.search(/[*?]/);
  const fixed = wildcard < 0 ? pattern.length : wildcard;
  if (text.length < fixed || !isSameLetter(pattern.charAt(fixed - 1), text.charAt(fixed - 1))) return undefined;
  const by = text.slice(0, fixed) + pattern.slice(fixed);
  const isOtherCase = by !== pattern && by.toLowerCase() === pattern.toLowerCase();
  return isOtherCase && matchesText(by, text) ? by : undefined;
}

/** Asked first, of the last letter: of thousands of names hardly any is the same in another case. */
function isSameLetter(one: string, other: string): boolean {
  return one === other || one.toLowerCase() === other.toLowerCase();
}

/** The name, or the pattern, without the one character too many, too few or swapped that keeps it from fitting. */
export function withoutSlip(written: string, wanted: string): string | undefined {
  const slip = oneCharacterOff(written, wanted);
  return slip?.likelihood === "sure" ? changed(slip, written) : undefined;
}

interface Change {
  readonly at: number;
  /** How many characters go. */
  readonly gone: number;
  readonly come: string;
}

interface CharacterSlip extends Change {
  readonly likelihood: ResourceSlip["likelihood"];
}

/** Names that differ in a digit, or in a letter that stands for another, are those of two things. */
function oneCharacterOff(pattern: string, text: string): CharacterSlip | undefined {
  const at = firstDifference(pattern, text);
  // What comes behind a wildcard has no place of its own in the text.
  if (/[*?]/.test(pattern.slice(0, at))) return undefined;
  const has = pattern.charAt(at);
  const next = pattern.charAt(at + 1);
  const lacks = text.charAt(at);
  const candidates: readonly Change[] = [
    { at, gone: 2, come: next + has },
    { at, gone: 1, come: "" },
    { at, gone: 0, come: lacks },
  ];
  const right = candidates.find((one) => isOfName(one, pattern) && matchesText(changed(one, pattern), text));
  if (right === undefined) return undefined;
  return { ...right, likelihood: isPlural(right, pattern) ? "possible" : "sure" };
}

/** Not the sign that parts a name from the next, one too many aside, nor what a wildcard stands beside. */
function isOfName({ at, gone, come }: Change, pattern: string): boolean {
  const letters = pattern.slice(at, at + gone) + come;
  const isDoubled = gone === 1 && pattern.charAt(at) === pattern.charAt(at - 1);
  if (letters === "" || /[\d*?]/.test(letters) || /[*?]/.test(pattern.charAt(at + gone))) return false;
  return isDoubled || !/[/:]/.test(letters);
}

function changed({ at, gone, come }: Change, pattern: string): string {
  return pattern.slice(0, at) + come + pattern.slice(at + gone);
}

function firstDifference(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one.charAt(at) === other.charAt(at)) at++;
  return at;
}

/** `order` and `orders` may both be there. */
function isPlural({ at, gone, come }: Change, pattern: string): boolean {
  const changed = gone === 1 ? pattern.charAt(at) : gone === 0 ? come : "";
  const behind = pattern.charAt(at + gone);
  return changed.toLowerCase() === "s" && !/[a-z]/i.test(behind);
}

/** One digit is another, or two neighbours are swapped. */
export function isOneOff(one: string, other: string): boolean {
  const at = firstDifference(one, other);
  const rest = one.slice(at + 1) === other.slice(at + 1);
  const swapped = one.charAt(at) === other.charAt(at + 1) && one.charAt(at + 1) === other.charAt(at);
  return rest || (swapped && one.slice(at + 2) === other.slice(at + 2));
}
