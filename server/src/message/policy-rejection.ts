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
  "trust-policy",
  "syntax",
  "size",
  "repository-policy",
  "queue-policy",
  "api-policy",
  "topic-policy",
  "domain-policy",
  "log-policy",
  "vault-policy",
  "registry-policy",
  "device-policy",
  "organization-policy",
  "queue-quota",
  "effect",
  "condition",
  "vendor",
  "characters",
  "document-type",
  "unsaid",
] as const;
export type RejectionRule = (typeof REJECTION_RULES)[number];

/** Null for a text in which no policy is rejected. */
export function readPolicyRejection(text: string): PolicyRejection | null {
  if (
    !/polic|JSON|resource|quota|statement|principal|vendor|ARN format|region information|prohibited|packed|effect|condition|action|document/i.test(
      text,
    )
  )
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
  ["effect", /Invalid\s+effect:\s{0,3}(\S{1,40})/i, true],
  ["condition", /Invalid\s+Condition\s+type\s{0,3}:\s{0,3}(\S{1,60})/i, true],
  ["condition", /Policy\s+has\s+an\s+invalid\s+condition\s+key(?:\s{0,3}[-:]\s{0,3}(\S{1,100}))?/i, true],
  ["legacy-parsing", /policy\s+failed\s+legacy\s+parsing/i, true],
  ["prohibited-field", /Has\s+prohibited\s+field\s+([A-Za-z]{2,30})/i, true],
  ["prohibited-field", /Policy\s+document\s+should\s+not\s+specify\s+a\s+(principal)/i, true],
  ["prohibited-field", /Unknown\s+field\s+([A-Za-z_]{2,40})/i, false],
  ["prohibited-field", /policy\s+type\s+\w{4,40}\s+does\s+not\s+support\s+the\s+([A-Za-z]{2,30})\s+element/i, true],
  ["prohibited-field", /Role\s+Trust\s+Policy\s+Syntax\s+Error\s+([A-Za-z]{2,30})/i, true],
  ["missing-field", /Add\s+an?\s+([A-Z][a-z]{2,20})\s+element\s+to\s+the\s+policy\s+statement/, true],
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
  ["resource-format", /Resource\s+ARN\s+does\s+not\s+match\s+the\s+expected\s+ARN\s+format/i, true],
  ["region-in-arn", /Resource\s+(\S{0,400})\s{0,3}can\s?not\s+contain\s+region\s+information/i, true],
  ["vendor", /(?<![\w.])Vendor\s+(\S{1,60})\s+is\s+not\s+valid/, true],
  ["action", /The\s+action\s+([\w*?-]{2,40}:[\w*?]{1,100})\s+does\s+not\s+exist/i, true],
  ["action", /The\s+service\s+(\S{1,60})\s+specified\s+in\s+the\s+action\s+does\s+not\s+exist/i, true],
  ["vendor-prefix", /Actions\/Conditions?\s+can\s+contain\s+only\s+one\s+colon/i, true],
  ["vendor-prefix", /Action\s+vendors\b.{0,40}?must\s+not\s+contain\s+wildcards/i, true],
  ["vendor-prefix", /must\s+be\s+prefaced\s+by\s+a\s+vendor/i, true],
  ["sid", /Statement\s+IDs\s+\(SID\)[^.]{0,40}\smust\s+be\s/i, true],
  ["sid", /Every\s+policy\s+statement\s+must\s+have\s+a\s+unique\s+ID/i, true],
  ["version", /Policy\s+document\s+must\s+be\s+version\s/i, true],
  ["trust-action", /AssumeRole\s+policy\s+may\s+only\s+specify\s+STS\s+AssumeRole\s+actions/i, true],
  ["trust-policy", /Trust\s+policy\s+of\s+the\s+role\s+provided\s+is\s+invalid/i, true],
  ["size", /Cannot\s+exceed\s+quota\s+for\s+(?:PolicySize|ACLSizePerRole):?\s{0,3}(\d{0,6})/i, true],
  ["size", /Maximum\s+policy\s+size\s+of\s+(\d{2,6})\s+bytes\s+exceeded/i, true],
  ["size", /PackedPolicyTooLarge/, true],
  ["size", /Packed\s+size\s+of\s+[\w\s,]{3,60}\s+consumes\s+(\d{2,5})%/i, true],
  ["size", /final\s+policy\s+size\s+\(\d{2,6}\)\s+is\s+bigger\s+than\s+the\s+limit\s+\((\d{2,6})\)/i, true],
  ["size", /PolicyLengthExceededException|POLICY_CONTENT_LIMIT_EXCEEDED/, true],
  ["size", /Session\s+policy\s+should\s+not\s+exceed\s+(\d{2,6})\s+characters/i, true],
  ["size", /CloudWatch\s+Logs\s+Resource\s+Policy\s+size\s+was\s+exceeded/i, true],
  [
    "size",
    /at\s+'[A-Za-z.]{0,60}polic[A-Za-z.]{0,40}'\s+failed[^.]{0,80}\slength\s+less\s+than\s+or\s+equal\s+to\s+(\d{2,6})/i,
    true,
  ],
  [
    "characters",
    /at\s+'[A-Za-z.]{0,60}polic[A-Za-z.]{0,40}'\s+failed[^.]{0,80}\ssatisfy\s+regular\s+expression\s+pattern/i,
    true,
  ],
  ["characters", /specified\s+value\s+for\s+\w{0,40}policyDocument\s+is\s+invalid/i, true],
  ["repository-policy", /Invalid\s+repository\s+policy\s+provided/i, true],
  ["registry-policy", /Invalid\s+registry\s+policy\s+provided/i, true],
  ["queue-quota", /\d{1,3}\s+actions\s+were\s+found\s+in\s+a\s+statement\s+from\s+the\s+submitted\s+policy/i, true],
  ["topic-policy", /Policy\s+Error:\s{0,3}null/i, true],
  ["domain-policy", /Error\s+setting\s+policy:\s{0,3}\[/i, true],
  ["domain-policy", /Apply\s+a\s+restrictive\s+access\s+policy\s+to\s+your\s+domain/i, true],
  ["domain-policy", /attach\s+an\s+IP-based\s+policy\s+to\s+a\s+domain\s+that\s+has\s+a\s+VPC\s+endpoint/i, true],
  ["log-policy", /Could\s+not\s+convert\s+to\s+persistable\s+policy/i, true],
  ["vault-policy", /policy\s+cannot\s+be\s+added\s+to\s+the\s+vault\s+due\s+to\s+cross-account\s+sharing/i, true],
  ["device-policy", /Policy\s+document\s+is\s+Malformed/i, true],
  [
    "organization-policy",
    /policy\s+document\s+does\s+not\s+meet\s+the\s+requirements\s+of\s+the\s+specified\s+policy\s+type/i,
    true,
  ],
  ["document-type", /PolicyDocument:\s+expected\s+type:\s+String,\s+found:\s+JSONObject/i, true],
  ["document-type", /property\s+\w{0,40}Document\s+must\s+be\s+an\s+object/i, true],
  ["principal", /resource\s+policy\s+contains\s+an\s+unsupported\s+principal/i, true],
  ["queue-policy", /Invalid\s+value\s+for\s+the\s+parameter\s+Policy\b/i, true],
  ["api-policy", /Invalid\s+policy\s+document\.?\s+Please\s+check\s+the\s+policy\s+syntax/i, true],
  ["syntax", /resource\s+policy\s+contains\s+a\s+syntax\s+error|policy\s+has\s+invalid\s+syntax/i, true],
  ["syntax", /Policy\s+Document\s+is\s+not\s+valid\.\s+Syntax\s+error\s+at\s+position/i, true],
  ["syntax", /parsing\s+policy\s+\d:\s+parsing\s+statement\s+\d/i, true],
  ["syntax", /FileSystemPolicy\s+is\s+malformed/i, true],
  ["syntax", /policy\s+is\s+not\s+in\s+the\s+valid\s+JSON\s+format/i, true],
  ["syntax", /Policies\s+must\s+be\s+valid\s+JSON|contains\s+an\s+invalid\s+JSON\s+policy/i, true],
  ["syntax", /JSON\s+strings\s+must\s+not\s+have\s+leading\s+spaces/i, true],
  ["syntax", /Syntax\s+errors?\s+in\s+policy|contains\s+invalid\s+Json|Invalid\s+policy\s+syntax/i, true],
  ["unsaid", /(?<![\w.])(?:MalformedPolicy(?:Document(?:Exception)?)?|InvalidPolicyDocument)(?=[:),"';<]|$)/, true],
];
