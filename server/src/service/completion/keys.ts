/** Condition operators, and the keys that requests for the statement's actions carry. */
import { IOT_CONDITION_KEYS } from "../../catalog/iot-policy-names.ts";
import { type Catalog, type ConditionKey, type GlobalKey, type KeyType } from "../../catalog/catalog.ts";
import {
  type OperatorFamily,
  OPERATORS,
  type OperatorUse,
  readOperator,
  SET_OPERATORS,
} from "../../policy/operators.ts";
import { spanHolds } from "../../text/span.ts";
import { BLANK, type Draft, type DraftObject, type DraftText } from "../../syntax/draft.ts";
import { keyTypeInWords } from "../../wording/key.ts";
import { actionsNamed } from "../statement-actions.ts";
import { type Candidate, type CompletionPlace } from "./candidate.ts";
import { keysOfProviders } from "./provider-keys.ts";
import { type KeyShares, keyShares, lackingNote } from "./key-shares.ts";
import { COMMON_KEYS, usualKeys } from "./usual-keys.ts";

/** Operators, and keys, each with the operator that is mostly meant. `offset` is the cursor's. */
export function operatorCandidates(place: CompletionPlace, offset: number): readonly Candidate[] {
  const keys = keysUnder(place, offset);
  if (keys.length > 0) return operatorNames(keys).map((label) => operatorCandidate(label, OPEN));
  const written = new Set(place.cursor.object.keys);
  const names = OPERATOR_NAMES.filter((name) => !written.has(name)).map((label) => operatorCandidate(label, OPEN));
  const offered = keysOf(place);
  const withKeys = offered.keys
    .filter((key) => !written.has(usualOperator(key)))
    .map((key) => keyWithOperator(key, lackingNote(key.name, offered.shares)));
  return [...names, ...withKeys];
}

export function keyCandidates(place: CompletionPlace, operator: string): readonly Candidate[] {
  const use = readOperator(operator);
  const taken = new Set(place.cursor.object.keys.map((name) => name.toLowerCase()));
  const { keys, shares } = keysOf(place);
  const fitting = keys.filter((key) => !taken.has(key.name.toLowerCase()) && suits(key, use));
  const rank = rankFor(use);
  return fitting
    .map((key, at) => ({ key, at }))
    .sort((one, other) => rank(one.key) - rank(other.key) || one.at - other.at)
    .map(({ key }) =>
      keyCandidate(key, use?.setOperator === undefined ? BLANK : [BLANK], lackingNote(key.name, shares)),
    );
}

const OPEN: DraftObject = { members: [], open: true };

function operatorCandidate(label: string, value: Draft): Candidate {
  return { label, kind: "operator", what: { write: "member", key: label, value }, leads: true };
}

function keyCandidate(key: ConditionKey, value: Draft, note: string | undefined): Candidate {
  const { text, isWhole } = keyText(key);
  return {
    label: key.name,
    kind: "key",
    detail: detailOf(keyTypeInWords(key), note),
    what: { write: "member", key: text, value },
    ...(isWhole ? { leads: true } : {}),
  };
}

function keyWithOperator(key: ConditionKey, note: string | undefined): Candidate {
  const operator = usualOperator(key);
  const { text, isWhole } = keyText(key);
  const value = key.multivalued ? [BLANK] : BLANK;
  return {
    label: key.name,
    kind: "key",
    detail: detailOf(`${operator} · ${keyTypeInWords(key)}`, note),
    what: { write: "member", key: operator, value: { members: [[text, value]], open: false } },
    ...(isWhole ? { leads: true } : {}),
  };
}

function detailOf(type: string, note: string | undefined): string {
  return note === undefined ? type : `${type} · ${note}`;
}

/** The rest of a name such as `aws:RequestTag/${TagKey}` is the author's to write. */
function keyText({ name }: ConditionKey): { readonly text: DraftText; readonly isWhole: boolean } {
  const stem = /^([^$<]*)(?:\$\{[^}]*\}|<[^>]*>)$/.exec(name)?.[1];
  return stem === undefined ? { text: name, isWhole: true } : { text: { text: [stem, { stop: "" }] }, isWhole: false };
}

/** The keys of the operator whose name is being written again. */
function keysUnder({ statement, catalog }: CompletionPlace, offset: number): readonly ConditionKey[] {
  const block = statement?.condition?.operators.find(({ nameSpan }) => spanHolds(nameSpan, offset));
  return (block?.entries ?? []).flatMap(({ key }) => catalog.conditionKey(key) ?? []);
}

/** Plain operators, then guarded ones, then those for keys with several values (text, ARN and Bool keys have them). */
const OPERATOR_NAMES: readonly string[] = [
  ...OPERATORS.map(({ name }) => name),
  ...OPERATORS.filter(({ family }) => family !== "null").map(({ name }) => `${name}IfExists`),
  ...[...SET_OPERATORS]
    .reverse()
    .flatMap((setOperator) =>
      OPERATORS.filter(({ family }) => family === "string" || family === "arn" || family === "bool").map(
        ({ name }) => `${setOperator}:${name}`,
      ),
    ),
];

/** Those that suit every one of the keys. */
function operatorNames(keys: readonly ConditionKey[]): readonly string[] {
  const fitting = OPERATOR_NAMES.filter((name) => keys.every((key) => suits(key, readOperator(name))));
  return fitting.length === 0 ? OPERATOR_NAMES : fitting;
}

function usualOperator({ type, multivalued }: ConditionKey): string {
  const base = USUAL[type];
  return multivalued ? `ForAnyValue:${base}` : base;
}

const USUAL: Readonly<Record<KeyType, string>> = {
  String: "StringEquals",
  ARN: "ArnLike",
  Numeric: "NumericLessThanEquals",
  Date: "DateLessThan",
  Bool: "Bool",
  IPAddress: "IpAddress",
  Binary: "BinaryEquals",
};

const SUITABLE: Readonly<Record<Exclude<OperatorFamily, "null">, readonly KeyType[]>> = {
  string: ["String", "ARN"],
  numeric: ["Numeric"],
  date: ["Date"],
  bool: ["Bool"],
  binary: ["Binary"],
  ip: ["IPAddress"],
  arn: ["ARN"],
};

function suits(key: ConditionKey, use: OperatorUse | undefined): boolean {
  if (use === undefined) return true;
  const { family } = use.operator;
  if (family === "null") return use.setOperator === undefined;
  const types = SUITABLE[family];
  const hasType = types.includes(key.type) || (key.otherType !== undefined && types.includes(key.otherType));
  return hasType && key.multivalued === (use.setOperator !== undefined);
}

function rankFor(use: OperatorUse | undefined): (key: ConditionKey) => number {
  const first = use === undefined || use.operator.family === "null" ? undefined : SUITABLE[use.operator.family][0];
  return ({ type }) => (first === undefined || type === first ? 0 : 1);
}

interface OfferedKeys {
  readonly keys: readonly ConditionKey[];
  readonly shares: KeyShares;
}

/**
 * Those that requests for all of the statement's actions carry, then those of some, then global ones, the common first.
 * Keys that only other actions carry are left out where it is known which actions there are: a condition on one would
 * never hold, or always.
 */
function keysOf(place: CompletionPlace): OfferedKeys {
  const { cursor, named, catalog, kind } = place;
  const { actions, complete } = actionsNamed(named, catalog);
  const shares = keyShares(actions, catalog);
  if (kind.kind === "iot" && kind.basis !== "content") {
    return { keys: [...IOT_CONDITION_KEYS, ...catalog.globalKeys], shares };
  }
  const found = new Map<string, ConditionKey>();
  const add = (keys: Iterable<ConditionKey>): void => {
    for (const key of keys) if (!found.has(key.name.toLowerCase())) found.set(key.name.toLowerCase(), key);
  };
  const own = inOrder([...shares.carriers.keys()].flatMap((name) => catalog.conditionKey(name) ?? []));
  const isOfAll = (key: ConditionKey): boolean => lackingNote(key.name, shares) === undefined;
  add(own.filter(isOfAll));
  add(own.filter((key) => !isOfAll(key)));
  const isKnown = complete && actions.length > 0;
  const global = globalKeysAt(place);
  for (const common of COMMON_KEYS) add(global.filter(({ name }) => name === common));
  add(inOrder(global));
  if (!isKnown) for (const prefix of servicesOf([cursor.typed, ...named])) add(inOrder(keysOfService(prefix, catalog)));
  const keys = keysOfProviders(usualFirst([...found.values()], place, isOfAll), place.statement);
  return { keys: keys.flatMap((key) => [...withTags(key, place.known.tags), key]), shares };
}

/** A key that only some of the actions carry stays behind those that all do. */
function usualFirst(
  keys: readonly ConditionKey[],
  place: CompletionPlace,
  isOfAll: (key: ConditionKey) => boolean,
): readonly ConditionKey[] {
  const usual = usualKeys(place).map((name) => name.toLowerCase());
  const places = new Map([...new Set(usual)].map((name, at) => [name, at]));
  const rank = (key: ConditionKey): number =>
    (isOfAll(key) ? places.get(key.name.toLowerCase()) : undefined) ?? places.size;
  const ranked = keys.map((key) => ({ key, at: rank(key) }));
  return ranked.sort((one, other) => one.at - other.at).map(({ key }) => key);
}

/** `aws:RequestTag/team`, where policies here ask for the tag `team` already. */
function withTags(key: ConditionKey, tags: readonly string[]): readonly ConditionKey[] {
  const stem = /^(aws:(?:Request|Resource|Principal)Tag\/)\$\{TagKey\}$/i.exec(key.name)?.[1];
  return stem === undefined
    ? []
    : tags.slice(0, MOST_TAGS).map((tag) => ({ ...key, description: key.description, name: stem + tag }));
}

const MOST_TAGS = 10;

/** Those that a request which the statement can match may carry. */
export function globalKeysAt({ named, statement, catalog }: CompletionPlace): readonly GlobalKey[] {
  const { actions, complete } = actionsNamed(named, catalog);
  const carried = complete && actions.length > 0 ? keyShares(actions, catalog).carriers : undefined;
  // Without a principal, the policy is of somebody whose requests no service makes for itself.
  const isByServices = statement?.principal !== undefined || statement?.notPrincipal !== undefined;
  return catalog.globalKeys.filter(
    ({ name, onlyIf }) =>
      (isByServices || onlyIf !== "by-service") &&
      (carried === undefined || !LISTED_WITH_ACTIONS.test(name) || carried.has(name.toLowerCase())),
  );
}

/** The reference lists these with each action that carries them. */
const LISTED_WITH_ACTIONS = /^aws:(?:RequestTag\/|ResourceTag\/|TagKeys$)/i;

function keysOfService(prefix: string, catalog: Catalog): readonly ConditionKey[] {
  return catalog.service(prefix)?.conditionKeys ?? [];
}

function inOrder(keys: Iterable<ConditionKey>): readonly ConditionKey[] {
  return [...keys].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}

function servicesOf(texts: readonly string[]): readonly string[] {
  const prefixes = texts.map((text) => text.slice(0, Math.max(0, text.indexOf(":"))).toLowerCase());
  return [...new Set(prefixes.filter((prefix) => prefix !== ""))];
}
