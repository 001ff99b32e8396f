/**
 * What a server of AWS Transfer Family logs of an operation that Amazon S3 refused, on a line or as an object of JSON:
 * `USER.SESSION ERROR Message="Access denied" Operation=OPEN Path=/bucket/key Mode=READ`.
 * Source: AWS Transfer Family User Guide, "CloudWatch log structure for Transfer Family".
 */
import { type CompactText } from "./compact-text.ts";
import { type DenialPhrase, plain } from "./phrase-reader.ts";

export const TRANSFER_ERROR = /(?<=error|[{,])message[=:]accessdenied(?=[.,}]|operation|path|$)/g;

/** As far as the fields of one entry may stand from its message. */
const REACH = 1500;

/** The role that the server gave its user is the caller, and no entry of an error names it. */
export function fileTransfer(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const entry = entryAround(readable, phrase.start, phrase.end);
  const operation = field(entry, "operation");
  const path = field(entry, "path");
  if (operation === null || path === null) return null;
  // A path that begins with a file system is one of Amazon EFS.
  if (!/^\/[a-z0-9]/.test(path) || /^\/fs-[0-9a-f]{8}/.test(path)) return phrase;
  return {
    ...phrase,
    ...permissionsOf(operation, field(entry, "mode") ?? ""),
    resource: `arn:aws:s3:::${path.slice(1)}`,
  };
}

const NEXT_ENTRY = /\bMessage=|\n\S{1,100}\.[0-9a-f]{8,20}\s/;

function entryAround(readable: string, start: number, end: number): string {
  const before = readable.slice(Math.max(0, start - REACH), start);
  const after = readable.slice(end, end + REACH);
  // On a line the fields follow the message, up to the next entry.
  if (!/["{]/.test(before.slice(-1))) return after.split(NEXT_ENTRY, 1)[0] ?? "";
  return `${before.slice(before.lastIndexOf("{") + 1)}${after.split("}", 1)[0] ?? ""}`;
}

function field(entry: string, name: "operation" | "path" | "mode"): string | null {
  return new RegExp(String.raw`\b${name}["']?\s?[=:]\s?["']?([^\s"',}]{1,1100})`, "i").exec(entry)?.[1] ?? null;
}

/** What needs more than one permission names none as the one that was refused. */
function permissionsOf(operation: string, mode: string): Partial<Pick<DenialPhrase, "action" | "additionalActions">> {
  switch (operation.toUpperCase()) {
    case "OPEN":
      if (mode === "") return {};
      return { action: /WRITE|CREATE/i.test(mode) ? "s3:PutObject" : "s3:GetObject" };
    case "CLOSE":
    case "PARTIAL_CLOSE":
    case "MKDIR":
      return { action: "s3:PutObject" };
    case "DELETE":
    case "RMDIR":
      return { action: "s3:DeleteObject" };
    case "RENAME":
      return { additionalActions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"] };
    default:
      return {};
  }
}
