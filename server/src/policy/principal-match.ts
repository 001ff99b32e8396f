/**
 * Principal and NotPrincipal against the caller, with how directly the caller is named: that decides what a
 * resource-based policy's Allow overrides.
 * Sources: "AWS JSON policy elements: Principal"; "AWS JSON policy elements: NotPrincipal".
 */
import { append } from "../domains/append.ts";
import { Effort } from "../domains/effort.ts";
import { commonText } from "../domains/shape-search.ts";
import {
  ANYTHING,
  compactShape,
  KIND,
  literalShape,
  run,
  type ShapeItem,
  type TextShape,
} from "../domains/text-shape.ts";
import { deployedText } from "./deployed-text.ts";
import { shapeOfHole } from "./template.ts";
import { type VariableLookup } from "./text-pattern.ts";
import { isSettled, type PrincipalElement, type Scalar } from "./policy.ts";
import { isAccountId } from "./account-caller.ts";
import { readArn } from "./arn.ts";
import { type AccountCaller, accountOfCaller, type Caller, readCaller } from "./caller.ts";

/** From the weakest to the strongest way of being named. */
export const PRINCIPAL_KINDS = ["account", "role-of-session", "user-of-session", "direct", "everyone"] as const;
export type PrincipalKind = (typeof PRINCIPAL_KINDS)[number];

/** `possibly` is at least as strong as `surely`; the two differ where something is not settled. */
export interface PrincipalMatch {
  readonly surely: PrincipalKind | undefined;
  readonly possibly: PrincipalKind | undefined;
  /** The entry that names the caller most strongly; undefined for `"*"` and where none does. */
  readonly entry: Scalar | undefined;
}

export type PrincipalPattern =
  | { readonly form: "everyone" | "nobody" | "unsettled" }
  | { readonly form: "entries"; readonly entries: readonly EntryPattern[]; readonly open: boolean };

interface EntryPattern {
  readonly entry: Scalar;
  readonly type: string;
  readonly text: string;
  /** Twelve digits, or the account of a root user's ARN. */
  readonly account: string | undefined;
  /** Partition, account and last part of a role's ARN, as `callerKey` writes them. */
  readonly role: string | undefined;
  readonly settled: boolean;
  /** False for an entry that may not be there. */
  readonly certain: boolean;
  /** All that an entry with holes may be, in lower case; undefined for one without. */
  readonly open: TextShape | undefined;
}

export function principalPattern(element: PrincipalElement): PrincipalPattern {
  switch (element.form) {
    case "everyone":
      return { form: "everyone" };
    case "text":
      return { form: isSettled(element.value) ? "nobody" : "unsettled" };
    case "misplaced":
      return { form: "nobody" };
    case "unknown":
      return { form: "unsettled" };
    case "typed":
      return {
        form: "entries",
        entries: element.types.flatMap(({ type, typeHoles, entries }) =>
          typeHoles.length > 0 ? [] : entries.map((entry) => entryPattern(type, entry)),
        ),
        open: element.types.some((type) => type.open),
      };
  }
}

/**
 * With what is known of where the policy is deployed: the policy of a resource stands in the resource's account.
 * Source: "Identity-based policies and resource-based policies".
 */
export function deployedPrincipal(pattern: PrincipalPattern, lookup: VariableLookup): PrincipalPattern {
  if (pattern.form !== "entries" || pattern.entries.every(({ settled }) => settled)) return pattern;
  const entries = pattern.entries.map((own) => {
    const deployed = own.settled ? undefined : deployedText(own.entry, lookup);
    return deployed === undefined
      ? own
      : { ...entryPattern(own.type, { ...own.entry, ...deployed }), entry: own.entry };
  });
  return { ...pattern, entries };
}

function entryPattern(type: string, entry: Scalar): EntryPattern {
  const { text } = entry;
  const role = /^arn:([^:]*):iam::([^:]*):role\/(?:.*\/)?([^/]+)$/.exec(text);
  return {
    entry,
    type,
    text,
    account: /^\d{12}$/.test(text) ? text : /^arn:[^:]*:iam::(\d{12}):root$/.exec(text)?.[1],
    role: role === null ? undefined : roleKey(role[1] ?? "", role[2] ?? "", role[3] ?? ""),
    settled: isSettled(entry),
    certain: entry.certain,
    open: isSettled(entry) ? undefined : openShape(entry),
  };
}

function openShape({ text, holes }: Scalar): TextShape {
  const items: ShapeItem[] = [];
  let at = 0;
  for (const hole of holes) {
    append(items, literalShape(text.slice(at, hole.start).toLowerCase()));
    append(items, hole.stands === "account" ? [run(KIND.digit)] : shapeOfHole(hole));
    at = hole.end;
  }
  append(items, literalShape(text.slice(at).toLowerCase()));
  return compactShape(items);
}

/**
 * A role's path does not show in the ARN of its session. In a policy its name is case-sensitive. Source: "Create a role to
 * delegate permissions to an IAM user", on the name of the role.
 */
function roleKey(partition: string, account: string, name: string): string {
  return `${partition}:${account}:${name}`;
}

/** What of the caller the entries are held against; made once for a request. */
export interface CallerNames {
  readonly caller: Caller;
  readonly account: string | undefined;
  /** For a session: its role, as `EntryPattern.role`. */
  readonly role: string | undefined;
  /** For a federated user: the ARN of the user that shares its name. */
  readonly user: string | undefined;
}

export function callerNames(caller: Caller): CallerNames {
  return {
    caller,
    account: accountOfCaller(caller),
    role: caller.kind === "session" ? roleKey(caller.partition, caller.account, caller.name) : undefined,
    user: caller.kind === "federated-user" ? userArn(caller) : undefined,
  };
}

function userArn({ partition, account, name }: AccountCaller): string {
  return `arn:${partition}:iam::${account}:user/${name}`;
}

const EVERYONE: PrincipalMatch = { surely: "everyone", possibly: "everyone", entry: undefined };
const NOBODY: PrincipalMatch = { surely: undefined, possibly: undefined, entry: undefined };
const PERHAPS: PrincipalMatch = { surely: undefined, possibly: "everyone", entry: undefined };

/** How the element names the caller, as Principal reads it. */
export function matchPrincipal(pattern: PrincipalPattern, names: CallerNames): PrincipalMatch {
  switch (pattern.form) {
    case "everyone":
      return EVERYONE;
    case "nobody":
      return NOBODY;
    case "unsettled":
      return PERHAPS;
    case "entries": {
      let surely: PrincipalKind | undefined;
      let possibly: PrincipalKind | undefined = pattern.open ? "everyone" : undefined;
      let strongest: Scalar | undefined;
      for (const entry of pattern.entries) {
        const kind = entry.settled ? kindOf(entry, names) : undefined;
        if (kind !== undefined && entry.certain && isStronger(kind, surely)) {
          surely = kind;
          strongest = entry.entry;
        }
        const perhaps = kind ?? possibleKindOf(entry, names);
        if (perhaps !== undefined && isStronger(perhaps, possibly)) possibly = perhaps;
      }
      return { surely, possibly, entry: strongest };
    }
  }
}

/**
 * Does a Deny with this NotPrincipal spare the caller for certain? AWS may look at the account before the principal in
 * it, and at a session apart from its role, so all of these must be listed.
 */
export function isSurelySpared(pattern: PrincipalPattern, names: CallerNames): boolean {
  if (pattern.form !== "entries") return pattern.form === "everyone";
  const kinds = new Set(
    pattern.entries.map((entry) => (entry.settled && entry.certain ? kindOf(entry, names) : undefined)),
  );
  if (kinds.has("everyone")) return true;
  switch (names.caller.kind) {
    case "root":
      return kinds.has("account");
    case "user":
    case "role":
      return kinds.has("account") && kinds.has("direct");
    case "session":
      return kinds.has("account") && kinds.has("role-of-session") && kinds.has("direct");
    case "federated-user":
      return kinds.has("account") && (kinds.has("direct") || kinds.has("user-of-session"));
    case "anonymous":
    case "service":
    case "provider":
    case "canonical-user":
    case "other":
      return kinds.has("direct");
  }
}

/**
 * What a NotPrincipal that lists the user, the role, the session or its role lacks to spare that for certain: ARNs.
 * Undefined where it does not list the caller. Source: "AWS JSON policy elements: NotPrincipal", on Deny.
 */
export function lackingToSpare(pattern: PrincipalPattern, names: CallerNames): readonly string[] | undefined {
  const { caller } = names;
  const isOwn = caller.kind === "user" || caller.kind === "role" || caller.kind === "session";
  if (pattern.form !== "entries" || !isOwn) return undefined;
  const kinds = new Set(pattern.entries.map((entry) => (entry.settled ? kindOf(entry, names) : undefined)));
  if (!kinds.has("direct") && !kinds.has("role-of-session")) return undefined;
  const iam = `arn:${caller.partition}:iam::${caller.account}`;
  const roleOfSession =
    caller.kind === "session" && !kinds.has("role-of-session") ? [`${iam}:role/${caller.name}`] : [];
  return [
    ...roleOfSession,
    ...(kinds.has("direct") ? [] : [caller.text]),
    ...(kinds.has("account") ? [] : [`${iam}:root`]),
  ];
}

function isStronger(kind: PrincipalKind, than: PrincipalKind | undefined): boolean {
  return than === undefined || PRINCIPAL_KINDS.indexOf(kind) > PRINCIPAL_KINDS.indexOf(than);
}

export function isAtLeast(kind: PrincipalKind | undefined, least: PrincipalKind): boolean {
  return kind !== undefined && PRINCIPAL_KINDS.indexOf(kind) >= PRINCIPAL_KINDS.indexOf(least);
}

function kindOf(entry: EntryPattern, names: CallerNames): PrincipalKind | undefined {
  switch (entry.type) {
    case "AWS":
      if (entry.text === "*") return "everyone";
      if (entry.account !== undefined) return entry.account === names.account ? "account" : undefined;
      if (isAccountCaller(names.caller) && entry.text === names.caller.text) return "direct";
      if (entry.role !== undefined && entry.role === names.role) return "role-of-session";
      return entry.text === names.user ? "user-of-session" : undefined;
    case "Service":
      return names.caller.kind === "service" && entry.text === names.caller.text ? "direct" : undefined;
    case "Federated":
      return names.caller.kind === "provider" && entry.text === names.caller.text ? "direct" : undefined;
    case "CanonicalUser":
      return names.caller.kind === "canonical-user" && entry.text === names.caller.text ? "direct" : undefined;
    default:
      return undefined;
  }
}

function isAccountCaller(caller: Caller): boolean {
  return caller.kind !== "service" && caller.kind !== "provider" && caller.kind !== "anonymous";
}

/** An entry with holes, `*` for all of a type, or the unique id of a user or role: it may name the caller. */
function possibleKindOf(entry: EntryPattern, names: CallerNames): PrincipalKind | undefined {
  const { caller } = names;
  if (isAccountCaller(caller) && names.account !== undefined && !isAccountId(names.account)) {
    return kindInAnyAccount(entry, caller, names.account);
  }
  if (entry.settled) {
    // Not documented: all services, all providers?
    if (entry.text === "*" && TYPE_OF_CALLER.get(caller.kind) === entry.type) return "direct";
    const mayHaveId = entry.type === "AWS" && isAccountCaller(caller) && caller.kind !== "root";
    return mayHaveId && /^A(?:IDA|ROA)[A-Z0-9]+$/.test(entry.text) ? "direct" : undefined;
  }
  const { open } = entry;
  if (open === undefined) return undefined;
  const namings = entry.type === "AWS" ? namingsOf(names) : [named("direct", caller.text)];
  if (entry.type !== "AWS" && TYPE_OF_CALLER.get(caller.kind) !== entry.type) return undefined;
  const fits = namings.filter(({ shape }) => commonText(open, shape, new Effort(EFFORT)).state !== "none");
  return fits.reduce<PrincipalKind | undefined>((best, { kind }) => (isStronger(kind, best) ? kind : best), undefined);
}

/** Enough for two ARNs; beyond it an entry may name the caller. */
const EFFORT = 20_000;

interface Naming {
  readonly kind: PrincipalKind;
  readonly shape: TextShape;
}

function named(kind: PrincipalKind, ...texts: readonly string[]): Naming {
  const [first = [], ...more] = texts.map((text) => literalShape(text.toLowerCase()));
  return { kind, shape: [...first, ...more.flatMap((shape) => [run(ANYTHING), ...shape])] };
}

/** All that names the caller as an AWS principal. */
function namingsOf({ caller, account, user }: CallerNames): readonly Naming[] {
  const everyone = named("everyone", "*");
  if (!isAccountCaller(caller)) return [everyone];
  const ofAccount =
    account === undefined
      ? []
      : [named("account", account), named("account", `arn:${partitionOf(caller)}:iam::${account}:root`)];
  const role = caller.kind === "session" ? `arn:${caller.partition}:iam::${caller.account}:role/` : undefined;
  const ofRole =
    role === undefined || caller.kind !== "session"
      ? []
      : [named("role-of-session", role + caller.name), named("role-of-session", role, `/${caller.name}`)];
  const ofUser = user === undefined ? [] : [named("user-of-session", user)];
  // The unique id of a user or a role.
  const ids = caller.kind === "root" ? [] : ["AIDA", "AROA"].map((prefix) => named("direct", prefix, ""));
  return [everyone, ...ofAccount, ...ofRole, ...ofUser, ...ids, named("direct", caller.text)];
}

/** The message hides the caller's account, so the entry may name the caller if it does so in the entry's own account. */
function kindInAnyAccount(entry: EntryPattern, caller: Caller, hidden: string): PrincipalKind | undefined {
  if (!entry.settled) return "everyone";
  const account = entry.account ?? readArn(entry.text)?.account;
  if (account === undefined || !isAccountId(account)) return undefined;
  return kindOf(entry, callerNames(readCaller(caller.text.replace(`:${hidden}:`, `:${account}:`))));
}

const TYPE_OF_CALLER: ReadonlyMap<Caller["kind"], string> = new Map([
  ["service", "Service"],
  ["provider", "Federated"],
  ["canonical-user", "CanonicalUser"],
]);

function partitionOf(caller: Caller): string {
  return "partition" in caller ? caller.partition : "aws";
}
