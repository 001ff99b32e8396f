/** Whose policy a resource of Terraform makes: the ARNs that it may have, with `*` for what is not settled. */
import { type FilledText, patternOf } from "../../syntax/filled-text.ts";
import { attributeNamed, type HclExpression } from "../../syntax/hcl-tree.ts";
import { namedType } from "./arns.ts";
import { textOf } from "./evaluate.ts";
import { follow } from "./follow.ts";
import { instancesOf } from "./instances.ts";
import { type DeclaredBlock } from "./module.ts";
import { arnOfInstance, arnOfName, arnText, blockReference } from "./resource-texts.ts";
import { arnOfOutput } from "./registry-outputs.ts";
import { type StatementsInput } from "./registry-statements.ts";
import { type Scope } from "./scope.ts";

/** The argument that says whose policy it is, and the type of what it names. */
const SUBJECTS: ReadonlyMap<string, readonly [argument: string, type: string]> = new Map([
  ["aws_s3_bucket_policy", ["bucket", "aws_s3_bucket"]],
  ["aws_sqs_queue_policy", ["queue_url", "aws_sqs_queue"]],
  ["aws_sns_topic_policy", ["arn", "aws_sns_topic"]],
  ["aws_kms_key_policy", ["key_id", "aws_kms_key"]],
  ["aws_secretsmanager_secret_policy", ["secret_arn", "aws_secretsmanager_secret"]],
  ["aws_dynamodb_resource_policy", ["resource_arn", "aws_dynamodb_table"]],
  ["aws_kinesis_resource_policy", ["resource_arn", "aws_kinesis_stream"]],
  ["aws_ecr_repository_policy", ["repository", "aws_ecr_repository"]],
  ["aws_efs_file_system_policy", ["file_system_id", "aws_efs_file_system"]],
  ["aws_opensearch_domain_policy", ["domain_name", "aws_opensearch_domain"]],
  ["aws_elasticsearch_domain_policy", ["domain_name", "aws_elasticsearch_domain"]],
  ["aws_backup_vault_policy", ["backup_vault_name", "aws_backup_vault"]],
  ["aws_lambda_permission", ["function_name", "aws_lambda_function"]],
  ["aws_cloudwatch_event_permission", ["event_bus_name", "aws_cloudwatch_event_bus"]],
  ["aws_cloudwatch_event_bus_policy", ["event_bus_name", "aws_cloudwatch_event_bus"]],
]);

/** Their own policies stand in them. */
const HAVE_THEIR_OWN = new Set([
  "aws_iam_role",
  "aws_s3_bucket",
  "aws_sqs_queue",
  "aws_sns_topic",
  "aws_kms_key",
  "aws_kms_replica_key",
  "aws_secretsmanager_secret",
  "aws_opensearch_domain",
  "aws_elasticsearch_domain",
]);

export function subjectsOf(declared: DeclaredBlock, scope: Scope): readonly string[] {
  const each = instancesOf(declared.block, scope)?.map((instance) => instance.scope);
  return [...new Set((each ?? [scope]).flatMap((one) => subjectsIn(declared, one, each !== undefined)))];
}

function subjectsIn(declared: DeclaredBlock, scope: Scope, isInstance: boolean): readonly string[] {
  const type = declared.block.labels[0]?.text ?? "";
  if (HAVE_THEIR_OWN.has(type)) {
    const arn = isInstance ? arnOfInstance(type, declared, scope, textOf) : undefined;
    return settledPatterns(arn ?? arnText(type, declared, scope, textOf));
  }
  const [argument, subject] = SUBJECTS.get(type) ?? [];
  const value = argument === undefined ? undefined : attributeNamed(declared.block.body, argument)?.value;
  if (value === undefined || subject === undefined) return [];
  return follow(value, scope).flatMap((one) => settledPatterns(arnOf(one.expression, subject, one.scope)));
}

/** The same of what a module of the registry makes. */
export function subjectsOfCall(
  { block }: DeclaredBlock,
  { subject }: StatementsInput,
  scope: Scope,
): readonly string[] {
  const named = subject && attributeNamed(block.body, subject.name);
  const text = named && textOf(named.value, scope);
  if (subject === undefined || text === undefined) return [];
  // With a prefix, or as a queue or topic in order, it is called otherwise.
  const isChanged = [`use_${subject.name}_prefix`, "fifo_queue", "fifo_topic"].some(
    (name) => attributeNamed(block.body, name) !== undefined,
  );
  const patterns = settledPatterns(arnOfName(subject.type, text));
  return isChanged ? patterns.map((pattern) => `${pattern}*`) : patterns;
}

/** The same from plain texts, as a plan or a state has them. */
export function subjectPattern(type: string, textOfArgument: (name: string) => string | undefined): string | undefined {
  const plain = (text: string): FilledText => ({ text, holes: [] });
  const own = HAVE_THEIR_OWN.has(type);
  const role = type === "aws_iam_role" ? textOfArgument("name") : undefined;
  if (role !== undefined) return `arn:*:iam::*:role${textOfArgument("path") ?? "/"}${role}`;
  const [argument, subject] = own ? [namedType(type)?.name ?? "", type] : (SUBJECTS.get(type) ?? []);
  const arn = own ? textOfArgument("arn") : undefined;
  const text = arn ?? (argument === undefined || argument === "" ? undefined : textOfArgument(argument));
  if (text === undefined || subject === undefined) return undefined;
  const named = text.includes("://") ? plain(text.slice(text.lastIndexOf("/") + 1)) : plain(text);
  return settledPatterns(text.startsWith("arn:") ? plain(text) : arnOfName(subject, named))[0];
}

function arnOf(expression: HclExpression, type: string, scope: Scope): FilledText | undefined {
  const to = expression.kind === "reference" ? blockReference(expression) : undefined;
  if (to !== undefined && namedType(to.type) !== undefined) {
    return arnText(to.type, scope.module.block(to.mode, `${to.type}.${to.name}`), scope, textOf);
  }
  const made = expression.kind === "reference" ? arnOfOutput(expression, type, scope, textOf) : undefined;
  if (made !== undefined) return made;
  const text = textOf(expression, scope);
  if (text === undefined || text.text.startsWith("arn:")) return text;
  // An address, or a part of an ARN.
  return text.text.includes(":") ? undefined : arnOfName(type, text);
}

/** The ARN as a pattern; none where nothing is known of the name. */
export function settledPatterns(text: FilledText | undefined): readonly string[] {
  const pattern = text && patternOf(text);
  const name = pattern?.split(":").slice(5).join(":") ?? "";
  return pattern === undefined || (/^[\w-]*[/:]?\**$/.test(name) && name.includes("*")) ? [] : [pattern];
}
