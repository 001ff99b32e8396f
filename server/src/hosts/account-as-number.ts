/**
 * An account ID of the digits 0 to 7 that begins with 0 and stands in YAML without quotes: a number of base 8 in YAML 1.1.
 * Sources: "Integer Language-Independent Type for YAML Version 1.1"; "CloudFormation template format" of the "AWS
 * CloudFormation User Guide", which names that version. Newer versions of the Serverless Framework read a number without the 0.
 */
import { type Value } from "../syntax/value.ts";
import { type Span } from "../text/span.ts";
import { insertion } from "./cloudformation/names-as-text.ts";
import { type Departure } from "./host.ts";
import { type ValueOfStatement, valuesOfStatements } from "./statement-values.ts";

export function accountsAsNumbers(root: Value, text: string): readonly Departure[] {
  if (root.kind !== "object" || !ANYWHERE.test(text)) return [];
  const places = valuesOfStatements(root, HAVE_ACCOUNTS).filter((one) => isAccount(one, text));
  const spans = [...new Set(places.map(({ value }) => value.span))];
  const [first] = spans;
  if (first === undefined) return [];
  return [
    {
      kind: "account-as-number",
      span: first,
      count: spans.length,
      repair: spans.flatMap(({ start, end }) => [insertion(start, '"'), insertion(end, '"')]),
    },
  ];
}

const ANYWHERE = /(?<![\w"'])0[0-7]{11}(?![\w"'])/;
const ACCOUNT = /^0[0-7]{11}$/;

function isAccount({ value, key }: ValueOfStatement, text: string): boolean {
  return value.kind === "unknown" && /^AWS$|account$/i.test(key) && ACCOUNT.test(textAt(value.span, text));
}

function textAt({ start, end }: Span, text: string): string {
  return text.slice(start, end);
}

const HAVE_ACCOUNTS: ReadonlySet<string> = new Set(["Principal", "NotPrincipal", "Condition"]);
