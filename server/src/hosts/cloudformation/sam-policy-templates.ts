/**
 * The policy templates of SAM: what a name in the Policies of a function stands for. Source: "AWS SAM policy templates" and
 * "Policy template list" of the "AWS Serverless Application Model Developer Guide", as of May 2026.
 */

export interface TemplateStatement {
  readonly actions: readonly string[];
  /** As `Fn::Sub` has them. */
  readonly resources: readonly string[];
  readonly condition: TemplateCondition | undefined;
}

export interface TemplateCondition {
  readonly operator: string;
  readonly key: string;
  /** As `Fn::Sub` has it. */
  readonly value: string;
}

/** Undefined for a name that is none of them. */
export function policyTemplate(name: string): readonly TemplateStatement[] | undefined {
  const own = TEMPLATES.split("\n").filter((line) => line.startsWith(`${name} | `));
  return own.length === 0 ? undefined : own.map(statementOf);
}

export interface TemplateName {
  readonly name: string;
  /** What it has to be given. */
  readonly parameters: readonly string[];
}

/** All of them, by name. */
export function policyTemplateNames(): readonly TemplateName[] {
  const found = new Map<string, Set<string>>();
  for (const line of TEMPLATES.split("\n")) {
    const [name = "", resources = "", , condition = ""] = line.split(" | ");
    if (name === "") continue;
    const parameters = found.get(name) ?? new Set();
    for (const [, parameter = ""] of `${resources} ${condition}`.matchAll(/(?<!\$)\{(\w+)\}/g))
      parameters.add(parameter);
    found.set(name, parameters);
  }
  return [...found].map(([name, parameters]) => ({ name, parameters: [...parameters] }));
}

export interface WiderTemplate {
  readonly name: string;
  /** That it allows and the other one does not. */
  readonly actions: readonly string[];
  /** Does it allow all of what the other one does? */
  readonly isWhole: boolean;
}

/**
 * Those that take the same parameters and allow the action on the same resources; the one with the fewest further actions
 * first, and of those with as many the one that allows all that a template of one statement does.
 */
export function widerTemplates(name: string, action: string): readonly WiderTemplate[] {
  const [own, ...more] = policyTemplate(name) ?? [];
  if (own === undefined || more.length > 0 || own.condition !== undefined) return [];
  const parameters = parametersOf(own);
  return policyTemplateNames()
    .flatMap((other): readonly WiderTemplate[] => {
      const [first, ...others] = policyTemplate(other.name) ?? [];
      if (first === undefined || others.length > 0 || other.name === name || first.condition !== undefined) return [];
      const allowed = new Set(first.actions.map((one) => one.toLowerCase()));
      const covers = own.resources.every((one) => first.resources.includes(one));
      if (!covers || parametersOf(first) !== parameters || !allowed.has(action.toLowerCase())) return [];
      const actions = first.actions.filter((one) => !own.actions.includes(one));
      return [{ name: other.name, actions, isWhole: own.actions.every((one) => allowed.has(one.toLowerCase())) }];
    })
    .sort((one, other) => one.actions.length - other.actions.length || Number(other.isWhole) - Number(one.isWhole));
}

function parametersOf({ resources }: TemplateStatement): string {
  const names = Array.from(resources.join(" ").matchAll(/\$\{(\w+)\}/g), ([, name]) => name);
  return [...new Set(names)].sort().join();
}

function statementOf(line: string): TemplateStatement {
  const [, resources = "", actions = "", condition] = line.split(" | ");
  const [operator, key, value] = condition?.split(" ") ?? [];
  const isWhole = operator !== undefined && key !== undefined && value !== undefined;
  return {
    actions: actions.split(" ").flatMap(actionsOf),
    resources: resources.split(" ").map(substitution),
    condition: isWhole ? { operator, key, value: substitution(value) } : undefined,
  };
}

/** `s3:GetObject,PutObject` → `s3:GetObject`, `s3:PutObject`. */
function actionsOf(group: string): readonly string[] {
  const [service = "", names = ""] = group.split(":");
  return names.split(",").map((name) => `${service}:${name}`);
}

/** `arn:P:sqs:R:A:{QueueName}` → `arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${QueueName}`. */
function substitution(text: string): string {
  return text
    .replace(/^arn:P:/, "arn:${AWS::Partition}:")
    .replace(":R:A:", ":${AWS::Region}:${AWS::AccountId}:")
    .replaceAll("{", "${")
    .replaceAll("$${", "${");
}

/** A line for each statement: the template's name, resources, actions, and a condition where it has one. */
const TEMPLATES = `
AMIDescribePolicy | * | ec2:DescribeImages
AWSSecretsManagerGetSecretValuePolicy | {SecretArn} | secretsmanager:GetSecretValue
AWSSecretsManagerRotationPolicy | arn:P:secretsmanager:R:A:secret:* | secretsmanager:DescribeSecret,GetSecretValue,PutSecretValue,UpdateSecretVersionStage | StringEquals secretsmanager:resource/AllowRotationLambdaArn arn:P:lambda:R:A:function:{FunctionName}
AWSSecretsManagerRotationPolicy | * | secretsmanager:GetRandomPassword
AcmGetCertificatePolicy | {CertificateArn} | acm:GetCertificate
AthenaQueryPolicy | * | athena:ListWorkGroups,GetExecutionEngine,GetExecutionEngines,GetNamespace,GetCatalogs,GetNamespaces,GetTables,GetTable
AthenaQueryPolicy | arn:P:athena:R:A:workgroup/{WorkGroupName} | athena:StartQueryExecution,GetQueryResults,DeleteNamedQuery,GetNamedQuery,ListQueryExecutions,StopQueryExecution,GetQueryResultsStream,ListNamedQueries,CreateNamedQuery,GetQueryExecution,BatchGetNamedQuery,BatchGetQueryExecution,GetWorkGroup
CloudFormationDescribeStacksPolicy | arn:P:cloudformation:R:A:stack/* | cloudformation:DescribeStacks
CloudWatchDashboardPolicy | * | cloudwatch:GetDashboard,ListDashboards,PutDashboard,ListMetrics
CloudWatchDescribeAlarmHistoryPolicy | * | cloudwatch:DescribeAlarmHistory
CloudWatchPutMetricPolicy | * | cloudwatch:PutMetricData
CodeCommitCrudPolicy | arn:P:codecommit:R:A:{RepositoryName} | codecommit:GitPull,GitPush,CreateBranch,DeleteBranch,GetBranch,ListBranches,MergeBranchesByFastForward,MergeBranchesBySquash,MergeBranchesByThreeWay,UpdateDefaultBranch,BatchDescribeMergeConflicts,CreateUnreferencedMergeCommit,DescribeMergeConflicts,GetMergeCommit,GetMergeOptions,BatchGetPullRequests,CreatePullRequest,DescribePullRequestEvents,GetCommentsForPullRequest,GetCommitsFromMergeBase,GetMergeConflicts,GetPullRequest,ListPullRequests,MergePullRequestByFastForward,MergePullRequestBySquash,MergePullRequestByThreeWay,PostCommentForPullRequest,UpdatePullRequestDescription,UpdatePullRequestStatus,UpdatePullRequestTitle,DeleteFile,GetBlob,GetFile,GetFolder,PutFile,DeleteCommentContent,GetComment,GetCommentsForComparedCommit,PostCommentForComparedCommit,PostCommentReply,UpdateComment,BatchGetCommits,CreateCommit,GetCommit,GetCommitHistory,GetDifferences,GetObjectIdentifier,GetReferences,GetTree,GetRepository,UpdateRepositoryDescription,ListTagsForResource,TagResource,UntagResource,GetRepositoryTriggers,PutRepositoryTriggers,TestRepositoryTriggers,GetBranch,GetCommit,UploadArchive,GetUploadArchiveStatus,CancelUploadArchive
CodeCommitReadPolicy | arn:P:codecommit:R:A:{RepositoryName} | codecommit:GitPull,GetBranch,ListBranches,BatchDescribeMergeConflicts,DescribeMergeConflicts,GetMergeCommit,GetMergeOptions,BatchGetPullRequests,DescribePullRequestEvents,GetCommentsForPullRequest,GetCommitsFromMergeBase,GetMergeConflicts,GetPullRequest,ListPullRequests,GetBlob,GetFile,GetFolder,GetComment,GetCommentsForComparedCommit,BatchGetCommits,GetCommit,GetCommitHistory,GetDifferences,GetObjectIdentifier,GetReferences,GetTree,GetRepository,ListTagsForResource,GetRepositoryTriggers,TestRepositoryTriggers,GetBranch,GetCommit,GetUploadArchiveStatus
CodePipelineLambdaExecutionPolicy | * | codepipeline:PutJobSuccessResult,PutJobFailureResult
CodePipelineReadOnlyPolicy | arn:P:codepipeline:R:A:{PipelineName} | codepipeline:ListPipelineExecutions
ComprehendBasicAccessPolicy | * | comprehend:BatchDetectKeyPhrases,DetectDominantLanguage,DetectEntities,BatchDetectEntities,DetectKeyPhrases,DetectSentiment,BatchDetectDominantLanguage,BatchDetectSentiment
CostExplorerReadOnlyPolicy | * | ce:GetCostAndUsage,GetDimensionValues,GetReservationCoverage,GetReservationPurchaseRecommendation,GetReservationUtilization,GetTags
DynamoDBBackupFullAccessPolicy | arn:P:dynamodb:R:A:table/{TableName} | dynamodb:CreateBackup,DescribeContinuousBackups
DynamoDBBackupFullAccessPolicy | arn:P:dynamodb:R:A:table/{TableName}/backup/* | dynamodb:DeleteBackup,DescribeBackup,ListBackups
DynamoDBCrudPolicy | arn:P:dynamodb:R:A:table/{TableName} arn:P:dynamodb:R:A:table/{TableName}/index/* | dynamodb:GetItem,DeleteItem,PutItem,Scan,Query,UpdateItem,BatchWriteItem,BatchGetItem,DescribeTable,ConditionCheckItem
DynamoDBReadPolicy | arn:P:dynamodb:R:A:table/{TableName} arn:P:dynamodb:R:A:table/{TableName}/index/* | dynamodb:GetItem,Scan,Query,BatchGetItem,DescribeTable
DynamoDBReconfigurePolicy | arn:P:dynamodb:R:A:table/{TableName} | dynamodb:UpdateTable
DynamoDBRestoreFromBackupPolicy | arn:P:dynamodb:R:A:table/{TableName}/backup/* | dynamodb:RestoreTableFromBackup
DynamoDBRestoreFromBackupPolicy | arn:P:dynamodb:R:A:table/{TableName} | dynamodb:PutItem,UpdateItem,DeleteItem,GetItem,Query,Scan,BatchWriteItem
DynamoDBStreamReadPolicy | arn:P:dynamodb:R:A:table/{TableName}/stream/{StreamName} | dynamodb:DescribeStream,GetRecords,GetShardIterator
DynamoDBStreamReadPolicy | arn:P:dynamodb:R:A:table/{TableName}/stream/* | dynamodb:ListStreams
DynamoDBWritePolicy | arn:P:dynamodb:R:A:table/{TableName} arn:P:dynamodb:R:A:table/{TableName}/index/* | dynamodb:PutItem,UpdateItem,BatchWriteItem
EC2CopyImagePolicy | arn:P:ec2:R:A:image/{ImageId} | ec2:CopyImage
EC2DescribePolicy | * | ec2:DescribeRegions,DescribeInstances
EFSWriteAccessPolicy | arn:P:elasticfilesystem:R:A:file-system/{FileSystem} | elasticfilesystem:ClientMount,ClientWrite | StringEquals elasticfilesystem:AccessPointArn arn:P:elasticfilesystem:R:A:access-point/{AccessPoint}
EKSDescribePolicy | * | eks:DescribeCluster,ListClusters
EcsRunTaskPolicy | arn:P:ecs:R:A:task-definition/{TaskDefinition} | ecs:RunTask
ElasticMapReduceAddJobFlowStepsPolicy | arn:P:elasticmapreduce:R:A:cluster/{ClusterId} | elasticmapreduce:AddJobFlowSteps
ElasticMapReduceCancelStepsPolicy | arn:P:elasticmapreduce:R:A:cluster/{ClusterId} | elasticmapreduce:CancelSteps
ElasticMapReduceModifyInstanceFleetPolicy | arn:P:elasticmapreduce:R:A:cluster/{ClusterId} | elasticmapreduce:ModifyInstanceFleet,ListInstanceFleets
ElasticMapReduceModifyInstanceGroupsPolicy | arn:P:elasticmapreduce:R:A:cluster/{ClusterId} | elasticmapreduce:ModifyInstanceGroups,ListInstanceGroups
ElasticMapReduceSetTerminationProtectionPolicy | arn:P:elasticmapreduce:R:A:cluster/{ClusterId} | elasticmapreduce:SetTerminationProtection
ElasticMapReduceTerminateJobFlowsPolicy | arn:P:elasticmapreduce:R:A:cluster/{ClusterId} | elasticmapreduce:TerminateJobFlows
ElasticsearchHttpPostPolicy | arn:P:es:R:A:domain/{DomainName}/* | es:ESHttpPost,ESHttpPut
EventBridgePutEventsPolicy | arn:P:events:R:A:event-bus/{EventBusName} | events:PutEvents
FilterLogEventsPolicy | arn:P:logs:R:A:log-group:{LogGroupName}:log-stream:* | logs:FilterLogEvents
FirehoseCrudPolicy | arn:P:firehose:R:A:deliverystream/{DeliveryStreamName} | firehose:CreateDeliveryStream,DeleteDeliveryStream,DescribeDeliveryStream,PutRecord,PutRecordBatch,UpdateDestination
FirehoseWritePolicy | arn:P:firehose:R:A:deliverystream/{DeliveryStreamName} | firehose:PutRecord,PutRecordBatch
KMSDecryptPolicy | arn:P:kms:R:A:key/{KeyId} | kms:Decrypt
KMSEncryptPolicy | arn:P:kms:R:A:key/{KeyId} | kms:Encrypt
KMSEncryptPolicy_v2 | arn:P:kms:R:A:key/{KeyId} | kms:Encrypt,GenerateDataKey,GenerateDataKeyWithoutPlaintext,GenerateDataKeyPair,GenerateDataKeyPairWithoutPlaintext
KinesisCrudPolicy | arn:P:kinesis:R:A:stream/{StreamName} | kinesis:AddTagsToStream,CreateStream,DecreaseStreamRetentionPeriod,DeleteStream,DescribeStream,DescribeStreamSummary,GetShardIterator,IncreaseStreamRetentionPeriod,ListTagsForStream,MergeShards,PutRecord,PutRecords,SplitShard,RemoveTagsFromStream
KinesisStreamReadPolicy | arn:P:kinesis:R:A:stream/* | kinesis:ListStreams,DescribeLimits
KinesisStreamReadPolicy | arn:P:kinesis:R:A:stream/{StreamName} | kinesis:DescribeStream,DescribeStreamSummary,GetRecords,GetShardIterator
LambdaInvokePolicy | arn:P:lambda:R:A:function:{FunctionName}* | lambda:InvokeFunction
MobileAnalyticsWriteOnlyAccessPolicy | * | mobileanalytics:PutEvents
OrganizationsListAccountsPolicy | * | organizations:ListAccounts
PinpointEndpointAccessPolicy | arn:P:mobiletargeting:R:A:apps/{PinpointApplicationId}/endpoints/* | mobiletargeting:GetEndpoint,UpdateEndpoint,UpdateEndpointsBatch
PollyFullAccessPolicy | arn:P:polly:R:A:lexicon/{LexiconName} | polly:GetLexicon,DeleteLexicon
PollyFullAccessPolicy | arn:P:polly:R:A:lexicon/* | polly:DescribeVoices,ListLexicons,PutLexicon,SynthesizeSpeech
RekognitionDetectOnlyPolicy | * | rekognition:DetectFaces,DetectLabels,DetectModerationLabels,DetectText
RekognitionFacesManagementPolicy | arn:P:rekognition:R:A:collection/{CollectionId} | rekognition:IndexFaces,DeleteFaces,SearchFaces,SearchFacesByImage,ListFaces
RekognitionFacesPolicy | * | rekognition:CompareFaces,DetectFaces
RekognitionLabelsPolicy | * | rekognition:DetectLabels,DetectModerationLabels
RekognitionNoDataAccessPolicy | arn:P:rekognition:R:A:collection/{CollectionId} | rekognition:CompareFaces,DetectFaces,DetectLabels,DetectModerationLabels
RekognitionReadPolicy | arn:P:rekognition:R:A:collection/{CollectionId} | rekognition:ListCollections,ListFaces,SearchFaces,SearchFacesByImage
RekognitionWriteOnlyAccessPolicy | arn:P:rekognition:R:A:collection/{CollectionId} | rekognition:CreateCollection,IndexFaces
Route53ChangeResourceRecordSetsPolicy | arn:P:route53:::hostedzone/{HostedZoneId} | route53:ChangeResourceRecordSets
S3CrudPolicy | arn:P:s3:::{BucketName} arn:P:s3:::{BucketName}/* | s3:GetObject,ListBucket,GetBucketLocation,GetObjectVersion,PutObject,PutObjectAcl,GetLifecycleConfiguration,PutLifecycleConfiguration,DeleteObject
S3FullAccessPolicy | arn:P:s3:::{BucketName}/* | s3:GetObject,GetObjectAcl,GetObjectVersion,PutObject,PutObjectAcl,DeleteObject,DeleteObjectTagging,DeleteObjectVersionTagging,GetObjectTagging,GetObjectVersionTagging,PutObjectTagging,PutObjectVersionTagging
S3FullAccessPolicy | arn:P:s3:::{BucketName} | s3:ListBucket,GetBucketLocation,GetLifecycleConfiguration,PutLifecycleConfiguration
S3ReadPolicy | arn:P:s3:::{BucketName} arn:P:s3:::{BucketName}/* | s3:GetObject,ListBucket,GetBucketLocation,GetObjectVersion,GetLifecycleConfiguration
S3WritePolicy | arn:P:s3:::{BucketName} arn:P:s3:::{BucketName}/* | s3:PutObject,PutObjectAcl,PutLifecycleConfiguration
SESBulkTemplatedCrudPolicy | arn:P:ses:R:A:identity/{IdentityName} | ses:GetIdentityVerificationAttributes,SendEmail,SendRawEmail,SendTemplatedEmail,SendBulkTemplatedEmail,VerifyEmailIdentity
SESBulkTemplatedCrudPolicy_v2 | arn:P:ses:R:A:identity/{IdentityName} arn:P:ses:R:A:template/{TemplateName} | ses:SendEmail,SendRawEmail,SendTemplatedEmail,SendBulkTemplatedEmail
SESBulkTemplatedCrudPolicy_v2 | * | ses:GetIdentityVerificationAttributes,VerifyEmailIdentity
SESCrudPolicy | arn:P:ses:R:A:identity/{IdentityName} | ses:GetIdentityVerificationAttributes,SendEmail,SendRawEmail,VerifyEmailIdentity
SESEmailTemplateCrudPolicy | * | ses:CreateTemplate,GetTemplate,ListTemplates,UpdateTemplate,DeleteTemplate,TestRenderTemplate
SESSendBouncePolicy | arn:P:ses:R:A:identity/{IdentityName} | ses:SendBounce
SNSCrudPolicy | arn:P:sns:R:A:{TopicName}* | sns:ListSubscriptionsByTopic,CreateTopic,SetTopicAttributes,Subscribe,Publish
SNSPublishMessagePolicy | arn:P:sns:R:A:{TopicName} | sns:Publish
SQSPollerPolicy | arn:P:sqs:R:A:{QueueName} | sqs:ChangeMessageVisibility,ChangeMessageVisibilityBatch,DeleteMessage,DeleteMessageBatch,GetQueueAttributes,ReceiveMessage
SQSSendMessagePolicy | arn:P:sqs:R:A:{QueueName} | sqs:SendMessage*
SSMParameterReadPolicy | * | ssm:DescribeParameters
SSMParameterReadPolicy | arn:P:ssm:R:A:parameter/{ParameterName} | ssm:GetParameters,GetParameter,GetParametersByPath
SSMParameterWithSlashPrefixReadPolicy | * | ssm:DescribeParameters
SSMParameterWithSlashPrefixReadPolicy | arn:P:ssm:R:A:parameter{ParameterName} | ssm:GetParameters,GetParameter,GetParametersByPath
SageMakerCreateEndpointConfigPolicy | arn:P:sagemaker:R:A:endpoint-config/{EndpointConfigName} | sagemaker:CreateEndpointConfig
SageMakerCreateEndpointPolicy | arn:P:sagemaker:R:A:endpoint/{EndpointName} | sagemaker:CreateEndpoint
ServerlessRepoReadWriteAccessPolicy | arn:P:serverlessrepo:R:A:applications/* | serverlessrepo:CreateApplication,CreateApplicationVersion,UpdateApplication,GetApplication,ListApplications,ListApplicationVersions,ListApplicationDependencies
StepFunctionsCallbackPolicy | arn:P:states:R:A:stateMachine:{StateMachineName} | states:SendTaskFailure,SendTaskHeartbeat,SendTaskSuccess
StepFunctionsExecutionPolicy | arn:P:states:R:A:stateMachine:{StateMachineName} | states:StartExecution
StepFunctionsExecutionPolicy_v2 | arn:P:states:R:A:stateMachine:{StateMachineName} | states:StartExecution,StartSyncExecution
TextractDetectAnalyzePolicy | * | textract:DetectDocumentText,StartDocumentTextDetection,StartDocumentAnalysis,AnalyzeDocument
TextractGetResultPolicy | * | textract:GetDocumentTextDetection,GetDocumentAnalysis
TextractPolicy | * | textract:*
VPCAccessPolicy | * | ec2:CreateNetworkInterface,DeleteNetworkInterface,DescribeNetworkInterfaces,DetachNetworkInterface
`;
