/**
 * The accounts that own the resources an element names. Source: "AWS global condition context keys": `aws:ResourceAccount`
 * "is equal to the AWS account ID for the account with the resources evaluated in the request", and "for most resources
 * [...] the ARN contains the owner account ID".
 */
import { splitArn } from "../../policy/arn.ts";
import { isSettled, type Scalar } from "../../policy/policy.ts";
import { type ListQuestion } from "../solving/action-choice.ts";

export const RESOURCE_ACCOUNT = "aws:resourceaccount";

export interface OwnedList {
  readonly list: ListQuestion;
  /** Undefined where the entries leave it open. */
  readonly account: string | undefined;
}

/** The entries of a Resource element, apart by the account that they name. */
export function byAccount(list: ListQuestion): readonly OwnedList[] {
  if (list.excludes || list.open) return [{ list, account: undefined }];
  const entries = new Map<string | undefined, Scalar[]>();
  for (const entry of list.entries) {
    const account = accountOf(entry);
    entries.set(account, [...(entries.get(account) ?? []), entry]);
  }
  if (entries.size < 2) return [{ list, account: [...entries.keys()][0] }];
  return [...entries].map(([account, own]) => ({ list: { ...list, entries: own }, account }));
}

/**
 * "Most resources" is not all: only services whose ARNs certainly name the owner, also of what is shared with others. Those
 * of access points, backups and images do not.
 */
const NAME_THE_OWNER: ReadonlySet<string> = new Set([
  ...["cloudformation", "codebuild", "dynamodb", "ecr", "ecs", "eks", "elasticfilesystem", "events", "firehose"],
  ...["iam", "kinesis", "kms", "lambda", "logs", "rds", "secretsmanager", "sns", "sqs", "states"],
]);

function accountOf(entry: Scalar): string | undefined {
  if (!isSettled(entry)) return undefined;
  const fields = splitArn(entry.text).map(({ text }) => text);
  const [, , service = "", , account = ""] = fields;
  // A `*` that ends a field may run on, and then the account is not where it seems to be.
  if (fields.length < 6 || fields.slice(0, 4).some((field) => field.endsWith("*"))) return undefined;
  return NAME_THE_OWNER.has(service) && /^\d{12}$/.test(account) ? account : undefined;
}
