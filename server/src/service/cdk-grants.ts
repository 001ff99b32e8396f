/**
 * What the constructs of the AWS CDK have to allow an action on what they make. Sources: "class Bucket", "class Table",
 * "class Queue", "class Topic", "class Secret", "class Key" and "class Function" (AWS CDK API reference), and the lists of
 * actions of each; `grant` of "class Stream", "class StateMachine", "class Repository" and "class LogGroup" as well.
 */
import { type CdkGrant } from "../denial/next-step.ts";

/** Undefined for an action on a resource that no method of its construct is documented to allow. */
export function grantFor(action: string, resource: string): CdkGrant | undefined {
  const method = METHODS.get(action.toLowerCase());
  if (method !== undefined) return { call: `${method}()`, allowsMore: true };
  return WITH_GRANT.test(resource) ? { call: `grant(…, "${action}")`, allowsMore: false } : undefined;
}

/** Whose constructs have a method that takes any action. */
const WITH_GRANT =
  /^arn:[^:]*:(?:dynamodb:[^:]*:[^:]*:table\/[^/]+|kinesis:[^:]*:[^:]*:stream\/[^/]+|sqs:[^:]*:[^:]*:[^:/]+|kms:[^:]*:[^:]*:key\/[^/]+|ecr:[^:]*:[^:]*:repository\/.+|logs:[^:]*:[^:]*:log-group:[^:]+:\*|states:[^:]*:[^:]*:stateMachine:[^:]+)$/;

/** A line for each method: its name, the service, and the actions that version 2 of the CDK allows by it. */
const LINES = `
grantRead s3 GetObject GetObjectVersion GetObjectTagging ListBucket GetBucketLocation
grantPut s3 PutObject
grantDelete s3 DeleteObject DeleteObjectVersion
grantReadData dynamodb BatchGetItem GetItem Query Scan ConditionCheckItem
grantWriteData dynamodb BatchWriteItem PutItem UpdateItem DeleteItem
grantSendMessages sqs SendMessage
grantConsumeMessages sqs ReceiveMessage DeleteMessage ChangeMessageVisibility
grantPublish sns Publish
grantRead secretsmanager GetSecretValue DescribeSecret
grantWrite secretsmanager PutSecretValue UpdateSecret
grantDecrypt kms Decrypt
grantEncrypt kms Encrypt GenerateDataKey GenerateDataKeyWithoutPlaintext ReEncryptFrom ReEncryptTo
grantInvoke lambda InvokeFunction
`;

const METHODS: ReadonlyMap<string, string> = new Map(
  LINES.trim()
    .split("\n")
    .flatMap((line) => {
      const [method = "", service = "", ...actions] = line.split(" ");
      return actions.map((action) => [`${service}:${action}`.toLowerCase(), method] as const);
    }),
);
