/** Which service answered with a refusal of AWS KMS or IAM, by what the SDK for Java prints behind it. */

const BEHIND = /^[^()]{0,20}\(Service: ?([A-Za-z0-9 ]{2,40}?)[;,] ?Status Code/;

/** As both versions of the SDK call the clients of services that use a customer's key. Source: AWS SDK for Java API Reference. */
const SERVICES: ReadonlyMap<string, string> = new Map([
  ["amazondynamodbv2", "dynamodb"],
  ["amazonkinesis", "kinesis"],
  ["amazons3", "s3"],
  ["amazonsns", "sns"],
  ["amazonsqs", "sqs"],
  ["awslambda", "lambda"],
  ["awssecretsmanager", "secretsmanager"],
  ["awssimplesystemsmanagement", "ssm"],
  ...["dynamodb", "kinesis", "lambda", "s3", "secretsmanager", "sns", "sqs", "ssm"].map((own) => [own, own] as const),
]);

/**
 * The value of `kms:ViaService`: the service called KMS on the caller's behalf, in the key's Region. Undefined where KMS
 * answered itself, or nothing tells. Source: "AWS KMS condition keys". `after` is what stands behind the sentence.
 */
export function viaServiceOf(key: string | null, after: string): string | undefined {
  const region = /^arn:aws:kms:([a-z0-9-]{4,30}):/.exec(key ?? "")?.[1];
  const service = SERVICES.get(clientIn(after));
  return region === undefined || service === undefined ? undefined : `${service}.${region}.amazonaws.com`;
}

/** Those that pass roles to themselves alone, by the same names. Source: the pages that `servicePassedTo` lists. */
const PASS_TO_THEMSELVES: ReadonlyMap<string, string> = new Map([
  ...["awslambda", "lambda"].map((client) => [client, "lambda"] as const),
  ...["awsglue", "glue"].map((client) => [client, "glue"] as const),
  ...["awsstepfunctions", "sfn"].map((client) => [client, "states"] as const),
  ...["amazonsagemaker", "sagemaker"].map((client) => [client, "sagemaker"] as const),
  ...["awscodebuild", "codebuild"].map((client) => [client, "codebuild"] as const),
  ...["amazonkinesisfirehose", "firehose"].map((client) => [client, "firehose"] as const),
]);

/** The value of `iam:PassedToService`, by the service that answered the call which passes the role. `after` as above. */
export function passedToOf(after: string): string | undefined {
  const service = PASS_TO_THEMSELVES.get(clientIn(after));
  return service === undefined ? undefined : `${service}.amazonaws.com`;
}

function clientIn(after: string): string {
  return BEHIND.exec(after)?.[1]?.replaceAll(" ", "").toLowerCase() ?? "";
}
