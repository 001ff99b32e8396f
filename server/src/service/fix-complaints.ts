/** What our own checks say of a policy before and after an edit: nobody is offered an edit that they would complain of. */
import { type Catalog } from "../catalog/catalog.ts";
import { type CheckMemory } from "../checks/memory.ts";
import { runChecksAgain } from "../checks/run-checks.ts";
import { NO_SURROUNDINGS } from "../checks/surroundings.ts";
import { type KindReading } from "../policy/kinds.ts";
import { type Policy } from "../policy/policy.ts";

/** A policy with the text that its spans are of. */
export interface CheckedPolicy {
  readonly policy: Policy;
  readonly source: string;
  readonly kind: KindReading;
  readonly refers: boolean;
  /** Whose policy it is stated to be. */
  readonly resource: string | undefined;
}

export interface ComplaintSources {
  readonly catalog: Catalog;
  readonly memory: CheckMemory;
}

/** Does a check find more at warning or above than it did before? Severities are the checks' own. */
export function addsComplaint(before: CheckedPolicy, after: CheckedPolicy, sources: ComplaintSources): boolean {
  const now = complaintsAbout(after, sources);
  if (now.size === 0) return false;
  const was = complaintsAbout(before, sources);
  return [...now].some(([code, count]) => count > (was.get(code) ?? 0));
}

/** What a fix names AWS itself named: that the reference does not list it says nothing against the fix. */
const OF_UNLISTED_NAMES: ReadonlySet<string> = new Set(["unknown-action", "unknown-condition-key", "unknown-service"]);

const OWN_SEVERITIES: ReadonlyMap<string, never> = new Map<string, never>();

/** Codes, each with how often it is found. A check that fails complains of nothing. */
function complaintsAbout(
  { resource, ...checked }: CheckedPolicy,
  sources: ComplaintSources,
): ReadonlyMap<string, number> {
  const stated = resource === undefined ? {} : { resource };
  const subject = { ...checked, ...stated, ...sources, broken: false, surroundings: NO_SURROUNDINGS };
  const found = runChecksAgain(subject, { severities: OWN_SEVERITIES, onCheckFailure: () => undefined });
  const counts = new Map<string, number>();
  for (const { code, severity } of found) {
    if (OF_UNLISTED_NAMES.has(code)) continue;
    if (severity === "error" || severity === "warning") counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}
