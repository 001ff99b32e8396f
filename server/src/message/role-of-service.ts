/**
 * The phrases of services that could not assume the role they were given: its trust policy does not let them. They name
 * themselves in words; a trust policy names the service principal.
 * Sources: the pages about the roles of each service, such as "Lambda execution role", "Setting up Amazon EventBridge
 * Scheduler", "IAM permissions for Amazon Data Firehose", "Amazon ECS task execution IAM role", "EKS Pod Identity".
 */
import { type CompactText } from "./compact-text.ts";
import { readValue } from "./message-value.ts";
import { type DenialPhrase, type PhraseReader, plain } from "./phrase-reader.ts";
import { withoutFullBreaks } from "./undo-wrapping.ts";

/**
 * The role's ARN stands right behind the phrase, if anywhere.
 * `alsoNeeds`: what the trust policy has to allow the service besides.
 */
export function assumedBy(service: string, ...alsoNeeds: readonly string[]): PhraseReader {
  return (readable, compact, at, found) => {
    const phrase = plain(readable, compact, at, found);
    const { text, map } = withoutFullBreaks(readable.slice(phrase.end, phrase.end + LONGEST_ROLE));
    const role = ROLE_BEHIND.exec(text);
    return {
      ...phrase,
      principalArn: service,
      action: "sts:AssumeRole",
      ...(alsoNeeds.length === 0 ? {} : { additionalActions: alsoNeeds }),
      resource: role?.[1] ?? null,
      end: role === null ? phrase.end : phrase.end + map.outerSpan(0, role[0].length).end,
    };
  };
}

/** `AWS CodeDeploy does not have the permissions required to assume the role ARN`, by the service's name in words. */
export function assumedByName(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const service = SERVICE_PRINCIPALS.find(([words]) => found.startsWith(words))?.[1];
  return service === undefined ? null : assumedBy(service)(readable, compact, at, found);
}

/** Source: the pages on the service roles of each service; they are what its trust policies name. */
const SERVICE_PRINCIPALS: readonly (readonly [words: string, principal: string])[] = [
  ["appsync", "appsync.amazonaws.com"],
  ["amplify", "amplify.amazonaws.com"],
  ["awsbackup", "backup.amazonaws.com"],
  ["awsbatch", "batch.amazonaws.com"],
  ["awsconfig", "config.amazonaws.com"],
  ["awsiot", "iot.amazonaws.com"],
  ["bedrock", "bedrock.amazonaws.com"],
  ["cloudformation", "cloudformation.amazonaws.com"],
  ["codebuild", "codebuild.amazonaws.com"],
  ["codedeploy", "codedeploy.amazonaws.com"],
  ["codepipeline", "codepipeline.amazonaws.com"],
  ["comprehend", "comprehend.amazonaws.com"],
  ["datasync", "datasync.amazonaws.com"],
  ["eventbridge", "events.amazonaws.com"],
  ["kendra", "kendra.amazonaws.com"],
  ["personalize", "personalize.amazonaws.com"],
  ["rekognition", "rekognition.amazonaws.com"],
  ["sagemaker", "sagemaker.amazonaws.com"],
  ["stepfunctions", "states.amazonaws.com"],
  ["transcribe", "transcribe.amazonaws.com"],
];

/** For the compact text. */
export const ASSUMED_BY_NAME = new RegExp(
  String.raw`(?:${SERVICE_PRINCIPALS.map(([words]) => words).join("|")})(?:knowledgebase)?(?:wasunableto|isunableto|isnotableto|couldnot|cannot|failedto|does(?:not|n't)havethe?permissions?(?:required)?to)assume(?:the|your|this)?(?:iam|provided|specified|associated|service|given)?role`,
  "g",
);

const LONGEST_ROLE = 620;
const ROLE = String.raw`arn:[\w-]{1,20}:iam::[^\s:"'\`,;]{1,40}:role/[\w+=,.@/-]{1,560}[\w+=@/-]`;
const ROLE_BEHIND = new RegExp(String.raw`^[\s"'\`[(]{0,4}(${ROLE})`);
const ROLE_BEFORE = new RegExp(String.raw`(${ROLE})["'\`\])]{0,2}\s{0,3}$`);

/** EventBridge: `Provided role 'ARN' cannot be assumed by principal 'events.amazonaws.com'.` */
export function assumedByPrincipal(
  readable: string,
  compact: CompactText,
  at: number,
  found: string,
): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const service = /^\s{0,3}["'`]?([a-z0-9.-]{3,80}\.amazonaws\.com(?:\.cn)?)\b/.exec(
    readable.slice(phrase.end, phrase.end + 120),
  );
  if (service?.[1] === undefined) return null;
  const { role, start } = roleBefore(readable, phrase.start);
  const end = phrase.end + service[0].length;
  return { ...phrase, principalArn: service[1], action: "sts:AssumeRole", resource: role, start, end };
}

function roleBefore(readable: string, at: number): { readonly role: string | null; readonly start: number } {
  const match = ROLE_BEFORE.exec(readable.slice(Math.max(0, at - LONGEST_ROLE), at));
  return match === null ? { role: null, start: at } : { role: match[1] ?? null, start: at - match[0].length };
}

/**
 * Amazon SageMaker AI of the role of a model: `Could not access model data at s3://… Please ensure that the role "ARN"
 * exists … Also ensure that the role has "s3:GetObject" permissions`. The role is often taken out.
 */
export function modelData(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const url = readValue(readable, phrase.end, phrase.end + 1100);
  const rest = readable.slice(url.end, url.end + 1200);
  const role = ROLE_NAMED.exec(rest);
  const action = /\brole has ["'`]?(s3:[A-Za-z]{3,40})["'`]? permissions?/.exec(rest);
  const object = /^s3:\/\/([^\s"']{3,1100}?)\.?$/.exec(url.value ?? "")?.[1];
  const resource = object === undefined ? null : `arn:aws:s3:::${object}`;
  // Source: AWS re:Post, "How do I resolve Amazon S3 AccessDenied errors in Amazon SageMaker training jobs?"
  const needs = action === null ? { additionalActions: ["s3:GetObject"] } : {};
  const end = url.end + (action?.index ?? 0);
  return { ...phrase, principalArn: role?.[1] ?? null, action: action?.[1] ?? null, ...needs, resource, end };
}

const ROLE_NAMED = new RegExp(String.raw`\brole\s{1,3}["'\`]?(${ROLE})`);

/**
 * Amazon SageMaker AI of the role of a job: `No S3 objects found under S3 URL "s3://…" … Please ensure … that the role
 * "ARN" has "s3:ListBucket" permissions on bucket "acme". Error message from S3: Access Denied`
 */
export function trainingData(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const rest = readable.slice(phrase.end, phrase.end + 2400);
  const error = /\bError\s+message\s+from\s+S3:\s+Access\s+Denied\b/i.exec(rest);
  if (error === null) return null;
  const needs =
    /\bhas\s+["'`]?(s3:[A-Za-z]{3,40})["'`]?\s+permissions?\s+on\s+bucket\s+["'`]?([a-z0-9][\w.-]{2,62})/.exec(rest);
  const role = ROLE_NAMED.exec(rest)?.[1] ?? null;
  const resource = needs === null ? null : `arn:aws:s3:::${needs[2] ?? ""}`;
  const end = phrase.end + error.index + error[0].length;
  return { ...phrase, principalArn: role, action: needs?.[1] ?? null, resource, end };
}
