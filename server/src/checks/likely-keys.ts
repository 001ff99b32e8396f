/** Which condition keys were probably meant by one that AWS's service reference does not list. */
import { type Catalog, type ConditionKey } from "../catalog/catalog.ts";
import { IOT_CONDITION_KEYS } from "../catalog/iot-policy-names.ts";
import { editDistance, isNearName, nearestNames } from "../domains/nearest-name.ts";
import { type Statement } from "../policy/policy.ts";
import { meantClaim, onlyHost, SCHEME } from "./token-claims.ts";

/** Near names of the same prefix, a tag key carried over; for a key without a prefix the global one of that name. */
export function likelyKeys(key: string, statement: Statement | undefined, catalog: Catalog): readonly string[] {
  if (SCHEME.test(key)) return [key.replace(SCHEME, "")];
  const claim = statement === undefined ? undefined : claimOfProvider(key, statement);
  if (claim !== undefined) return [claim];
  const near = [...new Set([...begun(key, catalog), ...nearKeys(key, catalog)])];
  return near.length > 0 ? near : [...withSlash(key, catalog), ...ofOtherPrefix(key, statement, catalog)];
}

/** `sub`, or `token.actions.githubusercontent.com.sub`, in a statement for the tokens of that provider. */
export function claimOfProvider(key: string, statement: Statement): string | undefined {
  const host = onlyHost(statement);
  return host === undefined ? undefined : meantClaim(key, host);
}

/** `ec2:ResourceTag:team`: a slash stands before the tag key. */
function withSlash(key: string, catalog: Catalog): readonly string[] {
  const [prefix, stem, ...tag] = key.split(":");
  const written = `${prefix}:${stem}/${tag.join(":")}`;
  const found = tag.length === 1 && tag[0] !== "" ? catalog.conditionKey(written) : undefined;
  return found === undefined || !isTemplate(found.name) ? [] : [written];
}

/** `aws:user` was to be `aws:username`: few keys begin so. */
function begun(key: string, catalog: Catalog): readonly string[] {
  const keys = keysWithPrefix(prefixOf(key).toLowerCase(), catalog).map((one) => one.name);
  const found = keys.filter((one) => !isTemplate(one) && one.toLowerCase().startsWith(key.toLowerCase()));
  return key.length - prefixOf(key).length > SHORTEST_BEGINNING && found.length <= MOST_BEGUN ? found : [];
}

const SHORTEST_BEGINNING = 4;
const MOST_BEGUN = 3;

/** `aws:ExternalId` for `sts:ExternalId`, and `s3:SourceVpc` for `aws:SourceVpc`: the name is that of another key. */
function ofOtherPrefix(key: string, statement: Statement | undefined, catalog: Catalog): readonly string[] {
  const prefix = prefixOf(key);
  const prefixes = new Set((statement?.action?.entries ?? []).map(({ text }) => prefixOf(text).toLowerCase()));
  const found = ["aws", ...prefixes]
    .filter((one) => one !== prefix.toLowerCase())
    .flatMap((one) => {
      const known = keysWithPrefix(one, catalog).find(
        ({ name: other }) =>
          !isTemplate(other) && other.toLowerCase() === `${one}${key.slice(prefix.length)}`.toLowerCase(),
      );
      return known === undefined ? [] : [known.name];
    });
  return found.slice(0, 1);
}

function nearKeys(key: string, catalog: Catalog): readonly string[] {
  const prefix = prefixOf(key);
  if (prefix === key) {
    const global = catalog.globalKey(`aws:${key}`);
    if (global === undefined || key.endsWith("/")) return [];
    return isTemplate(global.name) ? [`aws:${key}`] : [global.name];
  }
  const keys = keysWithPrefix(prefix.toLowerCase(), catalog);
  const slash = key.indexOf("/");
  if (slash < 0) {
    const plain = keys.map((one) => one.name).filter((one) => !isTemplate(one));
    return nearestNames(key, plain).filter((one) => isSlipOf(one, key));
  }
  const tag = key.slice(slash);
  if (tag === "/") return [];
  // The tag of what? Of the resource, or of what the request makes.
  if (/^\w+:tags?$/i.test(key.slice(0, slash))) {
    const meant = [...new Set([`${prefix}:ResourceTag`, "aws:RequestTag"])].map((stem) => stem + tag);
    return meant.filter((one) => catalog.conditionKey(one) !== undefined);
  }
  const stems = keys.map((one) => one.name).filter((one) => isTemplate(one) && one.includes("/"));
  return nearestNames(
    key.slice(0, slash),
    stems.map((one) => one.slice(0, one.indexOf("/"))),
  ).map((stem) => stem + tag);
}

/** `aws:PrincipalVpc` is three characters from `aws:PrincipalArn`, and ends with another word: that is no slip. */
function isSlipOf(known: string, key: string): boolean {
  let words = wordsOf(known);
  let written = wordsOf(key).join("");
  for (let first = words[0]; first !== undefined && written.startsWith(first); first = words[0]) {
    written = written.slice(first.length);
    words = words.slice(1);
  }
  for (let last = words.at(-1); last !== undefined && written.endsWith(last); last = words.at(-1)) {
    written = written.slice(0, -last.length);
    words = words.slice(0, -1);
  }
  return areAlike(written, words.join(""));
}

/** Also a word too many, or too few, and another form of one: `iam:PassToService`. */
function areAlike(word: string, other: string): boolean {
  if (word.startsWith(other) || other.startsWith(word)) return true;
  return editDistance(word, other, 1) !== undefined || isNearName(word, other);
}

/**
 * Keys of the same thing of something else, `aws:SourceVpc` for `aws:PrincipalVpc`, or of another thing of the same. AWS may
 * have a new key of the name that is written, so they say what there is and are no sign of a slip.
 */
export function kindredKeys(key: string, catalog: Catalog): readonly string[] {
  const written = wordsOf(key).join("");
  const all = keysWithPrefix(prefixOf(key).toLowerCase(), catalog).map((one) => one.name);
  const owners = new Set(all.map((one) => wordsOf(one)[0]));
  const plain = all.filter((one) => !isTemplate(one) && wordsOf(one).length > 1);
  const sameThing = plain.filter((one) => {
    const thing = wordsOf(one).slice(1).join("");
    return written.endsWith(thing) && owners.has(written.slice(0, -thing.length));
  });
  const found =
    sameThing.length > 0 ? sameThing : plain.filter((one) => written.startsWith(wordsOf(one).slice(0, -1).join("")));
  return found.length <= MOST_BEGUN ? found : [];
}

/** `aws:SourceOrgID` → `source`, `org`, `id`. */
function wordsOf(key: string): readonly string[] {
  const words = key.slice(prefixOf(key).length + 1).split(/(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+/);
  return words.filter((word) => word !== "").map((word) => word.toLowerCase());
}

function keysWithPrefix(prefix: string, catalog: Catalog): readonly ConditionKey[] {
  if (prefix === "aws") return catalog.globalKeys;
  const ofService = catalog.service(prefix)?.conditionKeys ?? [];
  return prefix === "iot" ? [...ofService, ...IOT_CONDITION_KEYS] : ofService;
}

export function prefixOf(key: string): string {
  const colon = key.indexOf(":");
  return colon < 0 ? key : key.slice(0, colon);
}

function isTemplate(key: string): boolean {
  return key.includes("${") || key.includes("<") || key.endsWith("/tag-key");
}
