/** A Deny that lists who is exempt from it: whether the list names the caller in a wrong way, and who may ask instead. */
import { type PolicySlot } from "../../policy/slots.ts";
import { readAccountCaller } from "../../policy/account-caller.ts";
import { readCaller } from "../../policy/caller.ts";
import { operatorOf, type OperatorUse } from "../../policy/operators.ts";
import { type ConditionEntry, isSettled, type Scalar } from "../../policy/policy.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { rolesOfPermissionSet } from "./caller.ts";
import { covers, hasVariable } from "./covers.ts";
import { exemptCaller, givenCaller } from "./exempt-caller.ts";
import { principalSlip } from "./principal-slip.ts";
import { type FixProposal, type FixScene } from "./proposal.ts";

/**
 * Whoever wrote down who is exempt from a rule of the organization, or from one that keeps things from being deleted or
 * switched off, meant it to hold for all others: one of those makes the request. None where the list is of those who use
 * a resource, to which one more is added, nor where it has the caller's own name.
 */
export function asExemptPrincipal(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  if (!keepsGuard(one)) return [];
  const [found] = one.trace.condition.entries.flatMap(({ entry }) => {
    const listed = listedBy(entry);
    const principals = listed.filter((text) => mayActFor(text, scene));
    const isCallers = listed.some((text) => hasNameOf(text, scene));
    const sample = principals[0]?.replace(/[*?]/g, "x");
    return sample === undefined || isCallers ? [] : [{ key: entry.key.toLowerCase(), principals, sample }];
  });
  if (found === undefined) return [];
  const { key, principals, sample } = found;
  return [
    {
      kind: "not-in-policy",
      change: {
        change: "as-exempt",
        place: scene.placeOf(one),
        principals: principals.slice(0, MOST_NAMED),
        hasMore: principals.length > MOST_NAMED,
      },
      risks: [{ risk: "other-caller" }],
      changes: [],
      given: new Map([[key, { state: "present", form: "single", values: [sample] }]]),
      attached: undefined,
      // One more value of what the Deny lists besides is less than another caller, and an exception for this one is more.
      cost: 1.45,
    },
  ];
}

/** Does the Deny hold for all but those whom it lists, because somebody set it up as a guard? */
export function keepsGuard({ trace: { slot, statement, condition } }: TracedPolicy): boolean {
  const lists = condition.entries.some(({ entry }) => listedBy(entry).length > 0);
  const actions = statement.action?.entries ?? [];
  return lists && (OF_ORGANIZATION.has(slot) || (actions.length > 0 && actions.every(({ text }) => ENDING.test(text))));
}

const OF_ORGANIZATION: ReadonlySet<PolicySlot> = new Set<PolicySlot>(["scp", "rcp"]);

/** What takes something away for good, or what watches over it. */
const ENDING =
  /:(?:Bypass|Deactivate|Delete|Deregister|Disable|Leave|Purge|Remove|ScheduleKeyDeletion|Stop|Terminate|Put[A-Za-z]*(?:AccessBlock|Lifecycle|Lock|Logging|Policy|Retention|Versioning)|Update[A-Za-z]*Lifecycle)/i;

/** The principals that a condition exempts, if all of them are known. */
function listedBy(entry: ConditionEntry): readonly string[] {
  const use = operatorOf(entry);
  const { entries, open } = entry.values;
  if (use?.operator.negated !== true || use.setOperator !== undefined || !OF_CALLERS.has(entry.key.toLowerCase()))
    return [];
  const isKnown = !open && entries.every((one) => isSettled(one) && !hasVariable(one));
  return isKnown ? entries.map(({ text }) => text) : [];
}

const OF_CALLERS: ReadonlySet<string> = new Set(["aws:principalarn", "aws:userid"]);
/** In a title. */
const MOST_NAMED = 3;

/**
 * Not the root user, nobody of another account, no role that AWS alone uses, no session (the key has its role), and no role of a
 * permission set without the path that each of them has.
 */
function mayActFor(text: string, { request }: FixScene): boolean {
  if (!text.startsWith("arn:")) return /^A(?:IDA|ROA)/.test(text);
  const [, partition, account, kind = ""] = /^arn:([^:]*):(?:iam|sts|\*):[^:]*:([^:]*):(.+)$/.exec(text) ?? [];
  const caller = readAccountCaller(request.principal);
  if (
    caller === undefined ||
    kind === "" ||
    /^(?:root$|\*$|role\/(?:aws-service-role\/|AWSReservedSSO_)|assumed-role\/)/.test(kind)
  )
    return false;
  return (account === "*" || account === caller.account) && (partition === "*" || partition === caller.partition);
}

/** In another account or under another path: the caller was meant, if only perhaps. */
function hasNameOf(text: string, { request }: FixScene): boolean {
  const caller = readCaller(request.principal);
  if (caller.kind !== "session" && caller.kind !== "role" && caller.kind !== "user") return false;
  const set = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(caller.name)?.[1] ?? caller.name;
  const last = text.slice(text.lastIndexOf("/") + 1);
  return last === caller.name || last.replaceAll("*", "").includes(set);
}

export interface ListSlip {
  readonly written: Scalar;
  readonly to: string;
  readonly given: FixProposal["given"];
  /** What is written may name somebody who is there. */
  readonly takesAway: boolean;
}

/** An ARN that the list has in the place of the caller's: of another partition, of its sessions, or with a slip. */
export function slipInList(entry: ConditionEntry, use: OperatorUse, scene: FixScene): ListSlip | undefined {
  for (const written of entry.values.entries) {
    if (!isSettled(written) || hasVariable(written)) continue;
    const slip = slipIn(written.text, use, scene);
    if (slip !== undefined) return { given: givenCaller(scene), ...slip, written };
  }
  return undefined;
}

type Slip = Omit<ListSlip, "written" | "given"> & Partial<Pick<ListSlip, "given">>;

function slipIn(written: string, use: OperatorUse, scene: FixScene): Slip | undefined {
  const { caller } = scene;
  if (caller === undefined) return rolesForPermissionSet(written, use, scene);
  if (caller.type !== "AWS") return undefined;
  const inPartition = written.replace(/^arn:aws[a-z-]*:/, caller.text.slice(0, caller.text.indexOf(":", 4) + 1));
  if (inPartition !== written && covers(inPartition, caller.text, use)) return { to: inPartition, takesAway: false };
  const role = roleOfSession(written);
  if (role !== undefined) return covers(role, caller.text, use) ? { to: role, takesAway: false } : undefined;
  const slip = principalSlip(written, caller, scene.files);
  return slip === undefined ? undefined : { to: slip.to, takesAway: !slip.standsForNobody };
}

/**
 * The role of a session's ARN, which `aws:PrincipalArn` has in its place. Source: "AWS global condition context keys",
 * aws:PrincipalArn.
 */
function roleOfSession(written: string): string | undefined {
  const [, partition, account, name] = SESSION.exec(written) ?? [];
  if (partition === undefined || account === undefined || name === undefined) return undefined;
  return `arn:${partition}:iam::${account}:role/${name}`;
}

/** All sessions of a role: for those of one name the role is too much. */
const SESSION = /^arn:([^:]*):sts::([^:]*):assumed-role\/([^/]+)(?:\/\*+)?$/;
const WITHOUT_PATH = /^arn:[^:]*:iam::([^:]*):role\/([^/]+)$/;

/** The roles of a permission set have a path, which no ARN without one and no session's ARN has. */
function rolesForPermissionSet(written: string, { operator }: OperatorUse, scene: FixScene): Slip | undefined {
  const roles = rolesOfPermissionSet(scene.request);
  const [, account, name] = WITHOUT_PATH.exec(roleOfSession(written) ?? written) ?? [];
  const exempt = exemptCaller(scene);
  if (!operator.wildcards || roles === undefined || name === undefined || exempt === undefined) return undefined;
  const isOwn = account === readAccountCaller(scene.request.principal)?.account || account === "*";
  const isSet = name.startsWith(`AWSReservedSSO_${roles.name}_`);
  // An exemption for every account stays one.
  const to = account === "*" ? exempt.text.replace(/^(arn:[^:]*:iam::)[^:]*/, "$1*") : exempt.text;
  return isOwn && isSet ? { to, takesAway: false, given: exempt.given } : undefined;
}
