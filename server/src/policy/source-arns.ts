/**
 * For what an AWS service acts, as it says in `aws:SourceArn`: an ARN of its own. Sources, by service: "Granting
 * permissions to publish event notification messages to a destination" (Amazon S3); "Subscribing a queue to an Amazon SNS
 * topic"; "Using resource-based policies for Amazon EventBridge", and of Scheduler and Pipes "Prevent confused deputy";
 * "Example cases for Amazon SNS access control" (CloudWatch alarms); "Restrict access to an Amazon S3 origin"
 * (CloudFront); "Amazon S3 bucket policy for CloudTrail"; "Control access for invoking an API" and "Working with
 * resource-based IAM policies in Lambda" (API Gateway).
 */
export interface ServiceSource {
  /** With its article. */
  readonly thing: string;
  /** The services in whose ARNs it stands. */
  readonly services: readonly string[];
  /** What else those services have ARNs of, and never send. */
  readonly others?: RegExp;
}

const SOURCES: ReadonlyMap<string, ServiceSource> = new Map([
  ["apigateway", { thing: "an API", services: ["execute-api", "apigateway"] }],
  [
    "cloudfront",
    { thing: "a distribution", services: ["cloudfront"], others: /^origin-access-(?:control|identity)\// },
  ],
  ["cloudtrail", { thing: "a trail", services: ["cloudtrail"] }],
  ["cloudwatch", { thing: "an alarm", services: ["cloudwatch"] }],
  ["events", { thing: "a rule", services: ["events"] }],
  ["pipes", { thing: "a pipe", services: ["pipes"] }],
  ["s3", { thing: "a bucket", services: ["s3", "s3-outposts", "s3express", "s3-object-lambda"] }],
  ["scheduler", { thing: "a schedule group", services: ["scheduler"], others: /^schedule\// }],
  ["sns", { thing: "a topic", services: ["sns"] }],
]);

const SUFFIX = ".amazonaws.com";

/** Undefined for a principal of which it is not documented. */
export function sourceOf(principal: string): ServiceSource | undefined {
  return principal.endsWith(SUFFIX) ? SOURCES.get(principal.slice(0, -SUFFIX.length)) : undefined;
}

/** The principal that acts for what has such an ARN. */
export function principalFor(service: string): string | undefined {
  const found = [...SOURCES].find(([, { services }]) => services.includes(service));
  return found === undefined ? undefined : found[0] + SUFFIX;
}
