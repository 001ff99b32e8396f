import { isSettled, PRINCIPAL_TYPES, type PrincipalEntries, type Scalar } from "../../policy/policy.ts";
import { type Check, type Finding } from "../check.ts";
import { type Fix, fixWith } from "../fix.ts";
import { putUnderType, renameMember, replaceText } from "../../policy/changes.ts";
import { textSpan } from "../spans.ts";
import { principalElements } from "../entries.ts";
import { nearestNames } from "../../domains/nearest-name.ts";
import { messagesOf } from "../messages.ts";
import { didYouMean } from "../../wording/did-you-mean.ts";
import { listed, name, say, sentences } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  noType: (principal: string) =>
    say`Every principal but ${name("*")} needs a type, as in ${name('{ "AWS": … }')}, so AWS rejects ${name(principal)}. Put it under its type.`,
  unknownType: (type: string, near: readonly string[]) =>
    sentences(
      say`${name(type)} is not a principal type.`,
      didYouMean(near) ?? say`Write ${listed(PRINCIPAL_TYPES.map(name), "or")}.`,
    ),
  everyService: () =>
    say`${name("*")} does not stand for every service here. Name each service, as in ${name("ec2.amazonaws.com")}.`,
  notAService: (principal: string) => say`${name(principal)} is not a service. Put it under ${name("AWS")}.`,
  service: (principal: string) => say`${name(principal)} is a service. Put it under ${name("Service")}.`,
  wildcard: (arn: string) =>
    say`A principal cannot have a wildcard in its ARN, so ${name(arn)} matches nobody. Put a condition on ${name("aws:PrincipalArn")} instead.`,
  group: (arn: string) =>
    say`A group cannot be a principal, so ${name(arn)} matches nobody. Name its users, or a role that they assume.`,
  account: (account: string) => say`${name(account)} is not an account ID. Write 12 digits without dashes.`,
  neither: (principal: string) =>
    say`${name(principal)} is not an account ID, an ARN or ${name("*")}, so AWS rejects it as a principal. Write one of these.`,
});

export const invalidPrincipal: Check = {
  code: "invalid-principal",
  severity: "error",
  summary: "A principal is not in a form that AWS accepts.",
  messages: MESSAGES,
  perStatement: true,
  *find({ policy }) {
    for (const { principal } of principalElements(policy)) {
      if (principal.form === "text") yield* textPrincipal(principal.value);
      if (principal.form !== "typed") continue;
      const present = principal.types.map(({ type }) => type);
      for (const entries of principal.types) {
        yield* unknownType(entries, present);
        if (entries.typeHoles.length > 0) continue;
        for (const entry of entries.entries) if (isSettled(entry)) yield* invalidEntry(entry, entries, present);
      }
    }
  },
};

/** `"Principal": "arn:…"`: only "*" stands without a type. */
function* textPrincipal(value: Scalar): Generator<Finding> {
  if (!isSettled(value) || value.type !== "string") return;
  const type = typeOf(value.text);
  yield {
    span: textSpan(value),
    ...MESSAGES.noType(value.text),
    fixes: () => (type === undefined ? [] : fixWith(say`Put it under ${name(type)}`, putUnderType(value, type))),
  };
}

function* unknownType(entries: PrincipalEntries, present: readonly string[]): Generator<Finding> {
  const { type, typeHoles, keySpan } = entries;
  if (PRINCIPAL_TYPES.some((known) => known === type) || typeHoles.length > 0) return;
  const near = nearestNames(
    type,
    PRINCIPAL_TYPES.filter((known) => !present.includes(known)),
  );
  yield {
    span: keySpan,
    ...MESSAGES.unknownType(type, near),
    fixes: () => near.map((one) => renameType(entries, one)),
  };
}

function* invalidEntry(entry: Scalar, entries: PrincipalEntries, present: readonly string[]): Generator<Finding> {
  if (entry.type !== "string") return;
  if (entries.type === "AWS") yield* invalidAwsPrincipal(entry, entries, present);
  if (entries.type === "Service" && entry.text === "*") {
    yield {
      span: textSpan(entry),
      ...MESSAGES.everyService(),
    };
  }
  if (entries.type === "Service" && typeOf(entry.text) === "AWS") {
    yield {
      span: textSpan(entry),
      ...MESSAGES.notAService(entry.text),
      fixes: () => moveAll(entries, present, "AWS"),
    };
  }
}

function* invalidAwsPrincipal(
  entry: Scalar,
  entries: PrincipalEntries,
  present: readonly string[],
): Generator<Finding> {
  const { text } = entry;
  const span = textSpan(entry);
  if (text === "*" || ACCOUNT.test(text) || text.includes("${")) return;
  if (SERVICE_NAME.test(text)) {
    yield { span, ...MESSAGES.service(text), fixes: () => moveAll(entries, present, "Service") };
  } else if (text.startsWith("arn:")) {
    if (text.includes("*") || text.includes("?")) {
      yield { span, ...MESSAGES.wildcard(text) };
    } else if (GROUP.test(text)) {
      yield { span, ...MESSAGES.group(text) };
    }
  } else if (DIGITS_AND_DASHES.test(text)) {
    const digits = text.replaceAll("-", "");
    yield {
      span,
      ...MESSAGES.account(text),
      fixes: () =>
        ACCOUNT.test(digits) ? [{ title: say`Replace with ${name(digits)}`, changes: replaceText(entry, digits) }] : [],
    };
  } else if (!WORD.test(text)) {
    yield {
      span,
      ...MESSAGES.neither(text),
    };
  }
}

function typeOf(text: string): "AWS" | "Service" | undefined {
  if (SERVICE_NAME.test(text)) return "Service";
  return ACCOUNT.test(text) || PRINCIPAL_ARN.test(text) ? "AWS" : undefined;
}

/** Renames the type where that is right for all its entries and the right type is not there yet. */
function moveAll(entries: PrincipalEntries, present: readonly string[], type: "AWS" | "Service"): readonly Fix[] {
  const allFit = !entries.open && entries.entries.every((entry) => typeOf(entry.text) === type);
  return allFit && !present.includes(type) ? [renameType(entries, type)] : [];
}

function renameType({ type, member }: PrincipalEntries, to: string): Fix {
  return { title: say`Rename ${name(type)} to ${name(to)}`, changes: renameMember(member, to) };
}

const ACCOUNT = /^\d{12}$/;
const DIGITS_AND_DASHES = /^[\d-]+$/;
const SERVICE_NAME = /^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/;
const PRINCIPAL_ARN = /^arn:[a-z-]+:(?:iam|sts)::\d{12}:[A-Za-z0-9+=,.@_/-]+$/;
const GROUP = /^arn:[^:]*:iam::[^:]*:group\//;
/** A bare word may be a placeholder or the unique ID of a user or role. */
const WORD = /^\w+(?:-\w+)*$/;
