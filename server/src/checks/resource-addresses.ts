/** Resources that are written as addresses, `https://…` and `s3://…`, where an ARN belongs. */
import { replaceText } from "../policy/changes.ts";
import { isSettled, type Scalar } from "../policy/policy.ts";
import { name, say } from "../wording/phrase.ts";
import { ARN_MESSAGES as MESSAGES } from "./arn-messages.ts";
import { type Finding } from "./check.ts";
import { type Fix } from "./fix.ts";
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

/** `s3://reports/2026/*`, as the commands of S3 name objects. */
export function asBucketArn(entry: Scalar): readonly Fix[] {
  const [, path] = /^s3:\/\/(.+)$/.exec(entry.text) ?? [];
  if (path === undefined || !isSettled(entry)) return [];
  const arn = `arn:aws:s3:::${path}`;
  return [{ title: say`Replace with ${name(arn)}`, changes: replaceText(entry, arn) }];
}
