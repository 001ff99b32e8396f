/** Whole policies of resources. */
import { draftObject } from "../../syntax/draft.ts";
import { ACCOUNT, bucket, policy, type PolicyStart, region, stop, text } from "./policy-start.ts";

/**
 * Sources: "Restrict access to only HTTPS requests" (Amazon S3); "Default key policy" (AWS KMS); "Subscribing a queue to an
 * Amazon SNS topic"; "Using resource-based policies for Amazon EventBridge"; "Private repository policy examples in Amazon
 * ECR"; "Access Secrets Manager secrets from a different account".
 */
export const RESOURCE_POLICIES: readonly PolicyStart[] = [
  {
    label: "Bucket policy that requires TLS",
    kind: "resource",
    service: "s3",
    detail: "denies requests without TLS",
    policy: policy(
      draftObject({
        Sid: "DenyWithoutTls",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [text("arn:aws:s3:::", bucket), text("arn:aws:s3:::", bucket, "/*")],
        Condition: draftObject({ Bool: draftObject({ "aws:SecureTransport": "false" }) }),
      }),
    ),
  },
  {
    label: "Key policy",
    kind: "resource",
    service: "kms",
    detail: "the account's own IAM policies decide who may use the key",
    policy: policy(
      draftObject({
        Sid: "EnableIamPolicies",
        Effect: "Allow",
        Principal: draftObject({ AWS: text("arn:aws:iam::", ACCOUNT, ":root") }),
        Action: "kms:*",
        Resource: "*",
      }),
    ),
  },
  {
    label: "Queue policy for an SNS topic",
    kind: "resource",
    service: "sqs",
    detail: "the messages of one topic reach the queue",
    policy: policy(
      draftObject({
        Effect: "Allow",
        Principal: draftObject({ Service: "sns.amazonaws.com" }),
        Action: "sqs:SendMessage",
        Resource: text("arn:aws:sqs:", region, ":", ACCOUNT, ":", stop("my-queue")),
        Condition: draftObject({
          ArnEquals: draftObject({
            "aws:SourceArn": text("arn:aws:sns:", region, ":", ACCOUNT, ":", stop("my-topic")),
          }),
        }),
      }),
    ),
  },
  {
    label: "Topic policy for an EventBridge rule",
    kind: "resource",
    service: "sns",
    detail: "one rule publishes to the topic",
    policy: policy(
      draftObject({
        Effect: "Allow",
        Principal: draftObject({ Service: "events.amazonaws.com" }),
        Action: "sns:Publish",
        Resource: text("arn:aws:sns:", region, ":", ACCOUNT, ":", stop("my-topic")),
        Condition: draftObject({
          ArnEquals: draftObject({
            "aws:SourceArn": text("arn:aws:events:", region, ":", ACCOUNT, ":rule/", stop("my-rule")),
          }),
        }),
      }),
    ),
  },
  {
    label: "Repository policy for another account",
    kind: "resource",
    service: "ecr",
    detail: "another account pulls the images",
    policy: policy(
      draftObject({
        Effect: "Allow",
        Principal: draftObject({ AWS: text("arn:aws:iam::", ACCOUNT, ":root") }),
        Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      }),
    ),
  },
  {
    label: "Secret policy for another account",
    kind: "resource",
    service: "secretsmanager",
    detail: "a role of another account reads the secret",
    policy: policy(
      draftObject({
        Effect: "Allow",
        Principal: draftObject({ AWS: text("arn:aws:iam::", ACCOUNT, ":role/", stop("my-role")) }),
        Action: "secretsmanager:GetSecretValue",
        Resource: "*",
      }),
    ),
  },
];
