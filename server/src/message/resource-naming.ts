/** How exactly a message names the resource that it is about. */
import { type ResourceNaming } from "./denial.ts";

/** `isHidden`: the place of a resource is there, and nothing that can be read stands in it. */
export function namingOf(resource: string | null, isHidden: boolean): ResourceNaming {
  if (resource === null) return isHidden ? "masked" : "none";
  if (resource === "*") return "exact";
  if (isMasked(resource)) return "masked";
  if (/^arn:/i.test(resource)) return isWholeArn(resource) ? "exact" : "masked";
  // What a picture was read as: the ARN of something, and not its name.
  if (/^.{0,4}:aws[a-z-]{0,20}:/i.test(resource)) return "masked";
  if (/^https?:\/\//i.test(resource)) return /^https?:\/\/[^/]+\/+[^/]/i.test(resource) ? "exact" : "none";
  return "name";
}

/**
 * Whoever took the account out of the principal (`arn:aws:sts::*:assumed-role/…`, `arn:aws:sts:::assumed-role/…`), where
 * there always is one, took it out of the resource, too.
 */
export function hidesAccounts(principalArn: string | null, resource: string | null): boolean {
  return HIDDEN_ACCOUNT.test(principalArn ?? "") && HIDDEN_ACCOUNT.test(resource ?? "");
}

const HIDDEN_ACCOUNT = /^arn:[^:]*:(?!s3:)[^:]+:[^:]*:\*?:/;

/** What people and tools put in place of a part that they hide. */
const MASKS: readonly RegExp[] = [
  /\*{3}|\*[A-Za-z ]{2,40}\*/,
  /(?:^|[:/_.@=-])[xX]{3,}(?:$|[:/_.@-])/,
  /<[^<>]{1,80}>|<[A-Za-z_ -]{2,80}$|\[[A-Za-z_ .-]{2,80}\]|\{[A-Za-z_ .-]{2,80}\}|\{\{|\$\{|\$\(|\$[A-Z_]{3}/,
  /\.{3}|\u2026|["'`]/,
  /redacted|your[-_]|[-_]here\b|placeholder/i,
  // A Region and an account for which nothing was put in.
  /^arn:[^:]*:[^:]+:\*:\*:/,
];

function isMasked(resource: string): boolean {
  const withoutVersion = resource.replace(LATEST_VERSION, "");
  return MASKS.some((mask) => mask.test(withoutVersion));
}

/**
 * AWS's own names for a version that can be changed: of a function, in brackets in the names of log streams, and of an
 * automation document.
 */
const LATEST_VERSION = /\[\$LATEST\]|\$LATEST\b|:\$DEFAULT\b/g;

/** With all its fields, and an account that can be one. */
function isWholeArn(arn: string): boolean {
  const fields = arn.split(":");
  const [, partition = "", service = "", , account = ""] = fields;
  const name = fields.slice(5).join(":");
  return partition !== "" && service !== "" && name !== "" && /^(?:\d{12}|[a-z][a-z0-9-]*|\*)?$/.test(account);
}
