/** What a person has of a whole workspace, and what AWS says of its request. */
import { deriveContext } from "../../server/src/evaluation/derive-context.ts";
import { type NamedPolicy, type OrganizationLevel, type PolicySet } from "../../server/src/evaluation/policy-set.ts";
import { contextOf, type Request } from "../../server/src/evaluation/request.ts";
import { type PolicySlot } from "../../server/src/policy/slots.ts";
import { eventOf, LEVELS, OTHER_LEVELS } from "./denied-worlds.ts";
import { ACCOUNT, OTHER_ACCOUNT, policyOf, USER } from "./evaluation.ts";
import { type Json } from "./generated-evaluations.ts";
import {
  decidePlainly,
  type PlainDecision,
  type PlainPolicies,
  type PlainRequest,
  type PlainStatement,
  truthOfStatement,
} from "./plain-evaluation.ts";
import { GROUP, type PolicyFile, type WholeWorkspace } from "./whole-workspaces.ts";

export function plainRequestOf({ caller, action, resource, owner, truth }: WholeWorkspace): PlainRequest {
  const context = new Map(Object.entries(truth).map(([key, value]) => [key.toLowerCase(), value]));
  return { ...caller, action, resource, owner, context };
}

export function levelsOf(account: string): readonly string[] {
  return account === ACCOUNT ? LEVELS : OTHER_LEVELS;
}

/** The levels of the organization at which an SCP or RCP counts, for other policies one; none if it does not. */
export function levelsInPlay({ slot, holders }: PolicyFile, one: WholeWorkspace): readonly (string | undefined)[] {
  const { caller, action, resource, owner, truth } = one;
  const isOf = (holder: string): boolean => holders.includes(holder);
  const once = (isInPlay: boolean): readonly undefined[] => (isInPlay ? [undefined] : []);
  switch (slot) {
    case "scp":
      return levelsOf(caller.account).filter(isOf);
    case "rcp":
      return action.startsWith("lambda:") ? [] : levelsOf(owner).filter(isOf);
    case "resource":
      return once(holders.some((holder) => resource === holder || resource.startsWith(`${holder}/`)));
    case "vpc-endpoint":
      return once(isOf(truth["aws:SourceVpce"] ?? ""));
    case "session":
      return once(isOf(caller.principal));
    case "identity":
    case "boundary":
      return once(isOf(caller.role ?? caller.principal) || (caller.isInGroup && isOf(GROUP)));
  }
}

export function plainPoliciesOf(one: WholeWorkspace, files: readonly PolicyFile[] = one.files): PlainPolicies {
  const used = files.flatMap((file) => levelsInPlay(file, one).map((level) => ({ file, level })));
  const scpLevels = used.filter(({ file }) => file.slot === "scp").map(({ level }) => level ?? "");
  return {
    statements: used.flatMap(({ file: { slot, statements }, level }) =>
      statements.map((json): PlainStatement => ({ slot, level, json })),
    ),
    slots: new Set(used.map(({ file }) => file.slot)),
    scpLevels: [...new Set(scpLevels)],
  };
}

/** The same policies as the product takes them. */
export function policySetOf(one: WholeWorkspace, files: readonly PolicyFile[] = one.files): PolicySet {
  const read = files.flatMap((file) => {
    const policy = policyOf(...file.statements);
    return levelsInPlay(file, one).map((level) => ({ slot: file.slot, level, named: { name: file.path, policy } }));
  });
  const ofSlot = (slot: PolicySlot): readonly NamedPolicy[] =>
    read.filter((each) => each.slot === slot).map(({ named }) => named);
  const levels = (slot: PolicySlot, all: readonly string[]): readonly OrganizationLevel[] =>
    all.flatMap((level) => {
      const policies = read.filter((each) => each.slot === slot && each.level === level).map(({ named }) => named);
      return policies.length === 0 ? [] : [{ orgIdentifier: level, policies }];
    });
  const [resource] = ofSlot("resource");
  return {
    identity: ofSlot("identity"),
    boundary: ofSlot("boundary"),
    session: ofSlot("session"),
    vpcEndpoint: ofSlot("vpc-endpoint"),
    scps: levels("scp", levelsOf(one.caller.account)),
    rcps: levels("rcp", levelsOf(one.owner)),
    ...(resource === undefined ? {} : { resource }),
  };
}

/** With what is known of the request; everything else is `unlisted`. */
export function requestOf(
  { caller, action, resource, owner }: WholeWorkspace,
  known: Iterable<readonly [string, string | readonly string[]]>,
  unlisted: "absent" | "unknown",
): Request {
  const context = contextOf(known, { unlisted });
  const plain = { principal: caller.principal, action, resource: { arn: resource, accountId: owner }, context };
  return { ...plain, context: deriveContext(plain) };
}

/** Does the workspace have the file and say what it is attached to, so that its part in this request is known? */
export function isKnown(file: PolicyFile, { caller, states, isEvent, told }: WholeWorkspace): boolean {
  const { slot, holders, isHere, stated } = file;
  if (!isHere || stated !== "attachment") return false;
  switch (slot) {
    case "scp":
    case "rcp":
      return states.organization || holders.every((level) => !level.startsWith("ou-"));
    case "identity":
      return !holders.includes(GROUP) || caller.role !== undefined || (states.membership && caller.isInGroup);
    case "vpc-endpoint":
      return isEvent || told.includes("aws:SourceVpce");
    default:
      return true;
  }
}

export interface ToldDenial {
  readonly decision: PlainDecision;
  readonly slot: PolicySlot;
  readonly isExplicit: boolean;
  /** The file whose policy AWS names. */
  readonly named: PolicyFile | undefined;
  readonly message: string;
}

const ORDER: readonly PolicySlot[] = ["scp", "rcp", "resource", "identity", "boundary", "session", "vpc-endpoint"];
const WORDS: Readonly<Record<PolicySlot, string>> = {
  scp: "a service control policy",
  rcp: "a resource control policy",
  resource: "a resource-based policy",
  identity: "an identity-based policy",
  boundary: "a permissions boundary",
  session: "a session policy",
  "vpc-endpoint": "a VPC endpoint policy",
};

/** Undefined where AWS allows the request. */
export function denialOf(one: WholeWorkspace): ToldDenial | undefined {
  const request = plainRequestOf(one);
  const decision = decidePlainly(request, plainPoliciesOf(one));
  const explicit = ORDER.find((slot) => decision.denying.includes(slot));
  const slot = explicit ?? ORDER.find((each) => decision.silent.includes(each));
  if (slot === undefined) return undefined;
  const denying = one.files.filter(
    (file) => file.slot === slot && levelsInPlay(file, one).length > 0 && deniesIn(file, request),
  );
  const isNamed = one.reason === "arn" && explicit !== undefined && slot !== "resource";
  const named = isNamed ? denying.find(({ arn }) => arn !== undefined) : undefined;
  const reason = reasonOf(one, slot, explicit !== undefined, named?.arn);
  const { principal } = one.caller;
  const sentence = `User: ${principal} is not authorized to perform: ${one.action} on resource: ${one.resource}${reason}`;
  return {
    decision,
    slot,
    isExplicit: explicit !== undefined,
    named,
    message: one.isEvent ? JSON.stringify(eventOf({ ...one, ...one.caller }, sentence)) : sentence,
  };
}

function deniesIn({ slot, statements }: PolicyFile, request: PlainRequest): boolean {
  return statements.some((json) => json["Effect"] === "Deny" && truthOfStatement({ slot, json }, request).matches);
}

function reasonOf(
  { reason, action }: WholeWorkspace,
  slot: PolicySlot,
  isExplicit: boolean,
  arn: string | undefined,
): string {
  if (reason === "none") return "";
  if (!isExplicit) return ` because no ${WORDS[slot].replace(/^an? /, "")} allows the ${action} action`;
  if (reason === "effect") return " with an explicit deny";
  return ` with an explicit deny in ${WORDS[slot]}${arn === undefined ? "" : `: ${arn}`}`;
}

export interface ToldWorkspace {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** The text of the workspace file. */
  readonly config: string;
  readonly facts: ReadonlyMap<string, string>;
}

export function toldOf(one: WholeWorkspace): ToldWorkspace {
  const { action, owner, states, told, truth } = one;
  const here = one.files.filter(({ isHere }) => isHere);
  const accounts = { [ACCOUNT]: LEVELS.slice(0, 2), [OTHER_ACCOUNT]: OTHER_LEVELS.slice(0, 2) };
  return {
    files: here.map(({ path, statements }) => ({
      path,
      text: JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 1),
    })),
    config: JSON.stringify({
      policies: here.flatMap((file) => (file.stated === "nothing" ? [] : [entryOf(file, one)])),
      ...(states.organization ? { organization: { accounts } } : {}),
      ...(states.membership && one.caller.isInGroup ? { groups: { [GROUP]: [USER] } } : {}),
    }),
    facts: new Map(
      told.flatMap((key) => {
        const value = truth[key];
        return value === undefined ? [] : [[key, value] as const];
      }),
    ),
  };

  function entryOf(
    { path, slot, holders, stated, arn }: PolicyFile,
    { states: { path: hasPath } }: WholeWorkspace,
  ): Json {
    const kind = slot === "resource" && action.startsWith("sts:") ? "trust" : slot;
    if (stated === "kind") return { files: path, kind };
    const [first = ""] = holders;
    const attachedTo = holders.map((holder) => (hasPath ? holder : holder.replace(/^.*:role\/(?:.*\/)?/, "")));
    switch (slot) {
      case "resource":
        return { files: path, kind, resource: first, ...(states.owner && kind !== "trust" ? { account: owner } : {}) };
      case "scp":
      case "rcp":
        return { files: path, kind, targets: holders, arn };
      case "vpc-endpoint":
        return { files: path, kind, endpoint: first };
      default:
        return { files: path, kind, attachedTo, ...(arn === undefined ? {} : { arn }) };
    }
  }
}
