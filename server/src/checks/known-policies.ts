/**
 * What checks found in whole policies, known again by how they are written and by what they refer to: a file of a module
 * has hundreds, and an edit changes one. Only texts, numbers and copies are kept, as of statements.
 */
import { recent } from "../domains/recent.ts";
import { type Policy } from "../policy/policy.ts";
import { valueText } from "../syntax/value-text.ts";
import { type PolicyUnderCheck } from "./check.ts";
import { type FindingPhase, type KnownFindings, settingOf } from "./known-statements.ts";
import { NO_SURROUNDINGS } from "./surroundings.ts";

export interface KnownPolicy {
  /** By the severities, last sought first. */
  readonly findings: Partial<Record<FindingPhase, readonly KnownFindings[]>>;
}

export interface PolicyMemory {
  /** Undefined for a policy that is not known again. */
  of(subject: PolicyUnderCheck): KnownPolicy | undefined;
  clear(): void;
}

/** Many more are of a snapshot, which nobody edits; in UTF-16 code units, what most kinds of policy may have. */
const MOST_POLICIES = 2_000;
const LONGEST = 10_240;

export function openPolicyMemory(): PolicyMemory {
  const policies = recent<string, KnownPolicy>(MOST_POLICIES);
  let asked = new WeakMap<PolicyUnderCheck, KnownPolicy>();
  const besides = openNumbers();
  return {
    of(subject) {
      const before = asked.get(subject);
      if (before !== undefined) return before;
      const text = textOf(subject, besides.of);
      if (text === undefined) return undefined;
      const known = policies.get(text, () => ({ findings: {} }));
      asked.set(subject, known);
      return known;
    },
    clear() {
      policies.clear();
      besides.clear();
      asked = new WeakMap();
    },
  };
}

/** Equal for policies that say the same. The texts of all that a role has would be as many times as long in each of theirs. */
interface PolicyNumbers {
  readonly of: (policy: Policy) => number;
  clear(): void;
}

function openNumbers(): PolicyNumbers {
  const ofTexts = recent<string, number>(MOST_POLICIES);
  let known = new WeakMap<Policy, number>();
  let last = 0;
  return {
    of(policy) {
      const number = known.get(policy) ?? ofTexts.get(valueText(policy.object), () => ++last);
      known.set(policy, number);
      return number;
    },
    clear() {
      ofTexts.clear();
      known = new WeakMap();
    },
  };
}

/**
 * Equal for policies of which the same is found. Undefined where more than that counts: in a broken text a line may have
 * been left out, and what stands beside a policy is not written in it. In plain JSON its statements are known, and that
 * is enough.
 */
function textOf(subject: PolicyUnderCheck, numberOf: PolicyNumbers["of"]): string | undefined {
  const { policy, whole, source, broken, refers, surroundings } = subject;
  const { start, end } = policy.span;
  if (source === undefined || refers !== true || broken || whole !== undefined) return undefined;
  if (surroundings !== NO_SURROUNDINGS || end - start > LONGEST) return undefined;
  const { isPlain, isItem, folderOfRole, takenSids, isTaken, isPart, isBounded, administers, mayDoAll, inlineBeside } =
    subject;
  const own = [
    isPlain,
    isItem,
    folderOfRole,
    takenSids,
    isTaken,
    isPart,
    isBounded,
    administers,
    mayDoAll,
    inlineBeside,
  ];
  const beside = subject.policiesBeside?.map((one) => [numberOf(one.policy), one.name, one.isSure]);
  const setting = [settingOf(subject), ...own, beside];
  return `${JSON.stringify(setting)} ${source.slice(start, end)}${valueText(policy.object)}`;
}
