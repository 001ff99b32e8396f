import { likeWhereMeant } from "../../policy/like-where-meant.ts";
import { likeRelative, operatorOf } from "../../policy/operators.ts";
import {
  type ConditionEntry,
  type ConditionOperatorBlock,
  isSettled,
  type Scalar,
  type Statement,
} from "../../policy/policy.ts";
import { readTemplate } from "../../policy/template.ts";
import { type Check } from "../check.ts";
import { asLastResort, type Fix, fixWith } from "../fix.ts";
import { textSpan } from "../spans.ts";
import { conditionEntries } from "../entries.ts";
import { messagesOf } from "../messages.ts";
import { name, say, value } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  ordinaryStar: (operator: string, written: string) =>
    say`Under ${name(operator)}, ${name("*")} is an ordinary character, so this is the value ${value(written)} itself, not a pattern. For a pattern, use ${name(likeRelative(operator) ?? "StringLike")}.`,
});

export const wildcardInStringEquals: Check = {
  code: "wildcard-in-string-equals",
  severity: "warning",
  summary: "Under StringEquals and its variants, * is an ordinary character.",
  messages: MESSAGES,
  perStatement: true,
  element: "Condition",
  *find({ policy }) {
    for (const { statement, block, entry } of conditionEntries(policy)) {
      if (!isLiteralOperator(entry) || HOLDS_STARS.has(entry.key.toLowerCase())) continue;
      for (const written of entry.values.entries) {
        if (written.type !== "string" || !isSettled(written) || !hasStar(written)) continue;
        if (isSourceOfReports(entry, written)) continue;
        yield {
          span: textSpan(written),
          ...MESSAGES.ordinaryStar(block.name, written.text),
          fixes: () => likeFix(entry, block, statement),
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
function hasStar({ text }: Scalar): boolean {
  return readTemplate(text, [], { variables: true, wildcards: true }).some(
    (part) => part.kind === "wildcard" && part.wildcard === "*",
  );
}

/** Cost and Usage Reports come with a star of their own in `aws:SourceArn`: policies that compare it so receive them. */
function isSourceOfReports({ key }: ConditionEntry, { text }: Scalar): boolean {
  return key.toLowerCase() === "aws:sourcearn" && /^arn:aws[a-z-]*:cur:[a-z0-9-]*:\d*:definition\/\*$/.test(text);
}

/** Keys of the block whose values have no wildcards stay where they are. */
function likeFix(entry: ConditionEntry, block: ConditionOperatorBlock, statement: Statement): readonly Fix[] {
  const like = likeWhereMeant(block, statement);
  if (like === undefined) return [];
  const fixes = fixWith(say`Replace ${name(block.name)} with ${name(like.operator)}`, like.changes);
  return permitsMore(entry, statement) ? asLastResort(fixes) : fixes;
}

/** More requests meet a pattern, and fewer its negation. In an Allow for everyone that may open the resource to strangers. */
function permitsMore(entry: ConditionEntry, { effect }: Statement): boolean {
  const isNegated = operatorOf(entry)?.operator.negated === true;
  return effect?.text !== (isNegated ? "Allow" : "Deny");
}

/**
 * Keys whose values hold a star of their own: the principal of a grant, the name on a certificate, the log groups that a
 * rule asks for ("Using condition keys to limit Contributor Insights users' access to log groups"), and the headers of
 * conditional writes and deletes ("PutObject", "DeleteObject": the star is any object).
 */
const HOLDS_STARS: ReadonlySet<string> = new Set([
  "acm:domainnames",
  "cloudwatch:requestinsightruleloggrouparns",
  "cloudwatch:requestinsightruleloggroups",
  "lambda:principal",
  "s3:if-match",
  "s3:if-none-match",
]);
