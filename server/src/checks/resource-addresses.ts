/** Resources that are written as addresses, `https://…` and `s3://…`, where an ARN belongs. */
import { replaceText } from "../policy/changes.ts";
import { isSettled, type Scalar, type Statement } from "../policy/policy.ts";
import { name, say } from "../wording/phrase.ts";
import { ARN_MESSAGES as MESSAGES } from "./arn-messages.ts";
import { type Finding } from "./check.ts";
import { textSpan } from "./spans.ts";

/** The URL of a queue says all that its ARN does. Source: "Amazon SQS queue and message identifiers". */
export function ofUrl(entry: Scalar): Finding {
  const { text } = entry;
  const [, region, account, queue] = QUEUE_URL.exec(text) ?? [];
  if (region === undefined || account === undefined || queue === undefined || !isSettled(entry))
    return { span: textSpan(entry), ...MESSAGES.url(text) };
  const arn = `arn:aws:sqs:${region}:${account}:${queue}`;
  return {
    span: textSpan(entry),
    ...MESSAGES.queueUrl(text, arn),
    fixes: () => [{ title: say`Replace with ${name(arn)}`, changes: replaceText(entry, arn) }],
  };
}

const QUEUE_URL = /^https?:\/\/(?:sqs\.([a-z0-9-]+)|[a-z0-9-]+\.queue)\.amazonaws\.com\/(\d{12})\/([\w-]+(?:\.fifo)?)$/;

/** Of `s3://reports/2026/*`, as the commands of S3 name objects, and of the name alone where all actions are of S3. */
export function bucketArnOf(entry: Scalar, { action }: Statement): string | undefined {
  const { text } = entry;
  if (!isSettled(entry)) return undefined;
  const [, path] = /^s3:\/\/(.+)$/.exec(text) ?? [];
  if (path !== undefined) return `arn:aws:s3:::${path}`;
  const actions = action?.entries ?? [];
  const areS3 = actions.length > 0 && actions.every((one) => isSettled(one) && /^s3:/i.test(one.text));
  return areS3 && action?.open !== true && BUCKET_NAME.test(text) ? `arn:aws:s3:::${text}` : undefined;
}

/** With what is in it. Source: "General purpose bucket naming rules" (Amazon S3 User Guide). */
const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:\/.*)?$/;
