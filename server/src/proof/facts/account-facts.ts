/**
 * Keys that name the same account, and the cases they leave. Sources: "AWS global condition context keys" for the
 * principal; AWS's pages on cross-service confused deputy prevention for the source: "the `aws:SourceAccount` value and
 * the account in the `aws:SourceArn` value must use the same account ID when used in the same policy statement".
 */
import { KIND, literalShape, NO_COLON, ANYTHING, one, run, type TextShape } from "../../domains/text-shape.ts";
import { splitArn } from "../../policy/arn.ts";
import { type KeyFact, type View } from "../proof.ts";
import { type ConditionPart } from "../solving/question.ts";
import { RESOURCE_ACCOUNT } from "./resource-accounts.ts";
import { WITHOUT_IDENTITY } from "../solving/text-sets.ts";
import { type ValueTest } from "../solving/value-tests.ts";

/** Where the ARN has an account of twelve digits, the account's key has it as its value, or none. */
interface Agreement {
  readonly arn: string;
  readonly account: string;
  readonly fact: KeyFact;
}

const AGREEMENTS: readonly Agreement[] = [
  {
    arn: "aws:principalarn",
    account: "aws:principalaccount",
    fact: { fact: "account-in-arn", account: "aws:PrincipalAccount", arn: "aws:PrincipalArn" },
  },
  {
    arn: "aws:sourcearn",
    account: "aws:sourceaccount",
    fact: { fact: "account-in-arn", account: "aws:SourceAccount", arn: "aws:SourceArn" },
  },
];

/** What one case leaves to the two keys; a key that is not listed has all its freedom. */
export interface AccountCase {
  /** Equal for equal cases of one statement. */
  readonly id: string;
  readonly tests: ReadonlyMap<string, ValueTest>;
  /** These are not in the request. */
  readonly absent: ReadonlySet<string>;
}

const NO_CASE: AccountCase = { id: "", tests: new Map(), absent: new Set() };

export const NO_CASES: readonly AccountCase[] = [NO_CASE];

/** In the widest view every request is in one of the cases. `texts`: what variables stand for. */
export function accountCases(
  byKey: ReadonlyMap<string, readonly ConditionPart[]>,
  view: View,
  texts: readonly string[],
): readonly AccountCase[] {
  let cases = NO_CASES;
  for (const agreement of AGREEMENTS) {
    const [arns, accounts] = [byKey.get(agreement.arn), byKey.get(agreement.account)];
    if (arns === undefined || accounts === undefined) continue;
    const named = accountsNamed([...arns, ...accounts], texts);
    // The widest view may always do without a fact, and the surest without a case.
    if (named.length > MOST_ACCOUNTS && view === "widest") continue;
    const own = casesOf(agreement, named.slice(0, MOST_ACCOUNTS), view);
    cases = cases.flatMap((before) => own.map((after) => both(before, after)));
  }
  return cases;
}

/** Why conditions on these keys, in lower case, may exclude something; undefined if it is not for an account. */
export function accountFact(keys: readonly string[]): KeyFact | undefined {
  const [agreement] = AGREEMENTS.filter(({ arn, account }) => keys.includes(arn) && keys.includes(account));
  if (agreement === undefined && keys.includes(RESOURCE_ACCOUNT)) return { fact: "account-in-resource" };
  return agreement?.fact;
}

const MOST_ACCOUNTS = 8;

function accountsNamed(parts: readonly ConditionPart[], texts: readonly string[]): readonly string[] {
  const values = parts.flatMap(({ entry }) => entry.values.entries.map(({ text }) => text));
  return [...new Set([...values, ...texts].flatMap((text) => accountIn(text) ?? []))];
}

function accountIn(text: string): string | undefined {
  const account = text.startsWith("arn:") ? splitArn(text)[4]?.text : text;
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}

function casesOf({ arn, account }: Agreement, named: readonly string[], view: View): readonly AccountCase[] {
  const known = view === "surest" ? [...named, unnamed(named)] : named;
  const cases = known.map((id) =>
    caseOf(id, [arn, within([arnShape(literalShape(id))])], [account, within([literalShape(id)])]),
  );
  cases.push({ ...NO_CASE, id: "no ARN", absent: new Set([arn]) });
  cases.push(caseOf("no account", [arn, without([ANY_ACCOUNT_ARN])]));
  if (view === "widest") {
    const others = without(named.map((id) => arnShape(literalShape(id))));
    const present = caseOf("another", [arn, others], [account, without(named.map(literalShape))]);
    cases.push(present);
  }
  return cases;
}

function unnamed(named: readonly string[]): string {
  let account = 111_111_111_111;
  while (named.includes(String(account))) account++;
  return String(account);
}

function caseOf(id: string, ...tests: readonly (readonly [string, ValueTest])[]): AccountCase {
  return { id, tests: new Map(tests), absent: new Set() };
}

function both(one: AccountCase, other: AccountCase): AccountCase {
  return {
    id: `${one.id} ${other.id}`,
    tests: new Map([...one.tests, ...other.tests]),
    absent: new Set([...one.absent, ...other.absent]),
  };
}

function within(shapes: readonly TextShape[]): ValueTest {
  return textTest(true, shapes);
}

function without(shapes: readonly TextShape[]): ValueTest {
  return textTest(false, shapes);
}

function textTest(wanted: boolean, shapes: readonly TextShape[]): ValueTest {
  const sets = shapes.map((shape) => ({ shape, exact: true, ...WITHOUT_IDENTITY }));
  return { kind: "text", wanted, sets, excluded: new Set(), within: undefined };
}

function arnShape(account: TextShape): TextShape {
  const colon = literalShape(":");
  const field = [...colon, run(NO_COLON)];
  return [...literalShape("arn"), ...field, ...field, ...field, ...colon, ...account, ...colon, run(ANYTHING)];
}

const ANY_ACCOUNT_ARN = arnShape(Array.from({ length: 12 }, () => one(KIND.digit)));
