/** What a condition lists that no request can have is offered to nobody. */
import { type ContextEntry } from "../../evaluation/request.ts";
import { mayBeRegion } from "../../policy/known-regions.ts";
import { type ConditionEntry, isSettled } from "../../policy/policy.ts";
import { isPrivateRange } from "../../policy/private-addresses.ts";

/** `now` is what the request has under the key: that there is. */
export function withSendableValues(entry: ConditionEntry, now: ContextEntry): ConditionEntry {
  const isSent = SENDABLE.get(entry.key.toLowerCase());
  if (isSent === undefined) return entry;
  const sent = now.state === "present" ? now.values : [];
  const entries = entry.values.entries.filter((one) => !isSettled(one) || isSent(one.text) || sent.includes(one.text));
  return { ...entry, values: { ...entry.values, entries } };
}

/** Sources: "AWS global condition context keys", aws:SourceIp; "AWS Regions" (AWS Regions and Availability Zones User Guide). */
const SENDABLE: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ["aws:sourceip", (text) => !isPrivateRange(text)],
  ["aws:requestedregion", mayBeRegion],
]);
