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
  ["airflow:createenvironment", "airflow.amazonaws.com"],
  ["airflow:updateenvironment", "airflow.amazonaws.com"],
  ["appsync:createdatasource", "appsync.amazonaws.com"],
  ["appsync:updatedatasource", "appsync.amazonaws.com"],
  ["bedrock:createagent", "bedrock.amazonaws.com"],
  ["bedrock:createknowledgebase", "bedrock.amazonaws.com"],
  ["bedrock:updateagent", "bedrock.amazonaws.com"],
  ["bedrock:updateknowledgebase", "bedrock.amazonaws.com"],
  ["codebuild:createproject", "codebuild.amazonaws.com"],
  ["codebuild:updateproject", "codebuild.amazonaws.com"],
  ["codepipeline:createpipeline", "codepipeline.amazonaws.com"],
  ["codepipeline:updatepipeline", "codepipeline.amazonaws.com"],
  ["dax:createcluster", "dax.amazonaws.com"],
  ["eks:createcluster", "eks.amazonaws.com"],
  ["emr-serverless:startjobrun", "emr-serverless.amazonaws.com"],
  ["glue:createjob", "glue.amazonaws.com"],
  ["glue:updatejob", "glue.amazonaws.com"],
  ["grafana:createworkspace", "grafana.amazonaws.com"],
  ["kendra:createdatasource", "kendra.amazonaws.com"],
  ["kendra:createindex", "kendra.amazonaws.com"],
  ["kendra:updatedatasource", "kendra.amazonaws.com"],
  ["kendra:updateindex", "kendra.amazonaws.com"],
  ["lakeformation:registerresource", "lakeformation.amazonaws.com"],
  ["mediaconvert:createjob", "mediaconvert.amazonaws.com"],
  ["omics:startrun", "omics.amazonaws.com"],
  ["redshift:createcluster", "redshift.amazonaws.com"],
  ["rolesanywhere:createprofile", "rolesanywhere.amazonaws.com"],
  ["sagemaker:createdomain", "sagemaker.amazonaws.com"],
  ["sagemaker:createmodel", "sagemaker.amazonaws.com"],
  ["sagemaker:createpipeline", "sagemaker.amazonaws.com"],
  ["sagemaker:createuserprofile", "sagemaker.amazonaws.com"],
  ["sagemaker:updatepipeline", "sagemaker.amazonaws.com"],
  ["transfer:createaccess", "transfer.amazonaws.com"],
  ["transfer:createserver", "transfer.amazonaws.com"],
  ["transfer:createuser", "transfer.amazonaws.com"],
  ["transfer:updateuser", "transfer.amazonaws.com"],
]);

const SERVICES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "lambda.amazonaws.com": ["CreateFunction", "UpdateFunctionConfiguration"],
    // AWSImageBuilderFullAccess: of the instances that build an image.
    "ec2.amazonaws.com": [
      "RunInstances",
      "AssociateIamInstanceProfile",
      "ReplaceIamInstanceProfileAssociation",
      "CreateInfrastructureConfiguration",
      "UpdateInfrastructureConfiguration",
    ],
    "autoscaling.amazonaws.com": ["PutLifecycleHook"],
    "bedrock-agentcore.amazonaws.com": ["CreateAgentRuntime", "UpdateAgentRuntime"],
    "budgets.amazonaws.com": ["CreateBudgetAction", "UpdateBudgetAction"],
    "cognito-identity.amazonaws.com": ["SetIdentityPoolRoles"],
    "databrew.amazonaws.com": ["CreateProfileJob", "CreateRecipeJob", "UpdateProfileJob", "UpdateRecipeJob"],
    "datasync.amazonaws.com": ["CreateLocationS3"],
    "fis.amazonaws.com": ["CreateExperimentTemplate", "UpdateExperimentTemplate"],
    "greengrass.amazonaws.com": ["AssociateServiceRoleToAccount"],
    "healthlake.amazonaws.com": ["StartFHIRExportJob", "StartFHIRImportJob"],
    "malware-protection-plan.guardduty.amazonaws.com": ["CreateMalwareProtectionPlan", "UpdateMalwareProtectionPlan"],
    "medical-imaging.amazonaws.com": ["StartDICOMImportJob"],
    "pods.eks.amazonaws.com": ["CreatePodIdentityAssociation", "UpdatePodIdentityAssociation"],
    "rds.amazonaws.com": ["AddRoleToDBCluster", "AddRoleToDBInstance", "CreateDBProxy"],
    "s3.amazonaws.com": ["PutBucketReplication"],
    "ecs-tasks.amazonaws.com": ["RegisterTaskDefinition", "RunTask", "StartTask"],
    "states.amazonaws.com": ["CreateStateMachine", "UpdateStateMachine"],
    "sagemaker.amazonaws.com": [
      "CreateAutoMLJob",
      "CreateAutoMLJobV2",
      "CreateCompilationJob",
      "CreateFeatureGroup",
      "CreateFlowDefinition",
      "CreateHyperParameterTuningJob",
      "CreateLabelingJob",
      "CreateMonitoringSchedule",
      "CreateNotebookInstance",
      "CreateProcessingJob",
      "CreateTrainingJob",
      "UpdateNotebookInstance",
    ],
    "backup.amazonaws.com": ["CreateBackupSelection", "StartBackupJob", "StartCopyJob", "StartRestoreJob"],
    "bedrock.amazonaws.com": [
      "CreateEvaluationJob",
      "CreateModelImportJob",
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
    "config.amazonaws.com": ["PutConfigurationAggregator", "PutConfigurationRecorder"],
    "events.amazonaws.com": ["PutRule", "PutTargets"],
    "firehose.amazonaws.com": ["CreateDeliveryStream"],
    "iot.amazonaws.com": ["CreateTopicRule", "ReplaceTopicRule"],
    "scheduler.amazonaws.com": ["CreateSchedule", "UpdateSchedule"],
    "vpc-flow-logs.amazonaws.com": ["CreateFlowLogs"],
    "glue.amazonaws.com": ["CreateCrawler", "UpdateCrawler", "CreateDevEndpoint"],
  }).flatMap(([service, operations]) => operations.map((operation) => [operation.toLowerCase(), service] as const)),
);
