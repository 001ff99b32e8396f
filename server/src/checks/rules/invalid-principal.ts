import {
  isSettled,
  PRINCIPAL_TYPES,
  type PrincipalElement,
  type PrincipalEntries,
  type Scalar,
  scalarOfString,
} from "../../policy/policy.ts";
import { deployedExample, shapeOf } from "../../policy/shape.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { type Fix, fixWith } from "../fix.ts";
import { putUnderType, replaceText } from "../../policy/changes.ts";
import { isOnlyBegun } from "../only-begun.ts";
import { textSpan } from "../spans.ts";
import { principalElements } from "../entries.ts";
import { certainKind } from "../kind-rules.ts";
import {
  ACCOUNT,
  mayBeFilledIn,
  PRINCIPAL_ARN,
  principalsIn,
  ROOT_OF_ACCOUNT,
  SERVICE_NAME,
  typeOf,
} from "../../policy/principal-text.ts";
import { ORGANIZATION_ID, PART_OF_ORGANIZATION, VPC_ENDPOINT_ID, VPC_ID } from "../../policy/id-forms.ts";
import { knownVariables, type VariableUse } from "../variables.ts";
import { nearestNames } from "../../domains/nearest-name.ts";
import {
  bareWord,
  FOR_THE_READER,
  invalidProvider,
  isNamedProvider,
  isProviderArn,
  moveAll,
  moveOne,
  openProvider,
  renameType,
  replacedBy,
  withItsKeys,
} from "../principal-findings.ts";
import { invalidPrincipalArn, isSender, openPrincipalArn } from "../principal-arns.ts";
import { PRINCIPAL_MESSAGES as MESSAGES } from "../principal-messages.ts";
import { name, say } from "../../wording/phrase.ts";

export const invalidPrincipal: Check = {
  code: "invalid-principal",
  severity: "error",
  summary: "A principal is not in a form that AWS accepts.",
  messages: MESSAGES,
  perStatement: true,
  element: "Principal",
  *find(subject) {
    for (const { principal, statement, elementName } of principalElements(subject.policy)) {
      if (principal.form === "everyone" && elementName === "Principal" && certainKind(subject) === "trust") {
        if (statement.effect?.text === "Allow") yield everyoneInTrust(principal);
      }
      if (principal.form === "text") {
        if (principal.value.text !== "" || !isOnlyBegun(statement)) yield* textPrincipal(principal.value);
      }
      if (principal.form !== "typed") continue;
      const present = principal.types.map(({ type }) => type);
      for (const entries of principal.types) {
        yield* unknownType(entries, present);
        if (entries.typeHoles.length > 0) continue;
        for (const entry of entries.entries) {
          if (isSettled(entry)) {
            const [variable] = knownVariables(entry, subject.catalog);
            if (variable === undefined)
              for (const one of withMove(invalidEntry(entry, entries, present, subject), { principal, entries, entry }))
                yield withItsKeys(one, statement);
            else yield withVariable(entry, variable);
          } else if (entries.type === "AWS" && isOwnName(entry)) {
            yield { span: textSpan(entry), ...MESSAGES.ownName(entry.text) };
          } else if (entries.type === "AWS" && entry.certain) yield* openPrincipalArn(entry);
          else if (entries.type === "Federated") yield* openProvider(entry);
        }
      }
    }
  },
};

interface EntryInPlace {
  readonly principal: PrincipalElement;
  readonly entries: PrincipalEntries;
  readonly entry: Scalar;
}

/** What stands under the wrong type beside others that do not is moved alone. */
function* withMove(findings: Iterable<Finding>, { principal, entries, entry }: EntryInPlace): Generator<Finding> {
  const type = isNamedProvider(entry.text) || isProviderArn(entry.text) ? "Federated" : typeOf(entry.text);
  for (const finding of findings) {
    const { fixes } = finding;
    const all = (): readonly Fix[] => {
      const own = fixes?.() ?? [];
      return own.length > 0 || type === undefined || type === entries.type
        ? own
        : moveOne(principal, entries, entry, type);
    };
    yield { ...finding, fixes: all };
  }
}

/** Source: "IAM policy elements: Variables and tags", on where they can be used. */
function withVariable(entry: Scalar, { start, end }: VariableUse): Finding {
  return { span: entry.within(start, end), ...MESSAGES.variable(entry.text.slice(start, end)) };
}

/** `!Ref` of a role gives its name, of which AWS or a tool may make up a part. An ARN and an account have other characters. */
function isOwnName({ text, holes, certain }: Scalar): boolean {
  if (!certain || !holes.every(({ isOwnName }) => isOwnName === true)) return false;
  const written = holes.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
  return /^[\w+=,.@-]*$/.test(written) && !/^(?:\d+|arn)$/.test(written);
}

/** Source: "IAM Access Analyzer policy check reference", role trust policy unsupported wildcard in principal. */
function everyoneInTrust({ node, span }: PrincipalElement): Finding {
  const place = node.kind === "string" ? scalarOfString(node, true) : undefined;
  return {
    span: place === undefined ? span : textSpan(place),
    ...MESSAGES.everyoneInTrust(),
    fixes: () =>
      place === undefined ? [] : fixWith(say`Put ${name("*")} under ${name("AWS")}`, putUnderType(place, "AWS")),
  };
}

/** `"Principal": "arn:…"`: only "*" stands without a type. */
function* textPrincipal(value: Scalar): Generator<Finding> {
  if (value.type !== "string" || (!isSettled(value) && !/^arn:[^:]+:(?:iam|sts)::/.test(shapeOf(value)))) return;
  const type = typeOf(deployedExample(value)?.text ?? value.text);
  yield {
    span: textSpan(value),
    ...MESSAGES.noType(value.text),
    fixes: () => (type === undefined ? [] : fixWith(say`Put it under ${name(type)}`, putUnderType(value, type))),
  };
}

function* unknownType(entries: PrincipalEntries, present: readonly string[]): Generator<Finding> {
  const { type, typeHoles, keySpan } = entries;
  if (PRINCIPAL_TYPES.some((known) => known === type) || typeHoles.length > 0) return;
  if (ELEMENTS_OF_STATEMENTS.has(type)) {
    yield { span: keySpan, ...MESSAGES.actionInside(type) };
    return;
  }
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

function* invalidEntry(
  entry: Scalar,
  entries: PrincipalEntries,
  present: readonly string[],
  subject: PolicyUnderCheck,
): Generator<Finding> {
  if (entry.type !== "string") return;
  const several = principalsIn(entry.text);
  if (several.length > 1) {
    yield { span: textSpan(entry), ...MESSAGES.several(several), fixes: () => splitting(entry, entries, several) };
    return;
  }
  const withoutSpaces = withoutSpacesInFields(entry.text);
  if (withoutSpaces !== entry.text) {
    yield replacedBy(entry, withoutSpaces, MESSAGES.spaces);
    return;
  }
  if (entries.type === "AWS") yield* invalidAwsPrincipal(entry, entries, present, subject);
  if (entries.type === "CanonicalUser" && (typeOf(entry.text) === "AWS" || ORIGIN_IDENTITY.test(entry.text))) {
    const message = MESSAGES.notCanonical(entry.text);
    yield { span: textSpan(entry), ...message, fixes: () => moveAll(entries, present, "AWS") };
  }
  if (entries.type === "CanonicalUser" && /^[0-9a-f]+$/i.test(entry.text) && !ACCOUNT.test(entry.text)) {
    if (entry.text.length !== 64) yield { span: textSpan(entry), ...MESSAGES.cutCanonical(entry.text) };
  }
  if (entries.type === "Federated") yield* invalidProvider(entry, entries, present);
  if (entries.type === "Service" && /^(?:amazonaws\.com|aws\.amazon\.com)$/.test(entry.text)) {
    yield { span: textSpan(entry), ...MESSAGES.noServiceName(entry.text) };
  }
  if (entries.type === "Service" && /[*?]/.test(entry.text)) {
    const message = entry.text === "*" ? MESSAGES.everyService() : MESSAGES.partOfService(entry.text);
    yield { span: textSpan(entry), ...message };
  }
  if (entries.type === "Service" && entry.text.startsWith("arn:") && !PRINCIPAL_ARN.test(entry.text)) {
    yield* arnOfService(entry);
  }
  if (entries.type === "Service" && typeOf(entry.text) === "AWS") {
    yield {
      span: textSpan(entry),
      ...MESSAGES.notAService(entry.text),
      fixes: () => moveAll(entries, present, "AWS"),
    };
  }
}

/** Of a distribution or a topic, which a service acts for, or of anything else. */
function* arnOfService(entry: Scalar): Generator<Finding> {
  if (FOR_THE_READER.test(entry.text) || /[*?]/.test(entry.text)) return;
  const service = entry.text.split(":")[2] ?? "";
  const message = isSender(service)
    ? MESSAGES.sender(entry.text, `${service}.amazonaws.com`)
    : MESSAGES.arnOfService(entry.text);
  yield { span: textSpan(entry), ...message };
}

/**
 * The name of an origin access identity has blanks, and what stands before the last part of an ARN has none, nor has any
 * principal at its ends.
 */
function withoutSpacesInFields(written: string): string {
  const text = /\s$|^\s/.test(written) && typeOf(written.trim()) !== undefined ? written.trim() : written;
  const fields = text.split(":");
  if (fields[0] !== "arn" || FOR_THE_READER.test(text)) return text;
  return fields.map((field, index) => (index < 5 ? field.replace(/\s+/g, "") : field)).join(":");
}

function* invalidAwsPrincipal(
  entry: Scalar,
  entries: PrincipalEntries,
  present: readonly string[],
  subject: PolicyUnderCheck,
): Generator<Finding> {
  const { text } = entry;
  const span = textSpan(entry);
  if (text === "*" || ACCOUNT.test(text) || text.includes("${")) return;
  const elsewhere = ASKED_ELSEWHERE.find(({ form }) => form.test(text));
  if (isNamedProvider(text)) {
    yield { span, ...MESSAGES.namedProvider(text), fixes: () => moveAll(entries, present, "Federated") };
  } else if (elsewhere !== undefined) {
    yield { span, ...MESSAGES.underKey(text, elsewhere.what, elsewhere.key) };
  } else if (SERVICE_NAME.test(text)) {
    yield { span, ...MESSAGES.service(text), fixes: () => moveAll(entries, present, "Service") };
  } else if (text.startsWith("arn:")) yield* invalidPrincipalArn(entry, entries, present);
  else if (ACCESS_KEY.test(text)) {
    yield { span, ...MESSAGES.accessKey(text) };
  } else if (OTHER_ID.test(text)) {
    yield { span, ...MESSAGES.otherId(text, OTHER_IDS[text.slice(0, 4)] ?? "something else") };
  } else if (CLOUDFRONT_ID.test(text)) {
    yield { span, ...MESSAGES.cloudFrontId(text) };
  } else if (DIGITS_AND_DASHES.test(text)) {
    const digits = text.replaceAll("-", "");
    yield {
      span,
      ...MESSAGES.account(text),
      fixes: () =>
        ACCOUNT.test(digits) ? [{ title: say`Replace with ${name(digits)}`, changes: replaceText(entry, digits) }] : [],
    };
  } else if (ROOT_OF_ACCOUNT.test(text)) {
    yield replacedBy(entry, `arn:aws:iam::${text}`, MESSAGES.rootOfAccount);
  } else if (!mayBeFilledIn(text)) {
    yield { span, ...MESSAGES.neither(text) };
  } else yield* bareWord(entry, subject);
}

/** As a principal it is named by its ARN, or under `CanonicalUser` by an ID. Source: "Restrict access to an Amazon S3 origin". */
const ORIGIN_IDENTITY = /^arn:[^:]*:iam::cloudfront:user\//;

function splitting(entry: Scalar, { form }: PrincipalEntries, parts: readonly string[]): readonly Fix[] {
  return form === "list" ? [] : fixWith(say`Write a list`, [{ change: "replace", value: entry.node, by: parts }]);
}

/** What a blank too many in YAML, or a brace in the wrong place, puts into the principal. */
const ELEMENTS_OF_STATEMENTS: ReadonlySet<string> = new Set([
  "Action",
  "Condition",
  "Effect",
  "NotAction",
  "NotResource",
  "Resource",
  "Sid",
]);
/** What a condition asks for, and no principal is. Source: "AWS global condition context keys". */
const ASKED_ELSEWHERE: readonly { readonly form: RegExp; readonly what: string; readonly key: string }[] = [
  { form: VPC_ENDPOINT_ID, what: "the ID of a VPC endpoint", key: "aws:SourceVpce" },
  { form: VPC_ID, what: "the ID of a VPC", key: "aws:SourceVpc" },
  { form: ORGANIZATION_ID, what: "the ID of an organization", key: "aws:PrincipalOrgID" },
  {
    form: PART_OF_ORGANIZATION,
    what: "the ID of a part of an organization",
    key: "aws:PrincipalOrgPaths",
  },
  { form: /^\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?$/, what: "an IP address", key: "aws:SourceIp" },
];
const DIGITS_AND_DASHES = /^[\d-]+$/;
const ACCESS_KEY = /^A[KS]IA[A-Z0-9]{12,}$/;
const OTHER_ID = /^A(?:G|I|N)PA[A-Z0-9]{12,}$/;
/** Source: "IAM identifiers", understanding unique ID prefixes. */
const OTHER_IDS: Readonly<Record<string, string>> = {
  AGPA: "a group",
  AIPA: "an instance profile",
  ANPA: "a policy",
};
/** Unique IDs of IAM begin with A. Source: "Restrict access to an Amazon S3 origin" (CloudFront). */
const CLOUDFRONT_ID = /^E(?=[A-Z]*\d)[A-Z0-9]{12,13}$/;
