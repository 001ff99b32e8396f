/**
 * Reads SNS's log of a delivery that failed: the topic is who asked, the subscriber is what was asked.
 * Source: Amazon SNS Developer Guide, "Amazon SNS message delivery status".
 */
import { accountOfArn, regionOfArn } from "./arn-fields.ts";
import { type Denial } from "./denial.ts";
import { isDenialCode } from "./error-codes.ts";
import { type LooseRecord, readLooseRecords, textAt, valueAt, isLooseRecord } from "./loose-records.ts";

/** Says cheaply of most texts that they hold no such log. */
export function mayBeDeliveryLog(text: string): boolean {
  return /topicArn/i.test(text) && /providerResponse/i.test(text);
}

export function readDeliveryLogs(text: string): Denial[] {
  return readLooseRecords(text)
    .filter((record) => textAt(record, "notification", "topicArn") !== null)
    .flatMap((record) => readDelivery(record) ?? []);
}

/** What SNS calls on a subscriber in its own name. To Firehose it delivers with a role of the subscription. */
const ACTIONS: ReadonlyMap<string, string> = new Map([
  ["sqs", "sqs:SendMessage"],
  ["lambda", "lambda:InvokeFunction"],
]);

function readDelivery(record: LooseRecord): Denial | null {
  const topic = textAt(record, "notification", "topicArn");
  const destination = textAt(record, "delivery", "destination");
  const answer = answerOf(record);
  const code = answer("ErrorCode") ?? answer("errorCode");
  const isRefusal = code !== null ? isDenialCode(code) : textAt(record, "delivery", "statusCode") === "403";
  if (topic === null || destination === null || !isRefusal) return null;
  const action = ACTIONS.get(/^arn:[^:]*:([a-z]+):/.exec(destination)?.[1] ?? "");
  if (action === undefined) return null;
  return {
    isAccessDenied: true,
    kind: "access-denied",
    principalArn: "sns.amazonaws.com",
    principalType: "service",
    action,
    actionFrom: "event",
    resource: destination,
    resourceNaming: "exact",
    denyType: "unknown",
    policyType: "unknown",
    policyArn: null,
    encodedMessage: false,
    errorCode: code,
    operation: null,
    requestId: requestIdOf(answer("sqsRequestId") ?? answer("lambdaRequestId")),
    account: accountOfArn(topic),
    region: regionOfArn(destination),
    context: { "aws:SourceArn": topic },
    span: record.span,
  };
}

/** The subscriber's answer is an object in a string, or only text. */
function answerOf(record: LooseRecord): (key: string) => string | null {
  const answer = valueAt(record, "delivery", "providerResponse");
  if (answer === undefined || typeof answer === "string" || !isLooseRecord(answer)) return () => null;
  return (key) => textAt(answer, key);
}

/** SNS writes `Unrecoverable` where it has no id. */
function requestIdOf(text: string | null): string | null {
  return text !== null && /\d/.test(text) ? text : null;
}
