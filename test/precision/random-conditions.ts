/** Condition blocks on one or two keys, of few and similar values, so that many of them contradict themselves. */
import fc from "fast-check";
import { type ConditionQuestion, type Family } from "./conditions-to-smt.ts";

const OPERATORS: Readonly<Record<Family, readonly string[]>> = {
  string: [
    "StringEquals",
    "StringNotEquals",
    "StringLike",
    "StringNotLike",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
  ],
  numeric: [
    "NumericEquals",
    "NumericNotEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
  ],
  ip: ["IpAddress", "NotIpAddress"],
  bool: ["Bool"],
};

const character = fc.constantFrom("a", "b", "A", "1");
const plainText = fc.string({ unit: character, maxLength: 3 });
const wildText = fc.string({ unit: fc.oneof(character, fc.constantFrom("*", "?")), maxLength: 5 });

const prefix4 = fc.constantFrom("", "/32", "/31", "/30", "/9", "/8", "/1", "/0");
const address4 = fc.constantFrom("203.0.113.4", "203.0.113.5", "203.0.113.6", "198.51.100.0", "9.0.0.0", "127.0.0.1");
const prefix6 = fc.constantFrom("", "/128", "/127", "/64", "/33", "/32", "/1", "/0");
const address6 = fc.constantFrom("2001:db8::1", "2001:db8::", "2001:db8:8000::", "2001:db8:0:0:1::", "::1", "ffff::");
const range = fc.oneof(
  fc.tuple(address4, prefix4).map((parts) => parts.join("")),
  fc.tuple(address6, prefix6).map((parts) => parts.join("")),
);
const number = fc.constantFrom("0", "1", "1.5", "2", "10", "-1", "0.1", "100");
const boolean = fc.constantFrom("true", "false", "True", "FALSE");

const KEYS = ["test:one", "test:two"] as const;

interface Row {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

function rowOf(key: string, family: Family, variable: string | undefined): fc.Arbitrary<Row> {
  const isNull = fc.constantFrom("true", "false");
  return fc
    .tuple(fc.constantFrom(...OPERATORS[family], ...OPERATORS[family], "Null"), fc.boolean())
    .chain(([base, guarded]) => {
      const operator = guarded && base !== "Null" ? `${base}IfExists` : base;
      const one = base === "Null" ? isNull : valueOf(family, base, variable);
      return fc.array(one, { minLength: 1, maxLength: 3 }).map((values) => ({ operator, key, values }));
    });
}

function valueOf(family: Family, operator: string, variable: string | undefined): fc.Arbitrary<string> {
  switch (family) {
    case "string": {
      if (operator.endsWith("Like")) return wildText;
      const equals = operator === "StringEquals" || operator === "StringNotEquals";
      // `*` and `?` are ordinary characters here.
      const texts = fc.oneof(plainText, wildText);
      return equals && variable !== undefined
        ? fc.oneof({ weight: 4, arbitrary: texts }, { weight: 1, arbitrary: fc.constant(`\${${variable}}`) })
        : texts;
    }
    case "numeric":
      return number;
    case "ip":
      return range;
    case "bool":
      return boolean;
  }
}

const family = fc.constantFrom<Family>("string", "string", "numeric", "ip", "bool");

export const conditionQuestion: fc.Arbitrary<ConditionQuestion> = fc.tuple(family, family).chain(([first, second]) => {
  const families = { [KEYS[0]]: first, [KEYS[1]]: second };
  // A variable whose value may hold a wildcard is read in two ways, so only exact operators get one.
  const variables = first === "string" && second === "string";
  const row = fc.oneof(
    { weight: 3, arbitrary: rowOf(KEYS[0], first, variables ? KEYS[1] : undefined) },
    { weight: 1, arbitrary: rowOf(KEYS[1], second, variables ? KEYS[0] : undefined) },
  );
  return fc.array(row, { minLength: 2, maxLength: 6 }).map((rows) => ({ families, condition: blockOf(rows) }));
});

/** Of two rows with the same operator and key the later counts. */
function blockOf(rows: readonly Row[]): ConditionQuestion["condition"] {
  const block: Record<string, Record<string, readonly string[]>> = {};
  for (const { operator, key, values } of rows) (block[operator] ??= {})[key] = values;
  return block;
}
