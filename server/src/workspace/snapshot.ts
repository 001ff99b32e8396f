/** What saved output of the AWS CLI says of the policies in it and of who has which. */
import { type PolicyKind } from "../policy/policy.ts";

/** What the place of one document in the output says of it. */
export interface SnapshotBinding {
  readonly kind: PolicyKind | undefined;
  readonly name: string | undefined;
  readonly arn: string | undefined;
  /** ARNs, or names where the output has no more. */
  readonly attachedTo: readonly string[];
  readonly resource: string | undefined;
}

/** One thing has another: a role a managed policy, a user a boundary, a group a user, an account an SCP. */
export interface SnapshotLink {
  readonly has: "policy" | "boundary" | "member" | "control-policy";
  readonly holder: string;
  /** An ARN; of an organization's policy its id will do. */
  readonly held: string;
}

export interface Snapshot {
  /** By the keys that lead to the document, joined by slashes; undefined for a version that is not the one in force. */
  readonly documents: ReadonlyMap<string, SnapshotBinding | undefined>;
  readonly links: readonly SnapshotLink[];
}

/** Everything that the files' snapshots link, by what is held. */
export interface SnapshotLinks {
  holdersOf(has: SnapshotLink["has"], held: string | undefined): readonly string[];
  /** A group and the users in it, as far as they are known; any other holder alone. */
  withMembers(holder: string): readonly string[];
}

export function linkSnapshots(snapshots: Iterable<Snapshot>): SnapshotLinks {
  const holders = new Map<string, string[]>();
  const members = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, key: string, one: string): void => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [one]);
    else if (!list.includes(one)) list.push(one);
  };
  for (const { links } of snapshots) {
    for (const { has, holder, held } of links) {
      if (has === "member") add(members, holder, held);
      else add(holders, `${has} ${held}`, holder);
    }
  }
  return {
    holdersOf: (has, held) => (held === undefined ? [] : (holders.get(`${has} ${held}`) ?? [])),
    withMembers: (holder) => [holder, ...(members.get(holder) ?? [])],
  };
}
