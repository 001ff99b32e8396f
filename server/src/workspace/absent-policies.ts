/** Policies that files say to be attached, and that no file shows: they may allow, and deny, anything. */
import { type HolderSort } from "../hosts/holder-sorts.ts";
import { type Link } from "../hosts/host.ts";
import { mayBeSameAccount, readAccountCaller } from "../policy/account-caller.ts";
import { readArn } from "../policy/arn.ts";
import { bestFitAmong, fitOf, namesOfPrincipal, sortOfHolder } from "./declared-attachments.ts";
import { type JoinedLinks } from "./join-links.ts";
import { type DeclaredNames, NO_NAMES } from "./uncut-name.ts";

export interface AbsentPolicy {
  /** ARNs of roles and users. */
  readonly holders: readonly string[];
  /** The name, with `*` for what is not settled, of a role or user that a file makes; undefined where holders are known. */
  readonly declaredFor?: string;
  /** What that is the name of, where the file says so. */
  readonly sort?: HolderSort;
  /** In which account that is, where the file says so. */
  readonly account?: string;
  readonly kind: "managed" | "boundary" | "inline" | "unlisted";
  /** Empty for those of which not even the names are known. */
  readonly name: string;
  /** Of a managed policy or a boundary; undefined where the file that declares it has no more than its name. */
  readonly arn?: string;
}

export interface ShownPolicy {
  readonly arn: string | undefined;
  readonly names: ReadonlySet<string>;
}

/** Of managed policies those whose ARN is whole: a template may say the rest elsewhere. */
export function absentOf(
  links: readonly Link[],
  joined: JoinedLinks,
  shown: readonly ShownPolicy[],
): readonly AbsentPolicy[] {
  const arns = new Set(shown.flatMap(({ arn }) => arn ?? []));
  const names = new Set(shown.flatMap((policy) => (policy.arn === undefined ? [...policy.names] : [])));
  const members = new Set(links.flatMap((link) => (link.has === "member" ? [memberOf(link.held, link.holder)] : [])));
  return links.flatMap(({ has, holder, held, sort, account }): readonly AbsentPolicy[] => {
    if (has === "absent-group") {
      return members.has(memberOf(holder, held)) ? [] : [{ holders: [holder], kind: "unlisted", name: "" }];
    }
    const holders = joined.withMembers(holder);
    if (has === "absent") return [{ holders, kind: held === "" ? "unlisted" : "inline", name: held }];
    const kind = KINDS.get(has);
    const isDeclared = has === "declared-policy" || has === "declared-boundary";
    const isName = isDeclared && !held.includes(":");
    const name = kind && (isName ? held : nameOfManaged(held));
    if (kind === undefined || name === undefined || arns.has(held) || names.has(name.toLowerCase())) return [];
    const whose = isDeclared
      ? { holders: [], declaredFor: holder, ...(sort && { sort }), ...(account && { account }) }
      : { holders };
    return [{ ...whose, kind, name, ...(isName ? {} : { arn: held }) }];
  });
}

const KINDS: ReadonlyMap<Link["has"], "managed" | "boundary"> = new Map([
  ["policy", "managed"],
  ["declared-policy", "managed"],
  ["boundary", "boundary"],
  ["declared-boundary", "boundary"],
]);

/** `group`: its name or its ARN. */
function memberOf(user: string, group: string): string {
  return `${user} ${group.slice(group.lastIndexOf("/") + 1).toLowerCase()}`;
}

function nameOfManaged(arn: string): string | undefined {
  const read = readArn(arn);
  if (read?.service !== "iam" || !/^policy\/[\w+=,.@/-]+$/.test(read.resource)) return undefined;
  return /^(?:aws|\d{12})$/.test(read.account) ? read.resource.slice(read.resource.lastIndexOf("/") + 1) : undefined;
}

/**
 * Of a session they are those of its role. Of names that files declare those count that fit best: others that fit are
 * somebody else's, `besides` the names that files here declare.
 */
export function absentFor(
  absent: readonly AbsentPolicy[],
  principal: string,
  besides: DeclaredNames = NO_NAMES,
): readonly AbsentPolicy[] {
  const caller = readAccountCaller(principal);
  if (caller === undefined) return [];
  const names = namesOfPrincipal(caller, besides);
  const own = sortOfHolder(caller);
  const mayBeIts = ({ sort = own, account = caller.account }: AbsentPolicy): boolean =>
    (own === undefined || sort === own) && mayBeSameAccount(account, caller.account);
  const fit = (one: AbsentPolicy): number =>
    (one.declaredFor !== undefined && mayBeIts(one) ? fitOf(one.declaredFor, names) : undefined) ?? -1;
  const best = absent.reduce((most, one) => Math.max(most, fit(one)), bestFitAmong(besides, caller) ?? 0);
  return absent.filter((one) => {
    const { holders, declaredFor } = one;
    if (declaredFor !== undefined) return fit(one) === best;
    return holders.some((arn) => {
      const holder = readAccountCaller(arn);
      if (holder === undefined || holder.account !== caller.account) return false;
      const isKind = holder.kind === caller.kind || (holder.kind === "role" && caller.kind === "session");
      return isKind && holder.name.toLowerCase() === caller.name.toLowerCase();
    });
  });
}

/** Those of a role or user that files make, as they call it. */
export function absentOfHolder(absent: readonly AbsentPolicy[], holder: string): readonly AbsentPolicy[] {
  return absent.filter(({ declaredFor }) => declaredFor?.toLowerCase() === holder.toLowerCase());
}
