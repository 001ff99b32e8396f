/**
 * What the conditions of a template ask of its parameters. Source: "Condition functions" of the "AWS CloudFormation Template
 * Reference Guide".
 */
import { type OptionTerms, type Value } from "../../syntax/value.ts";
import { type Template } from "./template.ts";
import { bothTerms, filledOf, termsOf } from "../placed-values.ts";

/** Undefined where no list of terms says it. */
export interface ConditionTerms {
  readonly holds: OptionTerms | undefined;
  readonly fails: OptionTerms | undefined;
}

/** `variableOf`: the variable that a value refers to. */
export function termsOfCondition(
  name: string | undefined,
  template: Pick<Template, "condition">,
  variableOf: (value: Value) => string | undefined,
): ConditionTerms {
  let left = MOST_READ;
  const read = (written: Value | undefined, depth: number): ConditionTerms => {
    const [only, ...others] = written?.kind === "object" ? written.members : [];
    if (only?.value === undefined || others.length > 0 || depth > DEEPEST || --left < 0) return NOTHING;
    const { key, value } = only;
    const inner = value.kind === "array" ? value.items : [];
    switch (key) {
      case "Condition":
        return value.kind === "string" ? read(template.condition(value.text), depth + 1) : NOTHING;
      case "Fn::Equals":
        return equality(inner, variableOf);
      case "Fn::Not":
        return inner.length === 1 ? opposite(read(inner[0], depth + 1)) : NOTHING;
      case "Fn::And":
        return all(inner.map((one) => read(one, depth + 1)));
      case "Fn::Or":
        return opposite(all(inner.map((one) => opposite(read(one, depth + 1)))));
      default:
        return NOTHING;
    }
  };
  return name === undefined ? NOTHING : read(template.condition(name), 0);
}

const NOTHING: ConditionTerms = { holds: undefined, fails: undefined };

/** Conditions may lead to each other without an end. */
const DEEPEST = 5;
const MOST_READ = 50;

function equality(
  [one, other, ...others]: readonly Value[],
  variableOf: (value: Value) => string | undefined,
): ConditionTerms {
  if (one === undefined || other === undefined || others.length > 0) return NOTHING;
  const [text, variable] = [filledOf(one) ?? filledOf(other), variableOf(one) ?? variableOf(other)];
  const holds = text && termsOf(variable, text);
  return { holds, fails: holds?.map((term) => ({ ...term, isOther: true })) };
}

function opposite({ holds, fails }: ConditionTerms): ConditionTerms {
  return { holds: fails, fails: holds };
}

/** That several do not all hold is said of one alone. */
function all(each: readonly ConditionTerms[]): ConditionTerms {
  const [only, ...others] = each;
  if (only === undefined) return NOTHING;
  if (others.length === 0) return only;
  return { holds: each.map(({ holds }) => holds).reduce(bothTerms, []), fails: undefined };
}
