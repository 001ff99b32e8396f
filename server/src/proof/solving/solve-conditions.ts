/** All conditions of a statement together: is there a kind of request in which every key can have what is asked of it? */
import { type Effort } from "../../domains/effort.ts";
import { type AccountCase, accountCases, NO_CASES } from "../facts/account-facts.ts";
import { STEPS_OF_CHARACTER } from "../../domains/shape-search.ts";
import { type KeyKnowledge } from "../facts/key-knowledge.ts";
import { type View } from "../proof.ts";
import { type ConditionPart, type Question } from "./question.ts";
import { freedomInCase, type Freedoms, MISSING } from "../facts/key-freedoms.ts";
import { type KeyCondition, type KeyFound, type KeyFreedom, solveKey, testOf } from "./solve-key.ts";
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

/** Answers for any set of keys, in lower case, that the requests in question do not carry. */
export type ContextSolver = (missing: readonly string[]) => ContextFound;

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
  const tests = new Map<KeyCondition, ValueTest>();
  const test = (condition: KeyCondition): ValueTest => {
    const known = tests.get(condition) ?? readTest(condition, asked);
    tests.set(condition, known);
    return known;
  };
  const solved = new Map<string, KeyFound>();
  const solve = (key: string, parts: readonly ConditionPart[], freedom: KeyFreedom, id: string): KeyFound => {
    const known = solved.get(id);
    if (known !== undefined) return known;
    const { view, values, effort } = asked;
    const found = solveKey({ conditions: parts, form: asked.know(key), freedom, view, values, test, effort });
    solved.set(id, found);
    return found;
  };
  const keys = [...byKey];
  const cases = asked.facts ? accountCases(byKey, asked.view, textsOf(asked.values)) : NO_CASES;
  const answers = new Map<string, ContextFound>();
  return (missing) => {
    const id = missing.join(" ");
    const known = answers.get(id);
    if (known !== undefined) return known;
    const answer = solveSituations();
    answers.set(id, answer);
    return answer;

    function solveSituations(): ContextFound {
      if (asked.view === "surest" && asked.question.conditionOpen) return { state: "none" };
      let outcome: ContextFound = { state: "none" };
      for (const freedoms of asked.freedoms) {
        for (const accounts of cases) {
          if (asked.effort.isSpent()) return { state: "open" };
          const found = solveAll(freedoms, accounts);
          if (found.state === "found") return found;
          if (found.state === "open") outcome = found;
        }
      }
      return outcome;
    }

    function solveAll(freedoms: Freedoms, accounts: AccountCase): ContextFound {
      const context = new Map<string, string | readonly string[]>();
      let open = false;
      for (const [key, parts] of keys) {
        const own = missing.includes(key) ? MISSING : (freedoms.get(key) ?? MISSING);
        const { freedom, kind } = freedomInCase(own, key, accounts);
        const found = solve(key, parts, freedom, `${kind} ${key}`);
        if (found.state === "none") return { state: "none" };
        if (found.state === "open") open = true;
        if (found.state === "value") context.set(parts[0]?.entry.key ?? key, found.value);
      }
      return open ? { state: "open" } : { state: "found", context };
    }
  };
}

function textsOf(values: VariableValues): readonly string[] {
  return [...values.values()].flatMap((value) => (value.state === "text" ? [value.text] : []));
}

function readTest(condition: KeyCondition, { question, view, values, effort }: ContextQuestion): ValueTest {
  for (const { text } of condition.entry.values.entries) effort.spend(STEPS_OF_CHARACTER * text.length);
  return testOf(condition, view, question.variables, values);
}
