/** IP addresses and ranges of both families, as numbers that can be compared. */
import ipaddr from "ipaddr.js";

export interface Address {
  readonly family: 4 | 6;
  /** 32 bits each, most significant first: one for IPv4, four for IPv6. */
  readonly words: readonly number[];
}

export interface AddressRange {
  readonly first: Address;
  /** How many leading bits an address must share with `first`. */
  readonly bits: number;
}

/** Undefined unless the text is an IPv4 address of four decimal numbers or an IPv6 address. */
export function readAddress(text: string): Address | undefined {
  if (!text.includes(":")) {
    const word = readDottedDecimal(text);
    return word === undefined ? undefined : { family: 4, words: [word] };
  }
  if (text.length > LONGEST_IPV6 || text.includes("%") || !ipaddr.IPv6.isValid(text)) return undefined;
  const { parts } = ipaddr.IPv6.parse(text);
  const words = [0, 2, 4, 6].map((at) => (((parts[at] ?? 0) << 16) | (parts[at + 1] ?? 0)) >>> 0);
  return { family: 6, words };
}

/** `10.0.0.0/8`, `2001:db8::/32` or one address. Bits of the address beyond the prefix are ignored. */
export function readAddressRange(text: string): AddressRange | undefined {
  const slash = text.indexOf("/");
  const first = readAddress(slash < 0 ? text : text.slice(0, slash));
  if (first === undefined) return undefined;
  const widest = first.family === 4 ? 32 : 128;
  if (slash < 0) return { first, bits: widest };
  const prefix = text.slice(slash + 1);
  if (!PREFIX.test(prefix) || Number(prefix) > widest) return undefined;
  return { first, bits: Number(prefix) };
}

/** An address of the other family is in no range, not even in one of zero bits. */
export function rangeHolds(range: AddressRange, address: Address): boolean {
  if (range.first.family !== address.family) return false;
  let bits = range.bits;
  for (let index = 0; bits > 0; index++, bits -= 32) {
    const different = (range.first.words[index] ?? 0) ^ (address.words[index] ?? 0);
    if ((bits >= 32 ? different : different >>> (32 - bits)) !== 0) return false;
  }
  return true;
}

/** Are all addresses of IPv4 in these ranges, such as `0.0.0.0/1` with `128.0.0.0/1`? */
export function coverIpv4(ranges: readonly AddressRange[]): boolean {
  const spans = ranges
    .filter(({ first }) => first.family === 4)
    .map(({ first, bits }) => {
      const size = 2 ** (32 - bits);
      const start = Math.floor((first.words[0] ?? 0) / size) * size;
      return { start, end: start + size };
    });
  let covered = 0;
  for (const { start, end } of spans.sort((one, other) => one.start - other.start)) {
    if (start > covered) return false;
    covered = Math.max(covered, end);
  }
  return covered === 2 ** 32;
}

/** The longest spelling is that of an IPv4-mapped address in full. */
const LONGEST_IPV6 = 45;

const PREFIX = /^\d{1,3}$/;

function readDottedDecimal(text: string): number | undefined {
  let word = 0;
  let field = 0;
  let digits = 0;
  let dots = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x2e) {
      if (digits === 0) return undefined;
      word = word * 256 + field;
      field = digits = 0;
      dots++;
    } else if (code >= 0x30 && code <= 0x39) {
      field = field * 10 + (code - 0x30);
      if (++digits > 3 || field > 255) return undefined;
    } else return undefined;
  }
  return dots === 3 && digits > 0 ? word * 256 + field : undefined;
}
