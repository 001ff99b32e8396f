import { renameMember } from "../../policy/changes.ts";
import { operatorOfBlock, OPERATORS, readOperator, SET_OPERATORS } from "../../policy/operators.ts";
import { type Statement } from "../../policy/policy.ts";
import { type Check } from "../check.ts";
import { MOST_SEARCHES, nearestNames } from "../../domains/nearest-name.ts";
import { writesAsTerraform } from "../terraform-condition.ts";
import { messagesOf } from "../messages.ts";
import { didYouMean } from "../../wording/did-you-mean.ts";
import { name, say, sentences } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  unknown: (operator: string, near: readonly string[]) =>
    sentences(
      say`${name(operator)} is not a condition operator, and AWS rejects a policy with it.`,
      didYouMean(near) ?? say`Write an operator such as ${name("StringEquals")}.`,
    ),
  nullIfExists: (near: readonly string[]) =>
    sentences(
      say`${name("Null")} cannot be combined with ${name("IfExists")}, because it already tests whether the key exists. AWS rejects the policy.`,
      didYouMean(near) ?? say`Remove this condition.`,
    ),
});

export const unknownOperator: Check = {
  code: "unknown-operator",
  severity: "error",
  summary: "AWS does not know this condition operator.",
  messages: MESSAGES,
  perStatement: true,
  *find({ policy }) {
    let searches = 0;
    for (const statement of policy.statements) {
      if (writesAsTerraform(statement)) continue;
      for (const block of statement.condition?.operators ?? []) {
        if (block.nameHoles.length > 0 || operatorOfBlock(block) !== undefined) continue;
        const near = searches++ < MOST_SEARCHES ? likelyOperators(block.name, statement) : [];
        yield {
          span: block.nameSpan,
          ...(isNullIfExists(block.name) ? MESSAGES.nullIfExists(near) : MESSAGES.unknown(block.name, near)),
          fixes: () =>
            near.map((one) => ({
              title: say`Replace ${name(block.name)} with ${name(one)}`,
              changes: renameMember(block.member, one),
            })),
        };
      }
    }
  },
};

function isNullIfExists(operator: string): boolean {
  return operator.toLowerCase().endsWith("nullifexists");
}

/** The near names that the block does not hold yet: renaming to one it holds would make two of them. */
function likelyOperators(written: string, statement: Statement): readonly string[] {
  const present = statement.condition?.operators.map((block) => block.name) ?? [];
  const near = isNullIfExists(written) ? [written.slice(0, -"IfExists".length)] : nearOperators(written);
  return near.filter((candidate) => readOperator(candidate) !== undefined && !present.includes(candidate));
}

/** A slip may be in the set operator, in the operator or in both. */
function nearOperators(written: string): readonly string[] {
  const colon = written.indexOf(":");
  const setOperators = colon < 0 ? [""] : nearestNames(written.slice(0, colon), SET_OPERATORS).map((set) => `${set}:`);
  const operators = nearestNames(written.slice(colon + 1), OPERATOR_NAMES);
  return setOperators.flatMap((set) => operators.map((operator) => set + operator)).slice(0, 3);
}

const OPERATOR_NAMES: readonly string[] = OPERATORS.flatMap((operator) =>
  operator.family === "null" ? [operator.name] : [operator.name, `${operator.name}IfExists`],
);
