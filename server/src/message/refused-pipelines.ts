/**
 * The phrases of CodePipeline and CodeBuild about the role that they use, and of whoever pulls an image. They seldom say
 * with which call it failed.
 * Sources: AWS CodePipeline User Guide, "Troubleshooting CodePipeline" and "Add permissions to the CodePipeline service
 * role"; AWS CodeBuild User Guide, "Troubleshooting AWS CodeBuild"; Amazon ECR User Guide, "Private repository policy
 * examples in Amazon ECR".
 */
import { type CompactText } from "./compact-text.ts";
import { readValue } from "./message-value.ts";
import { type DenialPhrase, type PhraseReader, plain } from "./phrase-reader.ts";
import { bucketAt } from "./refused-delivery.ts";

export const PIPELINE_PHRASES: readonly (readonly [phrase: RegExp, read: PhraseReader])[] = [
  [/permissionsrequiredtoaccesstheamazons3bucketnamed/g, artifactBucket],
  [/unabletoaccesstheartifactwithamazons3objectkey/g, artifact],
  [/unabletouseconnection:?(?=arn:)/g, connection],
  [/accessdeniedtoconnection(?=arn:)/g, connection],
  [
    /providedroledoesnothavesufficientpermissions(?!.{0,120}isnotauthorized)(?<!(?:objectkey|connection).{0,600})/g,
    roleOfAction,
  ],
  [/forprimarysourceandsourceversion(?=arn:)/g, source],
  [/[0-9]{12}\.dkr\.ecr\.[a-z0-9-]{4,30}\.amazonaws\.com(?:\.cn)?[^]{0,400}?403forbidden/g, image],
];

/** `The service role or action role doesn’t have the permissions required to access the Amazon S3 bucket named acme.` */
function artifactBucket(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  // S3's own sentence says more.
  if (/^[^]{0,240}?Error:\s+Amazon\s+S3:AccessDenied:\s?User:/.test(readable.slice(phrase.end, phrase.end + 300)))
    return null;
  const bucket = bucketAt(readable, phrase.end);
  const error = /^[^]{0,160}?Error:\s+Amazon\s+S3:(AccessDenied):\s?Access Denied\b/.exec(
    readable.slice(bucket.end, bucket.end + 240),
  );
  const end = bucket.end + (error?.[0].length ?? 0);
  return { ...phrase, nameless: "pipeline-role", ...bucket, end, code: error?.[1] ?? null };
}

/** `… Amazon S3 object key 'app/Source/abc' located in the Amazon S3 artifact bucket 'codepipeline-eu-west-1'.` */
function artifact(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const rest = readable.slice(phrase.end, phrase.end + 1200);
  const named =
    /^\s?["'`‘]([^"'`’]{1,1000})["'`’]\s+located\s+in\s+the\s+Amazon\s+S3\s+artifact\s+bucket\s+["'`‘]([\w.-]{3,255})/.exec(
      rest,
    );
  const needs = { nameless: "pipeline-role", additionalActions: ["s3:GetObject"] } as const;
  if (named?.[1] === undefined || named[2] === undefined) return { ...phrase, ...needs };
  const resource = `arn:aws:s3:::${named[2]}/${named[1]}`;
  return { ...phrase, ...needs, resource, end: phrase.end + named[0].length };
}

/**
 * AWS CodePipeline: `Unable to use Connection: ARN. The provided role does not have sufficient permissions.`
 * AWS CodeBuild: `Access denied to connection ARN`
 */
function connection(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const { value, end } = readValue(readable, phrase.end, phrase.end + 400);
  const resource = value?.replace(/\.$/, "") ?? null;
  const service = /^arn:[^:]*:(codestar-connections|codeconnections):/.exec(resource ?? "")?.[1];
  if (service === undefined) return null;
  const additionalActions = [`${service}:UseConnection`];
  const nameless = found.startsWith("access") ? "build-role" : "pipeline-role";
  return { ...phrase, nameless, additionalActions, resource, end };
}

/** `The provided role does not have sufficient permissions to access CodeDeploy` */
function roleOfAction(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  return { ...plain(readable, compact, at, found), nameless: "pipeline-role" };
}

/** CodeBuild: `AccessDenied: Access Denied status code: 403 … for primary source and source version arn:aws:s3:::bucket/key` */
function source(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const { value, end } = readValue(readable, phrase.end, phrase.end + 1200);
  const before = readable.slice(Math.max(0, phrase.start - 400), phrase.start);
  const error = /\b(AccessDenied): Access Denied\b(?![^]*\bAccessDenied: )/.exec(before);
  const start = error === null ? phrase.start : phrase.start - before.length + error.index;
  const needs = { nameless: "build-role", additionalActions: ["s3:GetObject"] } as const;
  return { ...phrase, ...needs, resource: value, start, end, code: error?.[1] ?? null };
}

const REPOSITORY =
  /(\d{12})\.dkr\.ecr\.([a-z0-9-]{4,30})\.amazonaws\.com(\.cn)?\/(?:v2\/)?([a-z0-9][\w./-]{0,255}?)(?=[:@"'\s]|\/(?:manifests|blobs|tags)\/|$)/;

/** What containerd, docker and BuildKit print of a pull or a push that the registry refused, if it is one. */
function image(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const words = readable.slice(phrase.start, phrase.end);
  const named = REPOSITORY.exec(words);
  const around = readable.slice(Math.max(0, phrase.start - 300), phrase.end);
  if (named === null) return null;
  const [, account = "", region = "", china, name = ""] = named;
  const partition = china === undefined ? "aws" : "aws-cn";
  const resource = `arn:${partition}:ecr:${region}:${account}:repository/${name}`;
  if (/failed to push/i.test(around)) {
    const first = ACTIONS_OF_PUSHES.find(([request]) => request.test(around))?.[1];
    return first === undefined ? null : { ...phrase, additionalActions: [first], resource };
  }
  if (!/pull|failed to resolve/i.test(around)) return null;
  const additionalActions = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
  return { ...phrase, nameless: "puller", additionalActions, resource };
}

/**
 * The request of the registry's protocol that was refused. The other actions of the task are named with the first.
 * Source: Amazon ECR User Guide, "IAM permissions for pushing an image to an Amazon ECR private repository".
 */
const ACTIONS_OF_PUSHES: readonly (readonly [request: RegExp, action: string])[] = [
  [/\bPOST request to \S{1,300}\/blobs\/uploads\//, "ecr:InitiateLayerUpload"],
  [/\bPATCH request to \S{1,300}\/blobs\/uploads\//, "ecr:UploadLayerPart"],
  [/\bHEAD request to \S{1,300}\/blobs\//, "ecr:BatchCheckLayerAvailability"],
  [/\bPUT request to \S{1,300}\/manifests\//, "ecr:PutImage"],
];
