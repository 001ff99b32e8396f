/** All conditions of a statement together: is there a kind of request in which every key can have what is asked of it? */
import { type Effort } from "../../domains/effort.ts";
import { type AccountCase, accountCases, NO_CASES } from "../facts/account-facts.ts";
import { STEPS_OF_CHARACTER } from "../../domains/shape-search.ts";
import { type KeyKnowledge } from "../facts/key-knowledge.ts";
import { CALLED_VIA, demanded, demandsIn, isInChain } from "../facts/linked-keys.ts";
import { testOfTwin, twinOf } from "../facts/twin-keys.ts";
import { type View } from "../proof.ts";
import { type ConditionPart, type Question } from "./question.ts";
import { freedomInCase, type FreedomOfKey, type Freedoms, MISSING } from "../facts/key-freedoms.ts";
import { holdsWithout, type KeyCondition, type KeyFound, solveKey, testOf } from "./solve-key.ts";
import { type ValueTest } from "./value-tests.ts";
import { type VariableValues } from "./variable-values.ts";

export type ContextValues = ReadonlyMap<string, string | readonly string[]>;

export type ContextFound =
  | { readonly state: "found"; readonly context: ContextValues }
  | { readonly state: "none" }
  | { readonly state: "open" };

export interface ContextQuestion {
  readonly question: Question;
  readonly view: View;
  readonly values: VariableValues;
  readonly know: (key: string) => KeyKnowledge;
  /** Of the keys that `keysAsked` lists: one of these holds in every request. */
  readonly freedoms: readonly Freedoms[];
  /** Whether what is documented between keys is used. */
  readonly facts: boolean;
  readonly effort: Effort;
}

/** What is known of the keys of the requests in question. */
export interface CarriedKeys {
  /** In lower case: these are not there. */
  readonly missing: readonly string[];
  /** Does the reference list `aws:TagKeys` with the action? */
  readonly listsTagKeys: boolean;
  /** The prefix of the action's service; undefined where that does not matter. */
  readonly service: string | undefined;
}

/** Of all requests together: whatever one of them may carry. */
export const ANY_KEYS: CarriedKeys = { missing: [], listsTagKeys: false, service: undefined };

export type ContextSolver = (carried: CarriedKeys) => ContextFound;

/** The keys that the answer hangs on, in lower case. */
export function keysAsked({ conditions }: Question, values: VariableValues): readonly string[] {
  return [...new Set([...conditions.map(({ key }) => key), ...values.keys()])];
}

export function contextSolver(asked: ContextQuestion): ContextSolver {
  const byKey = new Map<string, ConditionPart[]>(keysAsked(asked.question, asked.values).map((key) => [key, []]));
  for (const part of asked.question.conditions) {
    // What may not be asked narrows nothing for certain.
    if (asked.view === "surest" || part.entry.certain) byKey.get(part.key)?.push(part);
  }
  const search = openSearch(asked, byKey);
  const cases = asked.facts ? accountCases(byKey, asked.view, textsOf(asked.values)) : NO_CASES;
  const answers = new Map<string, ContextFound>();
  return (carried) => {
    const id = `${carried.listsTagKeys} ${carried.service} ${carried.missing.join(" ")}`;
    const known = answers.get(id) ?? solveSituations(search, cases, carried);
    answers.set(id, known);
    return known;
  };
}

interface Search {
  readonly asked: ContextQuestion;
  readonly byKey: ReadonlyMap<string, readonly ConditionPart[]>;
  readonly solve: (key: string, freedom: FreedomOfKey) => KeyFound;
  /** Whatever each service in the chain has to pass, its first and last have to pass, too. */
  readonly ofChain: readonly ValueTest[];
  /** What the conditions on the other one of a pair ask of the key. */
  readonly ofTwin: (key: string, service: string | undefined) => readonly ValueTest[];
}

function openSearch(asked: ContextQuestion, byKey: Search["byKey"]): Search {
  const tests = new Map<KeyCondition, ValueTest>();
  const test = (condition: KeyCondition): ValueTest => {
    const known = tests.get(condition) ?? readTest(condition, asked);
    tests.set(condition, known);
    return known;
  };
  const solved = new Map<string, KeyFound>();
  const solve: Search["solve"] = (key, { freedom, kind }) => {
    const id = `${kind} ${key}`;
    const known = solved.get(id);
    if (known !== undefined) return known;
    const { view, values, effort } = asked;
    const conditions = byKey.get(key) ?? [];
    const found = solveKey({ conditions, form: asked.know(key), freedom, view, values, test, effort });
    solved.set(id, found);
    return found;
  };
  const chain = asked.facts ? (byKey.get(CALLED_VIA) ?? []) : [];
  const ofChain = chain.filter(({ use }) => use?.setOperator === "ForAllValues").map(test);
  const ofTwin: Search["ofTwin"] = (key, service) => {
    const twin = asked.facts ? twinOf(key, service) : undefined;
    const conditions = twin === undefined ? [] : (byKey.get(twin) ?? []);
    const asking = conditions.filter((one) => isNamedAlike(one, byKey.get(key)) && !holdsWithout(one, "widest"));
    return asking.flatMap((condition) => testOfTwin(twin ?? "", condition, test(condition), asked.view) ?? []);
  };
  return { asked, byKey, solve, ofChain, ofTwin };
}

/** A resource may have tags whose names differ in case. */
function isNamedAlike({ entry }: KeyCondition, others: readonly KeyCondition[] = []): boolean {
  const tag = tagIn(entry.key);
  return others.every((other) => tagIn(other.entry.key) === tag);
}

function tagIn(key: string): string {
  return key.includes("/") ? key.slice(key.indexOf("/")) : "";
}

function solveSituations(search: Search, cases: readonly AccountCase[], carried: CarriedKeys): ContextFound {
  const { view, question, freedoms, effort } = search.asked;
  if (view === "surest" && question.conditionOpen) return { state: "none" };
  let outcome: ContextFound = { state: "none" };
  for (const ofKeys of freedoms) {
    for (const accounts of cases) {
      if (effort.isSpent()) return { state: "open" };
      const found = solveAll(search, { ofKeys, accounts, carried });
      if (found.state === "found") return found;
      if (found.state === "open") outcome = found;
    }
  }
  return outcome;
}

interface Case {
  readonly ofKeys: Freedoms;
  readonly accounts: AccountCase;
  readonly carried: CarriedKeys;
}

function solveAll(search: Search, one: Case): ContextFound {
  const { asked, byKey, solve } = search;
  const found = new Map<string, KeyFound>();
  for (const key of byKey.keys()) {
    const value = solve(key, freedomOf(key, search, one));
    if (value.state === "none") return { state: "none" };
    found.set(key, value);
  }
  for (const [key, demand] of asked.facts ? demandsOf(found, asked.view, one.carried) : []) {
    const { freedom, kind } = freedomOf(key, search, one);
    const value = solve(key, { freedom: demanded(freedom, demand), kind: `${kind} ${demand.id}` });
    if (value.state === "none") return { state: "none" };
    found.set(key, value);
  }
  return contextIn(found, byKey);
}

function freedomOf(key: string, { ofChain, ofTwin }: Search, { ofKeys, accounts, carried }: Case): FreedomOfKey {
  const own = carried.missing.includes(key) ? MISSING : (ofKeys.get(key) ?? MISSING);
  const { freedom, kind } = freedomInCase(own, key, accounts);
  const more = isInChain(key) ? ofChain : ofTwin(key, carried.service);
  if (more.length === 0) return { freedom, kind };
  return { freedom: { ...freedom, only: [...freedom.only, ...more] }, kind: `${kind} ${carried.service}` };
}

function demandsOf(
  found: ReadonlyMap<string, KeyFound>,
  view: View,
  { listsTagKeys, service }: CarriedKeys,
): ReturnType<typeof demandsIn> {
  const present = new Map<string, string | undefined>();
  for (const [key, one] of found) {
    if (one.state === "absent") continue;
    // In the widest view a key may have other values than the one that was found.
    const isSure = view === "surest" && one.state === "value" && typeof one.value === "string";
    present.set(key, isSure ? one.value : undefined);
  }
  return demandsIn({ keys: [...found.keys()], present, listsTagKeys, service });
}

function contextIn(found: ReadonlyMap<string, KeyFound>, byKey: Search["byKey"]): ContextFound {
  const context = new Map<string, string | readonly string[]>();
  let open = false;
  for (const [key, one] of found) {
    if (one.state === "open") open = true;
    if (one.state === "value") context.set(byKey.get(key)?.[0]?.entry.key ?? key, one.value);
  }
  return open ? { state: "open" } : { state: "found", context };
}

function textsOf(values: VariableValues): readonly string[] {
  return [...values.values()].flatMap((value) => (value.state === "text" ? [value.text] : []));
}

function readTest(condition: KeyCondition, { question, view, values, effort }: ContextQuestion): ValueTest {
  for (const { text } of condition.entry.values.entries) effort.spend(STEPS_OF_CHARACTER * text.length);
  return testOf(condition, view, question.variables, values);
}
