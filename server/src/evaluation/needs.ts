/** Which facts nobody told would make an undecided request allowed: as few as we can find. */
import { type ConditionEntry, isSettledCondition } from "../policy/policy.ts";
import { variablesOfResource } from "../policy/resource-pattern.ts";
import { type Decision, type Need } from "./decision.ts";
import { decide, type MatchedLayers, type MatchesOf } from "./decide.ts";
import { statementsOf } from "./layers.ts";
import { type PreparedRequest } from "./prepared-request.ts";
import { type Situation } from "./situation.ts";
import { type MatchedStatement, tracePreparedStatement } from "./trace-statement.ts";

/** Something in a statement that is undecided, and the keys (in lower case) that would decide it; none if no key would. */
interface Cause {
  readonly keys: readonly string[];
  readonly entry: ConditionEntry | undefined;
}

const OWNER = "aws:ResourceAccount";

/** `undecided`: a decision other than Unknown needs nothing. */
export function needsOf(
  undecided: Pick<Decision, "decision">,
  layers: MatchedLayers,
  situation: Situation,
  request: PreparedRequest,
): readonly Need[] {
  if (undecided.decision !== "Unknown") return [];
  const causes = new Map<MatchedStatement, readonly Cause[]>();
  const spellings = new Map<string, string>();
  for (const statement of statementsOf(layers)) {
    if (statement.matches === "unknown") causes.set(statement, causesOf(statement, request, spellings));
  }
  if (situation.relation === "unknown") spellings.set(OWNER.toLowerCase(), OWNER);
  const suffices = (keys: ReadonlySet<string>): boolean => canBeAllowed(keys, causes, layers, situation);
  const entries = entriesByKey([...causes.values()].flat());
  return fewestKeys([...spellings.keys()], suffices).map((key) => ({
    key: spellings.get(key) ?? key,
    entries: entries.get(key) ?? [],
  }));
}

function entriesByKey(causes: readonly Cause[]): ReadonlyMap<string, readonly ConditionEntry[]> {
  const found = new Map<string, ConditionEntry[]>();
  for (const { keys, entry } of causes) {
    if (entry === undefined) continue;
    for (const key of new Set(keys)) {
      const known = found.get(key);
      if (known === undefined) found.set(key, [entry]);
      else known.push(entry);
    }
  }
  return found;
}

function causesOf(
  { prepared, place }: MatchedStatement,
  request: PreparedRequest,
  spellings: Map<string, string>,
): readonly Cause[] {
  const trace = tracePreparedStatement(prepared, place, request);
  const causes: Cause[] = [];
  const add = (keys: readonly string[], entry: ConditionEntry | undefined): void => {
    const open = keys.filter((key) => request.context.entry(key).state === "unknown");
    for (const key of open) if (!spellings.has(key.toLowerCase())) spellings.set(key.toLowerCase(), key);
    causes.push({ keys: open.map((key) => key.toLowerCase()), entry });
  };
  if (!trace.statement.certain) add([], undefined);
  if (trace.effect === undefined || trace.action.truth === "unknown" || trace.principal?.truth === "unknown")
    add([], undefined);
  if (trace.resource.truth === "unknown") {
    add(
      (prepared.resource()?.entries ?? []).flatMap(({ pattern }) => variablesOfResource(pattern)),
      undefined,
    );
  }
  const conditions = prepared.condition();
  if (conditions.open) add([], undefined);
  trace.condition.entries.forEach((condition, index) => {
    if (condition.truth !== "unknown") return;
    const { entry } = condition;
    const variables = (conditions.entries[index]?.values ?? []).flatMap((value) => value.variables);
    // A condition that a hole or a list leaves open is not decided by its key.
    add(isSettledCondition(entry) && entry.certain ? [entry.key, ...variables] : [], entry);
  });
  return causes;
}

/** Could the request be allowed if these keys had the best values, and all else stayed unknown? */
function canBeAllowed(
  keys: ReadonlySet<string>,
  causes: ReadonlyMap<MatchedStatement, readonly Cause[]>,
  layers: MatchedLayers,
  situation: Situation,
): boolean {
  const isSettled = (cause: Cause): boolean => cause.keys.length > 0 && cause.keys.every((key) => keys.has(key));
  const matchesOf: MatchesOf = (statement) => {
    const ofStatement = causes.get(statement);
    if (ofStatement === undefined) return statement.matches;
    if (statement.effect === "Allow") return ofStatement.every(isSettled) ? "yes" : "unknown";
    return ofStatement.some(isSettled) ? "no" : "unknown";
  };
  const ownerIsKnown = situation.relation === "unknown" && keys.has(OWNER.toLowerCase());
  const relations = ownerIsKnown ? (["same", "cross"] as const) : [situation.relation];
  return relations.some((relation) => decide(layers, { ...situation, relation }, matchesOf).allowed === "yes");
}

/** One key or two if that suffices, else all without those that are not missed; all if nothing suffices, or if they are too many to try. */
function fewestKeys(keys: readonly string[], suffices: (keys: ReadonlySet<string>) => boolean): readonly string[] {
  const one = keys.slice(0, MOST_KEYS_TO_TRY).find((key) => suffices(new Set([key])));
  if (one !== undefined) return [one];
  if (keys.length > MOST_KEYS_TO_TRY) return keys;
  if (!suffices(new Set(keys))) return keys;
  if (keys.length <= MOST_KEYS_TO_PAIR) {
    for (const [index, first] of keys.entries()) {
      const second = keys.slice(index + 1).find((key) => suffices(new Set([first, key])));
      if (second !== undefined) return [first, second];
    }
  }
  const kept = new Set(keys);
  for (const key of [...keys].reverse()) {
    kept.delete(key);
    if (!suffices(kept)) kept.add(key);
  }
  return keys.filter((key) => kept.has(key));
}

const MOST_KEYS_TO_PAIR = 24;
/** Policies of a whole account may hang on thousands of tags. */
const MOST_KEYS_TO_TRY = 100;
