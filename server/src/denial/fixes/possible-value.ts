/** What a condition takes where its values are a reference of the file, or a list that comes from elsewhere. */
import { type ContextEntry, type Request } from "../../evaluation/request.ts";
import { operatorOf } from "../../policy/operators.ts";
import { type ConditionEntry, type Policy, scalarOfString, statementWith } from "../../policy/policy.ts";
import { patternOf } from "../../syntax/filled-text.ts";
import { wholeAt } from "../../text/encoding.ts";
import { type FixRisk } from "./fix-risk.ts";

export interface PossibleValue {
  /** In lower case. */
  readonly key: string;
  readonly value: string;
  readonly risk: FixRisk;
  readonly given: readonly (readonly [key: string, entry: ContextEntry])[];
}

/** Undefined for a condition of which some value is settled, or that holds for other values than those it names. */
export function possibleValue(entry: ConditionEntry, { context }: Request): PossibleValue | undefined {
  const use = operatorOf(entry);
  const isPlain = use?.setOperator === undefined && use?.ifExists !== true && use?.operator.negated === false;
  const isText = use?.operator.family === "string" || use?.operator.family === "arn";
  if (!isPlain || !isText || entry.keyHoles.length > 0 || entry.operatorHoles.length > 0) return undefined;
  const key = entry.key.toLowerCase();
  const own = context.entry(entry.key);
  const { entries, open } = entry.values;
  const [only, ...others] = entries;
  if (only === undefined) {
    const value = open && own.state === "present" && own.values.length === 1 ? own.values[0] : undefined;
    return value === undefined
      ? undefined
      : { key, value, risk: { risk: "only-if-listed", element: "condition", key: entry.key, entry: value }, given: [] };
  }
  const isReference = !open && others.length === 0 && only.holes.length > 0 && own.state === "unknown";
  if (!isReference) return undefined;
  const value = patternOf(only).replaceAll("*", "x");
  const given = [[key, { state: "present", form: "single", values: [value] }]] as const;
  return { key, value, risk: { risk: "only-if-listed", element: "condition", key: entry.key }, given };
}

/** The policy of a deployment in which such conditions take these values. */
export function withValues(policy: Policy, values: ReadonlyMap<string, string>): Policy {
  const settled = (entry: ConditionEntry): ConditionEntry => {
    const value = values.get(entry.key.toLowerCase());
    const isOpen = entry.values.open || entry.values.entries.some(({ holes }) => holes.length > 0);
    if (value === undefined || !isOpen) return entry;
    const { span } = entry.values;
    const scalar = scalarOfString({ kind: "string", span, text: value, holes: [], map: wholeAt(span) }, true);
    return { ...entry, values: { ...entry.values, entries: [scalar], open: false } };
  };
  const statements = policy.statements.map((statement) =>
    statementWith(statement, {
      condition: statement.condition && {
        ...statement.condition,
        operators: statement.condition.operators.map((block) => ({ ...block, entries: block.entries.map(settled) })),
      },
    }),
  );
  return { ...policy, statements };
}
