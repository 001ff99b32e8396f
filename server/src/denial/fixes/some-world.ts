/** Is there any request at all that a fix helps, where Denies of its layer are open that may leave none between them? */
import { hasEffect, type Layer, slotOfLayer, type StatementTrace } from "../../evaluation/decision.ts";
import { type ContextEntry } from "../../evaluation/request.ts";
import { operatorOf } from "../../policy/operators.ts";
import { type ConditionEntry, isSettled } from "../../policy/policy.ts";
import { type Evaluated, verdictOf } from "../reconcile.ts";
import { hasVariable } from "./covers.ts";
import { type FixProposal } from "./proposal.ts";
import { type FixQuestion } from "./question.ts";
import { tryProposal } from "./trial.ts";

/** False only where every value of the keys that are open, and none, is denied for certain by one of those Denies. */
export function helpsSomeRequest(
  proposal: FixProposal,
  after: Evaluated,
  layer: Layer,
  question: FixQuestion,
): boolean {
  const open = after.decision.statements.filter(
    (trace) => trace.slot === slotOfLayer(layer) && hasEffect("Deny", trace) === "unknown",
  );
  if (open.length < 2 || open.length > MOST_DENIES) return true;
  const values = valuesOfKeys(open);
  if (values === undefined) return true;
  return combinations(values).some((given) => {
    const tried = tryProposal({ ...proposal, given: new Map([...proposal.given, ...given]) }, question);
    return tried !== undefined && verdictOf(tried.after.decision, layer) !== "explicit-deny";
  });
}

const MOST_DENIES = 6;
const MOST_KEYS = 2;
const MOST_VALUES = 8;

type Values = ReadonlyMap<string, readonly ContextEntry[]>;

/** Of each key that is open: all values that any of the conditions tells apart; undefined where that cannot be listed. */
function valuesOfKeys(open: readonly StatementTrace[]): Values | undefined {
  const texts = new Map<string, Set<string>>();
  for (const { action, resource, principal, condition } of open) {
    const isOpenElse = [action, resource, principal].some((one) => one?.truth === "unknown");
    if (isOpenElse || condition.open) return undefined;
    for (const { entry } of condition.entries.filter(({ truth }) => truth === "unknown")) {
      const told = textsOf(entry);
      if (told === undefined) return undefined;
      const key = entry.key.toLowerCase();
      texts.set(key, new Set([...(texts.get(key) ?? []), ...told]));
    }
  }
  if (texts.size === 0 || texts.size > MOST_KEYS) return undefined;
  if ([...texts.values()].some(({ size }) => size > MOST_VALUES)) return undefined;
  return new Map(
    Array.from(texts, ([key, own]) => [
      key,
      [
        { state: "absent" } as const,
        ...Array.from(own, (text) => ({ state: "present", form: "single", values: [text] }) as const),
      ],
    ]),
  );
}

/** With one that is none of those; undefined where a value may be told apart by more than its being equal. */
function textsOf(entry: ConditionEntry): readonly string[] | undefined {
  const use = operatorOf(entry);
  const { entries, open } = entry.values;
  if (use === undefined || use.setOperator !== undefined || open) return undefined;
  const { family, wildcards } = use.operator;
  if (family === "bool" || family === "null") return ["true", "false"];
  const isPlain = entries.every((one) => isSettled(one) && !hasVariable(one) && !(wildcards && /[*?]/.test(one.text)));
  return family === "string" && isPlain ? [...entries.map(({ text }) => text), "another-value"] : undefined;
}

function combinations(values: Values): readonly ReadonlyMap<string, ContextEntry>[] {
  return [...values].reduce<readonly ReadonlyMap<string, ContextEntry>[]>(
    (made, [key, entries]) => made.flatMap((one) => entries.map((entry) => new Map([...one, [key, entry] as const]))),
    [new Map<string, ContextEntry>()],
  );
}
