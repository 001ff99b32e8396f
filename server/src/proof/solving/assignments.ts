/** What the variables of a statement may stand for, as a short list of cases to look at. */
import { literalShape } from "../../domains/text-shape.ts";
import { isSettled } from "../../policy/policy.ts";
import { type View } from "../proof.ts";
import { type ConditionPart, type Question, variablesOfQuestion } from "./question.ts";
import { NO_VALUES, type VariableState, type VariableValues } from "./variable-values.ts";

/**
 * The cases of one view. In the widest view they cover every request, so that nothing is left if each is impossible; in
 * the surest view they are a few examples.
 */
export function assignments(
  question: Question,
  view: View,
  isSingle: (key: string) => boolean,
): readonly VariableValues[] {
  const keys = variablesOfQuestion(question);
  if (keys.length === 0) return [NO_VALUES];
  if (view === "surest") return firstOfProduct(keys.map((key) => [key, examples(question, key)]));
  // A key with several values stands for nothing as a variable, and yet is not absent.
  const covered = keys.filter(isSingle).slice(0, MOST_VARIABLES);
  const states = covered.map((key) => [key, allStates(question, key)] as const);
  const count = states.reduce((product, [, own]) => product * own.length, 1);
  return firstOfProduct(count <= MOST_CASES ? states : covered.map((key) => [key, [ANY, ABSENT]]));
}

const MOST_VARIABLES = 4;
const MOST_TEXTS = 6;
const MOST_CASES = 64;

const ANY: VariableState = { state: "any" };

const ABSENT: VariableState = { state: "absent" };

/** A key that must equal one of a few texts has no other value. */
function allStates(question: Question, key: string): readonly VariableState[] {
  const finite = textsAskedFor(question.conditions, key);
  if (finite !== undefined && finite.length <= MOST_TEXTS && !finite.some((text) => text === "" || /[*?]/.test(text))) {
    return [...finite.map((text): VariableState => ({ state: "text", text })), ABSENT];
  }
  return [ANY, ABSENT];
}

function examples(question: Question, key: string): readonly VariableState[] {
  // With a value that a condition rules out, nothing else has to be asked: each case takes a search of its own.
  const presence = presenceAskedFor(question.conditions, key);
  if (presence === "absent") return [ABSENT];
  const asked = textsAskedFor(question.conditions, key)?.slice(0, MOST_TEXTS) ?? [];
  const usual = key.endsWith("account") ? ["111111111111", "ann", "b"] : ["ann", "b", "111111111111"];
  const texts = asked.length > 0 ? asked : [...patternExamples(question.conditions, key), ...usual];
  const present = texts.map((text): VariableState => ({ state: "text", text }));
  return presence === "present" ? present : [...present, ABSENT];
}

/** What a `Null` condition on the key says of every request that meets it. */
function presenceAskedFor(conditions: readonly ConditionPart[], key: string): "present" | "absent" | undefined {
  for (const { key: own, use, entry } of conditions) {
    if (own !== key || use?.operator.family !== "null" || use.setOperator !== undefined) continue;
    const { entries, open, misplaced } = entry.values;
    const [value, ...others] = entries;
    if (value === undefined || others.length > 0 || open || misplaced.length > 0 || !isSettled(value)) continue;
    if (/^true$/i.test(value.text)) return "absent";
    if (/^false$/i.test(value.text)) return "present";
  }
  return undefined;
}

/** The values of a condition that only those texts meet; undefined if there is none on the key. */
function textsAskedFor(conditions: readonly ConditionPart[], key: string): readonly string[] | undefined {
  for (const { key: own, use, entry } of conditions) {
    if (own !== key || use?.operator.name !== "StringEquals" || use.setOperator !== undefined) continue;
    const { entries, open, misplaced } = entry.values;
    if (open || misplaced.length > 0) continue;
    if (entries.every((value) => isSettled(value) && !value.text.includes("${")))
      return entries.map(({ text }) => text);
  }
  return undefined;
}

/** A pattern with nothing for its wildcards, and with a letter for them. */
function patternExamples(conditions: readonly ConditionPart[], key: string): readonly string[] {
  return conditions
    .filter(({ key: own, use }) => own === key && use?.operator.negated === false && use.operator.family !== "null")
    .flatMap(({ entry }) => entry.values.entries.slice(0, 2))
    .flatMap(({ text }) => [text.replaceAll("?", "a").replaceAll("*", ""), text.replaceAll(/[?*]/g, "a")])
    .filter((text) => text !== "" && literalShape(text).length < 200)
    .slice(0, MOST_TEXTS);
}

/**
 * At most `MOST_CASES` of them, the states of the last key changing first: of a thousand keys most have their first state in
 * all of these.
 */
function firstOfProduct(
  choices: readonly (readonly [key: string, states: readonly VariableState[]])[],
): readonly VariableValues[] {
  if (choices.some(([, states]) => states.length === 0)) return [];
  let [varied, count] = [choices.length, 1];
  while (varied > 0 && count < MOST_CASES) count *= choices[--varied]?.[1].length ?? 1;
  const firsts = choices
    .slice(0, varied)
    .flatMap(([key, [first]]) => (first === undefined ? [] : [[key, first] as const]));
  let cases: VariableValues[] = [new Map(firsts)];
  for (const [key, states] of choices.slice(varied)) {
    const next: VariableValues[] = [];
    for (const values of cases) {
      for (const state of states) if (next.length < MOST_CASES) next.push(new Map([...values, [key, state]]));
    }
    cases = next;
  }
  return cases;
}
