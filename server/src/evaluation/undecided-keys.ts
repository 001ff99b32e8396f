/** The context keys on which an undecided statement hangs: those of its conditions, and those of the variables in it. */
import { readAddressRange } from "../domains/address.ts";
import { type ConditionEntry, isSettledCondition } from "../policy/policy.ts";
import { variablesOfResource } from "../policy/resource-pattern.ts";
import { type StatementTrace } from "./decision.ts";
import { prepareStatements } from "./prepared-statement.ts";
import { type ContextEntry, type Request } from "./request.ts";
import { traceStatement } from "./trace-statement.ts";

export interface UndecidedKeys {
  readonly resource: readonly string[];
  /** For each condition in their order. */
  readonly conditions: readonly (readonly string[])[];
}

/** As the policy writes them; of elements that are decided none, nor a key that changes nothing whatever its value. */
export function undecidedKeysOf(trace: StatementTrace, request: Request): UndecidedKeys {
  const { resource, conditions } = openKeysOf(trace, request);
  const keys = unique([...resource, ...conditions.flat()]);
  const idle = new Set(trace.matches === "unknown" ? keysThatChangeNothing(keys, trace, request) : []);
  const isDeciding = (key: string): boolean => !idle.has(key.toLowerCase());
  return { resource: resource.filter(isDeciding), conditions: conditions.map((some) => some.filter(isDeciding)) };
}

function openKeysOf(trace: StatementTrace, { context }: Request): UndecidedKeys {
  const [prepared] = prepareStatements(trace.policy, [trace.statement]);
  const isUnknown = (key: string): boolean => context.entry(key).state === "unknown";
  const ofResource = prepared?.resource()?.entries.flatMap(({ pattern }) => variablesOfResource(pattern)) ?? [];
  const prepareds = prepared?.condition().entries ?? [];
  return {
    resource: trace.resource.truth === "unknown" ? unique(ofResource.filter(isUnknown)) : [],
    conditions: trace.condition.entries.map(({ entry, truth }, at) => {
      if (truth !== "unknown" || !isSettledCondition(entry) || !entry.certain) return [];
      const variables = (prepareds[at]?.values ?? []).flatMap((value) => value.variables);
      return unique([entry.key, ...variables].filter(isUnknown));
    }),
  };
}

function unique(keys: readonly string[]): readonly string[] {
  const spelled = new Map(keys.map((key) => [key.toLowerCase(), key]));
  return [...spelled.values()];
}

/** More is not tried, and all keys count. */
const MOST_TRIALS = 600;

/** In lower case: as two conditions on one key that no value meets leave it. Values near those of the statement are tried. */
function keysThatChangeNothing(keys: readonly string[], trace: StatementTrace, request: Request): readonly string[] {
  // What a variable of the Resource would have to be is not tried.
  if (trace.resource.truth === "unknown") return [];
  const known = [
    ...trace.condition.entries.flatMap(({ requestValues }) => requestValues),
    ...trace.condition.entries.flatMap(({ entry }) => valuesOfVariables(entry, request)),
  ];
  const samples = samplesOf(
    trace.condition.entries.map(({ entry }) => entry),
    known,
  );
  if (keys.length === 0 || samples.length ** keys.length > MOST_TRIALS) return [];
  const names = keys.map((key) => key.toLowerCase());
  const truths = trials(names.length, samples).map((values) => ({ values, truth: truthWith(values) }));
  return names.filter((name, at) => {
    // What a reference stands for is not tried.
    const isOpen = ({ key, values }: ConditionEntry): boolean =>
      key.toLowerCase() === name && values.entries.some(({ holes }) => holes.length > 0);
    if (trace.condition.entries.some(({ entry }) => isOpen(entry))) return false;
    const seen = new Map<string, Set<string>>();
    for (const { values, truth } of truths) {
      const others = values.filter((_value, index) => index !== at).join();
      seen.set(others, (seen.get(others) ?? new Set()).add(truth));
    }
    return [...seen.values()].every((some) => some.size === 1);
  });

  function truthWith(values: readonly number[]): string {
    const given = new Map(names.map((key, at) => [key, samples[values[at] ?? 0] ?? ABSENT]));
    const { context } = request;
    const tried: Request = {
      ...request,
      context: { entry: (key) => given.get(key.toLowerCase()) ?? context.entry(key) },
    };
    const { statement, slot, policyName, orgIdentifier, policy } = trace;
    const place = { slot, policyName, orgIdentifier, policy, callerHasBoundary: false };
    return traceStatement(statement, place, tried).matches;
  }
}

/** Its values as they are once the variables in them that are known are filled in. */
function valuesOfVariables({ values }: ConditionEntry, { context }: Request): readonly string[] {
  const texts = values.entries.filter(({ text }) => text.includes("${")).map(({ text }) => text);
  return texts.map((text) =>
    text.replace(/\$\{([^},]+)[^}]*\}/g, (_, key: string) => {
      const entry = context.entry(key);
      return entry.state === "present" ? (entry.values[0] ?? "") : "x";
    }),
  );
}

const ABSENT: ContextEntry = { state: "absent" };

/** Every choice of a sample for each key, as places in the samples. */
function trials(keys: number, samples: readonly ContextEntry[]): readonly (readonly number[])[] {
  let choices: readonly (readonly number[])[] = [[]];
  for (let key = 0; key < keys; key++) {
    choices = choices.flatMap((choice) => samples.map((_, at) => [...choice, at]));
  }
  return choices;
}

/** No value, a value unlike all others, and values that the conditions name or that are just beside them. */
function samplesOf(entries: readonly ConditionEntry[], known: readonly string[]): readonly ContextEntry[] {
  const texts = entries.flatMap(({ values }) => values.entries.flatMap(({ text }) => textsNear(text)));
  const some = [...new Set([...texts, ...known, "true", "false", "0", "unlike", "192.0.2.1"])];
  return [
    ABSENT,
    ...some.map((text): ContextEntry => ({ state: "present", form: "single", values: [text] })),
    ...entries
      .filter(({ operator }) => /^for(?:any|all)values:/i.test(operator))
      .map(({ values }): ContextEntry => ({
        state: "present",
        form: "list",
        values: values.entries.map(({ text }) => text),
      })),
  ];
}

function textsNear(text: string): readonly string[] {
  if (readAddressRange(text) !== undefined) return [text.replace(/\/.*$/, "")];
  const number = Number(text);
  if (text !== "" && Number.isFinite(number)) return [String(number - 1), text, String(number + 1)];
  if (text.includes("${")) return [];
  const time = /^\d{4}-/.test(text) ? Date.parse(text) : NaN;
  if (!Number.isNaN(time)) return [-1000, 0, 1000].map((by) => new Date(time + by).toISOString());
  return [text, text.replace(/[*?]/g, "x")];
}
