import { addressesOf, complementOfAddresses, intersectAddresses } from "../../domains/address-set.ts";
import { readAddressRange } from "../../domains/address.ts";
import { operatorOf } from "../../policy/operators.ts";
import { type ConditionEntry, isSettled, isSettledCondition, type Statement } from "../../policy/policy.ts";
import { PRIVATE_ADDRESSES } from "../../policy/private-addresses.ts";
import { name, say } from "../../wording/phrase.ts";
import { isOnlyStars } from "../../catalog/match-name.ts";
import { exampleOf } from "../asked-otherwise.ts";
import { type Check } from "../check.ts";
import { conditionEntries } from "../entries.ts";
import { messagesOf } from "../messages.ts";

const MESSAGES = messagesOf({
  fails: (key: string) =>
    say`Almost no request meets this condition: these ranges are private, and nearly all services see the public address of the caller in ${name(key)}. Name public ranges, or compare ${name("aws:VpcSourceIp")} for requests through a VPC endpoint.`,
  holds: (key: string) =>
    say`Almost every request meets this condition: these ranges are private, and nearly all services see the public address of the caller in ${name(key)}. Name public ranges, or compare ${name("aws:VpcSourceIp")} for requests through a VPC endpoint.`,
});

/**
 * Where the actions of all services are meant, it is no proof: file systems and some databases see addresses inside a VPC.
 * Sources: "AWS global condition context keys", aws:SourceIp; "IAM Access Analyzer policy check reference", Private IP
 * address and Private NotIpAddress.
 */
export const privateSourceIp: Check = {
  code: "private-source-ip",
  severity: "warning",
  summary: "A condition on the caller's public address names only private ranges, in a statement for all services.",
  messages: MESSAGES,
  perStatement: true,
  element: "Condition",
  *find(subject) {
    const { policy, broken, kind } = subject;
    // An endpoint sees the addresses of its VPC.
    if (broken || kind.kind === "vpc-endpoint") return;
    for (const { entry, statement } of conditionEntries(policy)) {
      const operator = operatorOf(entry)?.operator;
      if (entry.key.toLowerCase() !== "aws:sourceip" || operator?.family !== "ip" || !isOfAllServices(statement))
        continue;
      if (!isPrivate(entry)) continue;
      yield operator.negated
        ? {
            ...{ span: entry.span, ...MESSAGES.holds(entry.key) },
            ...exampleOf(subject, statement, { from: entry, without: [], asked: PUBLIC }, "matched"),
          }
        : { span: entry.span, ...MESSAGES.fails(entry.key) };
    }
  },
};

const PUBLIC = [{ operator: "IpAddress", value: "203.0.113.7/32" }];

/** Of the actions of some services the other checks prove it. */
function isOfAllServices({ action, notAction }: Statement): boolean {
  return (
    notAction !== undefined || action?.entries.some((entry) => isSettled(entry) && isOnlyStars(entry.text)) === true
  );
}

function isPrivate(entry: ConditionEntry): boolean {
  if (!isSettledCondition(entry) || entry.values.entries.length === 0) return false;
  const ranges = entry.values.entries.map(({ text }) => readAddressRange(text));
  if (ranges.includes(undefined)) return false;
  const named = addressesOf(ranges.flatMap((range) => range ?? []));
  const { v4, v6 } = intersectAddresses(named, complementOfAddresses(PRIVATE_ADDRESSES));
  return v4.length + v6.length === 0;
}
