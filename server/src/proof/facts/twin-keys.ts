/**
 * Pairs of keys that hold the same, where a request has both. Sources: "AWS global condition context keys", which describes
 * `aws:CurrentTime` and `aws:EpochTime` both as the time of the request; "Control access to Amazon EC2 resources using
 * resource tags" and "IAM and AWS STS condition context keys" (`iam:ResourceTag`: "IAM and AWS STS support both") for the
 * tags of a service's own resources.
 */
import { readInstant } from "../../domains/instant.ts";
import { type KeyCondition, onlyText } from "../solving/solve-key.ts";
import { asInstants, type ValueTest } from "../solving/value-tests.ts";
import { type View } from "../proof.ts";

const CURRENT_TIME = "aws:currenttime";
const EPOCH_TIME = "aws:epochtime";
const TAG = "aws:resourcetag/";

/** Services with a key of their own for the tags of their resources. */
const WITH_OWN_TAGS: readonly string[] = ["ec2", "iam"];

/** The other one of the pair, if there is one; in lower case. `service`: of the action, where it is known. */
export function twinOf(key: string, service: string | undefined): string | undefined {
  if (key === CURRENT_TIME) return EPOCH_TIME;
  if (key === EPOCH_TIME) return CURRENT_TIME;
  if (service === undefined || !WITH_OWN_TAGS.includes(service)) return undefined;
  if (key.startsWith(TAG)) return `${service}:resourcetag/${key.slice(TAG.length)}`;
  const own = `${service}:resourcetag/`;
  return key.startsWith(own) ? `${TAG}${key.slice(own.length)}` : undefined;
}

/** Those of the keys that are one of a pair of them, whatever the action. */
export function haveTwins(keys: readonly string[]): boolean {
  return keys.some((key) => [undefined, ...WITH_OWN_TAGS].some((service) => isOneOf(keys, twinOf(key, service))));
}

function isOneOf(keys: readonly string[], twin: string | undefined): boolean {
  return twin !== undefined && keys.includes(twin);
}

/** What a test of one of a pair says of the other; undefined for nothing. */
export function testOfTwin(key: string, { use }: KeyCondition, test: ValueTest, view: View): ValueTest | undefined {
  if (use === undefined || use.setOperator !== undefined) return undefined;
  if (key !== CURRENT_TIME && key !== EPOCH_TIME) return test;
  const instants = key === EPOCH_TIME ? asInstants(test) : test;
  if (instants.kind !== "date") return undefined;
  // One of them may have whole seconds only.
  const slack = view === "widest" ? SECOND : 0;
  const set = instants.set.map((one) => ({ ...one, low: one.low - slack, high: one.high + slack }));
  return { ...instants, set };
}

const SECOND = 1000;

/** The value that the twin of a key with this value has; undefined where it may be written in several ways. */
export function valueOfTwin(key: string, value: string): ValueTest | undefined {
  if (key !== CURRENT_TIME && key !== EPOCH_TIME) return onlyText(value);
  const instant = readInstant(value);
  if (instant === undefined || instant % SECOND !== 0) return undefined;
  const text = key === CURRENT_TIME ? String(instant / SECOND) : new Date(instant).toISOString().replace(".000Z", "Z");
  return onlyText(text);
}
