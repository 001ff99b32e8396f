import { addCondition, replacePart } from "../../policy/changes.ts";
import { type ListElement, type Scalar, type Statement } from "../../policy/policy.ts";
import { OPEN, shapeOf } from "../../policy/shape.ts";
import { name, say } from "../../wording/phrase.ts";
import { type Check, type PolicyUnderCheck } from "../check.ts";
import { type Fix } from "../fix.ts";
import { messagesOf } from "../messages.ts";
import { owningService } from "../owning-service.ts";
import { proveWithOnly } from "../proofs.ts";
import { textSpan } from "../spans.ts";

const MESSAGES = messagesOf({
  alias: (alias: string) =>
    say`For these actions KMS compares the ARN of the key, never that of an alias, so ${name(alias)} matches nothing. Name the key, or every key under a condition on ${name("kms:ResourceAliases")}.`,
});

/** Longer lists take too many proofs. */
const MOST_ENTRIES = 10;

/** Sources: "Controlling access to aliases" and "Use aliases to control access to KMS keys" of AWS KMS. */
export const aliasAsKey: Check = {
  code: "alias-as-key",
  severity: "warning",
  summary: "A policy names an alias of a KMS key where it has to name the key.",
  messages: MESSAGES,
  proves: true,
  perStatement: true,
  *find(subject) {
    if (subject.broken) return;
    // What acts on an alias asks the key's policy about the key.
    const isOfKey = owningService(subject) === "kms";
    for (const statement of subject.policy.statements) {
      const { action, resource } = statement;
      if (action === undefined || resource === undefined || resource.open || resource.misplaced.length > 0) continue;
      const aliases = resource.entries.filter((one) => ALIAS.test(shapeOf(one))).slice(0, MOST_ENTRIES);
      for (const entry of aliases) {
        yield undefined;
        if (!isOfKey && !isOfNoAction(subject, statement, resource, entry)) continue;
        yield {
          span: textSpan(entry),
          ...MESSAGES.alias(entry.text),
          fixes: () => onItsKeys(statement, resource, entry),
        };
      }
    }
  },
};

const ALIAS = /^(arn:[^:]+:kms:[^:]*:[^:]*:)(alias\/.+)$/;

function isOfNoAction(subject: PolicyUnderCheck, statement: Statement, resource: ListElement, entry: Scalar): boolean {
  const proof = proveWithOnly(subject, statement, { resource, entry, text: entry.text });
  return proof.verdict === "never" && proof.reason.code === "resource-not-of-action";
}

/** Only where nothing else stands in Resource: the condition would be asked of it, too. */
function onItsKeys(statement: Statement, resource: ListElement, entry: Scalar): readonly Fix[] {
  const [, head, alias] = ALIAS.exec(shapeOf(entry)) ?? [];
  if (head === undefined || alias === undefined || resource.entries.length !== 1 || alias.includes(OPEN)) return [];
  const operator = /[*?]/.test(alias) ? "ForAnyValue:StringLike" : "ForAnyValue:StringEquals";
  const condition = addCondition(statement, { operator, key: "kms:ResourceAliases", value: alias });
  if (condition === undefined) return [];
  return [
    {
      title: say`Name the keys that have this alias, by a condition on ${name("kms:ResourceAliases")}`,
      changes: [...replacePart(entry, head.length, entry.text.length, "key/*"), ...condition],
    },
  ];
}
