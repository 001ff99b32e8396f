/**
 * The actions of a service that statements mostly name. AWS's own managed policies, which the catalog counts, are mostly
 * for consoles and for services that look after others; those who write for a program of their own name these.
 */
import { type Catalog } from "./catalog.ts";

/** Small where a name comes early; names that are in neither list have the same. */
export function usageRank(prefix: string, catalog: Catalog): (name: string) => number {
  const own = (OF_PROGRAMS[prefix] ?? "").split(" ").filter((name) => name !== "");
  const ranks = new Map([...new Set([...own, ...catalog.usualActions(prefix)])].map((name, at) => [name, at]));
  return (name) => ranks.get(name) ?? ranks.size;
}

/** The names of actions of one service: those that statements mostly name first, the others as they are listed. */
export function usualFirst(prefix: string, names: readonly string[], catalog: Catalog): readonly string[] {
  const rank = usageRank(prefix, catalog);
  return [...names].sort((one, other) => rank(one) - rank(other));
}

/** By prefix. Sources: the examples in the guides of the services, "Identity-based policy examples for …". */
export const OF_PROGRAMS: Readonly<Record<string, string>> = {
  acm: "RequestCertificate DescribeCertificate",
  athena: "StartQueryExecution GetQueryExecution GetQueryResults StopQueryExecution GetWorkGroup",
  autoscaling: "DescribeAutoScalingGroups SetDesiredCapacity",
  bedrock: "InvokeModel InvokeModelWithResponseStream",
  cloudformation: "CreateStack UpdateStack DescribeStacks DeleteStack",
  cloudfront: "CreateInvalidation GetDistribution",
  cloudtrail: "LookupEvents StopLogging DeleteTrail UpdateTrail",
  cloudwatch: "PutMetricData GetMetricData",
  codebuild: "StartBuild BatchGetBuilds",
  "cognito-idp": "AdminGetUser AdminCreateUser AdminInitiateAuth ListUsers",
  dynamodb: "GetItem PutItem UpdateItem DeleteItem Query Scan BatchGetItem BatchWriteItem DescribeTable",
  ec2: "DescribeInstances RunInstances StartInstances StopInstances TerminateInstances CreateTags",
  ecr: "GetAuthorizationToken BatchGetImage GetDownloadUrlForLayer BatchCheckLayerAvailability PutImage InitiateLayerUpload UploadLayerPart CompleteLayerUpload",
  ecs: "RunTask StopTask DescribeTasks DescribeServices UpdateService RegisterTaskDefinition",
  eks: "DescribeCluster ListClusters",
  elasticfilesystem: "ClientMount ClientWrite ClientRootAccess",
  events: "PutEvents PutRule PutTargets",
  firehose: "PutRecord PutRecordBatch",
  glue: "GetTable GetTables GetDatabase GetDatabases GetPartitions StartJobRun GetJobRun",
  iam: "PassRole GetRole CreateRole ListRoles CreateServiceLinkedRole",
  kinesis:
    "GetRecords GetShardIterator DescribeStream DescribeStreamSummary ListShards PutRecord PutRecords SubscribeToShard",
  kms: "Decrypt GenerateDataKey Encrypt DescribeKey CreateGrant ReEncryptFrom ReEncryptTo",
  lambda: "InvokeFunction GetFunction UpdateFunctionCode",
  logs: "CreateLogGroup CreateLogStream PutLogEvents",
  organizations: "LeaveOrganization DescribeOrganization ListAccounts",
  rds: "DescribeDBInstances CreateDBInstance StartDBInstance StopDBInstance",
  route53: "ChangeResourceRecordSets ListResourceRecordSets ListHostedZones GetChange",
  s3: "GetObject PutObject ListBucket DeleteObject GetBucketLocation ListAllMyBuckets",
  secretsmanager: "GetSecretValue DescribeSecret",
  ses: "SendEmail SendRawEmail SendTemplatedEmail",
  sns: "Publish Subscribe",
  sqs: "SendMessage ReceiveMessage DeleteMessage GetQueueAttributes GetQueueUrl ChangeMessageVisibility",
  ssm: "GetParameter GetParameters GetParametersByPath PutParameter SendCommand StartSession",
  states: "StartExecution StartSyncExecution DescribeExecution StopExecution SendTaskSuccess SendTaskFailure",
  sts: "AssumeRole GetCallerIdentity TagSession",
  xray: "PutTraceSegments PutTelemetryRecords",
};
