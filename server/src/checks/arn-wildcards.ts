/** ARNs with a wildcard where the service stands. */
import { splitArn } from "../policy/arn.ts";
import { type ListElement, type PolicyKind, type Scalar } from "../policy/policy.ts";
import { ARN_MESSAGES as MESSAGES } from "./arn-messages.ts";
import { type Finding, type PolicyUnderCheck } from "./check.ts";
import { type ListEntry } from "./entries.ts";
import { allowsNothing } from "./kind-rules.ts";
import { asWell } from "./spans.ts";

/** Found in one ARN: it is told once of a list. */
export const WILDCARD_IN_SERVICE = "wildcard";

const KINDS_OF_IAM: ReadonlySet<PolicyKind> = new Set<PolicyKind>(["identity", "boundary", "session", "unknown"]);

/**
 * Where a service keeps the policy, or an organization, its own validator looks at it, and what only denies may be an SCP.
 * Source: "IAM JSON policy elements: Resource". IAM's own words are "Resource vendor must be fully qualified and cannot contain
 * regexes".
 */
export function* wildcardsInService(found: readonly ListEntry[], subject: PolicyUnderCheck): Generator<Finding> {
  const { kind, basis } = subject.kind;
  const isOfIam = KINDS_OF_IAM.has(kind) && (basis !== "content" || !allowsNothing(subject));
  for (const [first, ...others] of entriesOfLists(found)) {
    const service = first === undefined ? undefined : splitArn(first.text)[2];
    if (first === undefined || service === undefined) continue;
    yield {
      span: first.within(service.start, service.end),
      ...(isOfIam
        ? MESSAGES.wildcardInService(first.text)
        : { ...MESSAGES.wildcardElsewhere(first.text), severity: "warning" }),
      related: asWell(others),
    };
  }
}

function entriesOfLists(found: readonly ListEntry[]): Iterable<readonly Scalar[]> {
  const lists = new Map<ListElement, Scalar[]>();
  for (const { element, entry } of found) {
    const entries = lists.get(element);
    if (entries === undefined) lists.set(element, [entry]);
    else entries.push(entry);
  }
  return lists.values();
}
