/**
 * The service that a role is passed to, by the operation that passes it: the value of `iam:PassedToService`. Only
 * operations of which a single service passes a role on to itself. Sources: "IAM and AWS STS condition context keys";
 * "Lambda execution role"; "IAM roles for Amazon EC2"; "Amazon ECS task IAM role"; "How Step Functions works with IAM";
 * "How to use SageMaker AI execution roles"; "Set up IAM permissions for AWS Glue"; the trust
 * policies in the guides of Amazon Bedrock (model invocation logging), CloudFormation, CloudTrail, CodeDeploy, AWS Config,
 * EventBridge and its Scheduler, Firehose, AWS IoT rules and VPC flow logs; the conditions on `iam:PassedToService` in AWS
 * managed policies (AmazonEventBridgePipesFullAccess, AWSBackupFullAccess, AmazonBedrockFullAccess and others).
 *
 * `call` is an operation, or an action where the service is known (`codebuild:CreateProject`).
 */
export function servicePassedTo(call: string): string | undefined {
  const [, operation = call] = call.split(":");
  return BY_ACTION.get(call.toLowerCase()) ?? SERVICES.get(operation.toLowerCase().replace(/20\d{6}(?:v\d)?$/, ""));
}

/** Several services have an operation of that name. */
const BY_ACTION: ReadonlyMap<string, string> = new Map([
  ["codebuild:createproject", "codebuild.amazonaws.com"],
  ["codebuild:updateproject", "codebuild.amazonaws.com"],
  ["codepipeline:createpipeline", "codepipeline.amazonaws.com"],
  ["codepipeline:updatepipeline", "codepipeline.amazonaws.com"],
  ["eks:createcluster", "eks.amazonaws.com"],
  ["glue:createjob", "glue.amazonaws.com"],
  ["glue:updatejob", "glue.amazonaws.com"],
  ["redshift:createcluster", "redshift.amazonaws.com"],
  ["sagemaker:createmodel", "sagemaker.amazonaws.com"],
]);

const SERVICES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "lambda.amazonaws.com": ["CreateFunction", "UpdateFunctionConfiguration"],
    "ec2.amazonaws.com": ["RunInstances", "AssociateIamInstanceProfile", "ReplaceIamInstanceProfileAssociation"],
    "ecs-tasks.amazonaws.com": ["RegisterTaskDefinition", "RunTask", "StartTask"],
    "states.amazonaws.com": ["CreateStateMachine", "UpdateStateMachine"],
    "sagemaker.amazonaws.com": [
      "CreateAutoMLJob",
      "CreateFeatureGroup",
      "CreateHyperParameterTuningJob",
      "CreateMonitoringSchedule",
      "CreateNotebookInstance",
      "CreateProcessingJob",
      "CreateTrainingJob",
      "UpdateNotebookInstance",
    ],
    "backup.amazonaws.com": ["CreateBackupSelection", "StartBackupJob", "StartCopyJob", "StartRestoreJob"],
    "bedrock.amazonaws.com": [
      "CreateModelCustomizationJob",
      "CreateModelInvocationJob",
      "PutModelInvocationLoggingConfiguration",
    ],
    "pipes.amazonaws.com": ["CreatePipe", "UpdatePipe"],
    "credentials.iot.amazonaws.com": ["CreateRoleAlias", "UpdateRoleAlias"],
    "logs.amazonaws.com": ["PutSubscriptionFilter", "PutDestination"],
    "redshift.amazonaws.com": ["ModifyClusterIamRoles"],
    "ssm.amazonaws.com": ["CreateActivation", "RegisterTaskWithMaintenanceWindow", "StartAutomationExecution"],
    "cloudformation.amazonaws.com": ["CreateChangeSet"],
    "cloudtrail.amazonaws.com": ["CreateTrail", "UpdateTrail"],
    "codedeploy.amazonaws.com": ["CreateDeploymentGroup", "UpdateDeploymentGroup"],
    "config.amazonaws.com": ["PutConfigurationRecorder"],
    "events.amazonaws.com": ["PutRule", "PutTargets"],
    "firehose.amazonaws.com": ["CreateDeliveryStream"],
    "iot.amazonaws.com": ["CreateTopicRule", "ReplaceTopicRule"],
    "scheduler.amazonaws.com": ["CreateSchedule", "UpdateSchedule"],
    "vpc-flow-logs.amazonaws.com": ["CreateFlowLogs"],
    "glue.amazonaws.com": ["CreateCrawler", "UpdateCrawler", "CreateDevEndpoint"],
  }).flatMap(([service, operations]) => operations.map((operation) => [operation.toLowerCase(), service] as const)),
);
