/**
 * Reads with which sentence AWS rejected a policy that somebody wanted to save: `MalformedPolicyDocument: Has prohibited
 * field Resource`. No request was denied; the text of the policy is at fault.
 * Sources: IAM API Reference, "CreatePolicy", Errors; and what the services answer.
 */

export interface PolicyRejection {
  readonly rule: RejectionRule;
  /** What the sentence names: a principal, a resource, a field; null if it names nothing. */
  readonly named: string | null;
}

/** What a policy that is rejected does not follow. */
export const REJECTION_RULES = [
  "principal",
  "action-and-resource",
  "condition-and-action",
  "resource",
  "action",
  "action-of-service",
  "key-locked",
  "legacy-parsing",
  "prohibited-field",
  "missing-field",
  "resource-format",
  "region-in-arn",
  "vendor-prefix",
  "sid",
  "version",
  "trust-action",
  "syntax",
  "size",
  "repository-policy",
  "queue-policy",
  "api-policy",
  "unsaid",
] as const;
export type RejectionRule = (typeof REJECTION_RULES)[number];

/** Null for a text in which no policy is rejected. */
export function readPolicyRejection(text: string): PolicyRejection | null {
  if (!/polic|JSON|resource|quota|statement|principal|vendor|ARN format|region information|prohibited/i.test(text))
    return null;
  for (const [rule, sentence, isEnough] of SENTENCES) {
    const match = sentence.exec(text);
    if (match === null || (!isEnough && !REJECTED.test(text))) continue;
    return { rule, named: match[1] === undefined || match[1] === "" ? null : match[1] };
  }
  return null;
}

const REJECTED =
  /MalformedPolicy|InvalidPolicyDocument|Invalid parameter|InvalidParameter|InvalidInput|LimitExceeded|PackedPolicyTooLarge|InvalidRequest|status code: 400|StatusCode: 400|Status Code: 400/;

/** Blanks may be line breaks. Last: whether the sentence is enough, without an error's code beside it. */
const SENTENCES: readonly (readonly [rule: RejectionRule, sentence: RegExp, isEnough: boolean])[] = [
  [
    "principal",
    /Invalid\s+principal\s+in\s+policy(?::\s{0,3}["']?[A-Za-z]{2,20}["']?\s?:\s?["']([^"'\s]{1,400}))?/i,
    true,
  ],
  ["principal", /one\s+or\s+more\s+invalid\s+principals/i, true],
  ["principal", /AssumeRole\s?policy\s+contained\s+an\s+invalid\s+principal:?\s{0,3}["']?([^"'\s]{0,400})/i, true],
  ["principal", /The\s+provided\s+principal\s+was\s+invalid/i, true],
  ["principal", /Policy\s+Error:\s{0,3}PrincipalNotFound/i, true],
  ["principal", /Federated\s+principals\s+must\s+be\s+valid/i, true],
  ["action-and-resource", /Action\s+does\s+not\s+apply\s+to\s+any\s+resource/i, true],
  [
    "condition-and-action",
    /Conditions\s+do\s+not\s+apply\s+to\s+(?:the\s+)?combination\s+of\s+actions\s+and\s+resources/i,
    true,
  ],
  ["resource", /Policy\s+has\s+invalid\s+resource/i, true],
  ["action", /Policy\s+has\s+invalid\s+action/i, true],
  ["action-of-service", /Policy\s+statement\s+action\s+out\s+of\s+service\s+scope/i, true],
  ["key-locked", /new\s+key\s+policy\s+will\s+not\s+allow\s+you\s+to\s+update\s+the\s+key\s+policy/i, true],
  ["legacy-parsing", /policy\s+failed\s+legacy\s+parsing/i, true],
  ["prohibited-field", /Has\s+prohibited\s+field\s+([A-Za-z]{2,30})/i, true],
  ["prohibited-field", /Policy\s+document\s+should\s+not\s+specify\s+a\s+(principal)/i, true],
  ["missing-field", /Missing\s+required\s+field\s+([A-Za-z]{2,30})/i, false],
  ["missing-field", /Policy\s+statement\s+must\s+contain\s+([a-z]{2,30})/i, true],
  ["missing-field", /Statement\s+is\s+missing\s+required\s+element/i, true],
  ["missing-field", /contains\s+a\s+statement\s+with\s+no\s+(principal)/i, true],
  ["missing-field", /resource-based\s+policy\s+must\s+specify\s+at\s+least\s+one\s+IAM\s+(principal)/i, true],
  ["resource-format", /Resource\s+(\S{0,400})\s{0,3}must\s+be\s+in\s+ARN\s+format\s+or/i, true],
  ["region-in-arn", /IAM\s+resource\s+(\S{0,400})\s{0,3}cannot\s+contain\s+region\s+information/i, true],
  ["resource-format", /IAM\s+resource\s+path\s+must\s+either\s+be/i, true],
  ["resource-format", /Resource\s+vendor\s+must\s+be\s+fully\s+qualified/i, true],
  ["resource-format", /Partition\s+"[^"]{0,60}"\s+is\s+not\s+valid\s+for\s+resource\s+"([^"]{1,400})"/i, true],
  ["vendor-prefix", /must\s+be\s+prefaced\s+by\s+a\s+vendor/i, true],
  ["sid", /Statement\s+IDs\s+\(SID\)[^.]{0,40}\smust\s+be\s/i, true],
  ["version", /Policy\s+document\s+must\s+be\s+version\s/i, true],
  ["trust-action", /AssumeRole\s+policy\s+may\s+only\s+specify\s+STS\s+AssumeRole\s+actions/i, true],
  ["size", /Cannot\s+exceed\s+quota\s+for\s+(?:PolicySize|ACLSizePerRole):?\s{0,3}(\d{0,6})/i, true],
  ["size", /Maximum\s+policy\s+size\s+of\s+(\d{2,6})\s+bytes\s+exceeded/i, true],
  ["size", /PackedPolicyTooLarge/, true],
  ["repository-policy", /Invalid\s+repository\s+policy\s+provided/i, true],
  ["queue-policy", /Invalid\s+value\s+for\s+the\s+parameter\s+Policy\b/i, true],
  ["api-policy", /Invalid\s+policy\s+document\.?\s+Please\s+check\s+the\s+policy\s+syntax/i, true],
  ["syntax", /Policies\s+must\s+be\s+valid\s+JSON|contains\s+an\s+invalid\s+JSON\s+policy/i, true],
  ["syntax", /JSON\s+strings\s+must\s+not\s+have\s+leading\s+spaces/i, true],
  ["syntax", /Syntax\s+errors?\s+in\s+policy|contains\s+invalid\s+Json|Invalid\s+policy\s+syntax/i, true],
  ["unsaid", /(?<![\w.])(?:MalformedPolicy(?:Document(?:Exception)?)?|InvalidPolicyDocument)(?=[:),"';<]|$)/, true],
];
