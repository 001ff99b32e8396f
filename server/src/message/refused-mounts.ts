/** File systems of Amazon EFS that could not be mounted: what the mount helper and AWS Lambda print. */
import { type CompactText } from "./compact-text.ts";
import { type DenialPhrase, type PhraseReader, plain } from "./phrase-reader.ts";

export const MOUNT_PHRASES: readonly (readonly [phrase: RegExp, read: PhraseReader])[] = [
  [/accessdeniedbyserverwhilemounting(?=127\.0\.0\.1:|fs-[0-9a-f]{8})/g, mountOfHelper],
  [/(?:couldnot|couldn.?t)mountthe(?:amazon)?efsfilesystem/g, mountOfFunction],
];

/**
 * The mount helper mounts through an address of the machine itself.
 * Source: Amazon EFS User Guide, "Using IAM to control access to file systems".
 */
function mountOfHelper(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const id = /^\s?(fs-[0-9a-f]{8,40})/.exec(readable.slice(phrase.end, phrase.end + 50))?.[1] ?? null;
  return { ...phrase, additionalActions: MOUNT, resource: id };
}

/**
 * AWS Lambda of `EFSMountFailureException`, with the access point and not the file system. What the network refused, or
 * took too long, it calls otherwise. Source: AWS Lambda Developer Guide, "Troubleshoot invocation issues in Lambda".
 */
function mountOfFunction(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const start = at + found.length;
  if (/^.{0,300}?(?:timeout|timedout)/.test(compact.text.slice(start, start + 320))) return null;
  if (/efsmount(?:connectivity|timeout)exception[^a-z].{0,40}$/.test(compact.text.slice(Math.max(0, at - 80), at)))
    return null;
  return { ...phrase, code: "EFSMountFailureException", nameless: "function-role", additionalActions: MOUNT };
}

const MOUNT = ["elasticfilesystem:ClientMount"];
