/** The options of the AWS CLI that give a request the value of a condition key. Source: AWS CLI Command Reference. */
import { COMMAND_OPTIONS, type CommandOption, optionOfTransfer } from "../message/command-options.ts";
import { readArn } from "../policy/arn.ts";
import { type NextStep } from "./next-step.ts";
import { type SatisfiedKey } from "./fixes/fix-change.ts";
import { type NextQuestion } from "./next-steps.ts";

export function optionSteps({ denial, fixes, request: { action, asked } }: NextQuestion): readonly NextStep[] {
  const facts = fixes.flatMap(({ change }) => (change.change === "satisfy" ? change.facts : [])).filter(isPlain);
  const isUnsigned = denial.principalType === "anonymous" && /^elasticfilesystem:Client/i.test(action ?? "");
  if (isUnsigned || facts.some(({ isMount }) => isMount === true))
    return [{ step: "mount-with-tls", isUnsigned, commands: mount(asked.arn) }];
  const tags = facts.flatMap(({ key, value, isMade }): readonly Tag[] => {
    const tag = (isMade === true ? OF_MADE : OF_TAG).exec(key)?.[1];
    return tag === undefined ? [] : [{ tag, value: value === undefined || value === "" ? "VALUE" : value }];
  });
  const ofTransfer = (key: string): CommandOption | undefined =>
    denial.isTransfer === true ? optionOfTransfer(key) : undefined;
  const own = facts.flatMap(
    ({ key, value = "" }) => optionFor(key, value, { action: action ?? "", ofTransfer: ofTransfer(key) }) ?? [],
  );
  const ofTags = tagOption(tags, { action: action ?? "", arn: asked.arn });
  // A service builds its requests from what it was told in other words.
  if (denial.isSentByService === true) return [];
  const options = [...together(own), ...(ofTags === undefined ? [] : [ofTags])];
  return options.length === 0 ? [] : [{ step: "cli-options", options, commands: [] }];
}

/** Each once: what one option takes is given to it together. */
function together(options: readonly string[]): readonly string[] {
  const metadata = options.filter((one) => one.startsWith(METADATA));
  const rest = options.filter((one) => !one.startsWith(METADATA));
  const joined = metadata.map((one) => one.slice(METADATA.length)).join(",");
  return [...new Set(rest), ...(joined === "" ? [] : [METADATA + joined])];
}

const METADATA = "--metadata-options ";

/** Source: "Mounting on Amazon EC2 Linux instances using the EFS mount helper". */
function mount(arn: string | undefined): readonly string[] {
  const id = /^file-system\/(fs-[0-9a-f]+)$/.exec(readArn(arn ?? "")?.resource ?? "")?.[1] ?? "FILE_SYSTEM_ID";
  return [`sudo mount -t efs -o tls,iam ${id}:/ /mnt/efs`];
}

const OF_TAG = /^aws:requesttag\/([\w.:/=+@-]+)$/i;

const OF_MADE = /^[a-z0-9-]+:(?:request|resource)tag\/([\w.:/=+@-]+)$/i;

/** Of a value that is plain to a shell. */
function isPlain({ value, otherThan }: SatisfiedKey): boolean {
  return value !== undefined && otherThan === undefined && /^[\w:/.=+@-]*$/.test(value);
}

interface Asked {
  readonly action: string;
  readonly arn: string | undefined;
}

interface Tag {
  readonly tag: string;
  readonly value: string;
}

/** What the instance's metadata asks for goes into one option. */
const METADATA_NAMES: ReadonlyMap<string, string> = new Map([
  ["ec2:metadatahttpputresponsehoplimit", "HttpPutResponseHopLimit"],
  ["ec2:metadatahttptokens", "HttpTokens"],
]);

interface CommandOf {
  readonly action: string;
  readonly ofTransfer: CommandOption | undefined;
}

/** The option that gives the key its value; undefined where there is none. */
function optionFor(key: string, value: string, { action, ofTransfer }: CommandOf): string | undefined {
  const lower = key.toLowerCase();
  const metadata = METADATA_NAMES.get(lower);
  if (metadata !== undefined) return value === "" ? undefined : `${METADATA}${metadata}=${value}`;
  const own = ofTransfer ?? COMMAND_OPTIONS.find((one) => one.key.toLowerCase() === lower);
  if (own === undefined || own.calls?.test(action) === false) return undefined;
  if (own.flag !== undefined) return own.flag === value ? own.option : undefined;
  if (value !== "") return `${own.option} ${value}`;
  return /kms-key-id$/.test(own.option) ? `${own.option} KEY_ARN` : undefined;
}

/** Each service has its own form. Undefined for those whose form is not known. */
function tagOption(tags: readonly Tag[], { action, arn }: Asked): string | undefined {
  if (tags.length === 0) return undefined;
  const service = action.slice(0, Math.max(0, action.indexOf(":"))).toLowerCase();
  const written = (as: (tag: string, value: string) => string, by: string): string =>
    tags.map(({ tag, value }) => as(tag, value)).join(by);
  if (service === "ec2") {
    const type = readArn(arn ?? "")?.resource.split("/", 1)[0] ?? "";
    const list = written((tag, value) => `{Key=${tag},Value=${value}}`, ",");
    return /^[a-z-]+$/.test(type) ? `--tag-specifications 'ResourceType=${type},Tags=[${list}]'` : undefined;
  }
  if (PAIRS.has(service)) return `--tags ${written((tag, value) => `${tag}=${value}`, ",")}`;
  if (KEYS_AND_VALUES.has(service)) return `--tags ${written((tag, value) => `Key=${tag},Value=${value}`, " ")}`;
  return service === "kms" ? `--tags ${written((tag, value) => `TagKey=${tag},TagValue=${value}`, " ")}` : undefined;
}

const PAIRS: ReadonlySet<string> = new Set(["eks", "lambda", "logs", "sqs"]);
const KEYS_AND_VALUES: ReadonlySet<string> = new Set([
  "cloudformation",
  "dynamodb",
  "ecr",
  "elasticfilesystem",
  "iam",
  "rds",
  "secretsmanager",
  "sns",
  "ssm",
  "sts",
]);
