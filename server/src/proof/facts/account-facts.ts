/**
 * Keys that name the same account, organization or user, and the cases they leave. Sources: "AWS global condition context
 * keys" for the principal; AWS's pages on cross-service confused deputy prevention for the source: "the `aws:SourceAccount` value and
 * the account in the `aws:SourceArn` value must use the same account ID when used in the same policy statement".
 */
import { KIND, literalShape, NO_COLON, ANYTHING, one, run, type TextShape } from "../../domains/text-shape.ts";
import { splitArn } from "../../policy/arn.ts";
import { type KeyFact, type View } from "../proof.ts";
import { ARNS_OF_PRINCIPALS } from "./key-facts.ts";
import { type ConditionPart } from "../solving/question.ts";
import { RESOURCE_ACCOUNT } from "./resource-accounts.ts";
import { WITHOUT_IDENTITY } from "../solving/text-sets.ts";
import { type ValueTest } from "../solving/value-tests.ts";

/** Where the value of one key has a part such as an account, the part's own key has it as its value, or none. */
interface Agreement {
  readonly whole: string;
  readonly part: string;
  readonly fact: KeyFact;
  /** The part that a value of either key names; undefined where none is written out. */
  readonly namedIn: (text: string) => string | undefined;
  /** The values with a part of that form. */
  readonly withPart: (part: TextShape) => readonly TextShape[];
  /** All values that have such a part. */
  readonly all: readonly TextShape[];
  /** A part that is none of these. */
  readonly another: (named: readonly string[]) => string;
}

const ANY_ACCOUNT_ARN = arnShape(Array.from({ length: 12 }, () => one(KIND.digit)));
const USER_ARN: TextShape = [
  ...literalShape("arn:"),
  run(NO_COLON),
  ...literalShape(":iam::"),
  run(NO_COLON),
  ...literalShape(":user/"),
];

const ofAccount = (
  arn: string,
  account: string,
  whole: string,
  part: string,
  all: readonly TextShape[],
): Agreement => ({
  whole: arn,
  part: account,
  fact: { fact: "account-in-arn", account: part, arn: whole },
  namedIn: accountIn,
  withPart: (id) => [arnShape(id)],
  all: [ANY_ACCOUNT_ARN, ...all],
  another: unnamedAccount,
});

/** Source: "AWS global condition context keys": the path of an entity begins with the ID of its organization. */
const ofOrganization = (whose: "Principal" | "Resource" | "Source"): Agreement => ({
  whole: `aws:${whose.toLowerCase()}orgpaths`,
  part: `aws:${whose.toLowerCase()}orgid`,
  fact: { fact: "organization-in-path", organization: `aws:${whose}OrgID`, path: `aws:${whose}OrgPaths` },
  namedIn: (text) => /^o-[a-z0-9]{10,32}(?=\/|$)/.exec(text)?.[0],
  withPart: (id) => [[...id, ...literalShape("/"), run(ANYTHING)]],
  all: [[...literalShape("o-"), run(ANYTHING)]],
  another: (named) => unnamed(named, (number) => `o-abcdefghi${number}`),
});

/** Source: "IAM identifiers": the ARN of a user ends in the name, behind the path. */
const OF_USER: Agreement = {
  whole: "aws:principalarn",
  part: "aws:username",
  fact: { fact: "name-in-arn" },
  namedIn: (text) => (text.startsWith("arn:") ? /:user\/(?:[^*?$]*\/)?([^*?$/]+)$/.exec(text)?.[1] : literalName(text)),
  withPart: (name) => [
    [...USER_ARN, ...name],
    [...USER_ARN, run(ANYTHING), ...literalShape("/"), ...name],
  ],
  all: [[...USER_ARN, run(ANYTHING)]],
  another: (named) => unnamed(named, (number) => `user-${number}`),
};

const AGREEMENTS: readonly Agreement[] = [
  ofAccount("aws:principalarn", "aws:principalaccount", "aws:PrincipalArn", "aws:PrincipalAccount", ARNS_OF_PRINCIPALS),
  ofAccount("aws:sourcearn", "aws:sourceaccount", "aws:SourceArn", "aws:SourceAccount", []),
  ofOrganization("Principal"),
  ofOrganization("Resource"),
  ofOrganization("Source"),
  OF_USER,
];

/** What one case leaves to the two keys; a key that is not listed has all its freedom. */
export interface AccountCase {
  /** Equal for equal cases of one statement. */
  readonly id: string;
  readonly tests: ReadonlyMap<string, readonly ValueTest[]>;
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
    const [wholes, parts] = [byKey.get(agreement.whole), byKey.get(agreement.part)];
    if (wholes === undefined || parts === undefined) continue;
    const named = partsNamed(agreement, [...wholes, ...parts], texts);
    // The widest view may always do without a fact, and the surest without a case.
    if (named.length > MOST_ACCOUNTS && view === "widest") continue;
    const own = casesOf(agreement, named.slice(0, MOST_ACCOUNTS), view);
    cases = cases.flatMap((before) => own.map((after) => both(before, after)));
  }
  return cases;
}

/** Why conditions on these keys, in lower case, may exclude something; undefined if it is not for an account. */
export function accountFact(keys: readonly string[]): KeyFact | undefined {
  const agreement = AGREEMENTS.find(({ whole, part }) => keys.includes(whole) && keys.includes(part));
  if (agreement === undefined && keys.includes(RESOURCE_ACCOUNT)) return { fact: "account-in-resource" };
  return agreement?.fact;
}

const MOST_ACCOUNTS = 8;

function partsNamed(
  { namedIn }: Agreement,
  parts: readonly ConditionPart[],
  texts: readonly string[],
): readonly string[] {
  const values = parts.flatMap(({ entry }) => entry.values.entries.map(({ text }) => text));
  return [...new Set([...values, ...texts].flatMap((text) => namedIn(text) ?? []))];
}

function accountIn(text: string): string | undefined {
  const account = text.startsWith("arn:") ? splitArn(text)[4]?.text : text;
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}

function casesOf(agreement: Agreement, named: readonly string[], view: View): readonly AccountCase[] {
  const { whole, part, withPart, all } = agreement;
  const known = view === "surest" ? [...named, agreement.another(named)] : named;
  const cases = known.map((id) =>
    caseOf(`${part} ${id}`, [whole, within(withPart(literalShape(id)))], [part, within([literalShape(id)])]),
  );
  cases.push({ ...NO_CASE, id: `no ${whole}`, absent: new Set([whole]) });
  cases.push(caseOf(`no ${part}`, [whole, without(all)]));
  if (view === "widest") {
    const others = without(named.flatMap((id) => withPart(literalShape(id))));
    const present = caseOf(`another ${part}`, [whole, others], [part, without(named.map(literalShape))]);
    cases.push(present);
  }
  return cases;
}

function unnamedAccount(named: readonly string[]): string {
  return unnamed(named, (number) => String(111_111_111_111 + number));
}

function unnamed(named: readonly string[], make: (number: number) => string): string {
  let number = 0;
  while (named.includes(make(number))) number++;
  return make(number);
}

/** A name without wildcards and variables. */
function literalName(text: string): string | undefined {
  return /^[\w+=,.@-]+$/.test(text) ? text : undefined;
}

function caseOf(id: string, ...tests: readonly (readonly [string, ValueTest])[]): AccountCase {
  return { id, tests: new Map(tests.map(([key, test]) => [key, [test]])), absent: new Set() };
}

function both(one: AccountCase, other: AccountCase): AccountCase {
  const tests = new Map(one.tests);
  for (const [key, own] of other.tests) tests.set(key, [...(tests.get(key) ?? []), ...own]);
  return {
    id: `${one.id} ${other.id}`,
    tests,
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
