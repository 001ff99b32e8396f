import { commonText } from "../../domains/shape-search.ts";
import { readAddressRange } from "../../domains/address.ts";
import { readNumber } from "../../domains/decimal.ts";
import { readInstant } from "../../domains/instant.ts";
import { readBoolean } from "../../policy/condition-value.ts";
import { type OperatorFamily, operatorOf, type OperatorUse } from "../../policy/operators.ts";
import { isSettled, type Scalar, type Statement } from "../../policy/policy.ts";
import { textSetOf } from "../../proof/solving/text-sets.ts";
import { type Check } from "../check.ts";
import { type Fix } from "../fix.ts";
import { neverMatches } from "../consequence.ts";
import { replaceText } from "../../policy/changes.ts";
import { textSpan } from "../spans.ts";
import { type ConditionUse, conditionEntries } from "../entries.ts";
import { quote } from "../quoting.ts";
import { likelyValues, type ValueForm, valueFormOf } from "../../policy/value-forms.ts";

export const impossibleValue: Check = {
  code: "impossible-value",
  severity: "warning",
  summary: "No request carries a value of this form under its key.",
  *find({ policy }) {
    for (const found of conditionEntries(policy)) {
      const { entry } = found;
      const use = operatorOf(entry);
      if (use === undefined) continue;
      const problemOf = problemFinder(entry.key, use);
      if (problemOf === undefined) continue;
      const problems = entry.values.entries.map((value) => (isTold(value, use) ? problemOf(value) : undefined));
      const isDead = asksForOneOf(found, use) && problems.every((problem) => problem !== undefined);
      for (const [index, value] of entry.values.entries.entries()) {
        const problem = problems[index];
        if (problem === undefined) continue;
        yield {
          span: textSpan(value),
          message: `${problem.message}${consequenceOf(use, isDead, found.statement)}`,
          ...(isDead ? { fades: found.statement.span } : {}),
          fixes: () => problem.fixes,
        };
      }
    }
  },
};

/** What AWS makes of such a value under a negated operator is not documented where it is not of the operator's type. */
function consequenceOf({ operator }: OperatorUse, isDead: boolean, statement: Statement): string {
  if (isDead) return `, so ${neverMatches(statement)}`;
  return operator.negated ? "" : ", so no request carries it";
}

interface Problem {
  readonly message: string;
  readonly fixes: readonly Fix[];
}

function problemFinder(key: string, use: OperatorUse): ((value: Scalar) => Problem | undefined) | undefined {
  const { family } = use.operator;
  const typed = TYPES.get(family);
  if (typed !== undefined) return (value) => typeProblem(value, typed);
  if (key.toLowerCase() === "aws:principalarn" && (family === "arn" || family === "string")) return sessionProblem;
  const form = family === "string" ? valueFormOf(key) : undefined;
  return form === undefined ? undefined : (value) => formProblem(value, form, use);
}

/** Variables stand for other texts, words in capitals for the reader's own, and a literal `*` has a finding of its own. */
function isTold(value: Scalar, { operator }: OperatorUse): boolean {
  if (!isSettled(value) || value.text.includes("${")) return false;
  return operator.wildcards || operator.family !== "string" || !/[*?]/.test(value.text);
}

interface ValueType {
  readonly what: string;
  readonly reads: (text: string) => boolean;
}

const TYPES: ReadonlyMap<OperatorFamily, ValueType> = new Map<OperatorFamily, ValueType>([
  ["numeric", { what: "number", reads: (text) => readNumber(text) !== undefined }],
  ["date", { what: "date or time as AWS reads them", reads: (text) => readInstant(text) !== undefined }],
  ["ip", { what: "IP address or range of them in CIDR form", reads: (text) => readAddressRange(text) !== undefined }],
  ["bool", { what: "Boolean, which is 'true' or 'false'", reads: (text) => readBoolean(text) !== undefined }],
]);

/** Blanks around it may be taken for what they are not by some reader, so they convict nobody. */
function typeProblem({ text }: Scalar, { what, reads }: ValueType): Problem | undefined {
  return reads(text.trim()) ? undefined : { message: `${quote(text)} is no ${what}`, fixes: [] };
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
        : [{ title: `Replace with '${likely}'`, changes: replaceText(value, likely) }],
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
