/** Reads a message with a few operations by hand, and keeps of the answer what the text says. */
import { type Denial, type DenialReading } from "../../server/src/message/denial.ts";
import { readMessage } from "../../server/src/message/read-message.ts";

const ACTIONS: ReadonlyMap<string, string> = new Map([
  ["S3:ListBuckets", "s3:ListAllMyBuckets"],
  ["s3.amazonaws.com:GetObject", "s3:GetObject"],
  ["ec2:DescribeVolumes", "ec2:DescribeVolumes"],
  ["ec2.amazonaws.com:StopInstances", "ec2:StopInstances"],
  ["sts:AssumeRole", "sts:AssumeRole"],
  ["sts:GetFederationToken", "sts:GetFederationToken"],
  [":ListBuckets", "s3:ListAllMyBuckets"],
  [":GetRole", "iam:GetRole"],
  [":CreateLogStream", "logs:CreateLogStream"],
  [":GetBucketLocation", "s3:GetBucketLocation"],
  ["s3:PutObject", "s3:PutObject"],
  ["s3:GetBucketLocation", "s3:GetBucketLocation"],
  ["s3:GetBucketAcl", "s3:GetBucketAcl"],
  ["EC2:CreateNetworkInterface", "ec2:CreateNetworkInterface"],
  [":CreateChangeSet", "cloudformation:CreateChangeSet"],
  ["kms:Encrypt", "kms:Encrypt"],
  ["sqs:sendmessage", "sqs:SendMessage"],
  ["ec2:DescribeRegions", "ec2:DescribeRegions"],
]);

export function read(text: string): DenialReading {
  return readMessage(text, {
    actionOfOperation: (service, operation) => ACTIONS.get(`${service ?? ""}:${operation}`) ?? null,
  });
}

export type Said = Partial<Omit<Denial, "span">>;

const SILENT: ReadonlySet<unknown> = new Set([null, false, "unknown"]);

/** The fields that say something, without those that follow from others. */
export function said(denial: Denial): Said {
  const derived = new Set([
    ...["span", "denials", "kind", "isAccessDenied", "context", "account", "region", "resourceNaming"],
  ]);
  const fields = Object.entries(denial).filter(([name, value]) => !derived.has(name) && !SILENT.has(value));
  return Object.fromEntries(fields);
}

export const USER = "arn:aws:iam::730112940571:user/build/rosa.lind";
export const SESSION = "arn:aws:sts::730112940571:assumed-role/Deployer/run-88";
export const KEY = "arn:aws:kms:eu-north-1:730112940571:key/5e1f";
export const BUCKET_OBJECT = "arn:aws:s3:::ledger-archive/2031/q1.csv";
export const REQUEST_ID = "7c2b9f04-51aa-4be0-9a35-c0d9a1f7e6b2";
