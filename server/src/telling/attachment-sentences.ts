/** What is said of policies of which nothing says that they apply. */
import { isAccountId } from "../policy/account-caller.ts";
import { type Assumption, type IfAttached, type TextOfAws, type Unknown } from "../denial/not-known.ts";
import { type NextAdvice } from "../denial/next-step.ts";
import { holderKindOf } from "../policy/policy-holder.ts";
import { type PolicySlot, SLOTS_OF_CALLER } from "../policy/slots.ts";
import { counted, listed, name, type Phrase, say } from "../wording/phrase.ts";

type Attached = Extract<Assumption, { assumption: "attached" }>;

/** Of several that are alike: that nothing says that they are attached. */
export function attachedInWords([{ policyName, basis, file, slot, statedFor, group }, ...more]: readonly [
  Attached,
  ...Attached[],
]): Phrase {
  if (more.length > 0)
    return say`${filesInWords([policyName, ...more.map((one) => one.policyName)], "policies")} apply, although nothing says that they are attached.`;
  const applies = say`${name(policyName)} applies`;
  if (statedFor !== undefined) return say`The request ${wasFor(slot, statedFor)} ${withPolicy(statedFor, policyName)}.`;
  if (group !== undefined)
    return say`The caller is in ${groupInWords(group)}, which has the policy ${name(policyName)}.`;
  switch (basis) {
    case "message":
      return say`${applies}: the message names it.`;
    case "stated":
      return say`${applies}: the workspace file says so.`;
    case "declared":
      return file === policyName
        ? say`${applies}: the file itself says what it is attached to.`
        : say`${applies}: ${name(file)} says what it is attached to.`;
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

/** A policy without a name goes by the address of what it is the policy of. */
function withPolicy(of: string, policyName: string): Phrase {
  return of === policyName ? say`${name(of)}` : say`${name(of)}, which has the policy ${name(policyName)}`;
}

/** A user may have the name of a group: an ARN says which it is, and a name that a file declares does not. */
export function groupInWords(group: string): Phrase {
  return /(?:^|:)group\//.test(group) ? say`${name(group)}` : say`the group ${name(group)}`;
}

/** A policy that is stated to be of one resource, or of one endpoint, plays a part only for requests for it, or through it. */
export function wasFor(slot: PolicySlot, of: string): string {
  if (slot === "vpc-endpoint") return "went through";
  if (slot === "scp") return isAccountId(of) ? "came from" : "came from an account under";
  if (slot === "rcp") return isAccountId(of) ? "was for a resource of" : "was for a resource of an account under";
  if (SLOTS_OF_CALLER.has(slot)) return "was made by";
  // What is in a vault is asked for by an ARN of its own.
  return holderKindOf(of) === "backup-vault" ? "was for something in" : "was for";
}

export type UnknownAttachment = Extract<Unknown, { unknown: "attachment" }>;

/** Of policies that are alike in this. */
export function attachmentsUnknown([first, ...more]: readonly [UnknownAttachment, ...UnknownAttachment[]]): Phrase {
  const { group, statedFor, slot, policyName, ifAttached } = first;
  if (group !== undefined)
    return say`Whether the caller is in ${groupInWords(group)}, which has the policy ${name(policyName)}. ${DOES_BY_ITSELF[ifAttached]}`;
  if (statedFor !== undefined)
    return say`Whether the request ${wasFor(slot, statedFor)} ${withPolicy(statedFor, policyName)}. ${DOES_BY_ITSELF[ifAttached]}`;
  const all = [first, ...more].map((one) => name(one.policyName));
  const is = slot === "resource" ? "is this resource's policy" : "is attached";
  const does = all.length === 1 ? DOES_BY_ITSELF[ifAttached] : EACH_BY_ITSELF[ifAttached];
  return say`Whether ${listed(all, "or")} ${is}: nothing here says so. ${does}`;
}

const DOES_BY_ITSELF: Readonly<Record<IfAttached, string>> = {
  denies: "It would deny the request.",
  "may-deny": "It might deny the request.",
  allows: "It would allow the request.",
  "may-allow": "It might allow the request.",
  silent: "It does not allow the request.",
};

const EACH_BY_ITSELF: Readonly<Record<IfAttached, string>> = {
  denies: "Each would deny the request.",
  "may-deny": "Each might deny the request.",
  allows: "Each would allow the request.",
  "may-allow": "Each might allow the request.",
  silent: "None of them allows the request.",
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
  if (one === undefined || one.statedFor !== undefined || one.group !== undefined) return undefined;
  if ("basis" in one) return one.basis === "none" ? `attached ${one.slot}` : undefined;
  return `unknown ${one.slot} ${one.ifAttached}`;
}

const MOST_NAMED = 5;

export function filesInWords(files: readonly string[], what: "files" | "policies" = "files"): Phrase {
  const all = files.map((file) => say`${name(file)}`);
  // One that is left over takes no more room than the words for it.
  if (all.length <= MOST_NAMED + 1) return listed(all, "and");
  return listed([...all.slice(0, MOST_NAMED), say`${counted(all.length - MOST_NAMED)} more ${what}`], "and");
}

type Statable = Extract<NextAdvice, { step: "state-attachment" | "state-kind" }>;

export function stateInWords({ step, files, slot, holder }: Statable): Phrase {
  const where = say`in ${name("iam-verdict.json")}, under ${name("policies")}`;
  const several = files.length > 1;
  const such = several ? say`, for example` : say``;
  const which = files.length > MOST_NAMED ? say`one of the ${counted(files.length)} policies here` : oneOf(files);
  if (step === "state-kind") return say`If ${which} is ${KINDS_TO_STATE[slot]}, say so ${where}${such}:`;
  if (holder !== undefined) return say`If ${which} is ${boundTo(slot, holder)}, say so ${where}${such}:`;
  if (slot === "resource")
    return say`Say ${where}, whose ${several ? "policies" : "policy"} ${filesInWords(files)} ${several ? "are" : "is"}${such}:`;
  return say`Say ${where}, what ${filesInWords(files)} ${several ? "are" : "is"} attached to${such}:`;
}

function oneOf(files: readonly string[]): Phrase {
  return listed(files.map(name), "or");
}

function boundTo(slot: PolicySlot, holder: string): Phrase {
  switch (slot) {
    case "identity":
      return say`attached to ${name(holder)}`;
    case "scp":
      return say`an SCP of the account ${name(holder)}`;
    case "rcp":
      return say`an RCP of the account ${name(holder)}`;
    case "boundary":
      return say`the permissions boundary of ${name(holder)}`;
    case "session":
      return say`the session policy of ${name(holder)}`;
    case "resource":
      return say`the policy of ${name(holder)}`;
    case "vpc-endpoint":
      return say`the policy of the VPC endpoint ${name(holder)}`;
  }
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

/** The ID of an organization's policy, at the end of its ARN. */
export function idOfNamed(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
