/** All conditions of a statement together: is there a kind of request in which every key can have what is asked of it? */
import { type AccountCase, accountCases } from "./account-facts.ts";
import { type CallerKind, freedomIn, hasFacts, type Situation, SITUATIONS } from "./facts.ts";
import { type Effort } from "../domains/shape-search.ts";
import { type KeyKnowledge } from "./key-knowledge.ts";
import { type View } from "./proof.ts";
import { type ConditionPart, type Question } from "./question.ts";
import { RESOURCE_ACCOUNT } from "./resource-accounts.ts";
import { type KeyFound, type KeyFreedom, onlyText, solveKey } from "./solve-key.ts";
import { type VariableValues } from "./variable-values.ts";

export type ContextValues = ReadonlyMap<string, string | readonly string[]>;

export type ContextFound =
  | { readonly state: "found"; readonly context: ContextValues; readonly situation: Situation | undefined }
  | { readonly state: "none" }
  | { readonly state: "open" };

export interface ContextQuestion {
  readonly question: Question;
  readonly view: View;
  readonly values: VariableValues;
  readonly know: (key: string) => KeyKnowledge;
  readonly callers: ReadonlySet<CallerKind>;
  readonly effort: Effort;
  /** Undefined if facts between keys are not to be used. */
  readonly dataDate: string | undefined;
  /** The account that owns the resource; undefined if that is open. */
  readonly resourceAccount: string | undefined;
}

/** Answers for any set of keys, in lower case, that the requests in question do not carry. */
export type ContextSolver = (missing: readonly string[]) => ContextFound;

export function contextSolver(asked: ContextQuestion): ContextSolver {
  const byKey = new Map<string, ConditionPart[]>();
  for (const part of asked.question.conditions) {
    const known = byKey.get(part.key);
    if (known === undefined) byKey.set(part.key, [part]);
    else known.push(part);
  }
  for (const key of asked.values.keys()) if (!byKey.has(key)) byKey.set(key, []);
  const solved = new Map<string, KeyFound>();
  const solve = (key: string, parts: readonly ConditionPart[], freedom: KeyFreedom, id: string): KeyFound => {
    const known = solved.get(id);
    if (known !== undefined) return known;
    const { view, values, effort } = asked;
    const { variables } = asked.question;
    const found = solveKey({ conditions: parts, form: asked.know(key), freedom, view, variables, values, effort });
    solved.set(id, found);
    return found;
  };
  const keys = [...byKey];
  const situations = asked.dataDate !== undefined && keys.some(([key]) => hasFacts(key)) ? SITUATIONS : [undefined];
  const texts = [...asked.values.values()].flatMap((value) => (value.state === "text" ? [value.text] : []));
  const cases = asked.dataDate === undefined ? [undefined] : accountCases(byKey, asked.view, texts);
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
      for (const situation of situations) {
        if (situation !== undefined && !asked.callers.has(situation.caller)) continue;
        for (const accounts of cases) {
          const found = solveAll(situation, accounts);
          if (found.state === "found") return found;
          if (found.state === "open") outcome = found;
        }
      }
      return outcome;
    }

    function solveAll(situation: Situation | undefined, accounts: AccountCase | undefined): ContextFound {
      const context = new Map<string, string | readonly string[]>();
      let open = false;
      for (const [key, parts] of keys) {
        const { freedom, kind } = within(freedomOf(key, situation, asked, missing.includes(key)), key, accounts);
        const found = solve(key, parts, freedom, `${kind} ${key}`);
        if (found.state === "none") return { state: "none" };
        if (found.state === "open") open = true;
        if (found.state === "value") context.set(parts[0]?.entry.key ?? key, found.value);
      }
      return open ? { state: "open" } : { state: "found", context, situation };
    }
  };
}

const FREE: KeyFreedom = { absent: true, present: true, only: [] };
const MISSING: KeyFreedom = { absent: true, present: false, only: [] };

/** `kind` is equal for equal freedoms of one key. */
interface KindOfFreedom {
  readonly freedom: KeyFreedom;
  readonly kind: string;
}

function freedomOf(
  key: string,
  situation: Situation | undefined,
  { dataDate, resourceAccount }: ContextQuestion,
  missing: boolean,
): KindOfFreedom {
  if (missing) return { freedom: MISSING, kind: "missing" };
  if (key === RESOURCE_ACCOUNT && resourceAccount !== undefined) {
    return { freedom: { ...FREE, only: [onlyText(resourceAccount)] }, kind: resourceAccount };
  }
  if (situation === undefined || dataDate === undefined || !hasFacts(key)) return { freedom: FREE, kind: "free" };
  const { kind, ...freedom } = freedomIn(situation, key, dataDate);
  return { freedom, kind };
}

/** What the case leaves of it. */
function within({ freedom, kind }: KindOfFreedom, key: string, accounts: AccountCase | undefined): KindOfFreedom {
  const test = accounts?.tests.get(key);
  const absent = accounts?.absent.has(key) === true;
  if (test === undefined && !absent) return { freedom, kind };
  return {
    freedom: {
      ...freedom,
      present: freedom.present && !absent,
      only: test === undefined ? freedom.only : [...freedom.only, test],
    },
    kind: `${kind} ${accounts?.id ?? ""}`,
  };
}
