/**
 * Placeholders of ARN templates whose names hold neither a slash nor a colon, so that no table is taken for one of its
 * streams. Sources: "Supported data types and naming rules in Amazon DynamoDB"; "CreateStream" (Kinesis API reference);
 * "StateMachineListItem" (Step Functions API reference); "HostedZone" (Route 53 API reference); "PipelineSummary"
 * (CodePipeline API reference); "App" (AWS Amplify API Reference); "Access points naming rules, restrictions, and limitations"
 * (Amazon S3 User Guide); "GraphqlApi" (AWS AppSync API Reference); "CreateQueue" (Amazon SQS API Reference).
 */
const NAMES_WITHOUT_SEPARATOR: ReadonlySet<string> = new Set([
  ...["dynamodb TableName", "dynamodb IndexName", "kinesis StreamName", "states StateMachineName"],
  ...["amplify AppId", "appsync GraphQLAPIId", "s3 AccessPointName"],
  ...["codepipeline PipelineName", "route53 Id", "sqs QueueName"],
]);

/** Those of them in which nothing lies that has an ARN of its own. */
const WITHOUT_CONTENT: ReadonlySet<string> = new Set(["route53 Id", "sqs QueueName"]);

/** `placeholder` as in an ARN template of the service, such as `TableName`. */
export function holdsNoSeparator(service: string, placeholder: string): boolean {
  return NAMES_WITHOUT_SEPARATOR.has(`${service} ${placeholder}`);
}

/** Does such an ARN end with the name? */
export function endsWithName(service: string, placeholder: string): boolean {
  return WITHOUT_CONTENT.has(`${service} ${placeholder}`);
}
