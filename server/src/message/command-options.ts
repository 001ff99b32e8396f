/**
 * The options of the AWS CLI that give a request the value of a condition key, and what those of the command in front of
 * an error tell of it. Source: AWS CLI Command Reference.
 */

export interface CommandOption {
  readonly key: string;
  readonly option: string;
  /** Of an option without a value: the value that it gives the key. */
  readonly flag?: "true" | "false";
  /** Only in requests about resources of this kind. */
  readonly of?: string;
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
  { key: "ec2:Encrypted", option: "--encrypted", flag: "true", of: "volume" },
  { key: "ec2:InstanceType", option: "--instance-type", of: "instance" },
  { key: "elasticfilesystem:Encrypted", option: "--encrypted", flag: "true" },
  { key: "iam:PermissionsBoundary", option: "--permissions-boundary" },
  { key: "kms:KeySpec", option: "--key-spec" },
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

/** The command as it was typed, in one line. */
const COMMAND =
  /(?:^|[\s$#>%])aws (?:--[a-z-]{1,60}[ =]\S{1,200} ){0,4}([a-z0-9-]{2,40}) ([a-z0-9-]{2,60})((?: \S{1,1000}){0,80})$/;
const LONGEST_COMMAND = 3000;

/**
 * The values of keys that the options of the command give. `line` is what stands right before the error. Nothing for the
 * command of another call than the one that failed, and for what a shell fills in.
 */
export function factsOfCommand(
  line: string,
  {
    action,
    operation,
    resource,
  }: { readonly action: string; readonly operation: string; readonly resource: string | null },
): Readonly<Record<string, string>> {
  if (line.length > LONGEST_COMMAND) return {};
  const [, service = "", command = "", rest = ""] = COMMAND.exec(line.replace(/\s{1,200}/g, " ").trimEnd()) ?? [];
  const of = service === "s3api" ? "s3" : service === "efs" ? "elasticfilesystem" : service;
  const isOfCall = command.replaceAll("-", "") === operation.toLowerCase() && action.startsWith(`${of}:`);
  if (!isOfCall) return {};
  const words = rest.split(" ");
  return Object.fromEntries(
    COMMAND_OPTIONS.filter((one) => one.key.startsWith(`${of}:`) && isAbout(one, resource)).flatMap((one) => {
      const value = valueIn(words, one);
      return value === undefined ? [] : [[one.key, value]];
    }),
  );
}

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
  if (value?.startsWith("--") === true) return undefined;
  // A key that is named by its id or ARN is named by no alias.
  return key === "kms:RequestAlias" && value?.startsWith("alias/") !== true ? undefined : value;
}
