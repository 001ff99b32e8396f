/** Why no request matches a statement. */
import { type Catalog, type CatalogInfo } from "../catalog/catalog.ts";
import { isSettled, type Statement } from "../policy/policy.ts";
import { type NeverReason, type PartPath, type ProofBasis } from "../proof/proof.ts";
import { actedOn } from "./acted-on.ts";
import { capitalized } from "./capitalized.ts";
import { documentedFacts } from "./key-fact.ts";
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
    say`${capitalized(neverMatches(statement))}: ${causeOf(reason, statement, catalog)}.`,
    ...documentedFacts(reason.facts),
    noteOf(reason.basis, catalog?.info),
  );
}

/** Undefined for what is so whatever AWS adds. */
export function noteOf(basis: ProofBasis, info: CatalogInfo | undefined): Phrase | undefined {
  return basis === "logic" || info === undefined ? undefined : dataNote(info);
}

function causeOf({ code, parts, facts }: NeverReason, statement: Statement, catalog: Catalog | undefined): Phrase {
  const keys = listed(keysOf(parts).map(name), "and");
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
      return say`requests for ${actionsInWords(statement)} do not carry ${keys}`;
    case "no-combination":
      return say`each part can hold by itself, but no request meets all of them`;
  }
}

function actionsAgainstResources(statement: Statement, catalog: Catalog | undefined): Phrase {
  const [action, ...otherActions] = statement.action?.entries ?? [];
  const [resource, ...otherResources] = statement.resource?.entries ?? [];
  const isOnly = otherActions.length === 0 && otherResources.length === 0;
  if (action !== undefined && resource !== undefined && isOnly) {
    const what = catalog === undefined ? undefined : actedOn(action.text, resource.text, catalog);
    return what === undefined
      ? say`${name(action.text)} does not act on ${name(resource.text)}`
      : say`${name(action.text)} acts on ${what}, not on ${name(resource.text)}`;
  }
  return statement.resource === undefined
    ? say`its actions act on nothing outside ${name("NotResource")}`
    : say`its actions do not act on the resources that it names`;
}

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
