/** A Resource that is the name or the address of what was asked for, where only its ARN stands for it. */
import { readArn } from "../../policy/arn.ts";
import { matchesText } from "./covers.ts";

/**
 * The ARN of what the text names, with the wildcards that it has: of the wanted resource or of what that is in. Undefined
 * for an ARN, for `*`, and for the name of something else. `acme-data` or `acme-data/*`, as `aws_s3_bucket.data.id` and
 * `!Ref Bucket` write it; the address of a queue, as they do of queues. Sources: the return values of AWS::S3::Bucket,
 * AWS::SQS::Queue and AWS::DynamoDB::Table (AWS CloudFormation User Guide).
 */
export function arnOfName(written: string, wanted: string): string | undefined {
  const [, name = written] = QUEUE_URL.exec(written) ?? [];
  const arn = NAME.test(name) ? readArn(wanted) : undefined;
  if (arn === undefined) return undefined;
  const start = wanted.length - arn.resource.length;
  const behindType = /^[A-Za-z-]+[/:]/.exec(arn.resource)?.[0].length ?? 0;
  const heads = [wanted.slice(0, start), wanted.slice(0, start + behindType)];
  const arns = heads.flatMap((head) => [head + name, `${head}${name}${OF_SECRETS_MANAGER}`]);
  return (
    arns.find((one) => matchesText(one, wanted) && (!one.endsWith(OF_SECRETS_MANAGER) || SECRET.test(wanted))) ??
    around(arns, wanted)
  );
}

/** What Secrets Manager adds to a name. Source: "Identity-based policies" of AWS Secrets Manager. */
const OF_SECRETS_MANAGER = "-??????";
const SECRET = /^arn:[^:]+:secretsmanager:[^:]*:[^:]*:secret:/;

/** In its place references may stand for the Region, the domain and the account. */
const QUEUE_URL = /^https:\/\/sqs\.[^/\s]{1,80}\/[^/\s]{1,40}\/([\w.-]{1,80})$/;

const NAME = /^[A-Za-z0-9][^:\s]{2,}$/;

function around(containers: readonly string[], wanted: string): string | undefined {
  return containers.find((one) => wanted.startsWith(one) && /[/:]/.test(wanted.charAt(one.length)));
}
