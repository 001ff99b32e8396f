/**
 * Which statements of many policies can match an action, found without reading the policies again. A statement is left
 * out only if its Action or NotAction rules the action out for certain; what the file does not settle stays in.
 */
import { addMembers, type Bits, type BitSet, bitSetOf, membersOf, noBits, removeMembers } from "../domains/bit-set.ts";
import { type Pattern, patternMatches } from "../domains/wildcard.ts";
import { type ActionPattern, actionPattern, readAction } from "../policy/action-pattern.ts";
import { isSettled, type ListElement, type Policy, type Statement } from "../policy/policy.ts";
import { type PreparedStatement, prepareStatements } from "./prepared-statement.ts";

/** Statements are numbered through all policies, in order. `Item` is a policy with what is known of it. */
export interface PolicyIndex<Item extends HoldsPolicy = HoldsPolicy> {
  readonly policies: readonly Item[];
  /** The number of each policy's first statement, and after the last policy the count of statements. */
  readonly firsts: Uint32Array;
  /** A policy may hold further statements that the file does not settle. */
  readonly open: boolean;
  /** Whatever the action: an Action that the file does not settle. */
  readonly always: BitSet;
  readonly byAction: ActionTable;
  /** With a NotAction: all actions but those of `byNotAction`. */
  readonly excluding: BitSet;
  readonly byNotAction: ActionTable;
  /** The last answer of `candidatesFor`: requests come in runs of one action. */
  last: { readonly action: string; readonly candidates: readonly Candidate<Item>[] } | undefined;
}

export interface HoldsPolicy {
  readonly policy: Policy;
}

interface ActionTable {
  readonly everyAction: BitSet;
  /** By the service's prefix. */
  readonly services: ReadonlyMap<string, ServiceTable>;
}

interface ServiceTable {
  readonly names: ReadonlyMap<string, BitSet>;
  readonly patterns: readonly { readonly pattern: Pattern; readonly statements: BitSet }[];
}

/** A policy and those of its statements that can match an action: at least one. */
export class Candidate<Item extends HoldsPolicy> {
  readonly item: Item;
  readonly statements: readonly Statement[];
  #prepared: readonly PreparedStatement[] | undefined;

  constructor(item: Item, statements: readonly Statement[]) {
    this.item = item;
    this.statements = statements;
  }

  get prepared(): readonly PreparedStatement[] {
    return (this.#prepared ??= prepareStatements(this.item.policy, this.statements));
  }
}

export function indexPolicies<Item extends HoldsPolicy>(policies: readonly Item[]): PolicyIndex<Item> {
  const firsts = new Uint32Array(policies.length + 1);
  const always: number[] = [];
  const excluding: number[] = [];
  const including = new Map<string, Posting>();
  const excluded = new Map<string, Posting>();
  let number = 0;
  for (const [at, { policy }] of policies.entries()) {
    firsts[at] = number;
    for (const { action, notAction } of policy.statements) {
      if (action !== undefined) {
        if (!post(including, action, number) || action.open) always.push(number);
      } else if (notAction !== undefined) {
        excluding.push(number);
        post(excluded, { entries: notAction.entries.filter(({ certain }) => certain) }, number);
      }
      number++;
    }
  }
  firsts[policies.length] = number;
  return {
    policies,
    firsts,
    open: policies.some(({ policy }) => policy.open),
    always: bitSetOf(always),
    byAction: tableOf(including),
    excluding: bitSetOf(excluding),
    byNotAction: tableOf(excluded),
    last: undefined,
  };
}

/** In the order of the policies. `action`: `service:Name`, in any case. */
export function candidatesFor<Item extends HoldsPolicy>(
  index: PolicyIndex<Item>,
  action: string,
): readonly Candidate<Item>[] {
  if (index.last?.action === action) return index.last.candidates;
  const candidates = candidatesIn(index, action);
  index.last = { action, candidates };
  return candidates;
}

function candidatesIn<Item extends HoldsPolicy>(index: PolicyIndex<Item>, action: string): readonly Candidate<Item>[] {
  const { policies, firsts } = index;
  const members = membersOf(candidateBits(index, action));
  const candidates: Candidate<Item>[] = [];
  let at = 0;
  for (let next = 0; next < members.length;) {
    const policyAt = policyOf(firsts, members[next] ?? 0, at);
    const item = policies[policyAt];
    const first = firsts[policyAt] ?? 0;
    const end = firsts[policyAt + 1] ?? 0;
    const statements: Statement[] = [];
    for (; next < members.length; next++) {
      const member = members[next] ?? end;
      if (member >= end) break;
      const statement = item?.policy.statements[member - first];
      if (statement !== undefined) statements.push(statement);
    }
    if (item !== undefined) candidates.push(new Candidate(item, statements));
    at = policyAt + 1;
  }
  return candidates;
}

/**
 * Policies that speak of the action's service, or of an action of the same name in another: those that a person who
 * looks for a slip would read.
 */
export function policiesNear<Item extends HoldsPolicy>(index: PolicyIndex<Item>, action: string): readonly Item[] {
  const { policies, firsts, byAction, byNotAction } = index;
  const bits = noBits(firsts.at(-1) ?? 0);
  const wanted = readAction(action);
  for (const { services } of [byAction, byNotAction]) {
    for (const [service, { names, patterns }] of services) {
      const same = names.get(wanted.name);
      if (service !== wanted.service && same !== undefined) addMembers(bits, same);
      if (service !== wanted.service) continue;
      for (const statements of names.values()) addMembers(bits, statements);
      for (const { statements } of patterns) addMembers(bits, statements);
    }
  }
  const found: Item[] = [];
  let before = -1;
  for (const member of membersOf(bits)) {
    const at = policyOf(firsts, member, Math.max(0, before));
    const item = policies[at];
    if (at !== before && item !== undefined) found.push(item);
    before = at;
  }
  return found;
}

/** Which policy, of those from `from` on, holds the statement. */
function policyOf(firsts: Uint32Array, statement: number, from: number): number {
  let low = from;
  let high = firsts.length - 1;
  while (low + 1 < high) {
    const middle = (low + high) >>> 1;
    if ((firsts[middle] ?? 0) <= statement) low = middle;
    else high = middle;
  }
  return low;
}

function candidateBits({ firsts, always, byAction, excluding, byNotAction }: PolicyIndex, action: string): Bits {
  const count = firsts.at(-1) ?? 0;
  const bits = noBits(count);
  addMembers(bits, excluding);
  removeMembers(bits, matchesIn(byNotAction, action, noBits(count)));
  addMembers(bits, always);
  return matchesIn(byAction, action, bits);
}

/** The statements that one spelling of an action stands in. */
interface Posting {
  readonly pattern: ActionPattern;
  readonly statements: number[];
}

/** False if an entry is not settled: in a NotAction it excludes nothing for certain. */
function post(postings: Map<string, Posting>, { entries }: Pick<ListElement, "entries">, statement: number): boolean {
  let settled = true;
  for (const entry of entries) {
    const text = entry.text.toLowerCase();
    const known = isSettled(entry) ? postings.get(text) : undefined;
    const pattern = known?.pattern ?? actionPattern(entry);
    if (pattern.kind === "unsettled") settled = false;
    else if (known === undefined) postings.set(text, { pattern, statements: [statement] });
    else known.statements.push(statement);
  }
  return settled;
}

function tableOf(postings: ReadonlyMap<string, Posting>): ActionTable {
  const everyAction: number[] = [];
  const services = new Map<string, { names: Map<string, BitSet>; patterns: ServiceTable["patterns"][number][] }>();
  for (const { pattern, statements } of postings.values()) {
    if (pattern.kind === "all") for (const statement of statements) everyAction.push(statement);
    if (pattern.kind !== "service") continue;
    const service = services.get(pattern.service) ?? { names: new Map<string, BitSet>(), patterns: [] };
    services.set(pattern.service, service);
    const { head, tail } = pattern.name;
    if (tail === undefined && head.open === undefined) service.names.set(head.text, bitSetOf(statements));
    else service.patterns.push({ pattern: pattern.name, statements: bitSetOf(statements) });
  }
  return { everyAction: bitSetOf(everyAction.sort((a, b) => a - b)), services };
}

/** Adds to `bits`, and returns it. */
function matchesIn({ everyAction, services }: ActionTable, action: string, bits: Bits): Bits {
  addMembers(bits, everyAction);
  const { service, name } = readAction(action);
  const table = services.get(service);
  if (table === undefined) return bits;
  const exact = table.names.get(name);
  if (exact !== undefined) addMembers(bits, exact);
  for (const { pattern, statements } of table.patterns) if (patternMatches(pattern, name)) addMembers(bits, statements);
  return bits;
}
