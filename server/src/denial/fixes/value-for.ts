/** Which value of its key makes a condition hold, or not. */
import { type ContextEntry } from "../../evaluation/request.ts";
import { operatorOf, type OperatorUse } from "../../policy/operators.ts";
import { type ConditionEntry, isSettled, type Scalar } from "../../policy/policy.ts";
import { type SatisfiedKey } from "./fix-change.ts";
import { covers, hasVariable } from "./covers.ts";

export interface FactToSatisfy {
  readonly shown: SatisfiedKey;
  /** Of the key that is shown, unless another one is named. */
  readonly entry: ContextEntry;
  readonly key?: string;
  /** What the request is taken to carry as well. */
  readonly beside?: readonly [key: string, entry: ContextEntry];
  /** It is not said, because it follows from others. */
  readonly follows?: true;
}

export interface ValueWanted {
  readonly filled: (text: string) => string | undefined;
  /** What the request has now. */
  readonly instead?: string | undefined;
}

/** Of several that would do, the one most like what the request has now; of those as like, one of the caller's own. */
function entryLike(instead: string | undefined, { values: { entries } }: ConditionEntry): Scalar | undefined {
  if (instead === undefined || !entries.every(isSettled)) {
    // Nothing at all is hard to say in a sentence, and seldom what is meant.
    return entries[0]?.text === ""
      ? (entries.find((one) => isSettled(one) && one.text !== "") ?? entries[0])
      : entries[0];
  }
  const rank = (one: Scalar): number => 2 * commonLength(one.text, instead) + (hasVariable(one) ? 1 : 0);
  return [...entries].sort((a, b) => rank(b) - rank(a))[0];
}

function commonLength(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one.charAt(at) === other.charAt(at)) at++;
  return at;
}

/** The value with which the condition holds, or does not; undefined where none is plain. */
export function valueFor(
  entry: ConditionEntry,
  holds: boolean,
  { filled, instead }: ValueWanted = { filled: () => undefined },
): FactToSatisfy | undefined {
  const use = operatorOf(entry);
  const first = entryLike(instead, entry);
  if (use === undefined || first === undefined || !isSettled(first)) return undefined;
  const { key } = entry;
  const { family, negated } = use.operator;
  const present = (value: string, shown: string): FactToSatisfy => ({
    shown: { key, value: shown, ...(use.operator.wildcards && /[*?]/.test(shown) ? { isPattern: true } : {}) },
    entry:
      use.setOperator === undefined
        ? { state: "present", form: "single", values: [value] }
        : { state: "present", form: "list", values: [value] },
  });
  switch (family) {
    case "null": {
      const absent = (first.text.toLowerCase() === "true") === holds;
      return absent ? { shown: { key, value: undefined }, entry: { state: "absent" } } : present("x", "");
    }
    case "bool": {
      const value = holds ? first.text.toLowerCase() : first.text.toLowerCase() === "true" ? "false" : "true";
      return present(value, value);
    }
    case "numeric": {
      // How long ago the caller signed in: signing in anew makes it none.
      const age = key.toLowerCase() === "aws:multifactorauthage";
      if (age) return use.operator.name.startsWith("NumericLess") === holds ? present("0", "0") : undefined;
      // The number itself, where it is on the right side.
      const isOnSide = (holds ? ATTAINED : SPARED).has(use.operator.name);
      return isOnSide && entry.values.entries.length === 1 ? present(first.text, first.text) : undefined;
    }
    case "string":
    case "arn":
    case "ip": {
      if (negated === holds) return otherValue(entry, use);
      const text = hasVariable(first) ? filled(first.text) : first.text;
      return text === undefined || text.includes("${") ? undefined : present(sampleOf(text, use), text);
    }
    case "date": {
      // When the credentials were issued: new ones are newer than any time that has passed.
      const { name } = use.operator;
      const isOrder = name.startsWith("DateGreater") || name.startsWith("DateLess");
      const isOfToken = key.toLowerCase() === "aws:tokenissuetime" && isOrder;
      return isOfToken && name.startsWith("DateGreater") === holds ? present(NEWER, first.text) : undefined;
    }
    case "binary":
      return undefined;
  }
}

/** Numeric operators that hold for the number that they name. */
const ATTAINED: ReadonlySet<string> = new Set(["NumericEquals", "NumericGreaterThanEquals", "NumericLessThanEquals"]);

/** Those that do not. */
const SPARED: ReadonlySet<string> = new Set(["NumericGreaterThan", "NumericLessThan", "NumericNotEquals"]);

/** Later than any time that a policy names. */
const NEWER = "9999-12-31T23:59:59Z";

/** Which one it is, is for the caller to know. */
function otherValue({ key, values }: ConditionEntry, use: OperatorUse): FactToSatisfy | undefined {
  const isPlain = values.entries.every((one) => isSettled(one) && !hasVariable(one));
  if (use.operator.family === "ip" || !isPlain || values.open || values.entries.length > MOST_NAMED) return undefined;
  const otherThan = values.entries.map(({ text }) => text);
  if (otherThan.some((text) => covers(text, ANOTHER, use))) return undefined;
  return {
    shown: { key, value: "", otherThan },
    entry: { state: "present", form: use.setOperator === undefined ? "single" : "list", values: [ANOTHER] },
  };
}

const MOST_NAMED = 5;
const ANOTHER = "another-value";

/** A value that the pattern matches; `*` is a character under the operators that know no wildcards. */
function sampleOf(pattern: string, { operator: { family, wildcards } }: OperatorUse): string {
  if (family === "ip") return pattern.split("/")[0] ?? pattern;
  return wildcards ? pattern.replace(/[*?]/g, "x") : pattern;
}
