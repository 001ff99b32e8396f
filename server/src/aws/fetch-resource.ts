/** The policy of one resource, by its ARN. */
import { ECRClient, GetRepositoryPolicyCommand } from "@aws-sdk/client-ecr";
import { GetKeyPolicyCommand, KMSClient } from "@aws-sdk/client-kms";
import { GetPolicyCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { GetBucketPolicyCommand, S3Client } from "@aws-sdk/client-s3";
import { GetResourcePolicyCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetTopicAttributesCommand, SNSClient } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import { readArn } from "../policy/arn.ts";
import { type Answer, ask, failed, parsedPolicy } from "./ask.ts";
import { NotAnAwsAnswer } from "./failures.ts";
import { checked, type Session } from "./session.ts";

export interface ResourcePolicy {
  /** Of the resource whose policy it is: the bucket of an object. */
  readonly ResourceArn: string;
  readonly Policy: object;
}

/** Undefined where the resource has no policy, or is of a service whose resources have none that is known here. */
export async function fetchResource(session: Session, arn: string): Promise<Answer<ResourcePolicy | undefined>> {
  const read = readArn(arn);
  if (read === undefined) return { ok: true, result: undefined };
  const { service, region, resource, partition } = read;
  const settings = region === "" ? session.client : { ...session.client, region };
  const owner = service === "s3" ? `arn:${partition}:s3:::${resource.split("/")[0] ?? ""}` : arn;
  const fetched = await policyText(session, { service, resource, arn, settings, account: read.account });
  if (fetched === undefined) return { ok: true, result: undefined };
  if (!fetched.answer.ok) {
    return fetched.answer.failure.cause === "not-found" ? { ok: true, result: undefined } : fetched.answer;
  }
  const text = fetched.answer.result;
  if (text === undefined || text === "") return { ok: true, result: undefined };
  const policy = parsedPolicy(text);
  return policy === undefined
    ? failed(session, fetched.call, new NotAnAwsAnswer(200, "with a policy that is no JSON"))
    : { ok: true, result: { ResourceArn: owner, Policy: policy } };
}

interface Wanted {
  readonly service: string;
  readonly resource: string;
  readonly arn: string;
  readonly account: string;
  readonly settings: Session["client"];
}

interface Text {
  readonly call: string;
  readonly answer: Answer<string | undefined>;
}

// eslint-disable-next-line max-lines-per-function -- one case for each service, and each has a call of its own
async function policyText(session: Session, wanted: Wanted): Promise<Text | undefined> {
  const { service, resource, arn, settings } = wanted;
  const name = resource.split(/[/:]/).at(-1) ?? "";
  switch (service) {
    case "s3": {
      const call = "s3:GetBucketPolicy";
      const client = checked(new S3Client({ ...settings, followRegionRedirects: true }));
      const command = new GetBucketPolicyCommand({ Bucket: resource.split("/")[0] ?? "" });
      return {
        call,
        answer: mapped(await ask(session, call, async (limit) => client.send(command, limit)), ({ Policy }) => Policy),
      };
    }
    case "kms": {
      const call = "kms:GetKeyPolicy";
      const client = checked(new KMSClient(settings));
      return {
        call,
        answer: mapped(
          await ask(session, call, async (limit) => client.send(new GetKeyPolicyCommand({ KeyId: arn }), limit)),
          ({ Policy }) => Policy,
        ),
      };
    }
    case "sqs":
      return await queuePolicy(session, wanted, name);
    case "sns": {
      const call = "sns:GetTopicAttributes";
      const client = checked(new SNSClient(settings));
      const answer = await ask(session, call, async (limit) =>
        client.send(new GetTopicAttributesCommand({ TopicArn: arn }), limit),
      );
      return { call, answer: mapped(answer, ({ Attributes }) => Attributes?.["Policy"]) };
    }
    case "secretsmanager": {
      const call = "secretsmanager:GetResourcePolicy";
      const client = checked(new SecretsManagerClient(settings));
      const answer = await ask(session, call, async (limit) =>
        client.send(new GetResourcePolicyCommand({ SecretId: arn }), limit),
      );
      return { call, answer: mapped(answer, ({ ResourcePolicy }) => ResourcePolicy) };
    }
    case "lambda": {
      const call = "lambda:GetPolicy";
      const client = checked(new LambdaClient(settings));
      const answer = await ask(session, call, async (limit) =>
        client.send(new GetPolicyCommand({ FunctionName: arn }), limit),
      );
      return { call, answer: mapped(answer, ({ Policy }) => Policy) };
    }
    case "ecr": {
      const call = "ecr:GetRepositoryPolicy";
      const client = checked(new ECRClient(settings));
      const command = new GetRepositoryPolicyCommand({
        registryId: wanted.account,
        repositoryName: resource.replace(/^repository\//, ""),
      });
      return {
        call,
        answer: mapped(
          await ask(session, call, async (limit) => client.send(command, limit)),
          ({ policyText: text }) => text,
        ),
      };
    }
    default:
      return undefined;
  }
}

async function queuePolicy(session: Session, { settings, account }: Wanted, name: string): Promise<Text> {
  const client = checked(new SQSClient({ ...settings, useQueueUrlAsEndpoint: false }));
  const found = await ask(session, "sqs:GetQueueUrl", async (limit) =>
    client.send(new GetQueueUrlCommand({ QueueName: name, QueueOwnerAWSAccountId: account }), limit),
  );
  if (!found.ok) return { call: "sqs:GetQueueUrl", answer: found };
  const call = "sqs:GetQueueAttributes";
  const command = new GetQueueAttributesCommand({ QueueUrl: found.result.QueueUrl, AttributeNames: ["Policy"] });
  return {
    call,
    answer: mapped(
      await ask(session, call, async (limit) => client.send(command, limit)),
      ({ Attributes }) => Attributes?.Policy,
    ),
  };
}

function mapped<From, To>(answer: Answer<From>, map: (result: From) => To): Answer<To> {
  return answer.ok ? { ok: true, result: map(answer.result) } : answer;
}
