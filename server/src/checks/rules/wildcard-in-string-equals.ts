import { renameOperator } from "../../policy/changes.ts";
import { operatorOf } from "../../policy/operators.ts";
import {
  type ConditionEntry,
  type ConditionOperatorBlock,
  isSettled,
  type Scalar,
  type Statement,
} from "../../policy/policy.ts";
import { readTemplate } from "../../policy/template.ts";
import { type Check } from "../check.ts";
import { type Fix, fixWith } from "../fix.ts";
import { textSpan } from "../spans.ts";
import { quote } from "../quoting.ts";
import { conditionEntries } from "../entries.ts";

export const wildcardInStringEquals: Check = {
  code: "wildcard-in-string-equals",
  severity: "warning",
  summary: "Under StringEquals and its relatives a * is an ordinary character.",
  perStatement: true,
  *find({ policy }) {
    for (const { statement, block, entry } of conditionEntries(policy)) {
      if (!isLiteralOperator(entry) || HOLDS_STARS.has(entry.key.toLowerCase())) continue;
      for (const value of entry.values.entries) {
        if (value.type !== "string" || !isSettled(value) || !hasStar(value)) continue;
        yield {
          span: textSpan(value),
          message: `'*' is no wildcard under '${block.name}', so this stands for the text ${quote(value.text)} itself and nothing else`,
          fixes: () => likeFix(block, statement),
        };
      }
    }
  },
};

function isLiteralOperator(entry: ConditionEntry): boolean {
  const operator = operatorOf(entry)?.operator;
  return operator?.family === "string" && !operator.wildcards;
}

/** A star outside `${*}` and other variables. A `?` alone may well be meant: addresses of pages hold them. */
function hasStar(value: Scalar): boolean {
  return readTemplate(value.text, [], { variables: true, wildcards: true }).some(
    (part) => part.kind === "wildcard" && part.wildcard === "*",
  );
}

/** Values without wildcards mean the same under StringLike, so the whole block can change; not to a second of the name. */
function likeFix(block: ConditionOperatorBlock, statement: Statement): readonly Fix[] {
  const like = block.name.replace(/Equals(?=(?:IfExists)?$)/, "Like");
  const everyValueHolds = block.entries.every(({ values }) =>
    values.entries.every((value) => !value.text.includes("?")),
  );
  if (like === block.name || !everyValueHolds) return [];
  return fixWith(`Replace '${block.name}' with '${like}'`, renameOperator(block, like, statement));
}

/** Keys whose values hold a star of their own: the principal of a grant, the name on a certificate. */
const HOLDS_STARS: ReadonlySet<string> = new Set(["lambda:principal", "acm:domainnames"]);
