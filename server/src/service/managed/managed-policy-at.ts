/** The policy that AWS manages that a place of a file names, by its ARN or by its name. The text around decides. */
import { type Span } from "../../text/span.ts";
import { type PolicyDocument } from "../document.ts";

/** Where the name of such a policy stands, or belongs. */
export interface ManagedPolicyPlace {
  /** What is written there: an ARN, a name, or the beginning of either. */
  readonly span: Span;
  readonly text: string;
  /** Of the span, what stands before the cursor. */
  readonly typed: string;
  /** The file wants the ARN, or the name alone. */
  readonly form: "arn" | "name";
  /** A quote stands before it already, or none is needed. */
  readonly quoted: boolean;
  /** It is an item of a list in YAML of which AWS SAM also takes the names of its policy templates. */
  readonly takesTemplates: boolean;
}

/** The name that stands there, without the path of its ARN; undefined for what is no policy of AWS. */
export function managedPolicyNamed({ text, form }: ManagedPolicyPlace): string | undefined {
  const arn = ARN.exec(text);
  if (arn !== null) return arn[1];
  return form === "name" && /^[\w+=,.@-]+$/.test(text) ? text : undefined;
}

const ARN = /^arn:aws[\w-]*:iam::aws:policy\/(?:[\w+=,.@-]+\/)*([\w+=,.@-]+)$/;
const ARN_BEGUN = /^arn:aws[\w-]*:iam::aws:policy(?:$|\/)/;

/** Undefined where nothing says that a managed policy is meant. */
export function managedPolicyPlace({ source }: PolicyDocument, offset: number): ManagedPolicyPlace | undefined {
  const { text } = source;
  const span = wordAround(text, offset);
  const word = text.slice(span.start, span.end);
  const typed = text.slice(span.start, offset);
  const quote = /["'`]/.test(text.charAt(span.start - 1));
  const quoted = quote || /\.ya?ml$|\.template$/i.test(source.path) || source.languageId === "yaml";
  if (ARN_BEGUN.test(word)) return { span, text: word, typed, form: "arn", quoted, takesTemplates: false };
  // Whatever else is written as an ARN is another thing's name.
  if (word.startsWith("arn:") && !mayBecomeManaged(word)) return undefined;
  const key = keyBefore(text, span.start - (quote ? 1 : 0));
  const form = key === undefined ? undefined : formWanted(key, text);
  const takesTemplates =
    quoted && !quote && key?.name === "Policies" && /^[ \t]*- +$/.test(lineBefore(text, span.start));
  return form === undefined ? undefined : { span, text: word, typed, form, quoted, takesTemplates };
}

function lineBefore(text: string, offset: number): string {
  return text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
}

/** Is it the beginning of such an ARN? */
function mayBecomeManaged(word: string): boolean {
  const written = word.split(":");
  const fields = ["arn", written[1] ?? "aws", "iam", "", "aws", "policy/"];
  return written.every((field, index) => {
    const wanted = fields[index] ?? "";
    return index === written.length - 1 ? wanted.startsWith(field) : wanted === field;
  });
}

const LONGEST = 300;

function wordAround(text: string, offset: number): Span {
  let start = offset;
  while (start > 0 && offset - start < LONGEST && isOfWord(text.charAt(start - 1))) start--;
  let end = offset;
  while (end < text.length && end - offset < LONGEST && isOfWord(text.charAt(end))) end++;
  // The colon behind a key of YAML is none of a name.
  if (text.charAt(end - 1) === ":" && end > offset) end--;
  return { start, end };
}

function isOfWord(character: string): boolean {
  return OF_WORDS.has(character);
}

const OF_NAMES = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_:";
const OF_KEYS: ReadonlySet<string> = new Set(OF_NAMES);
const OF_WORDS: ReadonlySet<string> = new Set(`${OF_NAMES}+=.@/-`);

interface KeyBefore {
  readonly name: string;
  /** Where its name begins. */
  readonly at: number;
  /** The value stands in a list of it. */
  readonly inList: boolean;
}

/** So far a list is followed back to the name that it belongs to. */
const LONGEST_LIST = 4_000;

/** The name whose value, or a value in whose list, begins at the offset. */
function keyBefore(text: string, offset: number): KeyBefore | undefined {
  const from = Math.max(0, offset - LONGEST_LIST);
  let at = offset;
  let inList = false;
  // A comma or a dash stands between what is here and the item before it.
  let separated = false;
  while (at > from) {
    const before = text.charAt(at - 1);
    if (/\s/.test(before)) at--;
    else if (before === ":" || before === "=") return keyEndingAt(text, at - 1, inList);
    else if (before === "," || before === "[" || (before === "-" && /^\s?$/.test(text.charAt(at - 2)))) {
      inList ||= before !== ",";
      separated = true;
      at--;
    } else {
      const start = separated ? startOfItem(text, at, from) : undefined;
      if (start === undefined) return undefined;
      separated = false;
      at = start;
    }
  }
  return undefined;
}

/** Of the item of a list that ends at the offset. */
function startOfItem(text: string, end: number, from: number): number | undefined {
  const last = text.charAt(end - 1);
  if (last === '"' || last === "'") {
    const start = text.lastIndexOf(last, end - 2);
    return start < from ? undefined : start;
  }
  let start = end;
  while (start > from && isOfWord(text.charAt(start - 1))) start--;
  return start < end && /^[A-Za-z]/.test(text.charAt(start)) ? start : undefined;
}

function keyEndingAt(text: string, end: number, inList: boolean): KeyBefore | undefined {
  const from = Math.max(0, end - LONGEST);
  let nameEnd = end;
  while (nameEnd > from && isBlank(text.charAt(nameEnd - 1))) nameEnd--;
  if (nameEnd > from && isQuote(text.charAt(nameEnd - 1))) nameEnd--;
  let start = nameEnd;
  while (start > from && OF_KEYS.has(text.charAt(start - 1))) start--;
  if (start === nameEnd) return undefined;
  const name = text.slice(start, nameEnd);
  return { name, at: start > from && isQuote(text.charAt(start - 1)) ? start - 1 : start, inList };
}

function isBlank(character: string): boolean {
  return character === " " || character === "\t";
}

function isQuote(character: string): boolean {
  return character === '"' || character === "'";
}

/**
 * Elements of templates and arguments of Terraform whose values are ARNs of managed policies. Sources: "AWS::IAM::Role"
 * and "AWS::IAM::ManagedPolicy" (AWS CloudFormation), "aws_iam_role", "aws_iam_role_policy_attachment",
 * "aws_iam_role_policy_attachments_exclusive" and "aws_ssoadmin_managed_policy_attachment" (Terraform AWS provider),
 * "Condition keys for AWS Identity and Access Management".
 */
const ARN_KEYS: ReadonlySet<string> = new Set(
  [
    ["ManagedPolicyArns", "ManagedPolicies", "PermissionsBoundary", "PolicyArn", "PolicyArns"],
    ["managed_policy_arns", "managed_policy_arn", "permissions_boundary", "policy_arn", "policy_arns"],
    ["iam:PolicyARN", "iam:PermissionsBoundary"],
  ]
    .flat()
    .map((key) => key.toLowerCase()),
);

function formWanted({ name, at, inList }: KeyBefore, text: string): "arn" | "name" | undefined {
  if (ARN_KEYS.has(name.toLowerCase())) return "arn";
  const before = text.slice(Math.max(0, at - LONGEST_LIST), at);
  // AWS SAM takes names. Source: "AWS::Serverless::Function", Policies.
  if (name === "Policies" && inList) return isOfSam(before) ? "name" : undefined;
  if (inList || (name !== "arn" && name !== "name")) return undefined;
  return isInPolicyData(before) ? (name === "arn" ? "arn" : "name") : undefined;
}

function isOfSam(before: string): boolean {
  const type = before.lastIndexOf("AWS::");
  return type >= 0 && /^AWS::Serverless::(?:Function|StateMachine)\b/.test(before.slice(type, type + 40));
}

/** `data "aws_iam_policy"` reads one by its ARN or its name. */
function isInPolicyData(before: string): boolean {
  const block = before.lastIndexOf("{");
  return (
    block >= 0 && /\bdata\s+"aws_iam_policy"\s+"[^"\n]*"\s*$/.test(before.slice(Math.max(0, block - LONGEST), block))
  );
}
