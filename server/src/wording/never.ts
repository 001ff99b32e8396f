/** Why no request matches a statement. */
import { type Catalog, type CatalogInfo } from "../catalog/catalog.ts";
import { isSettled, type Statement } from "../policy/policy.ts";
import { isOfServices, sourceKeyFor } from "../policy/source-keys.ts";
import { type NeverReason, type PartPath, type ProofBasis } from "../proof/proof.ts";
import { actedOn } from "./acted-on.ts";
import { capitalized } from "./capitalized.ts";
import { documentedFacts, keysApart } from "./key-fact.ts";
import { phraseToPlainText } from "./plain-text.ts";
import { listed, name, type Phrase, say, sentences } from "./phrase.ts";
import { dataNote } from "./reference.ts";

/** For the end of a sentence: what it means that no request matches the statement. */
export function neverMatches({ effect }: Statement): string {
  switch (effect?.text) {
    case "Deny":
      return "this Deny never denies";
    case "Allow":
      return "this Allow never allows";
    default:
      return "this statement never matches";
  }
}

/** `catalog`: the one that the proof was made with; undefined for a proof by logic alone. */
export function neverInWords(reason: NeverReason, statement: Statement, catalog: Catalog | undefined): Phrase {
  return sentences(
    ...causeWithFacts(reason, statement, catalog),
    adviceOn(reason, statement, catalog),
    noteOf(reason.basis, catalog?.info),
  );
}

/** Facts that name the keys themselves are the cause, or leave it short. */
function causeWithFacts(reason: NeverReason, statement: Statement, catalog: Catalog | undefined): readonly Phrase[] {
  const facts = documentedFacts(reason.facts);
  const consequence = capitalized(neverMatches(statement));
  const keys = keysOf(reason.parts);
  if (reason.code !== "keys-exclude-each-other" || keys.length !== 2 || !areNamedIn(facts, keys))
    return [say`${consequence}: ${causeOf(reason, statement, catalog)}.`, ...facts];
  const apart = keysApart(reason.facts);
  return apart === undefined
    ? [say`${consequence}: no request meets both conditions.`, ...facts]
    : [say`${consequence}: a request ${apart}.`];
}

function areNamedIn(facts: readonly Phrase[], keys: readonly string[]): boolean {
  const words = facts.map(phraseToPlainText).join(" ").toLowerCase();
  return keys.every((key) => words.includes(key.toLowerCase()));
}

/** Undefined for what is so whatever AWS adds. */
export function noteOf(basis: ProofBasis, info: CatalogInfo | undefined): Phrase | undefined {
  return basis === "logic" || info === undefined ? undefined : dataNote(info);
}

function causeOf({ code, parts, facts }: NeverReason, statement: Statement, catalog: Catalog | undefined): Phrase {
  const written = keysOf(parts);
  const keys = listed(written.map(name), "and");
  switch (code) {
    case "action-matches-nothing":
      return statement.action === undefined
        ? say`${name("NotAction")} excludes every action`
        : say`${name("Action")} matches no action`;
    case "unknown-action":
      return statement.action === undefined
        ? say`${name("NotAction")} excludes every known action`
        : say`${name("Action")} matches no known action`;
    case "resource-matches-nothing":
      return statement.resource === undefined
        ? say`${name("NotResource")} excludes every resource`
        : say`no resource has an ARN that ${name("Resource")} matches`;
    case "resource-not-of-action":
      return actionsAgainstResources(statement, catalog);
    case "principal-matches-nothing":
      return say`its principals include nobody who can make a request`;
    case "condition-never-holds":
    case "conditions-contradict":
      if (facts.some(({ fact }) => fact === "not-in-the-past"))
        return say`the time that its condition on ${keys} asks for is over`;
      return code === "condition-never-holds"
        ? say`no request meets its condition on ${keys}`
        : say`its conditions on ${keys} contradict each other`;
    case "keys-exclude-each-other":
      return say`no request meets its conditions on ${keys} together`;
    case "key-not-in-request":
      // Of several, each may be carried without the others.
      return written.length > 1
        ? say`no request for ${actionsInWords(statement)} meets its conditions on ${keys} together`
        : say`requests for ${actionsInWords(statement)} do not carry ${keys}`;
    case "no-combination":
      if (!parts.some(([element]) => element !== "Principal" && element !== "Action"))
        return say`none of its principals assumes a role with its actions`;
      if (isOfOtherCallers({ parts, facts })) return say`no request of its principals has ${keys}`;
      return say`each part can hold by itself, but no request meets all of them`;
  }
}

function actionsAgainstResources(statement: Statement, catalog: Catalog | undefined): Phrase {
  const [action, ...otherActions] = statement.action?.entries ?? [];
  const [resource, ...otherResources] = statement.resource?.entries ?? [];
  const isOnly = otherActions.length === 0 && otherResources.length === 0;
  if (action !== undefined && resource !== undefined && isOnly) {
    const what = onlyActedOn(statement, catalog);
    return what === undefined
      ? say`${name(action.text)} does not act on ${name(resource.text)}`
      : say`${name(action.text)} acts on ${what}, not on ${name(resource.text)}`;
  }
  if (statement.resource === undefined) return say`its actions act on nothing outside ${name("NotResource")}`;
  const kinds = kindsActedOn(statement, catalog);
  const them = otherActions.length > 0 ? say`its actions act` : say`${name(action?.text ?? "")} acts`;
  if (kinds === undefined) return say`its actions do not act on the resources that it names`;
  return resource !== undefined && otherResources.length === 0
    ? say`${them} on ${kinds}, not on ${name(resource.text)}`
    : say`${them} on ${kinds}, and it names none`;
}

/** What the author can do about it. */
function adviceOn(reason: NeverReason, statement: Statement, catalog: Catalog | undefined): Phrase | undefined {
  switch (reason.code) {
    case "action-matches-nothing":
    case "unknown-action":
      return adviceOnList("Action", statement.action) ?? say`Name fewer actions in ${name("NotAction")}.`;
    case "resource-matches-nothing":
      return adviceOnList("Resource", statement.resource) ?? FEWER_RESOURCES;
    case "resource-not-of-action":
      return adviceOnResources(statement, catalog);
    case "principal-matches-nothing":
      return say`Name a principal that can make requests.`;
    case "condition-never-holds":
    case "conditions-contradict":
    case "keys-exclude-each-other":
      return adviceOnConditions(reason);
    case "key-not-in-request":
      return keysOf(reason.parts).length > 1
        ? EITHER_IS_ENOUGH
        : say`Use a key that they carry, or remove the condition.`;
    case "no-combination":
      return isOfOtherCallers(reason)
        ? adviceOnOtherCallers(reason, statement)
        : say`Change one of the parts, or write several statements.`;
  }
}

/** A key that only other callers have than those in `Principal`. */
function isOfOtherCallers({ parts, facts }: Pick<NeverReason, "parts" | "facts">): boolean {
  const isOfThese = parts.every(([element]) => element === "Principal" || element === "Condition");
  return isOfThese && keysOf(parts).length === 1 && facts.length === 1 && facts[0]?.fact === "only-if";
}

function adviceOnOtherCallers({ parts }: NeverReason, statement: Statement): Phrase {
  const [key = ""] = keysOf(parts);
  const source = isOfServices(statement) ? sourceKeyFor(key) : undefined;
  return source === undefined
    ? say`Use a key that they carry, or remove the condition.`
    : say`For requests of AWS services, use ${name(source)}.`;
}

function adviceOnList(element: "Action" | "Resource", list: Statement["action"]): Phrase | undefined {
  if (list === undefined) return undefined;
  return list.entries.length === 0
    ? say`Name at least one in ${name(element)}.`
    : say`Correct the entries of ${name(element)}.`;
}

function adviceOnResources(statement: Statement, catalog: Catalog | undefined): Phrase {
  const { action, resource } = statement;
  if (resource === undefined) return FEWER_RESOURCES;
  const element = name("Resource");
  const what = onlyActedOn(statement, catalog);
  if (what !== undefined) return say`Name ${what} in ${element}.`;
  return action?.entries.length === 1
    ? say`Name a resource in ${element} that it acts on.`
    : say`Name resources in ${element} that they act on.`;
}

/** Undefined where the fact itself says it. */
function adviceOnConditions({ code, facts }: NeverReason): Phrase | undefined {
  if (facts.some(({ fact }) => fact === "not-in-the-past" || fact === "not-expired"))
    return say`Set a later time, or remove the statement.`;
  if (facts.some(({ fact }) => fact === "one-address")) return undefined;
  if (code === "condition-never-holds") return say`Change or remove the condition.`;
  return facts.some(({ fact }) => fact === "only-if") ? EITHER_IS_ENOUGH : say`Change or remove one of them.`;
}

const EITHER_IS_ENOUGH = say`Remove one, or write a statement for each if either is enough.`;

const FEWER_RESOURCES = say`Name fewer resources in ${name("NotResource")}.`;

/** "an S3 object", where the statement has one action and one resource. */
function onlyActedOn({ action, resource }: Statement, catalog: Catalog | undefined): Phrase | undefined {
  const [only, ...otherActions] = action?.entries ?? [];
  const [near, ...otherResources] = resource?.entries ?? [];
  if (catalog === undefined || only === undefined || near === undefined) return undefined;
  if (otherActions.length > 0 || otherResources.length > 0) return undefined;
  return actedOn(only.text, near.text, catalog);
}

/** "an SQS queue and an SNS topic"; undefined where that is not plain of each action. */
function kindsActedOn({ action, resource }: Statement, catalog: Catalog | undefined): Phrase | undefined {
  const entries = action?.entries ?? [];
  const [near] = resource?.entries ?? [];
  if (catalog === undefined || near === undefined || action?.open !== false || entries.length > MOST_NAMED)
    return undefined;
  const kinds = entries.map(({ text }) => actedOn(text, near.text, catalog));
  const known = kinds.filter((one) => one !== undefined);
  const distinct = [...new Map(known.map((one) => [phraseToPlainText(one), one])).values()];
  if (known.length < kinds.length || distinct.length === 0 || distinct.length > MOST_ACTIONS) return undefined;
  return listed(distinct, "and");
}

/** Of more entries nobody reads what each acts on. */
const MOST_NAMED = 20;

/** More than so many are not named one by one. */
const MOST_ACTIONS = 3;

/** "`s3:GetObject` and `s3:PutObject`". */
function actionsInWords({ action }: Statement): Phrase {
  const entries = action?.entries ?? [];
  const isNamed = entries.length > 0 && entries.length <= MOST_ACTIONS && action?.open === false;
  return isNamed && entries.every(isSettled)
    ? listed(
        entries.map(({ text }) => name(text)),
        "and",
      )
    : say`its actions`;
}

/** The condition keys of the parts, as written, each once. */
export function keysOf(parts: readonly PartPath[]): readonly string[] {
  const keys = parts.flatMap(([element, , key]) => (element === "Condition" ? [String(key)] : []));
  return [...new Map(keys.map((key) => [key.toLowerCase(), key])).values()];
}
