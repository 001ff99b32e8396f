/**
 * A Condition block as a script for another solver. Written from AWS's page on condition operators alone: it shares
 * nothing with the proofs, because it is there to contradict them.
 */

export type Family = "string" | "numeric" | "ip" | "bool";

/** A block for the solver: conditions on keys, each of which is of one family. */
export interface ConditionQuestion {
  readonly families: Readonly<Record<string, Family>>;
  readonly condition: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** Declarations and assertions, in SMT-LIB: they contradict each other if no request meets the block. */
export function smtOf({ families, condition }: ConditionQuestion): string {
  const names = new Map(Object.keys(families).map((key, index) => [key, `k${index}`]));
  const lines: string[] = [];
  for (const [key, name] of names)
    lines.push(`(declare-const ${name}-present Bool)`, ...declarations(name, families[key]!));
  for (const [operator, entries] of Object.entries(condition)) {
    for (const [key, values] of Object.entries(entries)) {
      lines.push(`(assert ${conditionOf(operator, names.get(key)!, values, names)})`);
    }
  }
  return lines.join("\n");
}

function declarations(name: string, family: Family): readonly string[] {
  switch (family) {
    case "string":
      return [`(declare-const ${name} String)`];
    case "numeric":
      return [`(declare-const ${name} Real)`];
    case "bool":
      return [`(declare-const ${name} Bool)`];
    case "ip":
      return [
        `(declare-const ${name}-is4 Bool)`,
        `(declare-const ${name}-4 (_ BitVec 32))`,
        `(declare-const ${name}-6 (_ BitVec 128))`,
      ];
  }
}

function conditionOf(written: string, name: string, values: readonly string[], names: Names): string {
  const present = `${name}-present`;
  if (written === "Null") return any(values.map((value) => (value === "true" ? not(present) : present)));
  const guarded = written.endsWith("IfExists");
  const operator = guarded ? written.slice(0, -"IfExists".length) : written;
  const negated = operator.includes("Not");
  const matches = any(values.map((value) => valueMatches(operator.replace("Not", ""), name, value, names)));
  const holds = negated ? not(matches) : matches;
  return guarded || negated ? any([not(present), holds]) : all([present, holds]);
}

type Names = ReadonlyMap<string, string>;

function valueMatches(operator: string, name: string, value: string, names: Names): string {
  switch (operator) {
    case "StringEquals":
      return equalsText(name, value, names);
    case "StringEqualsIgnoreCase":
      return `(str.in_re ${name} ${sequence(value.split(/(?:)/).map(eitherCase))})`;
    case "StringLike":
      return `(str.in_re ${name} ${sequence(value.split(/(?:)/).map(wildcard))})`;
    case "NumericEquals":
      return `(= ${name} ${decimal(value)})`;
    case "NumericLessThan":
      return `(< ${name} ${decimal(value)})`;
    case "NumericLessThanEquals":
      return `(<= ${name} ${decimal(value)})`;
    case "NumericGreaterThan":
      return `(> ${name} ${decimal(value)})`;
    case "NumericGreaterThanEquals":
      return `(>= ${name} ${decimal(value)})`;
    case "Bool":
      return value.toLowerCase() === "true" ? name : not(name);
    case "IpAddress":
      return inRange(name, value);
    default:
      throw new Error(`no such operator: ${operator}`);
  }
}

/** The whole value may be the variable of another key. */
function equalsText(name: string, value: string, names: Names): string {
  const variable = /^\$\{(.+)\}$/.exec(value)?.[1];
  if (variable === undefined) return `(= ${name} ${text(value)})`;
  const other = names.get(variable)!;
  return all([`${other}-present`, `(not (= ${other} ""))`, `(= ${name} ${other})`]);
}

function wildcard(character: string): string {
  if (character === "*") return "(re.* re.allchar)";
  return character === "?" ? "re.allchar" : `(str.to_re ${text(character)})`;
}

function eitherCase(character: string): string {
  const cases = [...new Set([character.toLowerCase(), character.toUpperCase()])];
  const [first = "", second] = cases.map((one) => `(str.to_re ${text(one)})`);
  return second === undefined ? first : `(re.union ${first} ${second})`;
}

function sequence(parts: readonly string[]): string {
  if (parts.length === 0) return '(str.to_re "")';
  return parts.length === 1 ? parts[0]! : `(re.++ ${parts.join(" ")})`;
}

/** Only plain ASCII without quotes and backslashes is asked about. */
function text(value: string): string {
  return `"${value}"`;
}

function decimal(value: string): string {
  return value.startsWith("-") ? `(- ${decimal(value.slice(1))})` : value.includes(".") ? value : `${value}.0`;
}

function inRange(name: string, range: string): string {
  const [address = "", bits] = range.split("/");
  const groups = address.includes(":") ? groupsOf6(address) : undefined;
  const width = groups === undefined ? 32 : 128;
  const number = groups === undefined ? numberOf(address.split(".").map(Number), 8) : numberOf(groups, 16);
  const family = groups === undefined ? `${name}-is4` : not(`${name}-is4`);
  const shift = BigInt(width - Number(bits ?? width));
  const mask = ((1n << BigInt(width)) - 1n) ^ ((1n << shift) - 1n);
  const variable = groups === undefined ? `${name}-4` : `${name}-6`;
  return all([family, `(= (bvand ${variable} (_ bv${mask} ${width})) (_ bv${number & mask} ${width}))`]);
}

/** One `::` is filled with zeros. */
function groupsOf6(address: string): readonly number[] {
  const [before, after] = address.split("::").map((half) => (half === "" ? [] : half.split(":")));
  const head = before ?? [];
  const tail = after ?? [];
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => "0");
  return [...head, ...zeros, ...tail].map((group) => Number.parseInt(group, 16));
}

function numberOf(parts: readonly number[], bits: number): bigint {
  return parts.reduce((sum, part) => (sum << BigInt(bits)) | BigInt(part), 0n);
}

function not(term: string): string {
  return `(not ${term})`;
}

function any(terms: readonly string[]): string {
  return terms.length === 0 ? "false" : `(or ${terms.join(" ")})`;
}

function all(terms: readonly string[]): string {
  return terms.length === 0 ? "true" : `(and ${terms.join(" ")})`;
}
