/**
 * Keys that speak of the same thing, so that one demands something of another. Source: "AWS global condition context
 * keys": `aws:TagKeys` are "the tag keys in a request", and `aws:RequestTag/…` has the tags that a request passes;
 * `aws:CalledVia` is "an ordered list of each service in the chain", `aws:CalledViaFirst` and `aws:CalledViaLast` its ends;
 * "If MFA was not used", `aws:MultiFactorAuthAge` "is not present".
 */
import { caselessShape } from "../../domains/text-shape.ts";
import { type KeyFreedom, onlyText } from "../solving/solve-key.ts";
import { WITHOUT_IDENTITY } from "../solving/text-sets.ts";
import { type ValueTest } from "../solving/value-tests.ts";
import { twinOf, valueOfTwin } from "./twin-keys.ts";

export const TAG_KEYS = "aws:tagkeys";
const TAG_OF_REQUEST = "aws:requesttag/";

export const MFA_AGE = "aws:multifactorauthage";
export const MFA_PRESENT = "aws:multifactorauthpresent";

export const CALLED_VIA = "aws:calledvia";
const ENDS_OF_CHAIN = ["aws:calledviafirst", "aws:calledvialast"];

/** The key is in the request, and its list has a value for each of the tests. */
export interface Demand {
  readonly some: readonly ValueTest[];
  /** Equal for equal demands on a key. */
  readonly id: string;
}

export interface KeysOfRequest {
  /** All keys that the statement asks for, in lower case. */
  readonly keys: readonly string[];
  /** Those that the request has, with the value where there is one. */
  readonly present: ReadonlyMap<string, string | undefined>;
  /** Does the reference list `aws:TagKeys` with the action? */
  readonly listsTagKeys: boolean;
  /** The prefix of the action's service; undefined where that does not matter. */
  readonly service: string | undefined;
}

/** Is the key the first or the last service of the chain, so that it is one of those in `aws:CalledVia`? */
export function isInChain(key: string): boolean {
  return ENDS_OF_CHAIN.includes(key);
}

export function isTagOfRequest(key: string): boolean {
  return key.startsWith(TAG_OF_REQUEST);
}

/** What the keys that are there demand of others, by key. */
export function demandsIn({ keys, present, listsTagKeys, service }: KeysOfRequest): ReadonlyMap<string, Demand> {
  const demands = new Map<string, Demand>();
  if (listsTagKeys && keys.includes(TAG_KEYS)) {
    const tags = [...present.keys()].filter(isTagOfRequest).toSorted();
    if (tags.length > 0) demands.set(TAG_KEYS, { some: tags.flatMap(tagKeyTest), id: tags.join(" ") });
  }
  for (const [key, value] of present) {
    const twin = twinOf(key, service);
    if (twin === undefined || twin < key || value === undefined || !present.has(twin)) continue;
    const test = valueOfTwin(key, value);
    if (test !== undefined) demands.set(twin, { some: [test], id: `as ${value}` });
  }
  if (present.has(MFA_AGE) && keys.includes(MFA_PRESENT)) {
    demands.set(MFA_PRESENT, { some: [onlyText("true")], id: "mfa" });
  }
  const chain = keys.filter((key) => key === CALLED_VIA || isInChain(key));
  if (chain.length > 1 && chain.some((key) => present.has(key))) {
    for (const key of chain) demands.set(key, key === CALLED_VIA ? endsIn(present) : { some: [], id: "called" });
  }
  return demands;
}

export function demanded(freedom: KeyFreedom, { some }: Demand): KeyFreedom {
  return { ...freedom, absent: false, some };
}

/** The names of condition keys are compared in any case, those in `aws:TagKeys` as they are. */
function tagKeyTest(key: string): readonly ValueTest[] {
  const shape = caselessShape(key.slice(TAG_OF_REQUEST.length));
  if (shape === undefined) return [];
  const sets = [{ shape, exact: true, ...WITHOUT_IDENTITY }];
  return [{ kind: "text", wanted: true, sets, excluded: new Set(), within: undefined }];
}

function endsIn(present: KeysOfRequest["present"]): Demand {
  const ends = ENDS_OF_CHAIN.flatMap((key) => present.get(key) ?? []);
  return { some: ends.map(onlyText), id: `called ${ends.join(" ")}` };
}
