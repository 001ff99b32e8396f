import { commonText } from "../../domains/shape-search.ts";
import { type OperatorUse, readOperator } from "../../policy/operators.ts";
import { isSettled, type Scalar } from "../../policy/policy.ts";
import { textSetOf } from "../../proof/text-sets.ts";
import { type Check, type Fix } from "../check.ts";
import { replaceText, textSpan } from "../edits.ts";
import { type ConditionUse, conditionEntries, hasSettledKey } from "../entries.ts";
import { quote } from "../quoting.ts";
import { likelyValues, type ValueForm, valueFormOf } from "../value-forms.ts";

export const impossibleValue: Check = {
  code: "impossible-value",
  severity: "warning",
  summary: "No request carries a value of this form under its key.",
  *find({ policy }) {
    for (const found of conditionEntries(policy)) {
      const { entry } = found;
      const use = readOperator(entry.operator);
      if (use === undefined || !hasSettledKey(entry)) continue;
      const problemOf = problemFinder(entry.key, use);
      if (problemOf === undefined) continue;
      const problems = entry.values.entries.map((value) => (isTold(value, use) ? problemOf(value) : undefined));
      const isDead = asksForOneOf(found, use) && problems.every((problem) => problem !== undefined);
      for (const [index, value] of entry.values.entries.entries()) {
        const problem = problems[index];
        if (problem === undefined) continue;
        yield {
          span: textSpan(value),
          message: `${problem.message}${use.operator.negated ? ", so excluding it excludes nothing" : ", so no request carries it"}`,
          ...(isDead ? { fades: found.statement.span } : {}),
          fixes: problem.fixes,
        };
      }
    }
  },
};

interface Problem {
  readonly message: string;
  readonly fixes: readonly Fix[];
}

function problemFinder(key: string, use: OperatorUse): ((value: Scalar) => Problem | undefined) | undefined {
  const { family } = use.operator;
  if (key.toLowerCase() === "aws:principalarn" && (family === "arn" || family === "string")) return sessionProblem;
  const form = family === "string" ? valueFormOf(key) : undefined;
  return form === undefined ? undefined : (value) => formProblem(value, form, use);
}

/** Variables stand for other texts, words in capitals for the reader's own, and a literal `*` has a finding of its own. */
function isTold(value: Scalar, { operator }: OperatorUse): boolean {
  if (!isSettled(value) || value.text.includes("${")) return false;
  return operator.wildcards || !/[*?]/.test(value.text);
}

/** "Do not specify the assumed role session ARN as a value": the key holds the ARN of the role. */
function sessionProblem({ text }: Scalar): Problem | undefined {
  if (!SESSION.test(text)) return undefined;
  return {
    message: `${quote(text)} is a session, and 'aws:PrincipalArn' holds the ARN of its role ('arn:aws:iam::…:role/…')`,
    fixes: [],
  };
}

const SESSION = /^arn:[^:]*:sts:[^:]*:[^:]*:assumed-role\//;

function formProblem(value: Scalar, form: ValueForm, use: OperatorUse): Problem | undefined {
  if (mayBe(value, form, use)) return undefined;
  const likely = likelyValues(value.text).find((text) => mayBe({ ...value, text }, form, use));
  if (likely === undefined && (form.slipsOnly === true || CAPITALS.test(value.text))) return undefined;
  return {
    message: `${quote(value.text)} is no ${form.what}`,
    fixes:
      likely === undefined || value.type !== "string"
        ? []
        : [{ title: `Replace with '${likely}'`, edits: [replaceText(value, likely)] }],
  };
}

const CAPITALS = /^[A-Z][A-Z0-9_ -]*$/;

function mayBe(value: Scalar, { shapes }: ValueForm, { operator }: OperatorUse): boolean {
  const caseless = operator.name.endsWith("IgnoreCase");
  const set = textSetOf(value, { variables: "no", wildcards: operator.wildcards, caseless }, new Map());
  return set === undefined || shapes.some((shape) => commonText(set.shape, shape, { left: EFFORT }).state !== "none");
}

const EFFORT = 20_000;

/** Does the statement match only requests that carry one of the values? */
function asksForOneOf({ entry }: ConditionUse, { operator, setOperator, ifExists }: OperatorUse): boolean {
  const { entries, open, misplaced } = entry.values;
  if (operator.negated || ifExists || setOperator === "ForAllValues") return false;
  return entries.length > 0 && !open && misplaced.length === 0;
}
