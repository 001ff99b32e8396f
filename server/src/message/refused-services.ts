/** The phrases of services that may not reach another one: a role, or the policy of a resource, does not let them in. */
import { type CompactText } from "./compact-text.ts";
import { readValue } from "./message-value.ts";
import { type DenialPhrase, plain } from "./phrase-reader.ts";

/**
 * AWS Lambda: `The provided execution role does not have permissions to call CreateNetworkInterface on EC2`. EventBridge
 * Pipes says `customer role`.
 */
export function executionRole(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const call = /^[\s"'`]{1,3}([A-Z]\w{3,60})\s{1,3}on\s{1,3}([A-Z][A-Za-z0-9]{1,40})\b/.exec(
    readable.slice(phrase.end, phrase.end + 120),
  );
  if (call?.[1] === undefined || call[2] === undefined) return null;
  return {
    ...phrase,
    ...(found.startsWith("execution") ? { nameless: "function-role", ...WITH_IT.get(call[1]) } : {}),
    operation: call[1],
    service: call[2],
    end: phrase.end + call[0].length,
  };
}

/**
 * What Lambda calls with the role, the refused call first. Sources: AWS Lambda Developer Guide, "Giving Lambda functions access to resources in
 * an Amazon VPC"; "AWSLambdaSQSQueueExecutionRole" (AWS Managed Policy Reference Guide).
 */
const WITH_IT: ReadonlyMap<string, { readonly additionalActions: readonly string[] }> = new Map([
  [
    "CreateNetworkInterface",
    {
      additionalActions: [
        "ec2:CreateNetworkInterface",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DeleteNetworkInterface",
        "ec2:DescribeSubnets",
      ],
    },
  ],
  ["ReceiveMessage", { additionalActions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"] }],
]);

/**
 * AWS Lambda of its function's role: `Cannot access stream ARN. Please ensure the role can perform the GetRecords,
 * GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`
 */
export function stream(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const resource = readValue(readable, phrase.end, phrase.end + 600);
  const service = /^arn:[^:]*:([a-z0-9-]{1,40}):/.exec(resource.value ?? "")?.[1];
  const list =
    /^[\s.]{1,4}Please\s+ensure\s+the\s+role\s+can\s+perform\s+the\s+([A-Za-z,\s]{3,300}?)\s+Actions\b/i.exec(
      readable.slice(resource.end, resource.end + 400),
    );
  if (service === undefined || list?.[1] === undefined) return null;
  const operations = list[1].split(/[,\s]+/).filter((word) => /^[A-Z]/.test(word));
  const [action = null, ...additionalActions] = operations.map((operation) => `${service}:${operation}`);
  const named = { nameless: "function-role", resource: resource.value } as const;
  return { ...phrase, ...named, action, additionalActions, end: resource.end + list[0].length };
}

/**
 * Amazon S3 before it lets a bucket notify: `Not authorized to invoke function [ARN]`, `Permissions on the destination
 * queue do not allow S3 to publish notifications from this bucket`.
 * Source: Amazon S3 User Guide, "Granting permissions to publish event notification messages to a destination".
 */
export function destination(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const before = readable.slice(Math.max(0, phrase.start - 700), phrase.start);
  if (!/destination\s+configurations/i.test(before)) return null;
  const isFunction = found.includes("function");
  const named = isFunction
    ? readValue(readable, phrase.end, phrase.end + 600).value
    : (/\barn:[^\s:]{1,20}:s[nq]s:[^\s"',<>\]]{3,300}/.exec(before)?.[0] ?? null);
  const action = isFunction ? "lambda:InvokeFunction" : found.includes("queue") ? "sqs:SendMessage" : "sns:Publish";
  return { ...phrase, principalArn: "s3.amazonaws.com", action, resource: named?.replace(/\]$/, "") ?? null };
}

/**
 * Amazon API Gateway: `Execution failed due to configuration error: Invalid permissions on Lambda function`. The log
 * names the function in the address that is called. API Gateway calls it as itself or with the role of the API.
 * Source: AWS re:Post, "How do I resolve "Invalid permissions on Lambda function" errors from API Gateway REST APIs?"
 */
export function functionOfApi(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const before = readable.slice(Math.max(0, phrase.start - 6000), phrase.start);
  const address = before.slice(Math.max(0, before.lastIndexOf("/functions/arn:")));
  const called = /^\/functions\/(arn:[^\s/]{10,300})\/invocations/.exec(address)?.[1] ?? null;
  return { ...phrase, nameless: "api", action: "lambda:InvokeFunction", resource: called };
}

/**
 * Amazon CloudWatch Logs: `Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to
 * execute your function.` Source: Amazon CloudWatch Logs User Guide, "Subscription filters with AWS Lambda".
 */
export function functionOfLogs(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  return { ...phrase, principalArn: "logs.amazonaws.com", action: "lambda:InvokeFunction" };
}

/**
 * AWS Lambda, which pulls the image of a function in its own name: `Lambda does not have permission to access the ECR
 * image. Check the ECR permissions.` Source: AWS re:Post, "How do I resolve the error "Lambda does not have permission to
 * access the ECR image" for a Lambda function with a container image?"
 */
export function imageOfFunction(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const additionalActions = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
  return { ...phrase, principalArn: "lambda.amazonaws.com", additionalActions };
}
