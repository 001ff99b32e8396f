/**
 * Reads the log of AWS IoT Core's message broker: what a device was not authorized to do. It names no Region, and the
 * device by its certificate or by nothing that an IAM policy knows.
 * Source: AWS IoT Core Developer Guide, "CloudWatch Logs AWS IoT log entries" and "AWS IoT Core policy actions".
 */
import { type Denial } from "./denial.ts";
import { type LooseRecord, readLooseRecords, textAt } from "./loose-records.ts";
import { namingOf } from "./resource-naming.ts";

/** Says cheaply of most texts that they hold no such log. */
export function mayBeIotLog(text: string): boolean {
  return text.includes("AUTHORIZATION_FAILURE") && /eventType/i.test(text);
}

export function readIotLogs(text: string): Denial[] {
  return readLooseRecords(text).flatMap((record) => readEntry(record) ?? []);
}

interface Asked {
  readonly action: string;
  /** The field that names what was asked for. */
  readonly of: "clientId" | "topicName" | null;
}

const ASKED: ReadonlyMap<string, Asked> = new Map([
  ["Connect", { action: "iot:Connect", of: "clientId" }],
  ["Publish-In", { action: "iot:Publish", of: "topicName" }],
  ["Publish-Out", { action: "iot:Receive", of: "topicName" }],
  ["Subscribe", { action: "iot:Subscribe", of: "topicName" }],
  ["GetRetainedMessage", { action: "iot:GetRetainedMessage", of: "topicName" }],
  ["ListRetainedMessage", { action: "iot:ListRetainedMessages", of: null }],
  ["GetThingShadow", { action: "iot:GetThingShadow", of: null }],
  ["UpdateThingShadow", { action: "iot:UpdateThingShadow", of: null }],
  ["DeleteThingShadow", { action: "iot:DeleteThingShadow", of: null }],
]);

function readEntry(entry: LooseRecord): Denial | null {
  const asked = ASKED.get(textAt(entry, "eventType") ?? "");
  const reason = textAt(entry, "reason");
  if (asked === undefined || reason !== "AUTHORIZATION_FAILURE") return null;
  const resource = asked.of === null ? null : textAt(entry, asked.of);
  return {
    isAccessDenied: true,
    kind: "access-denied",
    principalArn: null,
    principalType: "unknown",
    action: asked.action,
    actionFrom: "event",
    resource,
    resourceNaming: namingOf(resource, false),
    denyType: "unknown",
    policyType: "unknown",
    policyArn: null,
    encodedMessage: false,
    errorCode: reason,
    operation: null,
    requestId: null,
    account: textAt(entry, "accountId"),
    region: null,
    context: {},
    nameless: "device",
    span: entry.span,
  };
}
