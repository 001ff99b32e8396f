/** What people call a service, and what they call its actions and resources. */
import { type ResourceType, type Service } from "../catalog/catalog.ts";
import { name, type Phrase, say } from "./phrase.ts";

/**
 * "S3", "DynamoDB", "IAM": the service's name without its maker. Undefined where the data's name is another than the
 * prefix that policies use, which is then the better known of the two, unless people call the service by a third name.
 */
export function serviceLabel({ name: full, prefix }: Service): string | undefined {
  const called = CALLED.get(prefix);
  if (called !== undefined) return called;
  const inBrackets = /\(([A-Za-z0-9]+)\)$/.exec(full)?.[1];
  const label = inBrackets ?? full.replace(/^(?:Amazon|AWS) /, "");
  return label.toLowerCase().replace(/[^a-z0-9]/g, "") === prefix.replace(/[^a-z0-9]/g, "") ? label : undefined;
}

/** What AWS's guides call services whose prefix and whose name in the data say less. */
const CALLED: ReadonlyMap<string, string> = new Map([
  ["acm", "ACM"],
  ["autoscaling", "EC2 Auto Scaling"],
  ["ecr", "ECR"],
  ["ecs", "ECS"],
  ["eks", "EKS"],
  ["events", "EventBridge"],
  ["execute-api", "API Gateway"],
  ["firehose", "Firehose"],
  ["kinesis", "Kinesis"],
  ["kms", "KMS"],
  ["logs", "CloudWatch Logs"],
  ["ssm", "Systems Manager"],
  ["states", "Step Functions"],
  ["sts", "STS"],
]);

/** "an S3 action", "an action of `pi`". */
export function actionOfService(service: Service): Phrase {
  const label = serviceLabel(service);
  return label === undefined ? say`an action of ${name(service.prefix)}` : say`${withArticle(`${label} action`)}`;
}

/** "an SQS queue", "a `metric-resource` of `pi`". */
export function resourceOfService(resource: ResourceType, service: Service): Phrase {
  const label = serviceLabel(service);
  const type = oneOf(resource);
  return label === undefined
    ? say`${withArticle(type).slice(0, -type.length)}${name(type)} of ${name(service.prefix)}`
    : say`${withArticle(`${label} ${type.replaceAll("-", " ")}`)}`;
}

/** `brokers` of Amazon MQ, whose ARNs have `broker`. */
function oneOf({ name: type, arns }: ResourceType): string {
  const single = type.replace(/s$/, "");
  const isPlural = single !== type && arns.every((arn) => arn.split(/[:/]/).includes(single));
  return isPlural ? single : type;
}

/** Names in capitals are read letter by letter: "an SQS queue", "a KMS key". */
export function withArticle(words: string): string {
  const [first = ""] = words.split(" ");
  const isSpelled = /^(?:[A-Z0-9]{2}|[A-Z0-9]$)/.test(first);
  return `${(isSpelled ? /^[AEFHILMNORSX8]/ : /^[AEIOaeio8]/).test(first) ? "an" : "a"} ${words}`;
}

/** "S3", "`pi`". */
export function serviceInWords(service: Service): Phrase {
  const label = serviceLabel(service);
  return label === undefined ? say`${name(service.prefix)}` : say`${label}`;
}
