/**
 * AWS CodeCommit's refusal as git prints it: only the address tells whose it is, and a status is all of the reason.
 * Source: AWS CodeCommit User Guide, "Troubleshooting the credential helper and HTTPS connections to AWS CodeCommit".
 */
import { type CompactText } from "./compact-text.ts";
import { type DenialPhrase, plain } from "./phrase-reader.ts";

/** `The requested URL returned error: 403`, of git; `unexpected http resp 403 for …`, of dulwich. */
export const GIT_STATUS = /therequestedurlreturnederror:?403|unexpectedhttpresp403for/g;

/** As far as an address may stand from the status. */
const REACH = 300;
/** And the command that was given, on the lines before. */
const COMMAND_REACH = 800;

const REPOSITORY =
  /git-codecommit(?:-fips)?\.[a-z0-9-]{4,30}\.(?:amazonaws\.com(?:\.cn)?|api\.aws)\/v1\/repos\/([\w.-]{1,100})/g;

export function repositoryOfGit(
  readable: string,
  compact: CompactText,
  at: number,
  found: string,
): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const from = Math.max(0, phrase.start - REACH);
  const around = readable.slice(from, phrase.end + (found.startsWith("unexpected") ? REACH : 0));
  const name = [...around.matchAll(REPOSITORY)].at(-1)?.[1];
  if (name === undefined) return null;
  const before = readable.slice(Math.max(0, phrase.start - COMMAND_REACH), phrase.end + REACH);
  return { ...phrase, action: permissionOf(before), resource: name, code: "403" };
}

/** Fetching and pushing look alike at the end. */
function permissionOf(text: string): string | null {
  const isPush = /\bgit(?: -\S+)* push\b|git-receive-pack|error: failed to push|^Pushing to /m.test(text);
  const isPull = /\bgit(?: -\S+)* (?:clone|pull|fetch|ls-remote)\b|git-upload-pack|Cloning (?:into|repository)/.test(
    text,
  );
  return isPush === isPull ? null : isPush ? "codecommit:GitPush" : "codecommit:GitPull";
}
