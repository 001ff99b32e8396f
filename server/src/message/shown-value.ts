/** What an event shows of a value: people hide parts before they publish it, and some fields have CloudTrail's own words. */

/** Does the text stand for itself, with no part of it hidden or left out? */
export function isShown(text: string): boolean {
  return !HIDDEN.test(text);
}

/** `***`, `<role>`, `[redacted]`, `{{account}}`, `xxxx`, and dots for what is left out. */
const HIDDEN =
  /\*{2,}|<[^<>]{0,80}>|\[[^[\]]{0,80}\]|\{[^{}]{0,80}\}|\u2026|\.{3,}|x{4,}|#{3,}|\b(?:redacted|masked|omitted|hidden)\b/i;

/** Is it what the key's value is? */
export function isValueOf(key: string, value: string): boolean {
  return isShown(value) && FORMS.get(key)?.test(value) !== false;
}

const ACCOUNT = /^\d{12}$/;
const TIME = /^\d{4}-\d/;

/**
 * Of the console and of services CloudTrail has a name in the place of the agent, and one of Amazon S3 in brackets. Source:
 * "CloudTrail record contents for management, data, and network activity events".
 */
const FORMS: ReadonlyMap<string, RegExp> = new Map([
  ["aws:UserAgent", /^(?!AWS Internal$|[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$)/i],
  ["aws:SourceVpce", /^vpce-/],
  ["aws:VpceAccount", ACCOUNT],
  ["aws:PrincipalAccount", ACCOUNT],
  ["aws:ResourceAccount", ACCOUNT],
  ["aws:RequestedRegion", /^(?!xx)[a-z]{2,4}(?:-[a-z]+){1,3}-\d{1,2}$/],
  ["aws:CurrentTime", TIME],
  ["aws:TokenIssueTime", TIME],
  ["aws:MultiFactorAuthPresent", /^(?:true|false)$/],
  // What is encoded may stand for another text, and a header may have the ID or an alias of the key. Sources: "ListObjectsV2"
  // and "PutObject" of the S3 API Reference.
  ["s3:prefix", /^(?!.*%[0-9a-f]{2})/i],
  ["s3:delimiter", /^(?!.*%[0-9a-f]{2})/i],
  ["s3:x-amz-server-side-encryption-aws-kms-key-id", /^arn:[^:]*:kms:[^:]*:\d+:key\//],
]);
