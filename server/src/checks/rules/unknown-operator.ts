import { renameMember, wrapConditions } from "../../policy/changes.ts";
import { operatorOfBlock, OPERATORS, readOperator, SET_OPERATORS } from "../../policy/operators.ts";
import { type Catalog, type KeyType } from "../../catalog/catalog.ts";
import { type ConditionOperatorBlock, type Statement } from "../../policy/policy.ts";
import { type Check } from "../check.ts";
import { type Fix, fixWith } from "../fix.ts";
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
  keyAsOperator: (key: string, operator: string) =>
    say`${name(key)} is a condition key, and it stands where a condition operator must be, so AWS rejects the policy. Put an operator around it, as in ${name(`"${operator}": { "${key}": … }`)}.`,
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
  element: "Condition",
  *find({ policy, catalog }) {
    let searches = 0;
    for (const statement of policy.statements) {
      if (writesAsTerraform(statement)) continue;
      const keys = keysAsOperators(statement, catalog);
      for (const block of statement.condition?.operators ?? []) {
        if (block.nameHoles.length > 0 || operatorOfBlock(block) !== undefined) continue;
        const operator = keys.get(block);
        if (operator !== undefined) {
          const message = MESSAGES.keyAsOperator(block.name, operator);
          yield { span: block.nameSpan, ...message, fixes: () => wrapping(statement, keys) };
          continue;
        }
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

/** Where operators belong: with the operator that fits what each key holds. */
export function keysAsOperators(
  { condition }: Statement,
  catalog: Catalog,
): ReadonlyMap<ConditionOperatorBlock, string> {
  const found = (condition?.operators ?? []).flatMap((block) => {
    const { name: written, nameHoles, misplaced } = block;
    if (nameHoles.length > 0 || misplaced === undefined || !HOLDS_VALUES.has(misplaced.kind)) return [];
    const key = catalog.conditionKey(written);
    return key === undefined ? [] : [[block, OPERATOR_OF_TYPE[key.type] ?? "StringEquals"] as const];
  });
  return new Map(found);
}

const HOLDS_VALUES: ReadonlySet<string> = new Set(["string", "number", "boolean", "array"]);

const OPERATOR_OF_TYPE: Readonly<Partial<Record<KeyType, string>>> = {
  ARN: "ArnLike",
  Bool: "Bool",
  Date: "DateLessThan",
  IPAddress: "IpAddress",
  Numeric: "NumericEquals",
};

/** Only where nothing else stands there. */
function wrapping({ condition }: Statement, keys: ReadonlyMap<ConditionOperatorBlock, string>): readonly Fix[] {
  const blocks = condition?.operators ?? [];
  const changes = blocks.every((block) => keys.has(block))
    ? wrapConditions(blocks, (one) => keys.get(one) ?? "")
    : undefined;
  return fixWith(say`Put the condition operator around it`, changes);
}

function isNullIfExists(operator: string): boolean {
  return operator.toLowerCase().endsWith("nullifexists");
}

/** The near names that the block does not hold yet: renaming to one it holds would make two of them. */
function likelyOperators(written: string, statement: Statement): readonly string[] {
  const present = statement.condition?.operators.map((block) => block.name) ?? [];
  const near = isNullIfExists(written) ? [written.slice(0, -"IfExists".length)] : nearOperators(written);
  return near.filter((candidate) => readOperator(candidate) !== undefined && !present.includes(candidate));
}

/** A slip may be in the set operator, in the operator or in both, and `IfExists` belongs behind them. */
function nearOperators(text: string): readonly string[] {
  const written = text.replace(/^(?:(.*:))?IfExists:?(.+)$/i, "$1$2IfExists");
  const colon = written.indexOf(":");
  const setOperators = colon < 0 ? [""] : nearestNames(written.slice(0, colon), SET_OPERATORS).map((set) => `${set}:`);
  const operators = nearestNames(written.slice(colon + 1), OPERATOR_NAMES);
  return setOperators.flatMap((set) => operators.map((operator) => set + operator)).slice(0, 3);
}

const OPERATOR_NAMES: readonly string[] = OPERATORS.flatMap((operator) =>
  operator.family === "null" ? [operator.name] : [operator.name, `${operator.name}IfExists`],
);
