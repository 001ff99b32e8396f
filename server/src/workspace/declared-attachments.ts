/** Names and ARNs under which a file declares what has a policy, held against those of a request. */
import { patternMatches, wildcardParts, wildcardPattern } from "../domains/wildcard.ts";
import { type HolderSort, mayBe, sortsOf } from "../hosts/holder-sorts.ts";
import { type Declared } from "../hosts/host.ts";
import { mayBeSameAccount, readAccountCaller } from "../policy/account-caller.ts";
import { readArn } from "../policy/arn.ts";
import { type CandidatePolicy } from "../policy/attached-policy.ts";
import { type AccountCaller } from "../policy/caller.ts";
import { type DeclaredNames, NO_NAMES, uncutName } from "./uncut-name.ts";
import { type Attachment, CANDIDATE, ELSEWHERE } from "./attachment.ts";

/** How well a declared name fits: a whole name best, else by how much of it is settled; undefined if it does not. */
export function fitOf(declared: string, names: readonly string[]): number | undefined {
  const lower = declared.toLowerCase();
  if (names.includes(lower)) return Number.POSITIVE_INFINITY;
  if (!lower.includes("*")) return undefined;
  const pattern = wildcardPattern(wildcardParts(lower));
  return names.some((name) => patternMatches(pattern, name)) ? lower.replaceAll("*", "").length : undefined;
}

/** A pattern stands for the names of the times that the file makes the policy, and where it settles all of these for no other. */
function fitOfHolder(declared: string, { each }: Pick<Declared, "each">, names: readonly string[]): number | undefined {
  const fit = fitOf(declared, names);
  if (fit === undefined || fit === Number.POSITIVE_INFINITY) return fit;
  const times = (settledTimes(each, "holders") ?? []).map((name) => name.toLowerCase());
  if (!times.some((name) => fitOf(declared, [name]) !== undefined)) return fit;
  return times.some((name) => names.includes(name)) ? Number.POSITIVE_INFINITY : undefined;
}

/** All that one text is made for, time by time; undefined where the file does not settle the name of each. */
function settledTimes(each: Declared["each"], of: "holders" | "resources"): readonly string[] | undefined {
  const times = (each?.() ?? []).map((time) => time[of]);
  const isSettled = (name: string): boolean => !(readArn(name)?.resource ?? name).includes("*");
  return times.every((names) => names.length > 0 && names.every(isSettled)) ? times.flat() : undefined;
}

export interface NamedCaller {
  /** In lower case. */
  readonly names: readonly string[];
  readonly sort: HolderSort | undefined;
  readonly account: string | undefined;
}

/** The best fit of the names of holders; undefined if none fits. */
export function bestFit(
  declared: Pick<Declared, "holders" | "sorts" | "account" | "each">,
  { names, sort, account }: NamedCaller,
): number | undefined {
  if (!mayBeIn(declared, account)) return undefined;
  const fits = declared.holders.flatMap((one) =>
    mayBe(one, sort, declared) ? (fitOfHolder(one, declared, names) ?? []) : [],
  );
  return fits.length === 0 ? undefined : Math.max(...fits);
}

/** May it be in the account, as far as the file says? */
function mayBeIn({ account }: Pick<Declared, "account">, own: string | undefined): boolean {
  return account === undefined || own === undefined || mayBeSameAccount(account, own);
}

/** Whom a declared policy is for besides the caller; nothing where it is for nobody else. */
export function sharing(
  declared: Omit<Declared, "resources" | "targets">,
  caller: NamedCaller,
): Pick<Attachment, "sharedWith" | "sharedInCall" | "sharedInTime"> {
  const sharedWith = othersDeclared(declared, caller);
  if (sharedWith.length === 0) return {};
  const sharedInTime = othersOfTime(declared, caller);
  return { sharedWith, sharedInCall: othersOfCall(declared, caller), ...(sharedInTime && { sharedInTime }) };
}

/** Who else has the policy; of several names that fit, the one that fits best is the caller's. */
function othersDeclared(
  declared: Omit<Declared, "resources" | "targets">,
  { names, sort }: NamedCaller,
): readonly string[] {
  const { holders, isRepeated, alsoHeldBy = [] } = declared;
  const fits = new Map(
    holders.flatMap((one) => {
      const fit = mayBe(one, sort, declared) ? fitOf(one, names) : undefined;
      return fit === undefined ? [] : [[one, fit] as const];
    }),
  );
  const best = Array.from(fits.values()).reduce((most, fit) => Math.max(most, fit), 0);
  const isIt = (one: string): boolean => fits.get(one) === best;
  const own = holders.filter((one) => !isIt(one) || (one.includes("*") && isRepeated === true));
  const ofItsName = holders.filter((one) => isIt(one)).flatMap((one) => othersOfName(one, sort, declared));
  return [...new Set([...own.map((one) => sortedName(one, declared)), ...ofItsName, ...alsoHeldBy])];
}

/** Of a text that several calls of a module use: who has it by the caller's own call, which may be one of many. */
function othersOfCall(
  declared: Omit<Declared, "resources" | "targets">,
  { names, sort }: NamedCaller,
): readonly string[] {
  const others = declared.holders.filter((one) => !mayBe(one, sort, declared) || fitOf(one, names) === undefined);
  return others.map((one) => sortedName(one, declared));
}

/** Of a call that makes its module several times: who has it by the time that is the caller's. Undefined for any other. */
function othersOfTime(
  declared: Omit<Declared, "resources" | "targets">,
  caller: NamedCaller,
): readonly string[] | undefined {
  const { times, holders } = declared;
  if (times === undefined) return undefined;
  const own = new Set(
    holders.flatMap((one) => (fitOf(one, caller.names) === undefined ? [] : [...(times.get(one) ?? [])])),
  );
  const together = holders.filter((one) => [...(times.get(one) ?? own)].some((time) => own.has(time)));
  return othersOfCall({ ...declared, holders: together }, caller);
}

/** A group is called one: its users have the policy. */
function sortedName(holder: string, declared: Pick<Declared, "sorts">): string {
  const [only, ...others] = sortsOf(holder, declared);
  return only === "group" && others.length === 0 ? `group/${holder}` : holder;
}

/** A user and a group may have the name of a role. */
function othersOfName(
  holder: string,
  sort: HolderSort | undefined,
  declared: Pick<Declared, "sorts">,
): readonly string[] {
  if (sort === undefined) return [];
  return sortsOf(holder, declared)
    .filter((one) => one !== sort)
    .map((one) => `${one}/${holder}`);
}

/**
 * The same of all that may be the caller. A role that a file makes under the caller's own name is no other one whose name
 * only may come to it, also where no policy here is declared for it.
 */
export function bestFitAmong({ policies, holders }: DeclaredNames, caller: AccountCaller): number | undefined {
  const names = namesOfPrincipal(caller, { policies, holders });
  const sort = sortOfHolder(caller);
  const isMade = holders.some(
    (one) =>
      one.sort === sort && mayBeIn(one, caller.account) && one.names.some((made) => names.includes(made.toLowerCase())),
  );
  if (isMade) return Number.POSITIVE_INFINITY;
  const fits = policies.flatMap(
    ({ binding }) => bestFit(binding.declared, { names, sort, account: caller.account }) ?? [],
  );
  return fits.length === 0 ? undefined : fits.reduce((best, one) => Math.max(best, one));
}

/** A session is one of its role. Undefined for who has no policies of his own. */
export function sortOfHolder({ kind }: AccountCaller): HolderSort | undefined {
  return kind === "session" || kind === "role" ? "role" : kind === "user" ? kind : undefined;
}

/** False where the caller, whose name is hidden, is of another sort or account than `holder`, an ARN or a name. */
export function mayBeHolder(holder: string, caller: AccountCaller): boolean {
  const held = readAccountCaller(holder);
  if (held === undefined) return true;
  const [sort, own] = [sortOfHolder(held), sortOfHolder(caller)];
  return (sort === undefined || own === undefined || sort === own) && mayBeSameAccount(held.account, caller.account);
}

/** A caller with a hidden name is none of them for certain, and whoever else has the policy gets what it gets. */
export function candidateOf(
  { holders, alsoHeldBy = [], isRepeated }: Pick<Declared, "holders" | "alsoHeldBy" | "isRepeated">,
  {
    question,
    caller,
  }: { readonly question: { readonly principal?: string | undefined }; readonly caller: AccountCaller | undefined },
): readonly Attachment[] {
  if (caller !== undefined && !holders.some((one) => mayBeHolder(one, caller))) return ELSEWHERE;
  if (question.principal === undefined) return [{ basis: "none", level: undefined, heldBy: holders }];
  // Of several, the first that may be it: more than one nobody looks for.
  const first = holders.find((one) => caller === undefined || mayBeHolder(one, caller));
  if (first === undefined) return CANDIDATE;
  const sharedInCall = holders.filter((one) => one !== first);
  const again = isRepeated === true && first.includes("*") ? [first] : [];
  const sharedWith = [...new Set([...again, ...sharedInCall, ...alsoHeldBy])];
  return [
    { basis: "none", level: undefined, statedFor: first, ...(sharedWith.length > 0 && { sharedWith, sharedInCall }) },
  ];
}

/**
 * A role of IAM Identity Center also goes by its permission set: `AWSReservedSSO_Admins_0123456789abcdef`. So does a name
 * that was cut short by the one that it is the beginning of. `among`: what the files declare.
 */
export function namesOfPrincipal({ name }: AccountCaller, among: DeclaredNames = NO_NAMES): readonly string[] {
  const permissionSet = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/i.exec(name)?.[1];
  const names = [name, permissionSet, uncutName(name, among)];
  return names.flatMap((one) => (one === undefined || one === "" ? [] : [one.toLowerCase()]));
}

/** Is it the ARN of what is declared, or of something in it? */
export function isOfDeclared({ resources, each }: Pick<Declared, "resources" | "each">, resource: string): boolean {
  const fitting = resources.filter((declared) => isWithin(declared, resource));
  if (fitting.length === 0 || fitting.some((declared) => !(readArn(declared)?.resource ?? declared).includes("*")))
    return fitting.length > 0;
  const times = settledTimes(each, "resources") ?? [];
  const areOfTimes = times.some((time) => fitting.some((declared) => isWithin(declared, time)));
  return !areOfTimes || times.some((time) => isWithin(time, resource));
}

function isWithin(declared: string, resource: string): boolean {
  return [declared, `${declared}/*`, `${declared}:*`].some((one) =>
    patternMatches(wildcardPattern(wildcardParts(one)), resource),
  );
}

/** Of which other resources one text is the policy as well: as their ARNs end. */
export function otherResources(
  { resources, isRepeated }: Pick<Declared, "resources" | "isRepeated">,
  resource: string,
): readonly string[] {
  return resources
    .filter((one) =>
      (readArn(one)?.resource ?? one).includes("*")
        ? isRepeated === true
        : !isOfDeclared({ resources: [one] }, resource),
    )
    .map((one) => readArn(one)?.resource ?? one);
}

/** What its file makes it under, a provider or a condition, and as a part of what. */
export function makingOf(
  declared: Declared,
): Pick<CandidatePolicy, "partOf" | "provider" | "madeIf" | "attachedIf" | "isNeverMade"> {
  const { partOf, provider, madeIf, attachedIf, isNeverMade } = declared;
  return {
    ...(partOf && { partOf }),
    ...(provider && { provider }),
    ...(madeIf && { madeIf }),
    ...(attachedIf && { attachedIf }),
    ...(isNeverMade && { isNeverMade }),
  };
}
