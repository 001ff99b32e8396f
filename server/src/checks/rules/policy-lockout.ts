import { operatorOf } from "../../policy/operators.ts";
import { type ConditionEntry, type Scalar, type Statement } from "../../policy/policy.ts";
import { type Span } from "../../text/span.ts";
import { listed, name, say } from "../../wording/phrase.ts";
import { addCondition, replaceText } from "../../policy/changes.ts";
import { asLastResort, type Fix, fixWith } from "../fix.ts";
import { type Check, type Severity } from "../check.ts";
import { coversActions, isForEverybody, isSurelyDeny } from "../denies-everybody.ts";
import { elementNamed } from "../elements.ts";
import { certainKind } from "../kind-rules.ts";
import { type Message, messagesOf } from "../messages.ts";
import { owningService } from "../owning-service.ts";
import { keyTextSpan, textSpan } from "../spans.ts";

interface Keeper {
  readonly service: string;
  /** Whoever may do none of these can never change the policy. */
  readonly changes: readonly string[];
  /** The root user of the account may do so whatever the policy says. */
  readonly rootMay: boolean;
  /** Information, unless the Deny also covers this. */
  readonly isMeantUnless?: string;
}

const MESSAGES = messagesOf({
  everybody: ({ changes, rootMay }: Keeper) =>
    say`${rootMay ? "Only the account's root user" : "Nobody"} can change this policy again: this Deny covers ${listed(changes.map(name), "and")} for everybody. Add a condition with ${name("ArnNotEquals")} on ${name("aws:PrincipalArn")} that leaves out whoever manages it.`,
  encrypted: ({ changes, rootMay }: Keeper) =>
    say`${rootMay ? "Only the account's root user" : "Nobody"} can change this policy again with AWS's tools, because they call over HTTPS, and this Deny covers ${listed(changes.map(name), "and")} over HTTPS. Write ${name("false")} under ${name("aws:SecureTransport")} to deny what is not encrypted.`,
  header: ({ changes, rootMay }: Keeper, key: string) =>
    say`${rootMay ? "Only the account's root user" : "Nobody"} can change this policy again with AWS's tools, because they do not send ${name(key)} as it asks, and this Deny covers ${listed(changes.map(name), "and")}. Limit it to the actions that it is about, such as ${name("s3:GetObject")}.`,
});

/**
 * Sources: PutBucketPolicy and DeleteBucketPolicy (the root user of the bucket's account), "Perform a privileged task on an
 * AWS Organizations member account" (buckets and queues that deny all principals), "Backup vault access policies".
 */
const KEEPERS: readonly Keeper[] = [
  { service: "s3", changes: ["s3:PutBucketPolicy", "s3:DeleteBucketPolicy"], rootMay: true },
  { service: "sqs", changes: ["sqs:SetQueueAttributes", "sqs:RemovePermission"], rootMay: true },
  { service: "sns", changes: ["sns:SetTopicAttributes", "sns:RemovePermission"], rootMay: false },
  { service: "ecr", changes: ["ecr:SetRepositoryPolicy", "ecr:DeleteRepositoryPolicy"], rootMay: false },
  {
    service: "secretsmanager",
    changes: ["secretsmanager:PutResourcePolicy", "secretsmanager:DeleteResourcePolicy"],
    rootMay: false,
  },
  { service: "dynamodb", changes: ["dynamodb:PutResourcePolicy", "dynamodb:DeleteResourcePolicy"], rootMay: false },
  {
    service: "backup",
    changes: ["backup:PutBackupVaultAccessPolicy", "backup:DeleteBackupVaultAccessPolicy"],
    rootMay: false,
    // What protects backups from everybody is meant to, unless nobody can make any.
    isMeantUnless: "backup:StartBackupJob",
  },
];

export const policyLockout: Check = {
  code: "policy-lockout",
  severity: "warning",
  summary: "A Deny stops everyone from changing the policy itself.",
  messages: MESSAGES,
  *find(subject) {
    if (subject.broken || certainKind(subject) !== "resource") return;
    const service = owningService(subject);
    const keeper = KEEPERS.find((one) => one.service === service);
    if (keeper === undefined) return;
    for (const statement of subject.policy.statements) {
      const message = messageFor(statement, keeper);
      if (message === undefined) continue;
      yield {
        span: spanIn(statement),
        ...message,
        ...severityOf(statement, keeper),
        fixes: () => [...withoutEncryption(statement), ...leavingOut(statement)],
      };
    }
  },
};

/** The value to change, or whom it is about. */
function spanIn(statement: Statement): Span {
  const [value] = httpsValuesOf(statement);
  const member = ["NotPrincipal", "Principal"].flatMap((one) => elementNamed(statement.object, one) ?? [])[0];
  if (value !== undefined) return textSpan(value);
  return member === undefined ? statement.span : keyTextSpan(member);
}

function severityOf(statement: Statement, { isMeantUnless }: Keeper): { readonly severity?: Severity } {
  return isMeantUnless === undefined || coversActions(statement, [isMeantUnless]) ? {} : { severity: "info" };
}

function messageFor(statement: Statement, keeper: Keeper): Message | undefined {
  if (!isSurelyDeny(statement) || !isForEverybody(statement)) return undefined;
  if (!coversActions(statement, keeper.changes) || !coversOwn(statement, keeper)) return undefined;
  const { condition } = statement;
  if (condition === undefined) {
    return elementNamed(statement.object, "Condition") === undefined ? MESSAGES.everybody(keeper) : undefined;
  }
  if (condition.open || condition.misplaced !== undefined || condition.operators.some((one) => one.open)) {
    return undefined;
  }
  const entries = entriesOf(statement);
  const [first] = entries;
  if (first !== undefined && entries.every(asksForHttps)) return MESSAGES.encrypted(keeper);
  return first !== undefined && entries.every(asksForHeader) ? MESSAGES.header(keeper, first.key) : undefined;
}

/** Where HTTPS is all that the Deny asks for. */
function withoutEncryption(statement: Statement): readonly Fix[] {
  const [only, ...others] = httpsValuesOf(statement);
  if (only === undefined || others.length > 0 || entriesOf(statement).length > 1) return [];
  return asLastResort(fixWith(say`Replace ${name("true")} with ${name("false")}`, replaceText(only, "false")));
}

/** Whoever manages it is for the author to say. */
function leavingOut(statement: Statement): readonly Fix[] {
  if (statement.condition !== undefined) return [];
  const added = addCondition(statement, { operator: "ArnNotEquals", key: "aws:PrincipalArn", value: MANAGER });
  return asLastResort(fixWith(say`Leave out ${name(MANAGER)}, to be replaced by your own role`, added));
}

const MANAGER = "arn:aws:iam::111122223333:role/admin";

function httpsValuesOf(statement: Statement): readonly Scalar[] {
  return entriesOf(statement).flatMap((entry) => (asksForHttps(entry) ? entry.values.entries : []));
}

function entriesOf({ condition }: Statement): readonly ConditionEntry[] {
  return condition?.operators.flatMap((block) => block.entries) ?? [];
}

/** The author wanted the other one: whoever uses the console, the command line or an SDK is denied. */
function asksForHttps(entry: ConditionEntry): boolean {
  const use = operatorOf(entry);
  if (use?.operator.family !== "bool" || use.setOperator !== undefined || !entry.certain) return false;
  const { entries, open } = entry.values;
  return /^aws:securetransport$/i.test(entry.key) && !open && entries.some(({ text }) => /^true$/i.test(text));
}

/** Only requests with a header that browsers send, and of a value that is somebody's own, pass such a Deny. */
function asksForHeader(entry: ConditionEntry): boolean {
  const use = operatorOf(entry);
  if (use?.operator.negated !== true || use.ifExists || use.setOperator !== undefined || !entry.certain) return false;
  const { entries, open } = entry.values;
  return /^aws:referer$/i.test(entry.key) && !open && entries.every(({ text }) => !/^\*+$/.test(text));
}

/** The policy of a resource names the resource, and what is in it. */
function coversOwn({ object, resource }: Statement, { service }: Keeper): boolean {
  if (resource === undefined) return service === "ecr" && elementNamed(object, "Resource") === undefined;
  return resource.entries.some((entry) => entry.certain && mayBeOwn(entry, service));
}

/** `arn:aws:s3:::reports`, not `arn:aws:s3:::reports/*`: the bucket itself has no slash, and an open part of a name neither. */
function mayBeOwn({ text, holes }: Scalar, service: string): boolean {
  if (text === "*" && holes.length === 0) return true;
  const isKnown = holes.every((hole) => hole.isName === true || hole.stands !== undefined);
  const written = holes.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
  return isKnown && text.startsWith("arn:") && (service !== "s3" || !written.includes("/"));
}
