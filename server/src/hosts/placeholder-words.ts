/** Words that stand where a whole value belongs and say which: `SNS-topic-ARN`, `org-id`, `your bucket`, `vpce-xxxxxx`. */

/**
 * How much of a text, from its start, is a name of what is to be filled in: all of it, or what stands before
 * the first `/` or `:`, as in `domain-arn/*`. One word in lower case may be a value like others.
 */
export function lengthToFillIn(text: string): number {
  // No word begins so, and most texts of a template do.
  if (text.startsWith("${")) return 0;
  if (LEFT_OUT.test(text) || FOR_LATER.test(text)) return text.length;
  if (text.startsWith("arn:")) return saysAnArn(text) ? text.length : 0;
  if (namesWhatToFillIn(text) || OF_A_SERVICE.test(text) || OF_AN_ORGANIZATION.test(text)) return text.length;
  const head = /^[^/:]{4,60}(?=[/:])/.exec(text)?.[0] ?? "";
  return head !== "" && (namesAnArn(head) || isLeftForLater(head)) ? head.length : 0;
}

/** Is the whole text such a name? */
export function namesWhatToFillIn(text: string): boolean {
  if (text.length < 60 && namesAnAddress(text)) return true;
  if (text.length < 4 || text.length > LONGEST || text.startsWith("arn:")) return false;
  if (/^x{6,}$|^[a-z]{1,8}(?:-x{4,})+$/i.test(text) || /^\[[A-Za-z][A-Za-z0-9_ ./*-]{2,}\]$/.test(text)) return true;
  if (
    OF_AN_ADDRESS.test(text) ||
    SKELETON.has(text.replace(/(?<=[a-z])\d{1,2}$/, "")) ||
    ALTERNATIVES.test(text) ||
    namesAnArn(text) ||
    isSentence(text)
  )
    return true;
  const words = wordsOf(text);
  if (words === undefined) return false;
  if (words[0] === "your") return true;
  const saysWhose = words.length > 1 && words.includes(ACCOUNT_OF_EXAMPLES);
  return (
    words.every((word) => WORDS.has(word) || /^\d{12}$/.test(word)) &&
    (saysWhose || words.some((word) => SUBJECTS.has(word)))
  );
}

/** Is it a name of what identifies something, as `SecretId` and `key-name`? In Resource nothing else can be of this form. */
export function namesAnIdentifier(text: string): boolean {
  const words = wordsOf(text);
  return words !== undefined && words.length > 1 && ["id", "identifier", "name"].includes(words.at(-1) ?? "");
}

/** `...`, and what is said to a reader in parentheses: `(Include IAM Principals)`. */
const LEFT_OUT = /^(?:\s*(?:\.{3,}|…)\s*|\([A-Z][A-Za-z,.'-]*(?: [A-Za-z,.'-]+){1,12}\))$/;

/** `arn:aws:sqs:...:orders`: as many fields as there have to be. */
export const LEFT_OUT_OF_ARN = /(?<=:)(?:\.{3,}|…)(?=[:/]|$)|(?<=\/)(?:\.{3,}|…)$/g;

/** Is it what people write for what they leave for later? */
export function isLeftForLater(text: string): boolean {
  return FOR_LATER.test(text);
}

/** `CHANGEME`, `REPLACE_WITH_BUCKET`, `TODO`, `ACCOUNT-ID-HERE`. */
const FOR_LATER =
  /^(?:[A-Z]{2,20}(?:[_-][A-Z]{2,20}){0,4}[_-]HERE|CHANGE_?ME|CHANGE_?THIS|REPLACE_?(?:ME|THIS|WITH(?:_[A-Z]+){0,6})|TO_?DO|TBD|FIXME|PLACEHOLDER|X{3,})$/;

/**
 * Names of what is to be filled in that stand for a part of an ARN behind the account: `BUCKET_NAME`, `YOUR-TABLE`,
 * `your-bucket-name`. Their characters are those of names, so they are read as written; a name such as `your-bucket` may be one.
 */
export function stretchesToFillIn(arn: string): readonly { readonly start: number; readonly end: number }[] {
  if (arn.length > LONGEST_ARN) return [];
  return Array.from(arn.matchAll(PART_OF_ARN), ({ 0: word, index }) => ({ start: index, end: index + word.length }));
}

/** IAM's longest ARNs are of 2,048 characters. */
const LONGEST_ARN = 2048;

const PART_OF_ARN =
  /(?<=[:/])(?:YOUR(?:[_-][A-Z0-9]+)+|(?:[A-Z0-9]+[_-])+(?:NAME|ID)|BUCKET(?:NAME)?|your(?:-[a-z0-9]+)*-(?:name|id))(?=[/:]|$)/g;

const LONGEST = 160;

/** `bucket-owner-123456789012`: whose account it is, in guides whose reader is to write another. */
const ACCOUNT_OF_EXAMPLES = "123456789012";

/** In lower case and without the number behind them; undefined unless the text is made of words and of nothing else. */
function wordsOf(text: string): readonly string[] | undefined {
  if (text.length > 60 || !/^[A-Za-z][A-Za-z0-9_ -]*$/.test(text)) return undefined;
  // Most texts are of one word, such as the names of elements.
  if (/^[A-Za-z][a-z0-9]+$/.test(text)) return ALONE.has(text) ? apart(text) : undefined;
  const words = apart(text);
  return words.length > 1 || /^[A-Z]+$/.test(text) || ALONE.has(text) ? words : undefined;
}

function apart(text: string): readonly string[] {
  const plain = text.replaceAll("ARNs", "arns").replaceAll("IDs", "ids");
  const spaced = plain.replaceAll(/([a-z])([A-Z])/g, "$1 $2").replaceAll(/([A-Z]{2,})([A-Z][a-z])/g, "$1 $2");
  return spaced
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "" && !/^\d{1,3}$/.test(word))
    .map((word) => word.toLowerCase().replace(/(?<=[a-z]{2})\d{1,2}$/, ""));
}

/** `SecretARN`, `arn-of-the-key`, `topicarn`, `(ARN of the key)`, `*role-ARN*`; no other value has the word in it. */
function namesAnArn(text: string): boolean {
  if (!/arn/i.test(text) || OPERATOR.test(text) || !/^[A-Za-z(*"'][\w .,;'"()*&-]*$/.test(text)) return false;
  const words = apart(text);
  if (words.length > 1) return words.some((word) => word === "arn" || word === "arns");
  const [word = ""] = words;
  return word === "arn" || (/^[a-z]{2,20}arn$/.test(word) && !ENDING_ALIKE.has(word));
}

const OPERATOR = /^Arn(?:Not)?(?:Equals|Like)(?:IfExists)?$/i;

const ENDING_ALIKE: ReadonlySet<string> = new Set([
  "barn",
  "darn",
  "earn",
  "learn",
  "relearn",
  "unlearn",
  "warn",
  "yarn",
]);

/** `arn:ARN of the service role`, `arn:aws:kms:::your-key-arn`, `arn:aws:s3:::bucket-arn/*` and `arn:aws:sns:::ResourceName`. */
function saysAnArn(text: string): boolean {
  if (text.length > LONGEST) return false;
  const rest = text.slice("arn:".length);
  return rest.includes(":") ? /:(?:[\w-]+[_-]arn|ResourceName)(?:\/[^:]*)?$/i.test(text) : namesAnArn(rest);
}

/** What somebody says to a reader: `A list of the resources that the role may use`. */
function isSentence(text: string): boolean {
  if (!/^[A-Za-z][A-Za-z ,.;'()-]*$/.test(text)) return false;
  const words = text.toLowerCase().split(/[^a-z]+/);
  return words.length >= 4 && words.some((word) => SPOKEN.has(word)) && words.some((word) => SUBJECTS.has(word));
}

/** `xxx.xxx.xxx.xxx/xx`, `x.x.x.x/32`, `a.b.c.d/32`, `203.0.113.7/xx`. */
const OF_AN_ADDRESS =
  /^(?:([a-z])\1{0,2}(?:\.\1{1,3}){3}(?:\/(?:\1{1,2}|\d{1,2}))?|a\.b\.c\.d(?:\/\d{1,2})?|\d{1,3}(?:\.\d{1,3}){3}\/[xy]{1,2})$/i;

/** `YOUR_IP/32`, `office-cidr`, `VPN.IP.ADDRESS/32`: what is no address, and says that one belongs here. */
function namesAnAddress(text: string): boolean {
  if (!/^(?:[A-Z]{2,4}|[a-z]+(?:[ _.-][a-z]+){1,5}|[A-Z]+(?:[ _.-][A-Z]+){1,5})(?:\/\d{1,3})?$/.test(text))
    return false;
  return /(?:^|[ _.-])(?:ips?|cidrs?)(?:[ _./-]|$)/i.test(text);
}

const SPOKEN: ReadonlySet<string> = new Set(["a", "for", "from", "here", "s", "the", "this", "to", "you", "your"]);

/** The skeleton of a statement, as guides and references show it, and one of several that a reader is to choose. */
const SKELETON: ReadonlySet<string> = new Set([
  ...["action", "action-statement", "effect", "resource", "resource-statement", "string"],
  ...["amazon-resource-name", "resource-name", "ServiceName", "service-name", "Service-Name"],
]);
const ALTERNATIVES = /^Allow ?[|/] ?Deny$/;

/** `service-prefix:action`, as guides write of any service. */
const OF_A_SERVICE =
  /^(?:(?:your|my|some|example|aws)[-_ ]?)?(?:service(?:[-_ ]?(?:name|prefix|namespace))?|prefix)(?:-\d)?:[A-Za-z*]/i;

/** No organization has such an ID. */
const OF_AN_ORGANIZATION = /^o-(?:your|my)?[-_]?org(?:anization)?[-_]?id(?:[/*]|$)/i;

/** What a text of one word may be about. */
const ALONE: ReadonlySet<string> = new Set(["account", "accountid", "orgid", "region"]);

/** What the words are about: a text of other words may be anything. */
const SUBJECTS: ReadonlySet<string> = new Set([
  ...["account", "accountid", "accountnumber", "id", "ids", "orgid", "permissions", "region", "resources"],
]);

const WORDS: ReadonlySet<string> = new Set([
  ...[...SUBJECTS].filter((word) => word !== "permissions" && word !== "resources"),
  ...["admin", "administrator", "audit", "aws", "bucket", "central", "code", "consumer", "customer", "delegated"],
  ...["destination", "endpoint", "example", "external", "key", "logging", "management", "member", "my", "name"],
  ...["number", "org", "organization", "other", "ou", "owner", "partner", "payer", "principal", "producer", "resource"],
  ...["security", "source", "target", "the", "third", "party", "trusted", "vendor", "vpc", "vpce", "your"],
]);
