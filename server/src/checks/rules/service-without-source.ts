import { exampleOfAll } from "../asked-otherwise.ts";
import { splitArn } from "../../policy/arn.ts";
import { addCondition } from "../../policy/changes.ts";
import { isSettled, type Statement } from "../../policy/policy.ts";
import { name, say } from "../../wording/phrase.ts";
import { type Check } from "../check.ts";
import { principalEntries } from "../entries.ts";
import { asLastResort, type Fix, fixWith } from "../fix.ts";
import { certainKind } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { textSpan } from "../spans.ts";

const MESSAGES = messagesOf({
  anySource: (service: string) =>
    say`${name(service)} can do this for anyone who uses it, even from other accounts. Add a condition on ${name("aws:SourceArn")}, ${name("aws:SourceAccount")} or ${name("aws:SourceOrgID")} that says for whom.`,
});

/**
 * Source: "The confused deputy problem"; "IAM Access Analyzer policy check reference", Restrict access to service
 * principal.
 */
export const serviceWithoutSource: Check = {
  code: "service-without-source",
  severity: "info",
  summary: "A service can use the resource for anyone, because no condition says for whom it acts.",
  messages: MESSAGES,
  perStatement: true,
  element: "Principal",
  kinds: ["resource"],
  *find(subject) {
    if (certainKind(subject) !== "resource" || subject.broken) return;
    for (const { entry, statement, elementName } of principalEntries(subject.policy, "Service")) {
      if (elementName !== "Principal" || statement.effect?.text !== "Allow" || !entry.certain) continue;
      if (!entry.text.endsWith(".amazonaws.com") || isLimited(statement) || letsNothing(statement)) continue;
      yield {
        span: textSpan(entry),
        ...MESSAGES.anySource(entry.text),
        ...exampleOfAll(subject, statement),
        fixes: () => ofAccount(statement),
      };
    }
  },
};

/** AWS rejects a statement without actions, and it lets nobody do anything. */
function letsNothing({ action, notAction }: Statement): boolean {
  return action === undefined && notAction === undefined;
}

/** The account of the resource, where its ARN says it. What other accounts send is then denied, which may be meant. */
function ofAccount(statement: Statement): readonly Fix[] {
  const entries = statement.resource?.entries ?? [];
  const accounts = new Set(entries.map((entry) => (isSettled(entry) ? splitArn(entry.text)[4]?.text : undefined)));
  const [account, ...others] = accounts;
  if (account === undefined || others.length > 0 || !/^\d{12}$/.test(account)) return [];
  return asLastResort(
    fixWith(
      say`Only for account ${name(account)}`,
      addCondition(statement, { operator: "StringEquals", key: "aws:SourceAccount", value: account }),
    ),
  );
}

/**
 * Any key of the request's own may say it, such as `kms:EncryptionContext:` and `kms:ViaService`; these two say only how it is
 * sent. What the file does not settle may say it, too.
 */
const SAY_HOW = ["aws:securetransport", "s3:x-amz-acl"];

function isLimited({ condition, object }: Statement): boolean {
  if (condition === undefined) return object.members.some(({ key }) => key === "Condition");
  if (condition.open || condition.misplaced !== undefined) return true;
  return condition.operators.some(
    (block) =>
      block.open ||
      block.nameHoles.length > 0 ||
      block.entries.some(({ key, keyHoles }) => keyHoles.length > 0 || !SAY_HOW.includes(key.toLowerCase())),
  );
}
