/** Services that write to a bucket, send to a queue, use a role or pull an image, and what they print when they may not. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { read, said, type Said, SESSION } from "./reading.ts";

const PUT = ["s3:PutObject"];
const ACL_AND_PUT = ["s3:GetBucketAcl", "s3:PutObject"];
const ROLE = "arn:aws:iam::730112940571:role/jobs";
const REFUSED_TRAIL =
  "An error occurred (InsufficientS3BucketPolicyException) when calling the CreateTrail operation: Incorrect S3 bucket policy is detected for bucket: ledger-trail";
const service = (principalArn: string): Said => ({ principalArn, principalType: "service" });

const TRAIL: Said = {
  ...service("cloudtrail.amazonaws.com"),
  errorCode: "InsufficientS3BucketPolicyException",
  operation: "GetBucketAcl",
  action: "s3:GetBucketAcl",
  actionFrom: "operation",
  resource: "arn:aws:s3:::ledger-trail",
  additionalActions: PUT,
};

const ROWS: readonly (readonly [name: string, text: string, says: Said])[] = [
  [
    "a load balancer's logs, Terraform",
    "Error: failure configuring LB attributes: InvalidConfigurationRequest: Access Denied for bucket: ledger-logs. Please check S3bucket permission\n│       status code: 400, request id: 8b5b0f08-3ad8-413e-82dd-2d5675a74ed5",
    {
      errorCode: "InvalidConfigurationRequest",
      requestId: "8b5b0f08-3ad8-413e-82dd-2d5675a74ed5",
      resource: "arn:aws:s3:::ledger-logs",
      additionalActions: PUT,
      delivery: "load-balancer-logs",
    },
  ],
  [
    "a load balancer's logs, CloudFormation in a narrow column",
    "Access Denied for bucket: <a-bucket>. Please check S3bucket permission (Service: AmazonElasticL\noadBalancing; Status Code: 400; Error Code: InvalidConfigurationRequest; Request ID: e95cece4-c4af-4b8f-a6f1-d1eb0d2e2778; Proxy: null)",
    {
      errorCode: "InvalidConfigurationRequest",
      requestId: "e95cece4-c4af-4b8f-a6f1-d1eb0d2e2778",
      resource: "arn:aws:s3:::<a-bucket>",
      additionalActions: PUT,
      delivery: "load-balancer-logs",
    },
  ],
  [
    "the logs of a network load balancer, which its ARN tells",
    "Error: modifying ELBv2 Load Balancer (arn:aws:elasticloadbalancing:eu-west-1:730112940571:loadbalancer/net/edge/50dc6c495c0c9188) attributes: InvalidConfigurationRequest: Access Denied for bucket: ledger-logs. Please check S3bucket permission",
    {
      ...service("delivery.logs.amazonaws.com"),
      errorCode: "InvalidConfigurationRequest",
      resource: "arn:aws:s3:::ledger-logs",
      additionalActions: ACL_AND_PUT,
      delivery: "load-balancer-logs",
      logs: { account: "730112940571" },
    },
  ],
  [
    "the logs of an application load balancer, where a line before tells of a network load balancer",
    "arn:aws:elasticloadbalancing:eu-west-1:730112940571:loadbalancer/net/inner/1a2b3c4d5e6f7081: Modifications complete\nError: modifying ELBv2 Load Balancer (arn:aws:elasticloadbalancing:eu-west-1:730112940571:loadbalancer/app/edge/50dc6c495c0c9188) attributes: InvalidConfigurationRequest: Access Denied for bucket: ledger-logs. Please check S3bucket permission",
    {
      errorCode: "InvalidConfigurationRequest",
      resource: "arn:aws:s3:::ledger-logs",
      additionalActions: PUT,
      delivery: "load-balancer-logs",
      logs: { account: "730112940571", isOfApplication: true },
    },
  ],
  [
    "the logs of one of two load balancers",
    "arn:aws:elasticloadbalancing:eu-west-1:730112940571:loadbalancer/net/inner/1a2b3c4d5e6f7081\narn:aws:elasticloadbalancing:eu-west-1:730112940571:loadbalancer/app/edge/50dc6c495c0c9188\nInvalidConfigurationRequest: Access Denied for bucket: ledger-logs. Please check S3bucket permission",
    {
      errorCode: "InvalidConfigurationRequest",
      resource: "arn:aws:s3:::ledger-logs",
      additionalActions: PUT,
      delivery: "load-balancer-logs",
      logs: { account: "730112940571" },
    },
  ],
  [
    "the prefix of a trail, which a variable of the shell ends",
    `aws cloudtrail create-trail --name ledger --s3-bucket-name ledger-trail --s3-key-prefix audit/$STAGE\n${REFUSED_TRAIL}`,
    { ...TRAIL, logs: { isPrefixOpen: true } },
  ],
  [
    "the prefix of a trail that another command makes",
    `aws cloudtrail create-trail --name all --s3-bucket-name all-trails --s3-key-prefix audit --is-organization-trail\naws cloudtrail create-trail --name ledger --s3-bucket-name ledger-trail\n${REFUSED_TRAIL}`,
    TRAIL,
  ],
  [
    "the prefix of AWS Config",
    "Creating Delivery Channel failed: InsufficientDeliveryPolicyException: Insufficient delivery policy to s3 bucket: ledger-config, unable to write to bucket, provided s3 key prefix is 'audit', provided kms key is 'null'.",
    {
      ...service("config.amazonaws.com"),
      errorCode: "InsufficientDeliveryPolicyException",
      operation: "GetBucketAcl",
      action: "s3:GetBucketAcl",
      actionFrom: "operation",
      resource: "arn:aws:s3:::ledger-config",
      additionalActions: PUT,
      logs: { prefix: "audit" },
    },
  ],
  [
    "the key of a database",
    "Error: creating RDS DB Instance (ledger): operation error RDS: CreateDBInstance, https response error StatusCode: 400, RequestID: 8b5b0f08-3ad8-413e-82dd-2d5675a74ed5, KMSKeyNotAccessibleFault: The specified KMS key [arn:aws:kms:eu-west-1:730112940571:key/0f1e2d3c-1111-2222-3333-444455556666] does not exist, is not enabled or you do not have permissions to access it.",
    {
      operation: "CreateDBInstance",
      requestId: "8b5b0f08-3ad8-413e-82dd-2d5675a74ed5",
      resource: "arn:aws:kms:eu-west-1:730112940571:key/0f1e2d3c-1111-2222-3333-444455556666",
      additionalActions: ["kms:CreateGrant", "kms:DescribeKey"],
    },
  ],
  [
    "a flow log",
    'operation error EC2: CreateFlowLogs, unsuccessful: {"LogDestinationPermissionIssue":"Access Denied for LogDestination: ledger-flows. Please check LogDestination permission"}',
    {
      ...service("delivery.logs.amazonaws.com"),
      errorCode: "LogDestinationPermissionIssue",
      operation: "CreateFlowLogs",
      resource: "arn:aws:s3:::ledger-flows",
      additionalActions: ACL_AND_PUT,
      delivery: "flow-logs",
    },
  ],
  [
    "the status of a flow log",
    "Access error. The log destination is not accessible. LogDestination: arn:aws:s3:::ledger-flows/vpc",
    {
      ...service("delivery.logs.amazonaws.com"),
      resource: "arn:aws:s3:::ledger-flows",
      additionalActions: ACL_AND_PUT,
      delivery: "flow-logs",
    },
  ],
  [
    "a bucket's notification, without the destination",
    "An error occurred (InvalidArgument) when calling the PutBucketNotificationConfiguration operation: Unable to validate the following destination configurations",
    {
      ...service("s3.amazonaws.com"),
      errorCode: "InvalidArgument",
      operation: "PutBucketNotificationConfiguration",
      delivery: "event-notifications",
    },
  ],
  [
    "a bucket's notification, with the destination nearby",
    "InvalidArgument: Unable to validate the following destination configurations\nQueueArn: arn:aws:sqs:eu-north-1:730112940571:jobs",
    {
      ...service("s3.amazonaws.com"),
      errorCode: "InvalidArgument",
      resource: "arn:aws:sqs:eu-north-1:730112940571:jobs",
      additionalActions: ["sqs:SendMessage"],
      delivery: "event-notifications",
    },
  ],
  [
    "AWS Config with an ARN for a name",
    "Insufficient delivery policy to s3 bucket: arn:aws:s3:::ledger-config, unable to write to bucket",
    {
      ...service("config.amazonaws.com"),
      action: "s3:GetBucketAcl",
      actionFrom: "operation",
      operation: "GetBucketAcl",
      resource: "arn:aws:s3:::ledger-config",
      additionalActions: PUT,
    },
  ],
  [
    "AWS Config that cannot assume its role",
    `Insufficient delivery policy to s3 bucket: ledger-config, unable to assume role: ${ROLE}.`,
    { ...service("config.amazonaws.com"), action: "sts:AssumeRole", actionFrom: "message", resource: ROLE },
  ],
  [
    "CloudTrail, the role's trust policy",
    "InvalidCloudWatchLogsRoleArnException: Access denied. Check the trust relationships for your role.",
    {
      ...service("cloudtrail.amazonaws.com"),
      errorCode: "InvalidCloudWatchLogsRoleArnException",
      additionalActions: ["sts:AssumeRole"],
    },
  ],
  [
    "CloudTrail, the role's permissions",
    "InvalidCloudWatchLogsLogGroupArnException: Access denied. Check the permissions for your role.",
    {
      errorCode: "InvalidCloudWatchLogsLogGroupArnException",
      nameless: "trail-role",
      additionalActions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    },
  ],
  [
    "CloudTrail, the topic",
    "SNS Topic does not exist or the topic policy is incorrect! (Service: AWSCloudTrail; Status Code: 400; Error Code: InsufficientSnsTopicPolicyException)",
    {
      ...service("cloudtrail.amazonaws.com"),
      errorCode: "InsufficientSnsTopicPolicyException",
      additionalActions: ["sns:Publish"],
    },
  ],
  [
    "CloudTrail, bucket or key",
    "Insufficient permissions to access S3 bucket ledger-trail or KMS key arn:aws:kms:eu-north-1:730112940571:key/5e1f.",
    {
      ...service("cloudtrail.amazonaws.com"),
      resource: "arn:aws:kms:eu-north-1:730112940571:key/5e1f",
      additionalActions: ["kms:GenerateDataKey", "s3:PutObject"],
    },
  ],
  [
    "a trigger of Cognito",
    "PreSignUp invocation failed due to error AccessDeniedException.",
    {
      ...service("cognito-idp.amazonaws.com"),
      errorCode: "AccessDeniedException",
      additionalActions: ["lambda:InvokeFunction"],
    },
  ],
  [
    "the role of Cognito for text messages",
    "InvalidSmsRoleTrustRelationshipException: Role does not have a trust relationship allowing Cognito to assume the role",
    {
      ...service("cognito-idp.amazonaws.com"),
      errorCode: "InvalidSmsRoleTrustRelationshipException",
      action: "sts:AssumeRole",
      actionFrom: "message",
    },
  ],
  [
    "SageMaker",
    `Failed Reason: ClientError: SageMaker was unable to assume the role '${ROLE}'`,
    { ...service("sagemaker.amazonaws.com"), action: "sts:AssumeRole", actionFrom: "message", resource: ROLE },
  ],
  [
    "CodeDeploy",
    `AWS CodeDeploy does not have the permissions required to assume the role ${ROLE}.`,
    { ...service("codedeploy.amazonaws.com"), action: "sts:AssumeRole", actionFrom: "message", resource: ROLE },
  ],
  [
    "CodeBuild, which the message calls by its name",
    `CodeBuild is not authorized to perform: sts:AssumeRole on ${ROLE}`,
    { speaker: "codebuild.amazonaws.com", action: "sts:AssumeRole", actionFrom: "message", resource: ROLE },
  ],
  [
    "CodePipeline, the artifact bucket",
    "The service role or action role doesn’t have the permissions required to access the Amazon S3 bucket named ledger-parts.\nUpdate the IAM role permissions, and then try again.\nError: Amazon S3:AccessDenied:Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied; Request ID: 25B458BA4187FD7E)",
    {
      nameless: "pipeline-role",
      errorCode: "AccessDenied",
      requestId: "25B458BA4187FD7E",
      resource: "arn:aws:s3:::ledger-parts",
    },
  ],
  [
    "CodePipeline, an artifact",
    "Insufficient permissions: Unable to access the artifact with Amazon S3 object key 'app/Source/x1' located in the Amazon S3 artifact bucket 'ledger-parts'. The provided role does not have sufficient permissions.",
    {
      nameless: "pipeline-role",
      resource: "arn:aws:s3:::ledger-parts/app/Source/x1",
      additionalActions: ["s3:GetObject"],
    },
  ],
  [
    "CodePipeline, a connection",
    "Unable to use Connection: arn:aws:codestar-connections:eu-north-1:730112940571:connection/8f1a. The provided role does not have sufficient permissions.",
    {
      nameless: "pipeline-role",
      resource: "arn:aws:codestar-connections:eu-north-1:730112940571:connection/8f1a",
      additionalActions: ["codestar-connections:UseConnection"],
    },
  ],
  [
    "CodePipeline, a service",
    "The provided role does not have sufficient permissions to access CodeDeploy",
    { nameless: "pipeline-role" },
  ],
  [
    "CodeBuild, the source",
    "CLIENT_ERROR: AccessDenied: Access Denied status code: 403, request id: 9A0F10C2D1, host id: a= for primary source and source version arn:aws:s3:::ledger-parts/app/x1",
    {
      errorCode: "AccessDenied",
      requestId: "9A0F10C2D1",
      nameless: "build-role",
      resource: "arn:aws:s3:::ledger-parts/app/x1",
      additionalActions: ["s3:GetObject"],
    },
  ],
  [
    "a pull from Amazon ECR",
    "CannotPullContainerError: failed to resolve ref 730112940571.dkr.ecr.eu-north-1.amazonaws.com/team/app:latest: pulling from host 730112940571.dkr.ecr.eu-north-1.amazonaws.com failed with status code [manifests latest]: 403 Forbidden",
    {
      nameless: "puller",
      resource: "arn:aws:ecr:eu-north-1:730112940571:repository/team/app",
      additionalActions: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
    },
  ],
  [
    "a pull from Amazon ECR, with the sentence behind it",
    `Failed to pull image "730112940571.dkr.ecr.eu-north-1.amazonaws.com/team/app:1": failed to resolve reference: 403 Forbidden: denied: User: ${SESSION} is not authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:eu-north-1:730112940571:repository/team/app because no resource-based policy allows the ecr:BatchGetImage action`,
    {
      principalArn: SESSION,
      principalType: "assumed-role",
      action: "ecr:BatchGetImage",
      actionFrom: "message",
      resource: "arn:aws:ecr:eu-north-1:730112940571:repository/team/app",
      denyType: "implicit",
      policyType: "resource",
      errorCode: "denied",
    },
  ],
  [
    "DataSync",
    "DataSync location access test failed: could not perform s3:ListObjectsV2 on bucket ledger. Access denied. Ensure bucket access role has s3:ListBucket permission.",
    { action: "s3:ListBucket", actionFrom: "message", resource: "arn:aws:s3:::ledger" },
  ],
  [
    "RDS for PostgreSQL",
    "ERROR:  HTTP 403. Permission denied. Check bucket ledger-import or provided s3 credentials.",
    { resource: "arn:aws:s3:::ledger-import" },
  ],
  [
    "DMS",
    "AccessDeniedFault: The IAM Role arn:aws:iam::730112940571:role/dms-vpc-role is not configured properly.",
    {
      ...service("dms.amazonaws.com"),
      errorCode: "AccessDeniedFault",
      resource: "arn:aws:iam::730112940571:role/dms-vpc-role",
      additionalActions: ["sts:AssumeRole"],
    },
  ],
  [
    "AWS Backup",
    `AWS Backup does not have permission to describe resource arn:aws:ec2:eu-north-1:730112940571:volume/vol-1. Access denied trying to call AWS Backup service. IAM Role ${ROLE} does not have sufficient permissions to execute the backup`,
    { principalArn: ROLE, principalType: "role", resource: "arn:aws:ec2:eu-north-1:730112940571:volume/vol-1" },
  ],
  [
    "RDS, words of its own",
    "Role not authorized to execute rds:AddTagsToResource",
    { action: "rds:AddTagsToResource", actionFrom: "message" },
  ],
  ["Athena", "Error running query: Insufficient permissions to execute the query.", {}],
];

describe("services that may not reach what they need", () => {
  for (const [name, text, says] of ROWS) {
    test(name, () => {
      const reading = read(text);
      assert.ok(reading.isAccessDenied);
      assert.equal(reading.denials.length, 1);
      assert.deepEqual(said(reading), says);
    });
  }
});
