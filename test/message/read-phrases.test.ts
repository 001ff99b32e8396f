/** Denials that have no sentence: fixed phrases, bare codes, and the end of a sentence alone. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { read, REQUEST_ID, said, type Said, USER } from "./reading.ts";

const GET: Said = { action: "s3:GetObject", actionFrom: "message" };

/** What somebody writes from memory in place of the message. */
const NOTES: readonly (readonly [text: string, says: Said])[] = [
  [
    "Access denied: s3:GetObject on arn:aws:s3:::acme-results/q/a.csv",
    { ...GET, resource: "arn:aws:s3:::acme-results/q/a.csv" },
  ],
  ["s3:GetObject access denied", GET],
  ["s3:GetObject denied for assets bucket acme-assets", GET],
  ["AccessDenied `s3:GetObject` (acme-results)", { ...GET, errorCode: "AccessDenied" }],
  ["AccessDenied when calling s3:GetObject, key q/a.csv", { ...GET, errorCode: "AccessDenied" }],
  ["s3:GetObject -> not authorized", GET],
];

const ROWS: readonly (readonly [name: string, text: string, says: Said])[] = [
  ["EC2", "You are not authorized to perform this operation.", {}],
  [
    "EC2 with the encoded message",
    "You are not authorized to perform this operation. Encoded authorization failure message: q-W_e",
    { encodedMessage: true },
  ],
  [
    "the encoded message alone, under its name in a block of code",
    `**Encoded authorization failure message:**\n\`\`\`text\n${"aB3-_xY9".repeat(12)}\n${"Zq7_-Kd2".repeat(12)}\n\`\`\``,
    { encodedMessage: true },
  ],
  [
    "EC2 with the operation",
    "An error occurred (UnauthorizedOperation) when calling the DescribeVolumes operation: You are not authorized to perform this operation.",
    {
      errorCode: "UnauthorizedOperation",
      operation: "DescribeVolumes",
      action: "ec2:DescribeVolumes",
      actionFrom: "operation",
    },
  ],
  [
    "SQS",
    "AccessDenied: Access to the resource https://sqs.eu-north-1.amazonaws.com/730112940571/jobs is denied.",
    { errorCode: "AccessDenied", resource: "https://sqs.eu-north-1.amazonaws.com/730112940571/jobs" },
  ],
  [
    "Amazon MSK names the topic behind its error",
    "sasl.mechanism = AWS_MSK_IAM\nERROR [Consumer clientId=c1, groupId=g1] Topic authorization failed for topics [orders]",
    { resource: "orders", additionalActions: ["kafka-cluster:DescribeTopic"] },
  ],
  [
    "Route 53 Resolver may not log queries, of which the call itself was allowed",
    "An error occurred (AccessDeniedException) when calling the CreateResolverQueryLogConfig operation: [RSLVR-01605] Missing permission to log destination.",
    {
      errorCode: "AccessDeniedException",
      operation: "CreateResolverQueryLogConfig",
      additionalActions: [
        "logs:CreateLogDelivery",
        "logs:GetLogDelivery",
        "logs:UpdateLogDelivery",
        "logs:DeleteLogDelivery",
        "logs:ListLogDeliveries",
        "logs:PutResourcePolicy",
        "logs:DescribeResourcePolicies",
        "logs:DescribeLogGroups",
      ],
    },
  ],
  [
    "Lambda cannot assume the role of a function",
    "An error occurred (InvalidParameterValueException) when calling the CreateFunction operation: The role defined for the function cannot be assumed by Lambda.",
    {
      principalArn: "lambda.amazonaws.com",
      principalType: "service",
      action: "sts:AssumeRole",
      actionFrom: "message",
      errorCode: "InvalidParameterValueException",
      operation: "CreateFunction",
    },
  ],
  [
    "EventBridge cannot assume a role",
    "ValidationException: Provided role 'arn:aws:iam::730112940571:role/rules' cannot be assumed by principal 'events.amazonaws.com'.",
    {
      principalArn: "events.amazonaws.com",
      principalType: "service",
      action: "sts:AssumeRole",
      actionFrom: "message",
      resource: "arn:aws:iam::730112940571:role/rules",
    },
  ],
  [
    "ECS cannot assume the role of a task",
    "ECS was unable to assume the role 'arn:aws:iam::730112940571:role/task' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions.",
    {
      principalArn: "ecs-tasks.amazonaws.com",
      principalType: "service",
      action: "sts:AssumeRole",
      actionFrom: "message",
      resource: "arn:aws:iam::730112940571:role/task",
    },
  ],
  [
    "EKS cannot assume the role of a pod",
    "get credentials: failed to load credentials, : [43250e5c-8c9c-4fe8-af41-34d48103435b]: (AccessDeniedException): Unauthorized Exception! EKS does not have permissions to assume the associated role., fault: client",
    {
      principalArn: "pods.eks.amazonaws.com",
      principalType: "service",
      action: "sts:AssumeRole",
      actionFrom: "message",
      additionalActions: ["sts:TagSession"],
      errorCode: "AccessDeniedException",
    },
  ],
  [
    "Glue cannot assume the role of a crawler",
    "InvalidInputException: Service is unable to assume role arn:aws:iam::730112940571:role/crawls. Please verify role's TrustPolicy",
    {
      principalArn: "glue.amazonaws.com",
      principalType: "service",
      action: "sts:AssumeRole",
      actionFrom: "message",
      resource: "arn:aws:iam::730112940571:role/crawls",
      errorCode: "InvalidInputException",
    },
  ],
  [
    "CloudWatch Logs cannot invoke a function",
    "InvalidParameterException: Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.",
    {
      principalArn: "logs.amazonaws.com",
      principalType: "service",
      action: "lambda:InvokeFunction",
      actionFrom: "message",
      errorCode: "InvalidParameterException",
    },
  ],
  [
    "SageMaker reads the data of a model with its role",
    'ValidationException: Could not access model data at s3://models/m.tar.gz. Please ensure that the role "arn:aws:iam::730112940571:role/model" exists. Also ensure that the role has "s3:GetObject" permissions.',
    {
      principalArn: "arn:aws:iam::730112940571:role/model",
      principalType: "role",
      action: "s3:GetObject",
      actionFrom: "message",
      resource: "arn:aws:s3:::models/m.tar.gz",
      errorCode: "ValidationException",
    },
  ],
  [
    "Lambda may not decrypt the environment",
    "An error occurred (KMSAccessDeniedException) when calling the Invoke operation: Lambda was unable to decrypt the environment variables because KMS access was denied.",
    {
      action: "kms:Decrypt",
      actionFrom: "message",
      errorCode: "KMSAccessDeniedException",
      operation: "Invoke",
    },
  ],
  [
    "Step Functions may not create a rule, which is no matter of the caller's",
    "An error occurred (AccessDeniedException) when calling the CreateStateMachine operation: 'arn:aws:iam::730112940571:role/flow' is not authorized to create managed-rule.",
    {
      principalArn: "arn:aws:iam::730112940571:role/flow",
      principalType: "role",
      errorCode: "AccessDeniedException",
      operation: "CreateStateMachine",
      additionalActions: ["events:PutRule", "events:PutTargets", "events:DescribeRule"],
    },
  ],
  [
    "the SDK for Java, whose stack names the operation",
    "software.amazon.awssdk.services.s3.model.S3Exception: Access Denied (Service: S3, Status Code: 403, Request ID: FK0ZFZGSADWX6HHT)\n\tat software.amazon.awssdk.services.s3.DefaultS3Client.putObject(DefaultS3Client.java:4321)",
    { action: "s3:PutObject", actionFrom: "operation", operation: "PutObject", requestId: "FK0ZFZGSADWX6HHT" },
  ],
  [
    "Lake Formation, what it requires is no action",
    "AccessDeniedException: Insufficient Lake Formation permission(s): Required Alter on orders",
    {
      errorCode: "AccessDeniedException",
      resource: "orders",
      notByPolicy: { cause: "lake-formation", permission: "ALTER", target: { target: "named", named: "orders" } },
    },
  ],
  [
    "Lake Formation without a resource",
    "AccessDeniedException: Insufficient Lake Formation permission(s): Required Select",
    {
      errorCode: "AccessDeniedException",
      notByPolicy: { cause: "lake-formation", permission: "SELECT", target: null },
    },
  ],
  [
    "KMS, ciphertext",
    "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.",
    { action: "kms:Decrypt", actionFrom: "message" },
  ],
  [
    "KMS, in the words for ciphertexts, of a call that reads none",
    "An error occurred (AccessDeniedException) when calling the Encrypt operation: The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.",
    {
      action: "kms:Encrypt",
      actionFrom: "operation",
      operation: "Encrypt",
      errorCode: "AccessDeniedException",
    },
  ],
  [
    "KMS, access to the key of a secret",
    "AccessDeniedException: Access to KMS is not allowed",
    { errorCode: "AccessDeniedException", additionalActions: ["kms:Decrypt"] },
  ],
  [
    "KMS, access to the key of a secret that is written",
    "An error occurred (AccessDeniedException) when calling the PutSecretValue operation: Access to KMS is not allowed",
    {
      errorCode: "AccessDeniedException",
      operation: "PutSecretValue",
      additionalActions: ["kms:GenerateDataKey", "kms:Decrypt"],
    },
  ],
  [
    "Lambda, the image of a function",
    "InvalidParameterValueException: Lambda does not have permission to access the ECR image. Check the ECR permissions.",
    {
      principalArn: "lambda.amazonaws.com",
      principalType: "service",
      errorCode: "InvalidParameterValueException",
      additionalActions: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
    },
  ],
  [
    "CloudFormation, a type",
    `Resource handler returned message: "Access denied for operation 'AWS::Glue::Job'." (RequestToken: ${REQUEST_ID}, HandlerErrorCode: AccessDenied)`,
    { errorCode: "AccessDenied" },
  ],
  [
    "CloudFormation, tags",
    'Encountered a permissions error performing a tagging operation, please add required tag permissions. Resource handler returned message: "Unauthorized tagging operation"',
    {},
  ],
  [
    "CloudFormation, tags, and no more of it",
    'CREATE_FAILED\nResource handler returned message: "Encountered a permissions error performing a\ntagging operation, please add required',
    {},
  ],
  [
    "CloudFormation, tags, and what the service said",
    `Resource handler returned message: "Encountered a permissions error performing a tagging operation, please add required tag permissions. Resource handler returned message: "User: ${USER} is not authorized to perform: sqs:TagQueue"" (RequestToken: ${REQUEST_ID}, HandlerErrorCode: UnauthorizedTaggingOperation)`,
    {
      principalArn: USER,
      principalType: "user",
      action: "sqs:TagQueue",
      actionFrom: "message",
      errorCode: "UnauthorizedTaggingOperation",
    },
  ],
  [
    "CloudFormation, a call",
    "API: sqs:CreateQueue Access Denied",
    { action: "sqs:CreateQueue", actionFrom: "message", operation: "CreateQueue" },
  ],
  [
    "CloudFormation, a call of EC2",
    "API: ec2:DescribeVolumes You are not authorized to perform this operation. Encoded authorization failure message: q-W_e",
    { operation: "DescribeVolumes", action: "ec2:DescribeVolumes", actionFrom: "operation", encodedMessage: true },
  ],
  [
    "Redshift, a role it may not take",
    "ERROR: Not authorized to get credentials of role arn:aws:iam::730112940571:role/Copier",
    {
      operation: "AssumeRole",
      action: "sts:AssumeRole",
      actionFrom: "operation",
      resource: "arn:aws:iam::730112940571:role/Copier",
      speaker: "redshift.amazonaws.com",
    },
  ],
  [
    "Redshift, with the database user",
    "ERROR: User arn:aws:redshift:eu-north-1:730112940571:dbuser:dw/etl is not authorized to assume IAM Role arn:aws:iam::730112940571:role/Copier",
    {
      principalArn: "arn:aws:redshift:eu-north-1:730112940571:dbuser:dw/etl",
      operation: "AssumeRole",
      action: "sts:AssumeRole",
      actionFrom: "operation",
      resource: "arn:aws:iam::730112940571:role/Copier",
    },
  ],
  [
    "AWS Backup",
    "Principal [arn:aws:iam::730112940571:user/kim] is not allowed to execute [backup:StartBackupJob] on the resource arn:aws:rds:eu-north-1:730112940571:db:main",
    {
      principalArn: "arn:aws:iam::730112940571:user/kim",
      principalType: "user",
      action: "backup:StartBackupJob",
      actionFrom: "message",
      resource: "arn:aws:rds:eu-north-1:730112940571:db:main",
    },
  ],
  [
    "the S3 console",
    "You don't have permissions to list objects\nAfter you or your AWS administrator has updated your permissions to allow the s3:ListBucket action, refresh this page.",
    { action: "s3:ListBucket", actionFrom: "message" },
  ],
  [
    "what the console offers to copy",
    "You don't have permission to iam:ListUsers. To request access, copy the following text and send it to your AWS administrator.\nUser: arn:aws:iam::730112940571:user/kim\nAction: iam:ListUsers\nOn resource(s): arn:aws:iam::730112940571:user/\nContext: no identity-based policy allows the iam:ListUsers action",
    {
      principalArn: "arn:aws:iam::730112940571:user/kim",
      principalType: "user",
      action: "iam:ListUsers",
      actionFrom: "message",
      resource: "arn:aws:iam::730112940571:user/",
      denyType: "implicit",
      policyType: "identity",
    },
  ],
  [
    "what the console offers to copy, with the service apart and an explicit deny",
    "User: arn:aws:sts::730112940571:assumed-role/Dev/kim\nService: iam\nAction: ListRoles\nContext: a service control policy explicitly denies the action",
    {
      principalArn: "arn:aws:sts::730112940571:assumed-role/Dev/kim",
      principalType: "assumed-role",
      action: "iam:ListRoles",
      actionFrom: "message",
      denyType: "explicit",
      policyType: "scp",
    },
  ],
  [
    "pass role into another account",
    "AccessDeniedException: Cross-account pass role is not allowed.",
    {
      errorCode: "AccessDeniedException",
      action: "iam:PassRole",
      actionFrom: "message",
      notByPolicy: { cause: "cross-account-pass-role" },
    },
  ],
  [
    "Bedrock, the account",
    "Your account is not authorized to invoke this API operation.",
    { notByPolicy: { cause: "bedrock-account" } },
  ],
  [
    "Bedrock, the model",
    "AccessDeniedException: You don't have access to the model with the specified model ID.",
    { errorCode: "AccessDeniedException", notByPolicy: { cause: "bedrock-model" } },
  ],
  [
    "STS with session credentials",
    "AccessDenied: Cannot call GetFederationToken with session credentials",
    {
      errorCode: "AccessDenied",
      operation: "GetFederationToken",
      action: "sts:GetFederationToken",
      actionFrom: "operation",
      notByPolicy: { cause: "session-credentials" },
    },
  ],
  [
    "SSO",
    "An error occurred (ForbiddenException) when calling the GetRoleCredentials operation: No access",
    {
      errorCode: "ForbiddenException",
      operation: "GetRoleCredentials",
      notByPolicy: { cause: "identity-center-assignment" },
    },
  ],
  [
    "only a code and an id",
    `error creating API: AccessDeniedException: \n\tstatus code: 403, request id: ${REQUEST_ID}`,
    { errorCode: "AccessDeniedException", requestId: REQUEST_ID },
  ],
  [
    "HEAD has no body",
    "An error occurred (403) when calling the HeadObject operation: Forbidden",
    { errorCode: "403", operation: "HeadObject" },
  ],
  [
    "status 403 of a service",
    "S3Exception: null (Service: S3, Status Code: 403, Request ID: 4QW8ER0TY2)",
    { requestId: "4QW8ER0TY2" },
  ],
  ["two words", "Access Denied", {}],
  [
    "a reason with a policy",
    "explicit deny in a permissions boundary: arn:aws:iam::730112940571:policy/Edge",
    { denyType: "explicit", policyType: "permissions-boundary", policyArn: "arn:aws:iam::730112940571:policy/Edge" },
  ],
  [
    "a reason with an action",
    "it failed because no session policy allows the sqs:SendMessage action",
    { denyType: "implicit", policyType: "session", action: "sqs:SendMessage", actionFrom: "message" },
  ],
  [
    "the second half of a sentence",
    'glue:GetTable on resource: "arn:aws:glue:eu-north-1:730112940571:table/a/b" with an explicit deny in a resource-based policy',
    {
      denyType: "explicit",
      policyType: "resource",
      action: "glue:GetTable",
      actionFrom: "message",
      resource: "arn:aws:glue:eu-north-1:730112940571:table/a/b",
    },
  ],
  [
    "Lambda and the role of a function",
    "The role defined for the function cannot be assumed by Lambda.",
    {
      principalArn: "lambda.amazonaws.com",
      principalType: "service",
      action: "sts:AssumeRole",
      actionFrom: "message",
    },
  ],
  [
    "CloudFormation and its role",
    "Role arn:aws:iam::730112940571:role/deploy is invalid or cannot be assumed",
    {
      principalArn: "cloudformation.amazonaws.com",
      principalType: "service",
      action: "sts:AssumeRole",
      actionFrom: "message",
      resource: "arn:aws:iam::730112940571:role/deploy",
    },
  ],
  [
    "Firehose and its role",
    "Firehose is unable to assume role arn:aws:iam::730112940571:role/stream. Please check the role provided.",
    {
      principalArn: "firehose.amazonaws.com",
      principalType: "service",
      action: "sts:AssumeRole",
      actionFrom: "message",
      resource: "arn:aws:iam::730112940571:role/stream",
    },
  ],
  [
    "Glue and its role",
    "Service is unable to assume provided role. Please verify role's TrustPolicy",
    {
      principalArn: "glue.amazonaws.com",
      principalType: "service",
      action: "sts:AssumeRole",
      actionFrom: "message",
    },
  ],
  [
    "ECS and the role of a task",
    "ECS was unable to assume the role 'arn:aws:iam::730112940571:role/task' that was provided for this task.",
    {
      principalArn: "ecs-tasks.amazonaws.com",
      principalType: "service",
      action: "sts:AssumeRole",
      actionFrom: "message",
      resource: "arn:aws:iam::730112940571:role/task",
    },
  ],
  [
    "Step Functions and its role",
    "Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.",
    {
      principalArn: "states.amazonaws.com",
      principalType: "service",
      action: "sts:AssumeRole",
      actionFrom: "message",
    },
  ],
  [
    "SageMaker and its role",
    "Could not assume role arn:aws:iam::730112940571:role/ml. Please ensure that the role exists and allows principal 'sagemaker.amazonaws.com' to assume the role.",
    {
      principalArn: "sagemaker.amazonaws.com",
      principalType: "service",
      action: "sts:AssumeRole",
      actionFrom: "message",
      resource: "arn:aws:iam::730112940571:role/ml",
    },
  ],
  [
    "Athena and the bucket of its results",
    "Unable to verify/create output bucket acme-results",
    {
      action: "s3:GetBucketLocation",
      actionFrom: "operation",
      operation: "GetBucketLocation",
      additionalActions: ["s3:ListBucket", "s3:PutObject"],
      resource: "arn:aws:s3:::acme-results",
    },
  ],
  [
    "Athena and an object of its results",
    "Access denied when writing output to url: s3://acme-results/q/a.csv . Please ensure you are allowed to access the S3 bucket.",
    {
      action: "s3:PutObject",
      actionFrom: "operation",
      operation: "PutObject",
      resource: "arn:aws:s3:::acme-results/q/a.csv",
    },
  ],
  [
    "CloudTrail and the policy of a bucket",
    "Incorrect S3 bucket policy is detected for bucket: acme-trail",
    {
      principalArn: "cloudtrail.amazonaws.com",
      principalType: "service",
      action: "s3:GetBucketAcl",
      actionFrom: "operation",
      operation: "GetBucketAcl",
      additionalActions: ["s3:PutObject"],
      resource: "arn:aws:s3:::acme-trail",
    },
  ],
  ...NOTES.map(([text, says]): (typeof ROWS)[number] => ["a note in somebody's own words", text, says]),
];

describe("denials without the sentence", () => {
  for (const [name, text, says] of ROWS) {
    test(name, () => {
      const reading = read(text);
      assert.equal(reading.isAccessDenied, true);
      assert.equal(reading.kind, "access-denied");
      assert.deepEqual(said(reading), says);
    });
  }
});

describe("only long lines of base64 are an encoded message", () => {
  const ENCODED = "aB3-_xY9Zq7_-Kd2".repeat(10);
  for (const width of [24, 64, 100])
    test(`lines of ${width}`, () => {
      const lines = ENCODED.match(new RegExp(`.{1,${width}}`, "g")) ?? [];
      assert.equal(read(lines.join("\n")).encodedMessage, true);
      assert.equal(read(lines.map((line) => `> ${line}`).join("\n")).encodedMessage, true);
    });

  for (const words of [
    "Move the 14 nightly jobs of the Orders team to eu-west-1 and remove both roles that nobody has used since the spring of last year",
    "Deploy of stack orders-api began at 12 and ended at 14 with no errors and no warnings and all 31 resources made as they should be",
    `The Orders table was copied to eu-west-1 overnight and checked by hand ${REQUEST_ID} and then the old one was removed again`,
    "The encoded authorization message was decoded by the platform team in about an hour on the next morning",
  ])
    test(words, () => {
      assert.equal(read(words).isAccessDenied, false);
    });
});
