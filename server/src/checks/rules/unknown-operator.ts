import { renameMember } from "../../policy/changes.ts";
import { operatorOfBlock, OPERATORS, readOperator, SET_OPERATORS } from "../../policy/operators.ts";
import { type ConditionOperatorBlock, type Statement } from "../../policy/policy.ts";
import { type Check } from "../check.ts";
import { MOST_SEARCHES, nearestNames } from "../../domains/nearest-name.ts";
import { didYouMean, quote } from "../quoting.ts";

export const unknownOperator: Check = {
  code: "unknown-operator",
  severity: "error",
  summary: "AWS rejects a policy with a condition operator it does not know.",
  *find({ policy }) {
    let searches = 0;
    for (const statement of policy.statements) {
      for (const block of statement.condition?.operators ?? []) {
        if (block.nameHoles.length > 0 || operatorOfBlock(block) !== undefined) continue;
        const near = searches++ < MOST_SEARCHES ? likelyOperators(block.name, statement) : [];
        yield {
          span: block.nameSpan,
          message: `${problemOf(block)}, and AWS rejects a policy with it${didYouMean(near)}`,
          fixes: () =>
            near.map((name) => ({
              title: `Replace '${block.name}' with '${name}'`,
              changes: renameMember(block.member, name),
            })),
        };
      }
    }
  },
};

function problemOf({ name }: ConditionOperatorBlock): string {
  if (isNullIfExists(name)) return "'Null' takes no 'IfExists', because it is about existence itself";
  return `${quote(name)} is no condition operator`;
}

function isNullIfExists(name: string): boolean {
  return name.toLowerCase().endsWith("nullifexists");
}

/** The near names that the block does not hold yet: renaming to one it holds would make two of them. */
function likelyOperators(name: string, statement: Statement): readonly string[] {
  const present = statement.condition?.operators.map((block) => block.name) ?? [];
  const near = isNullIfExists(name) ? [name.slice(0, -"IfExists".length)] : nearOperators(name);
  return near.filter((candidate) => readOperator(candidate) !== undefined && !present.includes(candidate));
}

/** A slip may be in the set operator, in the operator or in both. */
function nearOperators(name: string): readonly string[] {
  const colon = name.indexOf(":");
  const setOperators = colon < 0 ? [""] : nearestNames(name.slice(0, colon), SET_OPERATORS).map((set) => `${set}:`);
  const operators = nearestNames(name.slice(colon + 1), OPERATOR_NAMES);
  return setOperators.flatMap((set) => operators.map((operator) => set + operator)).slice(0, 3);
}

const OPERATOR_NAMES: readonly string[] = OPERATORS.flatMap(({ name, family }) =>
  family === "null" ? [name] : [name, `${name}IfExists`],
);
