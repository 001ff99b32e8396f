import { isSettled, PRINCIPAL_TYPES, type PrincipalEntries, type Scalar } from "../../policy/policy.ts";
import { type Check, type Finding } from "../check.ts";
import { type Fix, fixWith } from "../fix.ts";
import { putUnderType, renameMember, replaceText } from "../../policy/changes.ts";
import { textSpan } from "../spans.ts";
import { principalElements } from "../entries.ts";
import { nearestNames } from "../../domains/nearest-name.ts";
import { didYouMean, quote } from "../quoting.ts";

export const invalidPrincipal: Check = {
  code: "invalid-principal",
  severity: "error",
  summary: "A principal is written in one of the forms that AWS takes.",
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
    message: `A principal other than "*" needs its type, as in { "AWS": … }, so AWS rejects ${quote(value.text)}`,
    fixes: () => (type === undefined ? [] : fixWith(`Put it under '${type}'`, putUnderType(value, type))),
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
    message: `${quote(type)} is no type of principal: AWS knows 'AWS', 'Service', 'Federated' and 'CanonicalUser'${didYouMean(near)}`,
    fixes: () => near.map((name) => renameType(entries, name)),
  };
}

function* invalidEntry(entry: Scalar, entries: PrincipalEntries, present: readonly string[]): Generator<Finding> {
  if (entry.type !== "string") return;
  if (entries.type === "AWS") yield* invalidAwsPrincipal(entry, entries, present);
  if (entries.type === "Service" && entry.text === "*") {
    yield {
      span: textSpan(entry),
      message: "'*' does not stand for all services: AWS takes the name of each service here",
    };
  }
  if (entries.type === "Service" && typeOf(entry.text) === "AWS") {
    yield {
      span: textSpan(entry),
      message: `${quote(entry.text)} is no service, so it belongs under 'AWS'`,
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
    const message = `${quote(text)} is a service, so it belongs under 'Service'`;
    yield { span, message, fixes: () => moveAll(entries, present, "Service") };
  } else if (text.startsWith("arn:")) {
    if (text.includes("*") || text.includes("?")) {
      const message = `A wildcard cannot stand for a part of a principal, so ${quote(text)} matches nobody; a condition on aws:PrincipalArn can`;
      yield { span, message };
    } else if (GROUP.test(text)) {
      yield { span, message: `A group is no principal, so ${quote(text)} matches nobody; name its users or a role` };
    }
  } else if (DIGITS_AND_DASHES.test(text)) {
    const digits = text.replaceAll("-", "");
    yield {
      span,
      message: `${quote(text)} is no account ID: one has 12 digits and no dashes`,
      fixes: () =>
        ACCOUNT.test(digits) ? [{ title: `Replace with '${digits}'`, changes: replaceText(entry, digits) }] : [],
    };
  } else if (!WORD.test(text)) {
    yield {
      span,
      message: `${quote(text)} is neither an account ID nor an ARN nor '*', so AWS rejects it as a principal`,
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
  return { title: `Rename '${type}' to '${to}'`, changes: renameMember(member, to) };
}

const ACCOUNT = /^\d{12}$/;
const DIGITS_AND_DASHES = /^[\d-]+$/;
const SERVICE_NAME = /^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/;
const PRINCIPAL_ARN = /^arn:[a-z-]+:(?:iam|sts)::\d{12}:[A-Za-z0-9+=,.@_/-]+$/;
const GROUP = /^arn:[^:]*:iam::[^:]*:group\//;
/** A bare word may be a placeholder or the unique ID of a user or role. */
const WORD = /^\w+(?:-\w+)*$/;
