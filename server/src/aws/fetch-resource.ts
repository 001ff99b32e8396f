/** The policy of one resource, by its ARN. */
import { ECRClient, GetRepositoryPolicyCommand } from "@aws-sdk/client-ecr";
import { GetKeyPolicyCommand, KMSClient } from "@aws-sdk/client-kms";
import { GetPolicyCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { GetBucketPolicyCommand, S3Client } from "@aws-sdk/client-s3";
import { GetResourcePolicyCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetTopicAttributesCommand, SNSClient } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import { readArn } from "../policy/arn.ts";
import { type Answer, ask, failed, policyIn } from "./ask.ts";
import { expectedRegion } from "./failure-words.ts";
import { type Failure } from "./failures.ts";
import { NotAnAwsAnswer } from "./problems.ts";
import { type Session } from "./session.ts";

export interface ResourcePolicy {
  /** Of the resource whose policy it is: the bucket of an object. */
  readonly ResourceArn: string;
  readonly Policy: object;
}

/** What AWS has of a resource's own policy. */
export type FoundPolicy =
  | { readonly kind: "policy"; readonly policy: ResourcePolicy }
  /** AWS says that there is none, in the words of `sentence`. */
  | { readonly kind: "none"; readonly sentence: string }
  /** Nothing was asked. */
  | { readonly kind: "unknown-service"; readonly sentence: string };

/** No policy is only what AWS's answer says to be none; an answer without what was asked for is a failure. */
export async function fetchResource(session: Session, arn: string): Promise<Answer<FoundPolicy>> {
  const read = readArn(arn);
  const asking = read === undefined ? undefined : ASKING.get(read.service);
  if (read === undefined || asking === undefined) return { ok: true, result: notAsked(arn, read?.service) };
  const { region, resource, partition, account, service } = read;
  const there = inRegion(session, region);
  const answer = await asking({ session: there, resource, arn, account });
  if (!answer.ok) return answer;
  const { call, text, none } = answer.result;
  if (text === undefined || text === "") {
    if (none === undefined) return failed(session, call, new NotAnAwsAnswer(200, "without a policy"));
    return { ok: true, result: { kind: "none", sentence: none } };
  }
  const Policy = policyIn(text);
  if (Policy === undefined) return failed(session, call, new NotAnAwsAnswer(200, "with something that is no policy"));
  const ResourceArn = service === "s3" ? `arn:${partition}:s3:::${bucketOf(resource)}` : arn;
  return { ok: true, result: { kind: "policy", policy: { ResourceArn, Policy } } };
}

/** Its ARN says where a resource is. */
function inRegion(session: Session, region: string): Session {
  if (region === "") return session;
  const clientFor: Session["clientFor"] = (service) => ({ ...session.clientFor(service), region });
  return { ...session, region: { name: region, from: "message" }, clientFor };
}

function notAsked(arn: string, service: string | undefined): FoundPolicy {
  const sentence =
    service === undefined
      ? `${arn} is no ARN, so no policy of it was asked for. Name the resource by its ARN.`
      : `Policies of resources of ${service} cannot be fetched here. Save what the AWS CLI prints of it into the workspace.`;
  return { kind: "unknown-service", sentence };
}

interface Wanted {
  readonly session: Session;
  /** What follows the account in the ARN. */
  readonly resource: string;
  readonly arn: string;
  readonly account: string;
}

interface PolicyText {
  readonly call: string;
  readonly text: string | undefined;
  /** What is said where the text is missing; undefined where every resource of the service has a policy. */
  readonly none?: string;
}

const NO_POLICY = "The resource has no policy of its own.";

/** By the service of the ARN. */
const ASKING: ReadonlyMap<string, (wanted: Wanted) => Promise<Answer<PolicyText>>> = new Map([
  ["s3", bucketPolicy],
  ["kms", keyPolicy],
  ["sqs", queuePolicy],
  ["sns", topicPolicy],
  ["secretsmanager", secretPolicy],
  ["lambda", functionPolicy],
  ["ecr", repositoryPolicy],
]);

function bucketOf(resource: string): string {
  return resource.split("/")[0] ?? "";
}

/** Of a bucket of another account S3 answers MethodNotAllowed. Source: "GetBucketPolicy". */
async function bucketPolicy({ session, resource }: Wanted): Promise<Answer<PolicyText>> {
  const call = "s3:GetBucketPolicy";
  let elsewhere: string | undefined;
  const askIn = async (region: string): Promise<Answer<{ readonly Policy?: string | undefined }>> => {
    const settings = session.clientFor("S3");
    // Buckets have names of hosts at AWS alone.
    const client = new S3Client({ ...settings, region, forcePathStyle: settings.endpoint !== undefined });
    const command = new GetBucketPolicyCommand({ Bucket: bucketOf(resource) });
    return await ask(session, call, async (limit) => {
      try {
        return await client.send(command, limit);
      } catch (error) {
        elsewhere = regionOfBucket(error);
        throw error;
      }
    });
  };
  const first = await askIn(session.region.name);
  const isElsewhere = !first.ok && first.failure.cause === "wrong-region" && elsewhere !== session.region.name;
  const answer = isElsewhere && elsewhere !== undefined ? await askIn(elsewhere) : first;
  if (answer.ok) return { ok: true, result: { call, text: answer.result.Policy } };
  if (answer.failure.code === "MethodNotAllowed") return { ok: false, failure: ofOwnAccountOnly(answer.failure) };
  return noneIf(answer, "NoSuchBucketPolicy", { call, text: undefined, none: NO_POLICY });
}

/** Where S3 says that a bucket is: in a header, in the answer, or in its words. Source: "Error responses" of S3. */
function regionOfBucket(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { Region, Endpoint, $response } = error as {
    readonly Region?: unknown;
    readonly Endpoint?: unknown;
    readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
  };
  const ofHost = /\.s3[.-](?:dualstack\.)?([a-z0-9-]+)\.amazonaws\.com/.exec(String(Endpoint))?.[1];
  return [$response?.headers?.["x-amz-bucket-region"], Region, ofHost, expectedRegion(error.message)].find(
    (name): name is string => typeof name === "string" && /^[a-z]{2,4}(?:-[a-z]+)+-\d$/.test(name),
  );
}

/** Every key has a policy. Source: "Key policies in AWS KMS". */
async function keyPolicy({ session, arn }: Wanted): Promise<Answer<PolicyText>> {
  const call = "kms:GetKeyPolicy";
  const client = new KMSClient(session.clientFor("KMS"));
  const command = new GetKeyPolicyCommand({ KeyId: arn });
  const answer = await ask(session, call, async (limit) => client.send(command, limit));
  return answer.ok ? { ok: true, result: { call, text: answer.result.Policy } } : answer;
}

/** The ARN is asked for as well: an answer without it is none. */
async function queuePolicy({ session, account, resource }: Wanted): Promise<Answer<PolicyText>> {
  const client = new SQSClient({ ...session.clientFor("SQS"), useQueueUrlAsEndpoint: false });
  const found = await ask(session, "sqs:GetQueueUrl", async (limit) =>
    client.send(new GetQueueUrlCommand({ QueueName: resource, QueueOwnerAWSAccountId: account }), limit),
  );
  if (!found.ok) return found;
  const { QueueUrl } = found.result;
  if (QueueUrl === undefined) return without(session, "sqs:GetQueueUrl", "without the address of the queue");
  const call = "sqs:GetQueueAttributes";
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["Policy", "QueueArn"] });
  const answer = await ask(session, call, async (limit) => client.send(command, limit));
  if (!answer.ok) return answer;
  const { QueueArn, Policy } = answer.result.Attributes ?? {};
  if (QueueArn === undefined) return without(session, call, "without the queue");
  return { ok: true, result: { call, text: Policy, none: NO_POLICY } };
}

async function topicPolicy({ session, arn }: Wanted): Promise<Answer<PolicyText>> {
  const call = "sns:GetTopicAttributes";
  const client = new SNSClient(session.clientFor("SNS"));
  const command = new GetTopicAttributesCommand({ TopicArn: arn });
  const answer = await ask(session, call, async (limit) => client.send(command, limit));
  if (!answer.ok) return answer;
  const { Attributes = {} } = answer.result;
  if (Attributes["TopicArn"] === undefined) return without(session, call, "without the topic");
  return { ok: true, result: { call, text: Attributes["Policy"], none: NO_POLICY } };
}

async function secretPolicy({ session, arn }: Wanted): Promise<Answer<PolicyText>> {
  const call = "secretsmanager:GetResourcePolicy";
  const client = new SecretsManagerClient(session.clientFor("Secrets Manager"));
  const command = new GetResourcePolicyCommand({ SecretId: arn });
  const answer = await ask(session, call, async (limit) => client.send(command, limit));
  if (!answer.ok) return answer;
  if (answer.result.ARN === undefined) return without(session, call, "without the secret");
  return { ok: true, result: { call, text: answer.result.ResourcePolicy, none: NO_POLICY } };
}

/** The error is the same for a function that is missing. Source: "GetPolicy" of Lambda, ResourceNotFoundException. */
async function functionPolicy({ session, arn }: Wanted): Promise<Answer<PolicyText>> {
  const call = "lambda:GetPolicy";
  const client = new LambdaClient(session.clientFor("Lambda"));
  const command = new GetPolicyCommand({ FunctionName: arn });
  const answer = await ask(session, call, async (limit) => client.send(command, limit));
  if (answer.ok) return { ok: true, result: { call, text: answer.result.Policy } };
  const none = "AWS has no policy of this function: either it has none of its own, or there is no such function.";
  return noneIf(answer, "ResourceNotFoundException", { call, text: undefined, none });
}

async function repositoryPolicy({ session, account, resource }: Wanted): Promise<Answer<PolicyText>> {
  const call = "ecr:GetRepositoryPolicy";
  const client = new ECRClient(session.clientFor("ECR"));
  const repositoryName = resource.replace(/^repository\//, "");
  const command = new GetRepositoryPolicyCommand({ registryId: account, repositoryName });
  const answer = await ask(session, call, async (limit) => client.send(command, limit));
  if (answer.ok) return { ok: true, result: { call, text: answer.result.policyText } };
  return noneIf(answer, "RepositoryPolicyNotFoundException", { call, text: undefined, none: NO_POLICY });
}

function noneIf(answer: Answer<never>, code: string, none: PolicyText): Answer<PolicyText> {
  return !answer.ok && answer.failure.code === code ? { ok: true, result: none } : answer;
}

function without(session: Session, call: string, what: string): Answer<never> {
  return failed(session, call, new NotAnAwsAnswer(200, what));
}

function ofOwnAccountOnly(failure: Failure): Failure {
  return {
    ...failure,
    cause: "other-account",
    sentence: "The bucket is in another account, and AWS shows its policy to credentials of its own account alone.",
    next: "Use a profile of the bucket's account.",
  };
}
