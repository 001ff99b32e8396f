/** Conditions that say how somebody has to ask, and not who: whoever asks can meet them. */
import { coverIpv4, readAddressRange } from "../domains/address.ts";
import { operatorOf, type OperatorUse } from "../policy/operators.ts";
import { type ConditionBlock, type ConditionEntry, isSettled, type Statement } from "../policy/policy.ts";

export interface MetByAnyone {
  readonly key: string;
  /** It takes an AWS account to meet it. */
  readonly isSigned: boolean;
  /** Of a condition that says who asks, and lets in others than it names. */
  readonly outsiders?: Outsiders;
}

export interface Outsiders {
  /** They are not among those that it names, they lack the key, or all that it asks for is that the key is there. */
  readonly by: "negation" | "absence" | "presence";
  readonly written: string;
  /** The operator that lets in only those who are named. */
  readonly instead: string;
  /** Whoever signs has the key. */
  readonly unsignedOnly?: true;
}

/**
 * What a condition asks for, where callers of every account can meet all of it; undefined of any other. Sources: "AWS
 * global condition context keys" (aws:SecureTransport, aws:PrincipalType, aws:referer, aws:UserAgent, aws:VpcSourceIp, aws:SourceIp;
 * aws:PrincipalOrgID, aws:PrincipalArn and aws:PrincipalAccount for who has them); "Bucket policy examples using condition keys" (the headers of
 * a request are the caller's).
 */
export function metByAnyone(
  statement: Statement,
  { operators, open, misplaced }: ConditionBlock,
): MetByAnyone | undefined {
  if (open || misplaced !== undefined) return undefined;
  if (operators.some((block) => block.open || block.misplaced !== undefined)) return undefined;
  const entries = operators.flatMap((block) => block.entries);
  const found = entries.map((entry) => keyMetByAnyone(entry, statement));
  const [first] = found;
  if (first === undefined || found.includes(undefined)) return undefined;
  const ofOutsiders = found.find((one) => one?.outsiders !== undefined);
  if (ofOutsiders !== undefined) {
    // Two conditions on who asks may let in different outsiders, and nobody both.
    return entries.filter(({ key }) => /^aws:principal/i.test(key)).length === 1 ? ofOutsiders : undefined;
  }
  return found.find((one) => one?.isSigned === true) ?? first;
}

function keyMetByAnyone(entry: ConditionEntry, statement: Statement): MetByAnyone | undefined {
  const { key, values, certain } = entry;
  const use = operatorOf(entry);
  const isWhole = !values.open && values.misplaced.length === 0 && values.entries.every(isSettled);
  if (!certain || !isWhole || use === undefined || use.setOperator !== undefined) return undefined;
  const { family, negated } = use.operator;
  const texts = values.entries.map(({ text }) => text);
  const outsiders = outsidersOf(key.toLowerCase(), use, texts);
  if (outsiders !== undefined) return { key, isSigned: outsiders.by === "presence", outsiders };
  if (negated) return undefined;
  switch (key.toLowerCase()) {
    case "aws:securetransport":
      return family === "bool" && texts.includes("true") ? { key, isSigned: false } : undefined;
    case "aws:principaltype":
      return family === "string" && texts.some((one) => OF_EVERY_ACCOUNT.has(one))
        ? { key, isSigned: true }
        : undefined;
    case "aws:referer":
    case "aws:useragent":
      return family === "string" && texts.some(isNoSecret) ? { key, isSigned: false } : undefined;
    case "aws:sourceip":
      return family === "ip" && coverIpv4(texts.flatMap((text) => readAddressRange(text) ?? []))
        ? { key, isSigned: false }
        : undefined;
    case "aws:vpcsourceip":
      return family === "ip" && texts.some(isOfAnyVpc) ? { key, isSigned: true } : undefined;
    case "aws:principalarn":
      return texts.some((text) => use.operator.wildcards && isOfEveryAccount(text))
        ? { key, isSigned: true }
        : undefined;
    case "s3:x-amz-acl":
      return family === "string" && texts.length > 0 && putsObjects(statement) ? { key, isSigned: false } : undefined;
    default:
      return undefined;
  }
}

/** `key` in lower case. */
function outsidersOf(
  key: string,
  { operator, ifExists }: OperatorUse,
  texts: readonly string[],
): Outsiders | undefined {
  const written = `${operator.name}${ifExists ? "IfExists" : ""}`;
  const instead = operator.name.replace("Not", "");
  const own = WHO_ASKS.get(key);
  if (own === undefined || texts.length === 0) return undefined;
  if (operator.family === "null") {
    const isPresence = own.operator !== undefined && texts.every((text) => text === "false");
    return isPresence ? { by: "presence", written, instead: own.operator } : undefined;
  }
  if (operator.family !== "string" && operator.family !== "arn") return undefined;
  if (operator.negated) {
    return texts.every((text) => own.form.test(text)) ? { by: "negation", written, instead } : undefined;
  }
  if (!ifExists || own.absent === undefined) return undefined;
  return { by: "absence", written, instead, ...(own.absent === "unsigned" ? { unsignedOnly: true } : {}) };
}

interface WhoAsks {
  /** Of a value that leaves others out of those it names. */
  readonly form: RegExp;
  /** Compares the key where it only has to be there; none where every request has it. */
  readonly operator?: string;
  /** Whose requests lack it. */
  readonly absent?: "unsigned" | "outside-organizations";
}

const WHO_ASKS: ReadonlyMap<string, WhoAsks> = new Map<string, WhoAsks>([
  ["aws:principalaccount", { form: /^\d{12}$/ }],
  ["aws:principalorgid", { form: /^o-[a-z\d]{10,32}$/, operator: "StringEquals", absent: "outside-organizations" }],
  ["aws:principalarn", { form: /^arn:[^:]*:(?:iam|sts)::\d{12}:/, operator: "ArnEquals", absent: "unsigned" }],
]);

/** An address or a pattern; what nobody guesses is what a distribution sends to a website, and it may have the same characters. */
function isNoSecret(text: string): boolean {
  return /[*?./]/.test(text) && !text.split(/[^A-Za-z\d-]/).some(isRandom);
}

function isRandom(part: string): boolean {
  return part.length >= 16 && /\d.*\d.*\d/.test(part) && /[a-z]/i.test(part);
}

/** Everybody may have a VPC with these addresses. */
function isOfAnyVpc(text: string): boolean {
  return /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)[\d./]*$/.test(text);
}

/** `arn:aws:iam::*:role/deploy`: whoever has an account can make a role of that name. Only AWS makes those below other paths. */
function isOfEveryAccount(text: string): boolean {
  return /^(?:\*+|arn:[^:]*:(?:iam|sts|\*):[^:]*:\*+:(?!role\/aws-(?:reserved|service-role)\/).+)$/.test(text);
}

const OF_EVERY_ACCOUNT: ReadonlySet<string> = new Set(["User", "AssumedRole"]);

/** Other actions do not carry the header. */
function putsObjects({ action }: Statement): boolean {
  return action?.entries.every(({ text }) => /^s3:PutObject(?:Acl)?$/i.test(text)) ?? false;
}
