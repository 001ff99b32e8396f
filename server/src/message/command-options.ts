/**
 * The options of the AWS CLI that give a request the value of a condition key, and what those of the command in front of
 * an error tell of it. Source: AWS CLI Command Reference.
 */

import { isValueOf } from "./shown-value.ts";

export interface CommandOption {
  readonly key: string;
  readonly option: string;
  /** Of an option without a value: the value that it gives the key. */
  readonly flag?: "true" | "false";
  /** Only in requests about resources of this kind. */
  readonly of?: string;
  /** The operations whose commands have it, where others with the key do not. */
  readonly calls?: RegExp;
}

export const COMMAND_OPTIONS: readonly CommandOption[] = [
  { key: "cloudformation:RoleArn", option: "--role-arn" },
  { key: "cloudwatch:namespace", option: "--namespace" },
  {
    key: "ec2:AssociatePublicIpAddress",
    option: "--no-associate-public-ip-address",
    flag: "false",
    of: "network-interface",
  },
  { key: "ec2:Encrypted", option: "--encrypted", flag: "true", of: "volume", calls: /^ec2:CreateVolume$/i },
  { key: "ec2:InstanceType", option: "--instance-type", of: "instance" },
  { key: "elasticfilesystem:Encrypted", option: "--encrypted", flag: "true" },
  {
    key: "iam:PermissionsBoundary",
    option: "--permissions-boundary",
    calls: /^iam:(?:Create(?:Role|User)|Put(?:Role|User)PermissionsBoundary)$/i,
  },
  { key: "kms:KeySpec", option: "--key-spec", calls: /^kms:CreateKey$/i },
  { key: "kms:RequestAlias", option: "--key-id" },
  { key: "kms:ScheduleKeyDeletionPendingWindowInDays", option: "--pending-window-in-days" },
  { key: "rds:DatabaseClass", option: "--db-instance-class" },
  { key: "rds:DatabaseEngine", option: "--engine" },
  { key: "rds:StorageEncrypted", option: "--storage-encrypted", flag: "true" },
  { key: "s3:prefix", option: "--prefix" },
  { key: "s3:x-amz-acl", option: "--acl" },
  { key: "s3:x-amz-server-side-encryption", option: "--server-side-encryption" },
  { key: "s3:x-amz-server-side-encryption-aws-kms-key-id", option: "--ssekms-key-id" },
  { key: "s3:x-amz-storage-class", option: "--storage-class" },
  { key: "secretsmanager:VersionStage", option: "--version-stage" },
];

/**
 * Those of `aws s3 cp` and its like, which have names of their own. Without a value `--sse` is AES256. Source: AWS CLI Command
 * Reference, "s3 cp".
 */
const TRANSFER_OPTIONS: readonly (CommandOption & { readonly value?: string })[] = [
  { key: "s3:x-amz-acl", option: "--acl" },
  { key: "s3:x-amz-server-side-encryption", option: "--sse", value: "AES256" },
  { key: "s3:x-amz-server-side-encryption-aws-kms-key-id", option: "--sse-kms-key-id" },
  { key: "s3:x-amz-storage-class", option: "--storage-class" },
];

const TRANSFERS: ReadonlySet<string> = new Set(["cp", "mv", "sync"]);
const OPERATIONS_OF_TRANSFERS: ReadonlySet<string> = new Set(["PutObject", "CopyObject", "CreateMultipartUpload"]);

/** The option for the key of commands such as `aws s3 cp`; that of all others where they have none. */
export function optionOfTransfer(key: string): CommandOption | undefined {
  return TRANSFER_OPTIONS.find((one) => one.key.toLowerCase() === key.toLowerCase());
}

/** The command as it was typed, in one line. */
const COMMAND =
  /(?:^|[\s$#>%])aws (?:--[a-z-]{1,60}[ =]\S{1,200} ){0,4}([a-z0-9-]{2,40}) ([a-z0-9-]{2,60})((?: \S{1,1000}){0,80})$/;
const LONGEST_COMMAND = 3000;

/**
 * The values of keys that the options of the command give. `line` is what stands right before the error. Nothing for the
 * command of another call than the one that failed, and for what a shell fills in.
 */
export function factsOfCommand(line: string, call: CommandedCall): Readonly<Record<string, string>> {
  const { action, operation, resource } = call;
  const { service, command, words } = readCommand(line) ?? { service: "", command: "", words: [] };
  if (isTransfer(service, command)) return factsOfTransfer(words, call);
  const of = service === "s3api" ? "s3" : service === "efs" ? "elasticfilesystem" : service;
  const isOfCall = command.replaceAll("-", "") === operation.toLowerCase() && action.startsWith(`${of}:`);
  if (!isOfCall) return {};
  return Object.fromEntries(
    COMMAND_OPTIONS.filter((one) => one.key.startsWith(`${of}:`) && isAbout(one, resource)).flatMap((one) => {
      const value = valueIn(words, one);
      return value === undefined ? [] : [[one.key, value]];
    }),
  );
}

export interface CommandedCall {
  readonly action: string;
  readonly operation: string;
  readonly resource: string | null;
}

interface TypedCommand {
  readonly service: string;
  readonly command: string;
  readonly words: readonly string[];
}

function readCommand(line: string): TypedCommand | undefined {
  if (line.length > LONGEST_COMMAND) return undefined;
  const [, service, command, rest = ""] = COMMAND.exec(line.replace(/\s{1,200}/g, " ").trimEnd()) ?? [];
  return service === undefined || command === undefined ? undefined : { service, command, words: rest.split(" ") };
}

function isTransfer(service: string, command: string): boolean {
  return service === "s3" && TRANSFERS.has(command);
}

/** Is what stands right before the error `aws s3 cp` or the like? */
export function isLineOfTransfer(line: string): boolean {
  const typed = readCommand(line);
  return typed !== undefined && isTransfer(typed.service, typed.command);
}

function factsOfTransfer(
  words: readonly string[],
  { action, operation }: CommandedCall,
): Readonly<Record<string, string>> {
  if (!OPERATIONS_OF_TRANSFERS.has(operation) || !action.startsWith("s3:")) return {};
  return Object.fromEntries(
    TRANSFER_OPTIONS.flatMap((one) => {
      const isAlone = one.value !== undefined && words.includes(one.option);
      const value = valueIn(words, one) ?? (isAlone ? one.value : undefined);
      return value === undefined ? [] : [[one.key, value]];
    }),
  );
}

/**
 * What the options of the command need besides its own permission. Source: "PutObject" (Amazon S3 API Reference), on
 * permissions.
 */
export function neededByOptions(
  line: string,
  { action, operation }: Omit<CommandedCall, "resource">,
): readonly string[] {
  const typed = readCommand(line);
  if (typed === undefined || action !== "s3:PutObject" || !OPERATIONS_OF_TRANSFERS.has(operation)) return [];
  const { service, command, words } = typed;
  const isOfCall = isTransfer(service, command) || (service === "s3api" && command === "put-object");
  const has = (option: string): boolean => words.some((word) => word === option || word.startsWith(`${option}=`));
  return isOfCall ? [...NEEDED].flatMap(([option, needed]) => (has(option) ? [needed] : [])) : [];
}

const NEEDED: ReadonlyMap<string, string> = new Map([
  ["--acl", "s3:PutObjectAcl"],
  ["--grants", "s3:PutObjectAcl"],
  ["--tagging", "s3:PutObjectTagging"],
]);

function isAbout({ of }: CommandOption, resource: string | null): boolean {
  return of === undefined || resource?.includes(`:${of}/`) === true;
}

function valueIn(words: readonly string[], { key, option, flag }: CommandOption): string | undefined {
  const at = words.findIndex((word) => word === option || word.startsWith(`${option}=`));
  const word = words[at];
  if (word === undefined) return undefined;
  if (flag !== undefined) return flag;
  const text = word === option ? words[at + 1] : word.slice(option.length + 1);
  const value = /^(["']?)([\w:/.=+@-]+)\1$/.exec(text ?? "")?.[2];
  if (value === undefined || value.startsWith("--") || !isValueOf(key, value)) return undefined;
  // A key that is named by its id or ARN is named by no alias.
  return key === "kms:RequestAlias" && !value.startsWith("alias/") ? undefined : value;
}
