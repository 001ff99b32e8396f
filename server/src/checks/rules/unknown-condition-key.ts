import { renameMember, replacePart } from "../../policy/changes.ts";
import { type Catalog, type CatalogInfo } from "../../catalog/catalog.ts";
import { IOT_POLICY_VARIABLES } from "../../catalog/iot-policy-names.ts";
import { operatorOf } from "../../policy/operators.ts";
import { type ConditionEntry, isSettled, type Scalar, type Statement } from "../../policy/policy.ts";
import { readTemplate } from "../../policy/template.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { isStrictAboutSids } from "../kind-rules.ts";
import { languageVersion, textsWithVariables } from "../variables.ts";
import { asLastResort, type Fix } from "../fix.ts";
import { conditionEntries } from "../entries.ts";
import { placesAsWell } from "../spans.ts";
import { MOST_SEARCHES } from "../../domains/nearest-name.ts";
import { claimOfProvider, kindredKeys, likelyKeys, prefixOf } from "../likely-keys.ts";
import { hasProviderWithScheme, keysWithScheme, SCHEME } from "../token-claims.ts";
import { writesAsTerraform } from "../terraform-condition.ts";
import { messagesOf } from "../messages.ts";
import { type Message } from "../messages.ts";
import { didYouMean } from "../../wording/did-you-mean.ts";
import { notInReference } from "../../wording/reference.ts";
import { mayHaveOneOf } from "./impossible-value.ts";
import { listed, name, say, sentences } from "../../wording/phrase.ts";

interface UnknownKey {
  readonly key: string;
  /** What it does to the condition, for the end of a sentence; said of what cannot be a key at all. */
  readonly effect: string;
  readonly near: readonly string[];
  readonly info: CatalogInfo;
}

const CORRECT = say`Correct it if it is misspelled.`;

const MESSAGES = messagesOf({
  malformed: ({ key, effect, near }: UnknownKey) =>
    sentences(
      say`${name(key)} is not a condition key${effect}.`,
      didYouMean(near) ?? say`Write a key such as ${name("aws:SourceIp")}.`,
    ),
  rejected: ({ key, near }: UnknownKey) =>
    sentences(
      say`IAM rejects a policy with ${name(key)} as a condition key: a key is a prefix, one colon and a name.`,
      didYouMean(near) ?? CORRECT,
    ),
  noTagKey: ({ key, effect }: UnknownKey) =>
    say`${name(key)} ends before the tag key${effect}. Write the tag key behind it, as in ${name(`${key.replace(/\/$/, "")}/team`)}.`,
  noName: ({ key, effect }: UnknownKey) =>
    say`${name(key)} ends before the name of what is compared${effect}. Write the name behind it, as in ${name(`${key}:purpose`)}.`,
  noClaim: ({ key, effect }: UnknownKey) =>
    say`AWS takes no condition on the claim of ${name(key)}${effect}. Use ${name("sub")} or another claim that AWS documents.`,
  unknown: ({ key, near, info }: UnknownKey) => sentences(notInReference(key, info), didYouMean(near) ?? CORRECT),
  variable: (key: string, near: readonly string[], info: CatalogInfo) =>
    sentences(
      say`${name(`\${${key}}`)} may stand for nothing: AWS's service reference of ${info.date} has no such condition key.`,
      didYouMean(near) ?? CORRECT,
    ),
  variableOfDevice: (key: string, near: readonly string[]) =>
    sentences(
      say`The guide of AWS IoT Core describes no variable ${name(`\${${key}}`)}, so it may stand for nothing.`,
      didYouMean(near) ?? CORRECT,
    ),
  variableOfPool: (variable: string) =>
    say`AWS knows ${name("aud")}, ${name("sub")} and ${name("amr")} of an identity pool of Amazon Cognito, so ${name(variable)} stands for nothing. For the ID of the identity, write ${name("${cognito-identity.amazonaws.com:sub}")}. For an attribute of the user that you map to a tag, write ${name("${aws:PrincipalTag/team}")}.`,
  unknownInDeny: ({ key, near, info }: UnknownKey) =>
    sentences(
      say`If AWS has no such key, this Deny denies nothing.`,
      notInReference(key, info),
      didYouMean(near) ?? CORRECT,
    ),
});

export const unknownConditionKey: Check = {
  code: "unknown-condition-key",
  severity: "warning",
  summary: "AWS's service reference does not list this condition key.",
  messages: MESSAGES,
  perStatement: true,
  *find(subject) {
    const { policy, catalog, broken } = subject;
    let searches = 0;
    const slips = new Set<Statement>();
    if (languageVersion(policy, broken) === "2012-10-17") {
      for (const scalar of textsWithVariables(policy)) yield* unknownVariables(scalar, catalog);
    }
    for (const { entry, statement } of conditionEntries(policy)) {
      if (writesAsTerraform(statement)) continue;
      const hasScheme = SCHEME.test(entry.key);
      // The finding on the provider has the keys, too.
      if (hasScheme && hasProviderWithScheme(statement)) continue;
      const isSlip = hasScheme || claimOfProvider(entry.key, statement) !== undefined;
      if (entry.keyHoles.length > 0) {
        yield* openKey(entry, subject);
        continue;
      }
      if (!isSlip && isKnown(entry.key, catalog)) continue;
      // The others of the statement are the same mistake, and corrected with it.
      if (isSlip && slips.has(statement)) continue;
      if (isSlip) slips.add(statement);
      const isSearched = searches++ < MOST_SEARCHES && !isWithoutName(entry.key, catalog);
      const near = isSearched ? withItsValues(likelyKeys(entry.key, statement, catalog), entry) : [];
      const kindred = isSearched && near.length === 0 ? withItsValues(kindredKeys(entry.key, catalog), entry) : [];
      const protects = isDeny(statement) && isUnmet(entry);
      const unknown = { key: entry.key, effect: effectOf(entry), near: [...near, ...kindred], info: catalog.info };
      const isRejected = near.length > 0 && lacksPrefix(entry.key) && isStrictAboutSids(subject);
      yield {
        span: entry.keySpan,
        ...(isRejected
          ? { ...MESSAGES.rejected(unknown), severity: "error" }
          : isSlip && !hasScheme
            ? MESSAGES.malformed(unknown)
            : messageFor(unknown, protects, catalog)),
        // The reference has holes, so only an evident slip is worth a warning, and what would protect nothing.
        ...(near.length > 0 || protects || isNoKey(entry.key, catalog) ? {} : { severity: "info" as const }),
        ...(hasScheme ? alsoWithScheme(statement, entry) : {}),
        fixes: () =>
          isSlip
            ? renamingClaims(statement)
            : [...near.map((one) => renameTo(entry, one)), ...asLastResort(kindred.map((one) => renameTo(entry, one)))],
      };
    }
  },
};

function alsoWithScheme(statement: Statement, entry: ConditionEntry): Pick<Finding, "related"> {
  const others = keysWithScheme(statement).filter((one) => one !== entry);
  return others.length === 0 ? {} : { related: placesAsWell(others.map(({ keySpan }) => keySpan)) };
}

/** `${aws_iam_openid_connect_provider.main.arn}:sub`: what is filled in stands behind what no key begins with. */
function* openKey(entry: ConditionEntry, subject: PolicyUnderCheck): Generator<Finding> {
  const { key, keyHoles, keySpan } = entry;
  const [begins] = /^(?:arn:|https:\/\/)/.exec(key) ?? [];
  if (begins === undefined || keyHoles.some(({ start }) => start < begins.length)) return;
  const [, claim] = /(?::oidc-provider\/|^https:\/\/)(.+:[a-z_]+)$/.exec(key) ?? [];
  const unknown = {
    key,
    effect: effectOf(entry),
    near: claim === undefined ? [] : [claim],
    info: subject.catalog.info,
  };
  yield {
    span: keySpan,
    ...(isStrictAboutSids(subject)
      ? { ...MESSAGES.rejected(unknown), severity: "error" }
      : MESSAGES.malformed(unknown)),
  };
}

/** Of two keys that are as near, the values tell which is meant: a VPC is no endpoint. */
function withItsValues(keys: readonly string[], entry: ConditionEntry): readonly string[] {
  const use = operatorOf(entry);
  const fitting = use === undefined ? keys : keys.filter((key) => mayHaveOneOf(key, entry, use));
  return fitting.length === 0 ? keys : fitting;
}

/** Only variables of AWS: other prefixes are those of tools that fill the text in before AWS sees it. */
function* unknownVariables(scalar: Scalar, catalog: Catalog): Generator<Finding> {
  for (const part of readTemplate(scalar.text, scalar.holes, { variables: true, wildcards: false })) {
    if (part.kind !== "variable") continue;
    const { key, start, end } = part;
    if (OF_POOLS.test(key)) yield { span: scalar.within(start, end), ...MESSAGES.variableOfPool(`\${${key}}`) };
    if (!/^(?:aws|iot):\w/i.test(key) || OF_TOOLS.has(key.toLowerCase()) || isKnown(key, catalog)) continue;
    const isOfDevice = /^iot:/i.test(key);
    const near = isOfDevice ? variablesOfDevice(key) : likelyKeys(key, undefined, catalog);
    const inText = (one: string): string => `\${${one}${scalar.text.slice(start + 2 + key.length, end)}`;
    yield {
      span: scalar.within(start, end),
      ...(isOfDevice
        ? MESSAGES.variableOfDevice(key, near.map(inText))
        : MESSAGES.variable(key, near.map(inText), catalog.info)),
      ...(near.length > 0 ? {} : { severity: "info" as const }),
      fixes: () =>
        near.map(inText).map((one) => ({
          title: say`Replace with ${name(one)}`,
          changes: replacePart(scalar, start, end, one),
        })),
    };
  }
}

/** `iot:ThingName` for `iot:Connection.Thing.ThingName`: the last word is that of one variable. */
function variablesOfDevice(key: string): readonly string[] {
  const [, word = ""] = /([^:.]+)$/.exec(key.toLowerCase()) ?? [];
  return IOT_POLICY_VARIABLES.map((one) => one.name).filter((one) => one.toLowerCase().endsWith(`.${word}`));
}

/** Other keys than those that the page lists of Amazon Cognito. Source: "Available keys for AWS OIDC federation". */
const OF_POOLS =
  /^(?:cognito-identity\.amazonaws\.com:(?!(?:amr|aud|oaud|sub)$)\w|cognito:(?:groups|preferred_role|roles|username)$)/i;

/** Of the Serverless Framework, also in files that it includes. */
const OF_TOOLS: ReadonlySet<string> = new Set(["aws:accountid", "aws:region"]);

function isKnown(key: string, catalog: Catalog): boolean {
  if (catalog.conditionKey(key) !== undefined || USED_BY_AWS.has(key.toLowerCase())) return true;
  if (catalog.documentedOn(key) !== undefined) return true;
  switch (catalog.keyOrigin(key)) {
    // Whoever runs an identity provider defines its keys.
    case "provider":
      return !isUnusedClaim(key, catalog);
    // The data has no keys of a service that was closed.
    case "unknown-service":
      return catalog.isRetiredService(prefixOf(key));
    case "global":
    case "service":
    case "malformed":
      return false;
  }
}

function messageFor(unknown: UnknownKey, protects: boolean, catalog: Catalog): Message {
  if (!isNoKey(unknown.key, catalog)) return protects ? MESSAGES.unknownInDeny(unknown) : MESSAGES.unknown(unknown);
  if (isUnusedClaim(unknown.key, catalog)) return MESSAGES.noClaim(unknown);
  if (isWithoutName(unknown.key, catalog)) return MESSAGES.noName(unknown);
  return isWithoutTagKey(unknown.key, catalog) ? MESSAGES.noTagKey(unknown) : MESSAGES.malformed(unknown);
}

/**
 * A token has claims that AWS looks at by itself, and of GitHub's it lists those on which a condition is possible.
 * Sources: "Available keys for AWS OIDC federation"; the condition keys of AWS STS in the service authorization reference.
 */
function isUnusedClaim(key: string, catalog: Catalog): boolean {
  if (catalog.keyOrigin(key) !== "provider" || SCHEME.test(key)) return false;
  const claim = key.slice(key.lastIndexOf(":") + 1).toLowerCase();
  if (OWN_CLAIMS.has(claim)) return true;
  if (!/^token\.actions\.githubusercontent\.com[/:]/i.test(key) || STANDARD_CLAIMS.has(claim)) return false;
  const keys = catalog.service("sts")?.conditionKeys ?? [];
  const ofGitHub = keys.filter(({ name: one }) => one.toLowerCase().startsWith("token.actions.githubusercontent.com"));
  return ofGitHub.length > 0 && !ofGitHub.some(({ name: one }) => one.toLowerCase().endsWith(`:${claim}`));
}

const OWN_CLAIMS: ReadonlySet<string> = new Set(["exp", "iat", "iss", "jti", "nbf"]);
const STANDARD_CLAIMS: ReadonlySet<string> = new Set(["amr", "aud", "azp", "email", "oaud", "sub"]);

/**
 * IAM: "Actions/Conditions must be prefaced by a vendor", and of the colon of a scheme "Condition can contain only one
 * colon". What has no likely meaning may be there for somebody to fill in.
 */
function lacksPrefix(key: string): boolean {
  return !key.includes(":") || SCHEME.test(key);
}

/** Whatever the reference lists, its form is that of no key. */
function isNoKey(key: string, catalog: Catalog): boolean {
  const origin = catalog.keyOrigin(key);
  return (
    SCHEME.test(key) ||
    isUnusedClaim(key, catalog) ||
    (origin === "malformed" && !OF_HOST.test(key)) ||
    ((origin === "global" || origin === "service") && (isWithoutTagKey(key, catalog) || isWithoutName(key, catalog)))
  );
}

/** `aws:RequestTag/`, and `aws:RequestTag`. */
function isWithoutTagKey(key: string, catalog: Catalog): boolean {
  return key.endsWith("/") || catalog.conditionKey(`${key}/x`) !== undefined;
}

/** `kms:EncryptionContext`, behind which the key of a pair stands. */
function isWithoutName(key: string, catalog: Catalog): boolean {
  return !key.includes("/") && catalog.conditionKey(`${key}:x`) !== undefined;
}

/** A host alone, as one of AWS's samples asks for tokens of a provider: `accounts.google.com`. */
const OF_HOST = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;

function isDeny({ effect }: Statement): boolean {
  return effect !== undefined && isSettled(effect) && effect.text === "Deny";
}

/** Does no request without the key meet it? */
function isUnmet(entry: ConditionEntry): boolean {
  const use = operatorOf(entry);
  if (use === undefined || !entry.certain || use.ifExists || use.setOperator === "ForAllValues") return false;
  return !use.operator.negated && use.operator.family !== "null";
}

/** What the condition comes to when the key is in no request. Source: "Condition operators". */
function effectOf(entry: ConditionEntry): string {
  const { values } = entry;
  const use = operatorOf(entry);
  const isOpen = ", so no request has it";
  if (use === undefined) return isOpen;
  const isMet = `${isOpen} and this condition is always met`;
  const isNeverMet = `${isOpen} and this condition is never met`;
  if (use.operator.family === "null") {
    const [only, ...others] = values.entries;
    if (only === undefined || others.length > 0 || values.open || !isSettled(only) || use.setOperator !== undefined)
      return isOpen;
    return only.text.toLowerCase() === "true" ? isMet : isNeverMet;
  }
  if (use.setOperator === "ForAnyValue") return use.ifExists ? isOpen : isNeverMet;
  return use.operator.negated || use.ifExists || use.setOperator === "ForAllValues" ? isMet : isNeverMet;
}

function renameTo({ key, member }: ConditionEntry, to: string): Fix {
  return { title: say`Replace ${name(key)} with ${name(to)}`, changes: renameMember(member, to) };
}

function renamingClaims(statement: Statement): readonly Fix[] {
  const meant = (statement.condition?.operators ?? []).flatMap(({ entries }) =>
    entries.flatMap(({ key, member }) => {
      const to = SCHEME.test(key) ? key.replace(SCHEME, "") : claimOfProvider(key, statement);
      return to === undefined ? [] : [{ key, member, to }];
    }),
  );
  const changes = meant.flatMap(({ member, to }) => renameMember(member, to));
  const [from, to] = [meant.map(({ key }) => name(key)), meant.map((one) => name(one.to))];
  return [{ title: say`Replace ${listed(from, "and")} with ${listed(to, "and")}`, changes }];
}

/** Not in the reference, yet in policies that AWS publishes; the last in "Publish/Subscribe policy examples" of AWS IoT Core. */
const USED_BY_AWS: ReadonlySet<string> = new Set([
  ...["aws:arn", "aws:principalorgmasteraccountid", "accounts.google.com", "iot:thing.thingname"],
]);
