/** A fact that the user tells of a request: what to write, and what is wrong with what was written. */
import { type Catalog, type ConditionKey, type KeyType } from "../catalog/catalog.ts";
import { readAddress } from "../domains/address.ts";
import { readNumber } from "../domains/decimal.ts";
import { readInstant } from "../domains/instant.ts";
import { readAccountCaller } from "../policy/account-caller.ts";
import { readArn } from "../policy/arn.ts";
import { notInReference } from "../wording/reference.ts";
import { listed, name, type Phrase, say, value as quoted } from "../wording/phrase.ts";

export interface FactWords {
  /** Undefined where the fact can be used. */
  readonly problem: Phrase | undefined;
  readonly hint: Phrase;
  /** All that it can be, where these are few. */
  readonly values: readonly string[];
}

/** `key` is a context key or one of `REQUEST_FACTS`; `written` is undefined as long as only the key is asked about. */
export function factInWords(key: string, written: string | undefined, catalog: Catalog): FactWords {
  const corrected = REQUEST_FACT_WORDS.get(key);
  if (corrected !== undefined) {
    const { hint, accepts } = corrected;
    return { problem: written === undefined || accepts(written) ? undefined : hint, hint, values: [] };
  }
  // A key that an explanation asks for need not be one that the reference knows.
  const problem = keyProblem(key) ?? (written === undefined ? unknownKey(key, catalog) : undefined);
  if (problem !== undefined) return { problem, hint: KEY_HINT, values: [] };
  const known = catalog.globalKey(key) ?? catalog.conditionKey(key);
  const hint = known === undefined ? say`The value that the request has for ${name(key)}.` : valueHint(key, known);
  const wrong = written !== undefined && (written.trim() === "" || (known !== undefined && !fits(written, known)));
  return { problem: wrong ? hint : undefined, hint, values: known?.type === "Bool" ? ["true", "false"] : [] };
}

const KEY_HINT = say`A context key, such as ${name("aws:SourceIp")}. To correct the message, one of ${name("principal")}, ${name("action")} and ${name("resource")}.`;

const REQUEST_FACT_WORDS: ReadonlyMap<string, { readonly hint: Phrase; readonly accepts: (text: string) => boolean }> =
  new Map([
    [
      "principal",
      {
        hint: say`The ARN of the user, the role or the session that asked, such as ${name("arn:aws:iam::111122223333:user/alice")}.`,
        accepts: (text: string) => readAccountCaller(text) !== undefined,
      },
    ],
    [
      "action",
      {
        hint: say`The action with its service, such as ${name("s3:GetObject")}, and without wildcards.`,
        accepts: (text: string) => /^[a-z0-9-]+:[A-Za-z0-9]+$/i.test(text),
      },
    ],
    [
      "resource",
      {
        hint: say`The ARN of the resource, such as ${name("arn:aws:s3:::bucket/key")}, or ${name("*")}.`,
        accepts: (text: string) => text === "*" || readArn(text) !== undefined,
      },
    ],
  ]);

function keyProblem(key: string): Phrase | undefined {
  if (key.trim() === "") return KEY_HINT;
  if (/\s/.test(key)) return say`A context key has no spaces in it.`;
  if (!/^[^:]+:[^:]/.test(key)) return KEY_HINT;
  // A key of a tag is written with the tag's own key behind the slash.
  if (key.endsWith("/") || key.includes("${"))
    return say`Write the tag's key after the slash, as in ${name("aws:PrincipalTag/team")}.`;
  return undefined;
}

function unknownKey(key: string, catalog: Catalog): Phrase | undefined {
  const unknown = catalog.keyOrigin(key) === "global" && catalog.globalKey(key) === undefined;
  return unknown ? notInReference(key, catalog.info) : undefined;
}

function valueHint(key: string, { type, otherType }: ConditionKey): Phrase {
  const hint = VALUE_HINTS[type];
  return otherType === undefined
    ? say`The value of ${name(key)} is ${hint}.`
    : say`The value of ${name(key)} is ${hint}, or ${VALUE_HINTS[otherType]}.`;
}

const VALUE_HINTS: Readonly<Record<KeyType, Phrase>> = {
  String: say`a string, written without quotes`,
  ARN: say`an ARN, such as ${name("arn:aws:iam::111122223333:role/build")}`,
  Numeric: say`a number`,
  Date: say`a date such as ${quoted("2026-01-31T12:00:00Z")}, or seconds since 1970`,
  Bool: say`${quoted("true")} or ${quoted("false")}`,
  IPAddress: say`one IP address, such as ${quoted("203.0.113.7")}`,
  Binary: say`a string in Base64`,
};

function fits(written: string, { type, otherType }: ConditionKey): boolean {
  return FITS[type](written) || (otherType !== undefined && FITS[otherType](written));
}

const FITS: Readonly<Record<KeyType, (text: string) => boolean>> = {
  String: () => true,
  ARN: (text) => readArn(text) !== undefined,
  Numeric: (text) => readNumber(text) !== undefined,
  Date: (text) => readInstant(text) !== undefined,
  Bool: (text) => /^(true|false)$/i.test(text),
  IPAddress: (text) => readAddress(text) !== undefined,
  Binary: (text) => /^[A-Za-z0-9+/]+={0,2}$/.test(text),
};

/** What the person knows of the request and may tell. */
export function factsInWords(keys: readonly string[]): Phrase {
  return keys.length === 1
    ? say`Give the value of ${listed(keys.map(name), "and")}, then explain again.`
    : say`Give the values of ${listed(keys.map(name), "and")}, as far as you know them, then explain again.`;
}
