/**
 * Placeholders of ARN templates whose names hold neither a slash nor a colon, so that no table is taken for one of its
 * streams. Sources: "Supported data types and naming rules in Amazon DynamoDB"; "CreateStream" (Kinesis API reference);
 * "StateMachineListItem" (Step Functions API reference); "HostedZone" (Route 53 API reference); "PipelineSummary"
 * (CodePipeline API reference).
 */
const NAMES_WITHOUT_SEPARATOR: ReadonlySet<string> = new Set([
  ...["dynamodb TableName", "dynamodb IndexName", "kinesis StreamName", "states StateMachineName"],
  ...["codepipeline PipelineName", "route53 Id"],
]);

/** `placeholder` as in an ARN template of the service, such as `TableName`. */
export function holdsNoSeparator(service: string, placeholder: string): boolean {
  return NAMES_WITHOUT_SEPARATOR.has(`${service} ${placeholder}`);
}

/**
 * Services whose ARNs have an account wherever their templates have a place for it: what AWS owns of them has one as well, or
 * `aws`. Sources: the resource types of these services in the Service Authorization Reference; "Prerequisites for inference
 * profiles" and "Guardrails" (Amazon Bedrock User Guide).
 */
const OF_ACCOUNTS: ReadonlySet<string> = new Set([
  ...[
    "autoscaling",
    "bedrock",
    "cognito-identity",
    "cognito-idp",
    "dynamodb",
    "ecs",
    "elasticloadbalancing",
    "firehose",
  ],
  ...["glue", "kinesis", "kms", "lambda", "logs", "secretsmanager", "sns", "sqs"],
]);

/** Has every ARN of the service an account where its template has the place? */
export function hasAlwaysAccount(service: string): boolean {
  return OF_ACCOUNTS.has(service);
}
