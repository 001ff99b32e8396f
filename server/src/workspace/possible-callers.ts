/**
 * Who may have made a request that names nobody: the users and roles of which the files state or declare a policy, those
 * that they make, and whoever has a policy of which nothing says whose it is.
 */
import { readAccountCaller } from "../policy/account-caller.ts";
import { type PossibleCaller } from "../policy/possible-caller.ts";
import { slotOfReading } from "../policy/slots.ts";
import { mayBe } from "../hosts/holder-sorts.ts";
import { isGroup } from "./group-members.ts";
import { type PlacedHolder, type WorkspacePolicies, type WorkspacePolicy } from "./workspace.ts";

/** One of them, with what is here of it. */
export interface CallerHere {
  readonly caller: PossibleCaller;
  /** As the principal of a request; `***` stands for what no file says. */
  readonly principal: string;
  /** The identity policies that it has. */
  readonly policies: readonly WorkspacePolicy[];
  /** Where the principal does not tell which it is. */
  readonly hidden: HiddenCaller | undefined;
}

export interface HiddenCaller {
  /** As the files call whom they declare policies for; undefined where they do not. */
  readonly holder: string | undefined;
  /** Who else has the policy; undefined for one that it has not. */
  readonly sharersOf: (policy: WorkspacePolicy) => readonly string[] | undefined;
  /** Where a file makes it. */
  readonly made: PlacedHolder | undefined;
}

/** `partition`: that of the request. */
export function possibleCallers(workspace: WorkspacePolicies, partition: string): readonly CallerHere[] {
  const found = new Map<string, Found>();
  const add = (key: string, one: Omit<Found, "policies">, policy?: WorkspacePolicy): void => {
    const known = found.get(key) ?? { ...one, policies: [] };
    if (policy !== undefined) known.policies.push(policy);
    found.set(key, known);
  };
  for (const { names } of workspace.holders) {
    for (const holder of names) add(keyOf(holder), { holder, isStated: false });
  }
  for (const policy of workspace.policies) {
    const { attachedTo, declared } = policy.binding;
    if (slotOfReading(policy.kind) !== "identity") continue;
    const stated = attachedTo.filter((one) => !isGroup(one));
    for (const holder of stated) add(keyOf(holder), { holder, isStated: true }, policy);
    if (attachedTo.length > 0) continue;
    const held = declared.holders.filter((one) => mayBe(one, "role", declared) || mayBe(one, "user", declared));
    for (const holder of held) add(keyOf(holder), { holder, isStated: false }, policy);
    if (held.length === 0) add(`policy ${policy.path} ${policy.name}`, { holder: undefined, isStated: false }, policy);
  }
  const byName = holdersByName(workspace.holders);
  return [...found.values()].flatMap(
    (one) => callerOf(one, byName.get(keyOf(one.holder ?? "")) ?? [], partition) ?? [],
  );
}

interface Found {
  /** An ARN or a name; undefined for whoever has the policy. */
  readonly holder: string | undefined;
  /** Not the file that makes it says so. */
  readonly isStated: boolean;
  readonly policies: WorkspacePolicy[];
}

function keyOf(holder: string): string {
  return holder.toLowerCase();
}

function holdersByName(holders: readonly PlacedHolder[]): ReadonlyMap<string, readonly PlacedHolder[]> {
  const byName = new Map<string, PlacedHolder[]>();
  for (const holder of holders) {
    for (const name of holder.names.map(keyOf)) {
      const known = byName.get(name);
      if (known === undefined) byName.set(name, [holder]);
      else known.push(holder);
    }
  }
  return byName;
}

/** Undefined for what nobody could tell from others. */
function callerOf(found: Found, made: readonly PlacedHolder[], partition: string): CallerHere | undefined {
  const { policies, holder } = found;
  if (holder === undefined) return holderOf(policies);
  const account = readAccountCaller(holder);
  if (account !== undefined) {
    const isOfAccount = account.kind === "user" || account.kind === "role";
    return isOfAccount
      ? { caller: { is: "named", name: holder }, principal: holder, policies, hidden: undefined }
      : undefined;
  }
  const [only, ...others] = made;
  if (!holder.includes("*")) {
    const isMade = only !== undefined && !found.isStated;
    const named = { caller: { is: "named", name: isMade ? `${only.sort}/${holder}` : holder }, policies } as const;
    return isMade
      ? { ...named, principal: principalOf(only.sort, holder, partition), hidden: undefined }
      : { ...named, principal: UNKNOWN, hidden: { holder, sharersOf: sharersBeside(holder), made: undefined } };
  }
  if (others.length > 0 || (only === undefined && holder.replaceAll("*", "").length < SHORTEST_NAME)) return undefined;
  return {
    caller: only === undefined ? { is: "named", name: holder } : { is: "made", label: only.label, file: only.path },
    principal: only === undefined ? UNKNOWN : principalOf(only.sort, MASK, partition),
    policies,
    hidden: { holder, sharersOf: sharersBeside(holder), made: only },
  };
}

function holderOf([policy]: readonly WorkspacePolicy[]): CallerHere | undefined {
  if (policy === undefined) return undefined;
  const { binding, path, name } = policy;
  return {
    caller: { is: "holder-of", file: path, policyName: name },
    principal: UNKNOWN,
    policies: [policy],
    hidden: { holder: undefined, sharersOf: (one) => (one.binding === binding ? [] : undefined), made: undefined },
  };
}

/** Of a name that is mostly open less than this says nothing of whose it is. */
const SHORTEST_NAME = 3;

const MASK = "***";

/** Of no form that a principal has, so that everything about it stays unknown. */
const UNKNOWN = "?";

/** Of whom no file says anything. */
export const ANYBODY: Pick<CallerHere, "principal" | "hidden"> = {
  principal: UNKNOWN,
  hidden: { holder: undefined, sharersOf: () => undefined, made: undefined },
};

/** A role shows its path nowhere but in its own ARN, so that of its sessions stands for it. */
function principalOf(sort: PlacedHolder["sort"], name: string, partition: string): string {
  return sort === "role"
    ? `arn:${partition}:sts::${MASK}:assumed-role/${name}/${MASK}`
    : `arn:${partition}:iam::${MASK}:user/${name}`;
}

function sharersBeside(holder: string): HiddenCaller["sharersOf"] {
  return ({ binding: { attachedTo, declared } }) => {
    const named = attachedTo.length > 0 ? attachedTo : declared.holders;
    if (!named.some((one) => keyOf(one) === keyOf(holder))) return undefined;
    const all = [...named, ...(attachedTo.length > 0 ? [] : (declared.alsoHeldBy ?? []))];
    return [...new Set(all)].filter((one) => one !== holder || declared.isRepeated === true);
  };
}
