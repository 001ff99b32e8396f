/** What several sentences on principals share, and what is said of identity providers. */
import { addEntries, removeEntries, renameMember, replaceText } from "../policy/changes.ts";
import {
  type PrincipalElement,
  type PrincipalEntries,
  principalList,
  type Scalar,
  type Statement,
} from "../policy/policy.ts";
import { type Change } from "../syntax/change.ts";
import { issuerOf } from "../policy/token-issuers.ts";
import { PRINCIPAL_ARN, typeOf } from "../policy/principal-text.ts";
import { name, say } from "../wording/phrase.ts";
import { namesWhatToFillIn } from "../hosts/placeholder-words.ts";
import { type Finding, type PolicyUnderCheck } from "./check.ts";
import { type Fix } from "./fix.ts";
import { isOfMadeResource } from "./kind-rules.ts";
import { type Message } from "./messages.ts";
import { PRINCIPAL_MESSAGES as MESSAGES } from "./principal-messages.ts";
import { placesAsWell, textSpan } from "./spans.ts";
import { keysWithScheme, SCHEME } from "./token-claims.ts";

/** A name alone: what a reference stands for is not left for a reader, and what a resource of AWS has is AWS's to take. */
export function* bareWord(entry: Scalar, subject: PolicyUnderCheck): Generator<Finding> {
  const { text } = entry;
  const span = textSpan(entry);
  // What chooses between several may choose another for this one.
  if (!entry.certain) return;
  const { source } = subject;
  const isMade = isOfMadeResource(subject);
  if (isMade && source !== undefined && unquoted(source.slice(span.start, span.end)) !== text) {
    if (!UNIQUE_ID.test(text) && !namesWhatToFillIn(text)) yield { span, ...MESSAGES.neither(text) };
  } else if (isMade && BEGINS_AS_ACCOUNT.test(text)) {
    yield { span, ...MESSAGES.neither(text) };
  } else if (/^[a-z]+$/.test(text) && !namesWhatToFillIn(text)) {
    // So a user is named in other products, and a reader is told to fill in somebody.
    yield { span, ...MESSAGES.neither(text), severity: isMade ? "warning" : "info" };
  }
}

function unquoted(written: string): string {
  return written.replace(/^\\?["']|\\?["']$/g, "");
}

/** `1111222233fa1cebac`, an account ID that was cut or mixed with something else. A canonical user ID is longer. */
const BEGINS_AS_ACCOUNT = /^\d{8,}[a-z]\w{0,30}$/;

const UNIQUE_ID = /^A[A-Z]{3}[A-Z0-9]{12,}$/;

/** Source: "Actions, resources, and condition keys for AWS IAM": an OIDC provider's ARN has its URL without the scheme. */
export function* invalidProvider(
  entry: Scalar,
  entries: PrincipalEntries,
  present: readonly string[],
): Generator<Finding> {
  const { text } = entry;
  const scheme = /https?:\/\//.exec(text);
  if (scheme !== null && !FOR_THE_READER.test(text)) {
    const fixed = text.replace(scheme[0], "");
    const isWhole = fixed.startsWith("arn:") || NAMED_PROVIDERS.has(fixed);
    yield isWhole
      ? replacedBy(entry, fixed, MESSAGES.providerUrl)
      : { span: textSpan(entry), ...MESSAGES.providerAlone(text, fixed) };
  } else if (SHORT_ACCOUNT.test(text)) {
    yield { span: textSpan(entry), ...MESSAGES.accountInArn(SHORT_ACCOUNT.exec(text)?.[1] ?? "", text) };
  } else if (isProviderArn(text) && /[*?]/.test(text)) {
    yield { span: textSpan(entry), ...MESSAGES.partOfProvider(text) };
  } else if (issuerOf(text) !== undefined) {
    yield { span: textSpan(entry), ...MESSAGES.providerAlone(text, text) };
  } else if (isProviderArn(text) && text.endsWith("/") && issuerOf(text.slice(text.indexOf("/") + 1, -1))) {
    // AWS takes the provider, but the issuer of its tokens has no slash at its end.
    yield { ...replacedBy(entry, text.slice(0, -1), MESSAGES.providerSlash), severity: "warning" };
  } else if (SWAPPED_HOST.test(text)) {
    const fixed = text.replace(SWAPPED_HOST, "oidc.eks.$1.amazonaws.com");
    // AWS takes the provider, but no token comes from there.
    yield { ...replacedBy(entry, fixed, MESSAGES.providerHost), severity: "warning" };
  } else if (GUESSED_PROVIDERS.has(text)) {
    yield { ...replacedBy(entry, GUESSED_PROVIDERS.get(text) ?? "", MESSAGES.providerName), severity: "warning" };
  } else if (PRINCIPAL_ARN.test(text) && !PROVIDER.test(text)) {
    yield {
      span: textSpan(entry),
      ...MESSAGES.notAProvider(text),
      fixes: () => moveAll(entries, present, "AWS"),
    };
  }
}

/** `oidc.eu-west-1.eks.amazonaws.com`. Source: "Create an IAM OIDC provider for your cluster" (Amazon EKS). */
const SWAPPED_HOST = /oidc\.([a-z]{2,}(?:-[a-z]+)+-\d)\.eks\.amazonaws\.com/;
const PROVIDER = /^arn:[^:]*:iam::[^:]*:(?:oidc|saml)-provider\//;

/** The account of a provider in digits, and not in twelve. */
const SHORT_ACCOUNT = /^arn:[^:]*:iam::(?!\d{12}:)([\d-]+):(?:oidc|saml)-provider\//;

/** An identity provider of the account, which stands under Federated. */
export function isProviderArn(text: string): boolean {
  return PROVIDER.test(text);
}

/** A provider that has a name of its own in AWS. Source: "AWS JSON policy elements: Principal", OIDC federated principals. */
export function isNamedProvider(text: string): boolean {
  return NAMED_PROVIDERS.has(text);
}

function isProvider(text: string): boolean {
  return isProviderArn(text) || isNamedProvider(text);
}

/** Of a provider that is filled in behind its scheme. */
export function* openProvider(entry: Scalar): Generator<Finding> {
  const { text, holes } = entry;
  const found = /^arn:.*:oidc-provider\/(https:\/\/)/.exec(text);
  const [, scheme = ""] = found ?? [];
  const [start, end] = [(found?.[0].length ?? 0) - scheme.length, found?.[0].length ?? 0];
  if (found === null || holes.some((hole) => hole.start < end && hole.end > start)) return;
  yield { span: textSpan(entry), ...MESSAGES.providerUrl(text, text.slice(0, start) + text.slice(end)) };
}

/** The same mistake in the keys of the provider is corrected with it. */
export function withItsKeys(finding: Finding, statement: Statement): Finding {
  const keys = finding.messageId === "providerUrl" ? keysWithScheme(statement) : [];
  if (keys.length === 0) return finding;
  const renamed = keys.flatMap(({ key, member }) => renameMember(member, key.replace(SCHEME, "")));
  return {
    ...finding,
    related: placesAsWell(keys.map(({ keySpan }) => keySpan)),
    fixes: () => (finding.fixes?.() ?? []).map((fix) => ({ ...fix, changes: [...fix.changes, ...renamed] })),
  };
}

/** What somebody has yet to fill in. */
export const FOR_THE_READER = /[<>{}[\]$%]|\.\.\.|…/;

/** Another text in the place of the principal. */
export function replacedBy(
  entry: Scalar,
  fixed: string,
  message: (written: string, fixed: string) => Message,
): Finding {
  return {
    span: textSpan(entry),
    ...message(entry.text, fixed),
    fixes: () => [{ title: say`Replace with ${name(fixed)}`, changes: replaceText(entry, fixed) }],
  };
}

/** Renames the type where that is right for all its entries and the right type is not there yet. */
export function moveAll(
  entries: PrincipalEntries,
  present: readonly string[],
  type: "AWS" | "Federated" | "Service",
): readonly Fix[] {
  const fits = ({ text }: Scalar): boolean => (type === "Federated" ? isProvider(text) : typeOf(text) === type);
  const allFit = !entries.open && entries.entries.every(fits);
  return allFit && !present.includes(type) ? [renameType(entries, type)] : [];
}

/** Moves one of several entries to the list of another type, which may be new. */
export function moveOne(
  principal: PrincipalElement,
  from: PrincipalEntries,
  entry: Scalar,
  to: string,
): readonly Fix[] {
  if (principal.form !== "typed" || principal.node.kind !== "object") return [];
  const removed = removeEntries(from, [from.entries.indexOf(entry)]);
  const list = principalList(principal, to);
  const { node } = principal;
  const added: readonly Change[] | undefined =
    list === undefined
      ? [{ change: "add-member", to: node, after: node.members.at(-1), key: to, value: entry.text }]
      : addEntries(list, [entry.text]);
  if (removed === undefined || added === undefined) return [];
  return [{ title: say`Move it to ${name(to)}`, changes: [...removed, ...added] }];
}

/** Another type of principal, with all that stands below it. */
export function renameType({ type, member }: PrincipalEntries, to: string): Fix {
  return { title: say`Rename ${name(type)} to ${name(to)}`, changes: renameMember(member, to) };
}

const NAMED_PROVIDERS: ReadonlySet<string> = new Set([
  ...["accounts.google.com", "cognito-identity.amazonaws.com", "graph.facebook.com", "www.amazon.com"],
]);

/** Names that people write for the providers that have no ARN. Source: "AWS JSON policy elements: Principal". */
const GUESSED_PROVIDERS: ReadonlyMap<string, string> = new Map([
  ["amazon.com", "www.amazon.com"],
  ["cognito-identity.amazon.com", "cognito-identity.amazonaws.com"],
  ["cognito-identity.amazonaws", "cognito-identity.amazonaws.com"],
  ["cognito-identity.aws.com", "cognito-identity.amazonaws.com"],
  ["cognito.amazonaws.com", "cognito-identity.amazonaws.com"],
  ["facebook.com", "graph.facebook.com"],
  ["google.com", "accounts.google.com"],
  ["www.facebook.com", "graph.facebook.com"],
]);
