import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { actionOfOperation } from "../../server/src/catalog/operation-actions.ts";
import { OPERATIONS_WITH_EXCEPTIONS, exceptionsOf } from "../../server/src/catalog/operation-exceptions.ts";
import { sameResourceService } from "../../server/src/catalog/service-aliases.ts";
import { OTHER_SERVICE_NAMES, servicePrefixOf } from "../../server/src/catalog/service-names.ts";
import { realCatalog } from "./real-catalog.ts";

const catalog = realCatalog();

describe("the action behind an operation of a known service", () => {
  const cases = [
    ["S3", "PutObject", "s3:PutObject"],
    ["s3", "putobject", "s3:PutObject"],
    ["S3", "ListBuckets", "s3:ListAllMyBuckets"],
    ["S3", "ListObjectsV2", "s3:ListBucket"],
    ["S3", "HeadObject", "s3:GetObject"],
    ["S3", "HeadBucket", "s3:ListBucket"],
    ["S3", "UploadPart", "s3:PutObject"],
    ["S3", "DeleteObjects", "s3:DeleteObject"],
    ["S3", "GetBucketCors", "s3:GetBucketCORS"],
    ["S3", "GetBucketEncryption", "s3:GetEncryptionConfiguration"],
    ["S3", "GetObjectLockConfiguration", "s3:GetBucketObjectLockConfiguration"],
    ["S3", "PutPublicAccessBlock", "s3:PutBucketPublicAccessBlock"],
    ["S3 Control", "PutPublicAccessBlock", "s3:PutAccountPublicAccessBlock"],
    ["S3", "CreateSession", "s3express:CreateSession"],
    ["S3", "CopyObject", null],
    ["SQS", "SendMessageBatch", "sqs:SendMessage"],
    ["Lambda", "Invoke", "lambda:InvokeFunction"],
    ["lambda.amazonaws.com", "CreateFunction20150331", "lambda:CreateFunction"],
    ["lambda.amazonaws.com", "UpdateFunctionConfiguration20150331v2", "lambda:UpdateFunctionConfiguration"],
    ["cloudfront.amazonaws.com", "CreateDistribution2020_05_31", "cloudfront:CreateDistribution"],
    ["API Gateway", "CreateRestApi", "apigateway:POST"],
    ["ApiGatewayV2", "UpdateApi", "apigateway:PATCH"],
    ["API Gateway", "ImportDocumentationParts", "apigateway:PUT"],
    ["API Gateway", "CreatePortal", "apigateway:CreatePortal"],
    ["API Gateway", "Create", null],
    ["Budgets", "DescribeBudgets", "budgets:ViewBudget"],
    ["Bedrock Runtime", "Converse", "bedrock:InvokeModel"],
    ["SFN", "StartExecution", "states:StartExecution"],
    ["KMS", "ReEncrypt", null],
    ["S3", "NoSuchOperation", null],
    ["No such service", "GetObject", null],
    ["S3", "", null],
    ["S3", "__proto__", null],
    ["S3", "Get Object", null],
  ] as const;
  for (const [service, operation, action] of cases) {
    test(`${service} ${operation} → ${action ?? "unknown"}`, () => {
      assert.equal(actionOfOperation(catalog, service, operation), action);
    });
  }
});

describe("without the service, only an operation that one service has gives an action", () => {
  const cases = [
    ["RunInstances", "ec2:RunInstances"],
    ["AssumeRole", "sts:AssumeRole"],
    ["ListFoundationModels", "bedrock:ListFoundationModels"],
    ["ListBuckets", "s3:ListAllMyBuckets"],
    ["GetObject", "s3:GetObject"],
    ["GetItem", "dynamodb:GetItem"],
    ["Invoke", "lambda:InvokeFunction"],
    ["DescribeInstances", null],
    ["TagResource", null],
    ["CreateCluster", null],
    ["GetAuthorizationToken", null],
    ["Nothing", null],
  ] as const;
  for (const [operation, action] of cases) {
    test(`${operation} → ${action ?? "unknown"}`, () => {
      assert.equal(actionOfOperation(catalog, undefined, operation), action);
    });
  }
});

test("every exception names an action of the data, and is none that the name itself would find", () => {
  for (const operation of OPERATIONS_WITH_EXCEPTIONS) {
    for (const [service, action] of exceptionsOf(operation)) {
      const [prefix = "", name = ""] = action.split(":");
      assert.equal(catalog.service(prefix)?.action(name)?.name, name, `${operation} → ${action}`);
      assert.equal(catalog.service(service)?.action(operation), undefined, `${service} has ${operation} itself`);
    }
  }
});

describe("the prefix of a service from its other names", () => {
  const cases = [
    ["S3", "s3"],
    ["Amazon S3", "s3"],
    ["AmazonS3", "s3"],
    ["s3.amazonaws.com", "s3"],
    ["s3.eu-west-1.amazonaws.com.cn", "s3"],
    ["Amazon Simple Storage Service", "s3"],
    ["monitoring.amazonaws.com", "cloudwatch"],
    ["CloudWatch Logs", "logs"],
    ["AWSLambda", "lambda"],
    ["AmazonEC2", "ec2"],
    ["SFN", "states"],
    ["email.amazonaws.com", "ses"],
    ["runtime.sagemaker.eu-west-1.amazonaws.com", "sagemaker"],
    ["AmazonIdentityManagement", "iam"],
    ["AWSSecurityTokenService", "sts"],
    ["AWS Key Management Service", "kms"],
    ["Secrets Manager", "secretsmanager"],
    ["Elastic Load Balancing v2", "elasticloadbalancing"],
    ["Route 53", "route53"],
    ["ACM PCA", "acm-pca"],
    ["Cognito Identity Provider", "cognito-idp"],
    ["AWS Glue DataBrew", "databrew"],
    ["AmazonDynamoDBv2", "dynamodb"],
    ["Nobody's Service", undefined],
    ["amazonaws.com", undefined],
    ["", undefined],
    ["x".repeat(100_000), undefined],
  ] as const;
  for (const [name, prefix] of cases) {
    test(`${name.slice(0, 50)} → ${prefix ?? "unknown"}`, () => assert.equal(servicePrefixOf(catalog, name), prefix));
  }

  test("is looked up: a list of hundreds of unknown actions asks for each", () => {
    let gone = 0;
    const counted = {
      ...catalog,
      get servicePrefixes() {
        gone++;
        return catalog.servicePrefixes;
      },
    };
    for (let index = 0; index < 300; index++) servicePrefixOf(counted, `cloudwatchlogs${index}`);
    assert.ok(gone < 5, `gone through ${gone} times`);
  });

  test("every prefix is its own name, unless a client of that name calls another service", () => {
    const different = catalog.servicePrefixes.filter((prefix) => servicePrefixOf(catalog, prefix) !== prefix);
    assert.deepEqual(different, ["opensearch"]);
  });

  test("every prefix in the table of names is in the data", () => {
    for (const [name, prefix] of OTHER_SERVICE_NAMES) assert.ok(catalog.service(prefix), `${name} → ${prefix}`);
  });
});

test("renamed services own each other's resources", () => {
  assert.equal(sameResourceService("s3", "S3"), true);
  assert.equal(sameResourceService("codeconnections", "codestar-connections"), true);
  assert.equal(sameResourceService("opensearch", "es"), true);
  assert.equal(sameResourceService("s3", "sqs"), false);
  assert.equal(sameResourceService("aws-marketplace", "servicecatalog"), false);
});
