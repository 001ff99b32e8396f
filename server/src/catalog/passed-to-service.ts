/**
 * The service that a role is passed to, by the operation that passes it: the value of `iam:PassedToService`. Only
 * operations of which a single service passes a role on to itself. Sources: "IAM and AWS STS condition context keys";
 * "Lambda execution role"; "IAM roles for Amazon EC2"; "Amazon ECS task IAM role"; "How Step Functions works with IAM";
 * "How to use SageMaker AI execution roles"; "Set up IAM permissions for AWS Glue"; the trust
 * policies in the guides of Amazon Bedrock (model invocation logging), CloudFormation, CloudTrail, CodeDeploy, AWS Config,
 * EventBridge and its Scheduler, Firehose, AWS IoT rules and VPC flow logs.
 */
export function servicePassedTo(operation: string): string | undefined {
  return SERVICES.get(operation.toLowerCase().replace(/20\d{6}(?:v\d)?$/, ""));
}

const SERVICES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "lambda.amazonaws.com": ["CreateFunction", "UpdateFunctionConfiguration"],
    "ec2.amazonaws.com": ["RunInstances", "AssociateIamInstanceProfile", "ReplaceIamInstanceProfileAssociation"],
    "ecs-tasks.amazonaws.com": ["RegisterTaskDefinition", "RunTask", "StartTask"],
    "states.amazonaws.com": ["CreateStateMachine", "UpdateStateMachine"],
    "sagemaker.amazonaws.com": ["CreateNotebookInstance", "CreateTrainingJob", "CreateProcessingJob"],
    "bedrock.amazonaws.com": ["PutModelInvocationLoggingConfiguration"],
    "cloudformation.amazonaws.com": ["CreateChangeSet"],
    "cloudtrail.amazonaws.com": ["CreateTrail", "UpdateTrail"],
    "codedeploy.amazonaws.com": ["CreateDeploymentGroup", "UpdateDeploymentGroup"],
    "config.amazonaws.com": ["PutConfigurationRecorder"],
    "events.amazonaws.com": ["PutTargets"],
    "firehose.amazonaws.com": ["CreateDeliveryStream"],
    "iot.amazonaws.com": ["CreateTopicRule", "ReplaceTopicRule"],
    "scheduler.amazonaws.com": ["CreateSchedule", "UpdateSchedule"],
    "vpc-flow-logs.amazonaws.com": ["CreateFlowLogs"],
    "glue.amazonaws.com": ["CreateCrawler", "UpdateCrawler", "CreateDevEndpoint"],
  }).flatMap(([service, operations]) => operations.map((operation) => [operation.toLowerCase(), service] as const)),
);
