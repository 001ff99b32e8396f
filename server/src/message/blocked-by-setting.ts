/**
 * Messages whose reason is a setting of the bucket and no policy.
 * Source: Amazon S3 User Guide, "Troubleshoot access denied (403 Forbidden) errors in Amazon S3".
 */
import { type Denial, type S3Setting } from "./denial.ts";

/** The denials of a text with the settings that their reasons name. */
export function withSettings(denials: readonly Denial[], text: string): Denial[] {
  if (!MAY_NAME_ONE.test(text)) return [...denials];
  return denials.map((denial, index) => {
    const end = Math.min(denials[index + 1]?.span.start ?? text.length, denial.span.start + LONGEST_SENTENCE);
    const setting = settingOf(text.slice(denial.span.start, end));
    return setting === undefined ? denial : { ...denial, setting };
  });
}

const LONGEST_SENTENCE = 3000;
const MAY_NAME_ONE = /public|sse-?c|customer/i;

const SETTINGS: readonly (readonly [setting: S3Setting, words: RegExp])[] = [
  ["BlockPublicAcls", /preventedbytheblockpublicacls/],
  ["BlockPublicPolicy", /preventedbytheblockpublicpolicy/],
  ["SSE-C", /hasblockeduploadrequeststhatspecifyserversideencryptionwithcustomerprovidedkeys/],
];

/** Blanks and line breaks of a narrow terminal do not matter. */
function settingOf(sentence: string): S3Setting | undefined {
  const compact = sentence.toLowerCase().replace(/[^a-z]/g, "");
  return SETTINGS.find(([, words]) => words.test(compact))?.[0];
}
