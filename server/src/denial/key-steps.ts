/**
 * What to look at where AWS KMS answers that it does not find the key, or that it may not be used: it does not say which
 * of the two. Sources: "Decrypt" (AWS KMS API Reference), AccessDeniedException; "Grants in AWS KMS"; "Troubleshooting
 * key access" (AWS KMS Developer Guide).
 */
import { awsCommand as command } from "./aws-command.ts";
import { type EncryptedThing, type NextStep } from "./next-step.ts";
import { type Denial } from "../message/denial.ts";
import { type DeniedRequest } from "./denied-request.ts";
import { type LayerView } from "./explanation.ts";
import { type NextQuestion } from "./next-steps.ts";

/** Before the key's policy is fetched: which key it is. */
export function keyOfCall({ denial, request }: NextQuestion): readonly NextStep[] {
  const call = denial.callAction?.toLowerCase();
  if (!isOfKey(request.action) || request.asked.arn !== undefined || call === undefined) return [];
  const [, of, command] = ENCRYPTED.find(([calls]) => calls.test(call)) ?? [];
  return of === undefined || command === undefined ? [] : [{ step: "key-of-object", of, commands: [command] }];
}

/** What is encrypted, by the calls that use it, and the command that says with which key. */
const ENCRYPTED: readonly (readonly [calls: RegExp, of: EncryptedThing, command: string])[] = [
  [/^s3:getobject/, "object", 'aws s3api head-object --bucket "$BUCKET" --key "$OBJECT" --query SSEKMSKeyId'],
  [
    /^secretsmanager:(?:batchgetsecretvalue|getsecretvalue|putsecretvalue|updatesecret)$/,
    "secret",
    'aws secretsmanager describe-secret --secret-id "$SECRET" --query KmsKeyId',
  ],
  [
    /^ssm:getparameter/,
    "parameter",
    'aws ssm describe-parameters --parameter-filters "Key=Name,Values=$PARAMETER" --query "Parameters[].KeyId"',
  ],
  [
    /^sqs:(?:sendmessage|receivemessage)/,
    "queue",
    'aws sqs get-queue-attributes --queue-url "$QUEUE_URL" --attribute-names KmsMasterKeyId',
  ],
  [/^sns:publish/, "topic", 'aws sns get-topic-attributes --topic-arn "$TOPIC" --query Attributes.KmsMasterKeyId'],
  [
    /^dynamodb:(?:batch|delete|get|put|query|scan|transact|update)/,
    "table",
    'aws dynamodb describe-table --table-name "$TABLE" --query Table.SSEDescription.KMSMasterKeyArn',
  ],
  [
    /^lambda:(?:create|invoke|update)function/,
    "function",
    'aws lambda get-function-configuration --function-name "$FUNCTION" --query KMSKeyArn',
  ],
];

/** What may refuse beside the policies. */
export function keySteps({ denial, request, verdict, layers }: NextQuestion): readonly NextStep[] {
  const { action, asked } = request;
  const isNamed = denial.principalArn !== null && asked.arn !== undefined;
  const isOpen = denial.denyType === "unknown" && denial.policyType === "unknown";
  if (action === undefined || !isOfKey(action) || !isOpen || verdict === "explained") return [];
  const ofCaller: readonly NextStep[] = layers.some(lacksAllow)
    ? [{ step: "caller-lacks-key", action, commands: [] }]
    : [];
  if (isNamed) return ofCaller;
  return [
    keyState(asked.arn),
    { step: "key-grants", action, commands: ofKey(asked.arn, "list-grants", "Grants") },
    ...ofCaller,
  ];
}

/** Where the message does not say who asked, and AWS gives the same answer for a key that cannot be used. */
export function keyStateSteps(
  { denyType, policyType }: Denial,
  { principal, action, asked }: DeniedRequest,
): readonly NextStep[] {
  const isOpen = denyType === "unknown" && policyType === "unknown" && principal === undefined;
  return isOpen && isOfKey(action) ? [keyState(asked.arn)] : [];
}

function keyState(key: string | undefined): NextStep {
  return { step: "key-state", commands: ofKey(key, "describe-key", "KeyMetadata.[Arn,KeyState]") };
}

function ofKey(key: string | undefined, operation: string, query: string): readonly string[] {
  return key === undefined
    ? [`aws kms ${operation} --key-id "$KEY_ID" --query '${query}'`]
    : command("kms", operation, "--key-id", key, "--query", query);
}

function isOfKey(action: string | undefined): boolean {
  return action?.toLowerCase().startsWith("kms:") === true;
}

function lacksAllow({ layer, verdict, basis }: LayerView): boolean {
  return layer === "identity" && verdict === "implicit-deny" && basis === "files";
}

/** Source: "Access AWS Secrets Manager secrets from a different account". */
export function secretSteps({ request, crossesAccounts }: NextQuestion): readonly NextStep[] {
  const { action, resource } = request;
  if (!crossesAccounts || action?.toLowerCase() !== "secretsmanager:getsecretvalue" || resource === undefined)
    return [];
  const commands = command("secretsmanager", "describe-secret", "--secret-id", resource, "--query", "KmsKeyId");
  return [{ step: "key-of-secret", commands }];
}

/** Source: AWS CLI Command Reference, "kms describe-key". */
export function aliasSteps({ nearMisses }: NextQuestion): readonly NextStep[] {
  const aliases = nearMisses.flatMap(({ hints }) =>
    hints.flatMap((one) => (one.hint === "policy-of-alias" ? [one.alias] : [])),
  );
  return Array.from(new Set(aliases), (alias): NextStep => {
    const commands = command("kms", "describe-key", "--key-id", alias, "--query", "KeyMetadata.Arn");
    return { step: "key-of-alias", commands, alias };
  });
}
