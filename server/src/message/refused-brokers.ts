/**
 * Amazon MSK with IAM access control, behind the errors of Kafka's clients. Without a sign of MSK they are Kafka's own. And
 * the message broker of AWS IoT Core, as its clients and its old log tell of it.
 * Sources: Amazon MSK Developer Guide, "Semantics of IAM authorization policy actions and resources"; AWS IoT Core Developer
 * Guide, "AWS IoT Core policy actions".
 */
import { type CompactText } from "./compact-text.ts";
import { type DenialPhrase, type PhraseReader, plain } from "./phrase-reader.ts";

export const BROKER_PHRASES: readonly (readonly [phrase: RegExp, read: PhraseReader])[] = [
  [/\[[0-9a-f]{8}-[0-9a-f-]{27}\]:accessdenied/g, connection],
  [/(?:topic|group|cluster|transactionalid)authorization(?:exception|failed(?:error)?|error)/g, authorization],
  [/connack:?clientisnotauthenticated\/authorized/g, device("iot:Connect")],
  [/event:mqttclientconnectmessage:.{0,40}status:authorization_error/g, device("iot:Connect")],
  [/event:publish(?:event|in)?message:.{0,40}status:authorization_error/g, device("iot:Publish")],
];

/** A device is known by its certificate, which an IAM policy does not know. */
function device(action: string): PhraseReader {
  return (readable, compact, at, found) => ({ ...plain(readable, compact, at, found), action, nameless: "device" });
}

/** `SASL Authentication failed:` or `SaslAuthenticationException:`, with an id of its own: before a client names any topic. */
function connection(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const before = compact.text.slice(Math.max(0, at - 40), at);
  return /sasl(?:aws)?(?:authentication|auth)?(?:failed|exception|error|failederror)?[:.]*$/.test(before)
    ? { ...plain(readable, compact, at, found), additionalActions: ["kafka-cluster:Connect"] }
    : null;
}

/** What only a client of MSK with IAM has: its mechanism, its login module, and the ports of its brokers. */
const WITH_IAM =
  /aws_msk_iam|msk\.auth\.iam|iamloginmodule|\.kafka(?:-serverless)?\.[a-z0-9-]{4,30}\.amazonaws\.com:9[01]98/;
const AROUND = 3000;

/** `TopicAuthorizationException: Not authorized to access topics: [orders]` */
function authorization(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  if (!WITH_IAM.test(compact.text.slice(Math.max(0, at - AROUND), at + AROUND))) return null;
  const phrase = plain(readable, compact, at, found);
  const named =
    /^[\s:]{0,4}(?:Not\s+authorized\s+to\s+access|for)\s+(?:topics?|group|transactionalId):?\s{0,2}\[?([\w.-]{1,249})\]?(?!,)/i.exec(
      readable.slice(phrase.end, phrase.end + 400),
    );
  const needs = NEEDS.find(([of]) => found.startsWith(of))?.[1] ?? [];
  return {
    ...phrase,
    additionalActions: needs,
    resource: named?.[1] ?? null,
    end: phrase.end + (named?.[0].length ?? 0),
  };
}

/** What every use of the thing needs; whether a client reads or writes, its error does not say. */
const NEEDS: readonly (readonly [of: string, actions: readonly string[]])[] = [
  ["topic", ["kafka-cluster:DescribeTopic"]],
  ["group", ["kafka-cluster:DescribeGroup", "kafka-cluster:AlterGroup"]],
  ["transactionalid", ["kafka-cluster:DescribeTransactionalId", "kafka-cluster:AlterTransactionalId"]],
  ["cluster", []],
];
