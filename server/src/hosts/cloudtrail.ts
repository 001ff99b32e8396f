/** Files of CloudTrail: the policies in their events are what somebody asked for, and no source of a policy. */
import { memberNamed, textOfMember, type Value } from "../syntax/value.ts";
import { itemsOf } from "../syntax/json-tree.ts";

/** An event, or the records of a log file. Source: "CloudTrail record contents". */
export function isCloudTrail(root: Value): boolean {
  if (root.kind === "array") return isFirstEvent(itemsOf(root));
  if (root.kind !== "object") return false;
  const records = memberNamed(root, "Records")?.value;
  return records?.kind === "array" ? isFirstEvent(itemsOf(records)) : isEvent(root);
}

function isFirstEvent(items: Iterable<Value>): boolean {
  for (const item of items) return isEvent(item);
  return false;
}

function isEvent(value: Value): boolean {
  return (
    value.kind === "object" &&
    ["eventVersion", "eventSource", "eventName"].every((name) => textOfMember(value, name) !== undefined)
  );
}
