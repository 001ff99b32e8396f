/** The context keys on which an undecided statement hangs: those of its conditions, and those of the variables in it. */
import { isSettledCondition } from "../policy/policy.ts";
import { variablesOfResource } from "../policy/resource-pattern.ts";
import { type StatementTrace } from "./decision.ts";
import { prepareStatements } from "./prepared-statement.ts";
import { type Request } from "./request.ts";

export interface UndecidedKeys {
  readonly resource: readonly string[];
  /** For each condition in their order. */
  readonly conditions: readonly (readonly string[])[];
}

/** As the policy writes them; of elements that are decided, none. */
export function undecidedKeysOf(trace: StatementTrace, { context }: Request): UndecidedKeys {
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
