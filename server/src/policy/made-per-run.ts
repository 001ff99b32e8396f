/**
 * Resources that are made anew by each run of something, so that to allow the one of a message would not help the next
 * run: what AWS's own examples and documentation name in their place.
 */
import { readArn } from "./arn.ts";
import { isOfImageLayers, serviceBucketOf } from "./service-bucket.ts";

export type MadePerRun =
  | "log-stream"
  | "log-group"
  | "connection"
  | "task"
  | "job"
  | "execution"
  | "automation"
  | "stack"
  | "revision"
  | "layer"
  | "image-layer"
  | "service-object"
  | "object"
  | "replicated";

export interface RunPattern {
  readonly of: MadePerRun;
  /** The ARN with `*` for what the next run has in another form. */
  readonly pattern: string;
}

/**
 * A rule copies whatever is written to the bucket. Source: "Setting up permissions for live replication" (Amazon S3 User
 * Guide).
 */
const REPLICATING =
  /^s3:(?:Replicate(?:Object|Delete|Tags)|ObjectOwnerOverrideToBucketOwner|GetObjectVersionForReplication)$/i;

/** For an action, if any is known; undefined for an ARN of something that stays. */
export function patternOfRuns(arn: string, action = ""): RunPattern | undefined {
  const read = readArn(arn);
  if (read === undefined || /[*?]|\$\{/.test(arn)) return undefined;
  const head = arn.slice(0, arn.length - read.resource.length);
  const bucket = serviceBucketOf(arn);
  if (bucket !== undefined) {
    const of = isOfImageLayers(arn) ? "image-layer" : "service-object";
    return arn === bucket ? undefined : { of, pattern: `${bucket}/*` };
  }
  if (read.service === "s3") {
    const slash = arn.indexOf("/");
    if (slash > 0 && REPLICATING.test(action)) return { of: "replicated", pattern: `${arn.slice(0, slash)}/*` };
    const kept = keptOfKey(read.resource);
    return kept === undefined ? undefined : { of: "object", pattern: `${head}${kept}*` };
  }
  const rule = RULES.find(
    (one) => one.service === read.service && one.form.test(read.resource) && one.action?.test(action) !== false,
  );
  const kept = rule?.form.exec(read.resource)?.[1];
  return rule === undefined || kept === undefined ? undefined : { of: rule.of, pattern: `${head}${kept}*` };
}

interface RunRule {
  readonly service: string;
  readonly of: MadePerRun;
  /** Its group is what stays. */
  readonly form: RegExp;
  /** Only for these. */
  readonly action?: RegExp;
}

/**
 * Sources: "Overview of managing access permissions to your CloudWatch Logs resources", on the form that ends in `:*`;
 * "Identity-based policy examples for Amazon ECS", on tasks of a family; "Control access to WebSocket APIs with IAM
 * authorization" (Amazon API Gateway Developer Guide), on `@connections`; the resource types of Amazon ECS, AWS Lambda,
 * AWS Batch, AWS Step Functions, AWS Systems Manager and AWS CloudFormation in the Service Authorization Reference.
 */
const RULES: readonly RunRule[] = [
  // What acts on groups alone may say it with a stream that has no name.
  {
    service: "logs",
    of: "log-group",
    form: /^(log-group:[^:]+:)log-stream:$/,
    action: /^logs:\w+(?:Resource|LogGroup)$/i,
  },
  { service: "logs", of: "log-stream", form: /^(log-group:[^:]+:)log-stream:/ },
  { service: "ecs", of: "task", form: /^(task\/[^/]+\/)[0-9a-f]{32}$/ },
  { service: "ecs", of: "revision", form: /^(task-definition\/[^:]+:)\d+$/ },
  { service: "batch", of: "revision", form: /^(job-definition\/[^:]+:)\d+$/ },
  { service: "lambda", of: "layer", form: /^(layer:[^:]+:)\d+$/ },
  { service: "batch", of: "job", form: /^(job\/)[0-9a-f]{8}-[0-9a-f-]{27}(?::\d+)?$/ },
  { service: "execute-api", of: "connection", form: /^([^/]+\/[^/]+\/[A-Z]+\/@connections\/)[^/]+$/ },
  { service: "states", of: "execution", form: /^((?:execution|express|mapRun):[^:]+:)/ },
  { service: "ssm", of: "automation", form: /^(automation-execution\/)[0-9a-f]{8}-/ },
  { service: "cloudformation", of: "stack", form: /^((?:stack|changeSet)\/[^/]+\/)[0-9a-f]{8}-[0-9a-f-]{27}$/ },
];

/**
 * Of the key of an object whose name has an ID or a time of day in it: what stands before that. A folder that is an ID may be
 * that of a tenant or of a device, unless a word for runs stands before it.
 */
function keptOfKey(resource: string): string | undefined {
  const slash = resource.indexOf("/");
  const key = slash < 0 ? "" : resource.slice(slash + 1);
  const found = ID.exec(key);
  if (found === null) return undefined;
  const before = key.slice(0, found.index);
  const isFolder = key.includes("/", found.index + found[0].length) && !/^\d{4}-?\d{2}-?\d{2}[T_-]/.test(found[0]);
  if (isFolder && !OF_RUNS.test(before)) return undefined;
  return resource.slice(0, slash + 1 + (DAY.exec(before)?.index ?? found.index));
}

const OF_RUNS =
  /(?:^|[/_=.-])(?:runs?|jobs?|exec(?:ution)?s?|quer(?:y|ies)|batch(?:es)?|builds?|attempts?|requests?|exports?|imports?|invocations?|sessions?|uploads?|tmp|temp)(?:[_-]?id)?[/_=.-]*$/i;

/** The folder of a day, which the next day has another of. */
const DAY = /(?<![0-9A-Za-z])(?:\d{4}\/\d{2}\/\d{2}|(?:year|dt|date|day)=\d{4}[\d/=a-z-]{0,40})(?=\/)/;

/** A UUID, a hash, or a date with a time of day. */
const ID =
  /(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}|[0-9a-f]{32}(?:[0-9a-f]{8})?(?:[0-9a-f]{24})?|\d{4}-?\d{2}-?\d{2}[T_-]\d{2}[:_-]?\d{2}(?:[:_-]?\d{2})?Z?)(?![0-9A-Za-z])/;
