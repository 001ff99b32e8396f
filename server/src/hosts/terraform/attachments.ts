/** Whom a managed policy is attached to, as resources of a module say. */
import { type SortedHolder } from "../holder-sorts.ts";
import { addressOfAll, addressOfInstance } from "./named-policies.ts";

/** Where a managed policy is in use. */
export interface Attachments {
  readonly holders: readonly SortedHolder[];
  readonly limited: readonly SortedHolder[];
  /** Groups among the holders, of whose users the module names none. */
  readonly groups: readonly string[];
  /** Of an organization's policy: ids of roots, units and accounts. */
  readonly targets: readonly string[];
  /** One block attaches it again and again. */
  readonly isRepeated: boolean;
  /** What each block that attaches it is made under; undefined for one that is always made. */
  readonly conditions: ReadonlySet<string | undefined>;
  /** What its holders are made under, as far as they are of the same module. */
  readonly holderCounts: ReadonlySet<string | undefined>;
  /** Who would have it by blocks that are never made. */
  readonly unmade: readonly Unmade[];
}

export interface Unmade {
  readonly holders: readonly SortedHolder[];
  readonly condition: string;
  /** They are not made either. */
  readonly isWithHolder: boolean;
}

export const NOWHERE_ATTACHED: Attachments = nothingCollected();

/** Of several times that one policy is attached. */
export function joinedAttachments(found: readonly Attachments[]): Attachments {
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  return {
    // A call may be asked for what it attaches twice.
    holders: unique(found.map(({ holders }) => holders)),
    limited: unique(found.map(({ limited }) => limited)),
    groups: unique(found.map(({ groups }) => groups)),
    targets: unique(found.map(({ targets }) => targets)),
    isRepeated: found.some(({ isRepeated }) => isRepeated),
    conditions: new Set(found.flatMap(({ conditions }) => [...conditions])),
    holderCounts: new Set(found.flatMap((one) => [...one.holderCounts])),
    unmade: unique(found.map(({ unmade }) => unmade)),
  };
}

function unique<One>(lists: readonly (readonly One[])[]): readonly One[] {
  const [some = [], ...others] = lists.filter((list) => list.length > 0);
  return others.length === 0 ? some : [...new Set([...some, ...others.flat()])];
}

/**
 * By the address of the managed policy, such as `aws_iam_policy.read`, or by its ARN or name where that is written. What is
 * said of one instance of a policy with `for_each` also stands by the address of that, and what is said of all by
 * `addressOfAll`.
 */
export type AttachmentsByPolicy = ReadonlyMap<string, Attachments>;

/** Of one instance: what names it, and what names them all. */
export function attachmentsOfInstance(address: string, key: string, all: AttachmentsByPolicy): Attachments {
  return joinedAttachments(
    [addressOfInstance(address, key), addressOfAll(address)].map((one) => all.get(one) ?? NOWHERE_ATTACHED),
  );
}

/** While they are collected. */
export interface CollectedAttachments extends Attachments {
  readonly holders: SortedHolder[];
  readonly limited: SortedHolder[];
  readonly groups: string[];
  readonly targets: string[];
  isRepeated: boolean;
  readonly conditions: Set<string | undefined>;
  readonly holderCounts: Set<string | undefined>;
  readonly unmade: Unmade[];
}

export function nothingCollected(): CollectedAttachments {
  return {
    holders: [],
    limited: [],
    groups: [],
    targets: [],
    isRepeated: false,
    conditions: new Set(),
    holderCounts: new Set(),
    unmade: [],
  };
}
