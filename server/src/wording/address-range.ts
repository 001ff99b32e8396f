/** An IP value of a condition in words. Source: "IAM JSON policy elements: Condition operators", IP address operators. */
import { readAddressRange } from "../domains/address.ts";
import { counted, name, type Phrase, say, sentences } from "./phrase.ts";

/** Undefined if the text is no address or range. */
export function addressRangeInWords(text: string): Phrase | undefined {
  const range = readAddressRange(text);
  if (range === undefined) return undefined;
  const { first, bits } = range;
  if (first.family === 4) return ipv4InWords((first.words[0] ?? 0) >>> 0, bits);
  const address = name(text.split("/", 1)[0] ?? "");
  return bits === 128
    ? say`The one IPv6 address ${address}.`
    : say`The IPv6 addresses that share the first ${bits} bits of ${address}.`;
}

function ipv4InWords(address: number, bits: number): Phrase {
  const size = 2 ** (32 - bits);
  const first = address - (address % size);
  const last = first + size - 1;
  if (size === 1) return sentences(say`The one address ${name(dotted(address))}.`, privateSentence(first, last));
  const masked =
    first === address
      ? undefined
      : say`The bits beyond the mask are ignored: the same as ${name(`${dotted(first)}/${bits}`)}.`;
  return sentences(
    say`The ${counted(size)} addresses from ${name(dotted(first))} to ${name(dotted(last))}.`,
    masked,
    privateSentence(first, last),
  );
}

const PRIVATE_RANGES = [
  [0x0a000000, 0x0affffff],
  [0xac100000, 0xac1fffff],
  [0xc0a80000, 0xc0a8ffff],
] as const;

function privateSentence(first: number, last: number): Phrase | undefined {
  const isPrivate = PRIVATE_RANGES.some(([from, to]) => from <= first && last <= to);
  return isPrivate ? say`Private addresses: AWS sees them only on requests through a VPC endpoint.` : undefined;
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}
