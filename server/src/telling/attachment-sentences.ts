/** What is said of policies of which nothing says that they apply. */
import {
  type Assumption,
  type IfAttached,
  type NextAdvice,
  type TextOfAws,
  type Unknown,
} from "../denial/explanation.ts";
import { holderKindOf } from "../policy/policy-holder.ts";
import { type PolicySlot } from "../policy/slots.ts";
import { counted, listed, name, type Phrase, say } from "../wording/phrase.ts";

type Attached = Extract<Assumption, { assumption: "attached" }>;

/** Of several that are alike: that nothing says that they are attached. */
export function attachedInWords([{ policyName, basis, file, slot, statedFor }, ...more]: readonly [
  Attached,
  ...Attached[],
]): Phrase {
  if (more.length > 0)
    return say`${filesInWords([policyName, ...more.map((one) => one.policyName)], "policies")} apply, although nothing says that they are attached.`;
  const applies = say`${name(policyName)} applies`;
  if (statedFor !== undefined)
    return say`The request ${wasFor(slot, statedFor)} ${name(statedFor)}, which has ${name(policyName)}.`;
  switch (basis) {
    case "message":
      return say`${applies}: the message names it.`;
    case "stated":
      return say`${applies}: the workspace file says so.`;
    case "declared":
      return say`${applies}: ${name(file)} says what it is attached to.`;
    case "named":
      return file === policyName
        ? say`${applies}: the name of its file or folder says so.`
        : say`${applies}: the name of its file or folder says so (${name(file)}).`;
    case "content":
      return say`${applies}: its own text names the resource.`;
    case "none":
      return say`${applies}, although nothing says that it is attached.`;
  }
}

/** A policy that is stated to be of one resource, or of one endpoint, plays a part only for requests for it, or through it. */
export function wasFor(slot: PolicySlot, of: string): string {
  if (slot === "vpc-endpoint") return "went through";
  if (slot === "scp") return "came from an account under";
  if (slot === "rcp") return "was for a resource of an account under";
  // What is in a vault is asked for by an ARN of its own.
  return holderKindOf(of) === "backup-vault" ? "was for something in" : "was for";
}

export type UnknownAttachment = Extract<Unknown, { unknown: "attachment" }>;

/** Of policies that are alike in this. */
export function attachmentsUnknown([first, ...more]: readonly [UnknownAttachment, ...UnknownAttachment[]]): Phrase {
  const { group, statedFor, slot, policyName, ifAttached } = first;
  const does = IF_ATTACHED[ifAttached];
  if (group !== undefined) return say`Whether the caller is in ${name(group)}, which has ${name(policyName)}; ${does}.`;
  if (statedFor !== undefined)
    return say`Whether the request ${wasFor(slot, statedFor)} ${name(statedFor)}, which has ${name(policyName)}; ${does}.`;
  const all = [first, ...more].map((one) => name(one.policyName));
  if (slot === "resource") {
    const is = say`Whether ${listed(all, "or")} is this resource's policy, which nothing here says`;
    return say`${is}; ${all.length === 1 ? does : EACH_IF_ATTACHED[ifAttached]}.`;
  }
  return all.length === 1
    ? say`Whether ${name(policyName)} is attached, which nothing here says; ${does}.`
    : say`Whether ${listed(all, "or")} is attached, which nothing here says; ${EACH_IF_ATTACHED[ifAttached]}.`;
}

const IF_ATTACHED: Readonly<Record<IfAttached, string>> = {
  denies: "it would deny the request",
  "may-deny": "it might deny the request",
  allows: "it would allow the request",
  "may-allow": "it might allow the request",
  silent: "it does not allow the request",
};

const EACH_IF_ATTACHED: Readonly<Record<IfAttached, string>> = {
  denies: "each would deny the request",
  "may-deny": "each might deny the request",
  allows: "each would allow the request",
  "may-allow": "each might allow the request",
  silent: "none of them allows the request",
};

/** In the order of the first of each, what is said alike of policies that nothing binds; all else is by itself. */
export function alike<T>(
  all: readonly T[],
  attachment: (one: T) => Attached | UnknownAttachment | undefined,
): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<unknown, [T, ...T[]]>();
  for (const one of all) {
    const key = keyOf(attachment(one)) ?? one;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

function keyOf(one: Attached | UnknownAttachment | undefined): string | undefined {
  if (one === undefined || one.statedFor !== undefined) return undefined;
  if ("basis" in one) return one.basis === "none" ? `attached ${one.slot}` : undefined;
  return one.group === undefined ? `unknown ${one.slot} ${one.ifAttached}` : undefined;
}

const MOST_NAMED = 5;

export function filesInWords(files: readonly string[], what: "files" | "policies" = "files"): Phrase {
  const all = files.map((file) => say`${name(file)}`);
  // One that is left over takes no more room than the words for it.
  if (all.length <= MOST_NAMED + 1) return listed(all, "and");
  return listed([...all.slice(0, MOST_NAMED), say`${counted(all.length - MOST_NAMED)} more ${what}`], "and");
}

type Statable = Extract<NextAdvice, { step: "state-attachment" | "state-kind" }>;

export function stateInWords({ step, files, slot }: Statable): Phrase {
  const where = say`in ${name("iam-verdict.json")}, under ${name("policies")}`;
  const several = files.length > 1;
  const such = several ? say`, for example` : say``;
  if (step === "state-kind") {
    const which =
      files.length > MOST_NAMED
        ? say`one of the ${counted(files.length)} policies here`
        : listed(files.map(name), "or");
    return say`If ${which} is ${KINDS_TO_STATE[slot]}, say so ${where}${such}:`;
  }
  const which = filesInWords(files);
  if (slot === "resource")
    return say`Say ${where}, whose ${several ? "policies" : "policy"} ${which} ${several ? "are" : "is"}${such}:`;
  return say`Say ${where}, what ${which} ${several ? "are" : "is"} attached to${such}:`;
}

const KINDS_TO_STATE: Readonly<Record<PolicySlot, string>> = {
  scp: "an SCP of the account",
  rcp: "an RCP of the account",
  identity: "attached to the caller",
  boundary: "the permissions boundary",
  session: "the session policy",
  resource: "the policy of the resource",
  "vpc-endpoint": "the policy of the VPC endpoint",
};

/** Each policy is read in one version: what is in force may be another, older or newer. */
export function versionsOfAws(policies: readonly TextOfAws[]): Phrase {
  const [first, ...more] = policies;
  if (first === undefined) return [];
  if (more.length === 0)
    return say`Check which version of ${name(first.policyName)} is in force. The text here is that of ${first.version}: in another version it may not allow the request.`;
  const read = listed(
    policies.map(({ policyName, version }) => say`${name(policyName)} (${version})`),
    "and",
  );
  return say`Check which versions of ${read} are in force. In other versions than these they may not allow the request.`;
}
