/**
 * Values of a condition key at the edges of what a statement's conditions ask of it: what a request must be tried with
 * before anybody may say that none matches. Written from AWS's page on condition operators alone.
 */
import { alphabetOf, classItems, type ItemPattern, itemsOfArn, itemsOfText, textsApart } from "./texts-apart.ts";

/** One condition on the key: `operator` with its prefix and suffix, and the policy's values. */
export interface AskedOfKey {
  readonly operator: string;
  readonly values: readonly string[];
}

/** What every value of the key is. */
export type ValueForm = "text" | "arn" | "number" | "instant" | "address" | "boolean";

export function boundaryValues(form: ValueForm, asked: readonly AskedOfKey[]): readonly string[] {
  const values = asked.flatMap((one) => one.values);
  switch (form) {
    case "boolean":
      return ["true", "false"];
    case "number":
      return boundaryNumbers(values);
    case "instant":
      return boundaryInstants(values);
    case "address":
      return boundaryAddresses(values);
    case "arn":
    case "text":
      return boundaryTexts(form, asked);
  }
}

function boundaryTexts(form: "text" | "arn", asked: readonly AskedOfKey[]): readonly string[] {
  const patterns = asked.flatMap(({ operator, values }) => {
    if (operator.includes("Arn")) return values.map(itemsOfArn);
    const reading = { wildcards: operator.includes("Like"), caseless: operator.includes("IgnoreCase") };
    return operator.includes("String") ? values.map((value) => itemsOfText(value, reading)) : [];
  });
  const texts = asked.flatMap(({ values }) => values);
  const alphabet = alphabetOf(form === "arn" ? [...texts, "arn:aws:"] : texts);
  const found = textsApart({ within: form === "arn" ? ANY_ARN : NOT_EMPTY, patterns, alphabet });
  return found ?? texts;
}

const NOT_EMPTY = classItems(/[^]/, "some");

const COLON = itemsOfText(":", { wildcards: false, caseless: false });

/** Of a partition of AWS; its service and its resource are not empty. */
const ANY_ARN: ItemPattern = [
  ...itemsOfText("arn:aws", { wildcards: false, caseless: false }),
  ...classItems(/[a-z-]/, "run"),
  ...COLON,
  ...classItems(/[^:]/, "some"),
  ...COLON,
  ...classItems(/[^:]/, "run"),
  ...COLON,
  ...classItems(/[^:]/, "run"),
  ...COLON,
  ...classItems(/[^]/, "some"),
];

/** Each bound, one between two of them, one below the least and one above the greatest. */
function boundaryNumbers(values: readonly string[]): readonly string[] {
  const bounds = [...new Set(values.map(Number).filter(Number.isFinite))].sort((a, b) => a - b);
  const [first = 0] = bounds;
  const between = bounds.slice(1).map((bound, index) => (bound + bounds[index]!) / 2);
  return [...bounds, ...between, first - 1, (bounds.at(-1) ?? 0) + 1].map(String);
}

function boundaryInstants(values: readonly string[]): readonly string[] {
  const instants = values.map((value) =>
    /^\d+$/.test(value) && value.length > 4 ? Number(value) * 1000 : Date.parse(value),
  );
  const near = instants.flatMap((instant) => [instant, instant - 1000, instant + 1000]);
  const sorted = [...new Set(near.filter(Number.isFinite))].sort((a, b) => a - b);
  const between = sorted.slice(1).map((one, index) => Math.floor((one + sorted[index]!) / 2000) * 1000);
  return [...sorted, ...between, 1_700_000_000_000].map((one) => new Date(one).toISOString().replace(".000Z", "Z"));
}

/** The first and last address of every range, and those before and behind it. */
function boundaryAddresses(values: readonly string[]): readonly string[] {
  const found = ["198.51.100.7", "2001:db8:ffff::7", "9.9.9.9"];
  for (const value of values) {
    const [address = "", bits] = value.split("/");
    const v6 = address.includes(":");
    const width = v6 ? 128 : 32;
    const number = v6 ? numberOf6(address) : numberOf4(address);
    if (number === undefined) continue;
    const size = 1n << BigInt(width - Number(bits ?? width));
    const first = (number / size) * size;
    for (const one of [first, first + size / 2n, first + size - 1n, first - 1n, first + size]) {
      if (one >= 0n && one < 1n << BigInt(width)) found.push(v6 ? text6(one) : text4(one));
    }
  }
  return [...new Set(found)];
}

function numberOf4(address: string): bigint | undefined {
  const parts = address.split(".").map(Number);
  if (parts.length !== 4 || !parts.every((part) => part >= 0 && part < 256)) return undefined;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

/** One `::` is filled with zeros. */
function numberOf6(address: string): bigint | undefined {
  const [head = [], tail = []] = address.split("::").map((half) => (half === "" ? [] : half.split(":")));
  if (![...head, ...tail].every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => "0");
  return [...head, ...zeros, ...tail].reduce((sum, group) => sum * 65_536n + BigInt(Number.parseInt(group, 16)), 0n);
}

function text4(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join(".");
}

function text6(address: bigint): string {
  return [7, 6, 5, 4, 3, 2, 1, 0].map((group) => ((address >> BigInt(16 * group)) & 65_535n).toString(16)).join(":");
}
