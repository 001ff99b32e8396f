/** Conditions that say how somebody has to ask, and not who: whoever asks can meet them. */
import { operatorOf } from "../policy/operators.ts";
import { type ConditionBlock, type ConditionEntry, isSettled, type Statement } from "../policy/policy.ts";

export interface MetByAnyone {
  readonly key: string;
  /** It takes an AWS account to meet it. */
  readonly isSigned: boolean;
}

/**
 * What a condition asks for, where callers of every account can meet all of it; undefined of any other. Sources: "AWS
 * global condition context keys" (aws:SecureTransport, aws:PrincipalType, aws:referer, aws:UserAgent, aws:VpcSourceIp); "Bucket policy examples using condition keys"
 * (the headers of a request are the caller's).
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
  return found.find((one) => one?.isSigned === true) ?? first;
}

function keyMetByAnyone(entry: ConditionEntry, statement: Statement): MetByAnyone | undefined {
  const { key, values, certain } = entry;
  const use = operatorOf(entry);
  const isWhole = !values.open && values.misplaced.length === 0 && values.entries.every(isSettled);
  if (!certain || !isWhole || use === undefined || use.operator.negated || use.setOperator !== undefined)
    return undefined;
  const { family } = use.operator;
  const texts = values.entries.map(({ text }) => text);
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
