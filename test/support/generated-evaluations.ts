/** Policies and requests at random, few enough words apart that they often meet. */
import fc from "fast-check";
import { type NamedPolicies, type NamedPolicy, type PolicySet } from "../../server/src/evaluation/policy-set.ts";
import { contextOf, type Request } from "../../server/src/evaluation/request.ts";
import { ACCOUNT, ALLOW_ALL, FEDERATED, OTHER_ACCOUNT, policyOf, ROLE, ROOT, SESSION, USER } from "./evaluation.ts";
import { searchUntilMet } from "./searching.ts";

export type Json = Readonly<Record<string, unknown>>;

const KEYS = ["aws:SourceIp", "aws:PrincipalTag/team", "aws:EpochTime", "aws:TagKeys"] as const;
const VALUES = ["10.0.0.1", "red", "Red", "1700000000", ""];

const OPERATORS = [
  "StringEquals",
  "StringNotEquals",
  "StringLikeIfExists",
  "ForAnyValue:StringLike",
  "ForAllValues:StringNotEquals",
  "IpAddress",
  "NotIpAddress",
  "NumericLessThan",
  "DateGreaterThanIfExists",
  "ArnNotLike",
] as const;
const WANTED = ["10.0.0.0/8", "red", "r*", "1700000000", "2024-01-01", "${aws:PrincipalTag/team}"] as const;
const ACTIONS = ["*", "s3:*", "s3:GetObject", "S3:get*", "sqs:SendMessage", "s3:P?tObject", "sqs:*", "s3"] as const;
const RESOURCES = [
  "*",
  "arn:aws:s3:::alpha/*",
  "arn:aws:s3:::alpha/${aws:PrincipalTag/team}",
  "arn:aws:sqs:*",
] as const;

/** One or two of them. */
const someTextsOf = (texts: readonly string[]): fc.Arbitrary<readonly string[]> =>
  fc
    .tuple(fc.constantFrom(...texts), fc.constantFrom(undefined, undefined, ...texts))
    .map(([one, other]) => (other === undefined || other === one ? [one] : [one, other]));

const test = fc
  .tuple(fc.constantFrom(...OPERATORS, "Null"), fc.constantFrom(...KEYS), someTextsOf(WANTED), fc.boolean())
  .map(([operator, key, values, missing]): Json => ({
    [operator]: { [key]: operator === "Null" ? String(missing) : values },
  }));
const condition = fc
  .tuple(fc.constantFrom(0, 0, 1, 1, 2), test, test)
  .map(([count, ...tests]): Json => Object.assign({}, ...tests.slice(0, count)) as Json);

/** One in five is turned round, as in NotAction. */
const element = (name: string, texts: readonly string[]): fc.Arbitrary<Json> =>
  fc.tuple(someTextsOf(texts), fc.nat(4)).map(([some, turn]) => ({ [turn === 0 ? `Not${name}` : name]: some }));

export const plainStatement: fc.Arbitrary<Json> = fc
  .tuple(
    fc.constantFrom("Allow", "Allow", "Deny"),
    element("Action", ACTIONS),
    element("Resource", RESOURCES),
    condition,
  )
  .map(([effect, action, resource, tests]) => ({ Effect: effect, ...action, ...resource, Condition: tests }));

const PRINCIPALS: readonly unknown[] = [
  "*",
  ...[USER, ROLE, SESSION, FEDERATED, ROOT, ACCOUNT, OTHER_ACCOUNT].map((one) => ({ AWS: one })),
];
export const resourceStatement: fc.Arbitrary<Json> = fc
  .tuple(plainStatement, fc.constantFrom(...PRINCIPALS))
  .map(([one, principal]) => ({ ...one, Principal: principal }));

export interface Layers {
  readonly identity: readonly Json[];
  readonly resource: readonly Json[] | undefined;
  readonly boundary: readonly Json[] | undefined;
  readonly session: readonly Json[] | undefined;
  readonly scp: readonly Json[] | undefined;
  readonly rcp: readonly Json[] | undefined;
}

const several = (statement: fc.Arbitrary<Json>): fc.Arbitrary<readonly Json[]> => fc.array(statement, { maxLength: 3 });
/** Often there is none, and often one that allows all, so that other layers decide. */
const perhaps = (statement: fc.Arbitrary<Json>): fc.Arbitrary<readonly Json[] | undefined> =>
  fc
    .tuple(fc.nat(3), several(statement))
    .map(([kind, some]) =>
      kind === 0 ? undefined : kind === 1 ? some : [{ ...ALLOW_ALL, Principal: "*" }, ...some.slice(0, 1)],
    );
export const layers: fc.Arbitrary<Layers> = fc.record({
  identity: several(plainStatement),
  resource: perhaps(resourceStatement),
  boundary: perhaps(plainStatement),
  session: perhaps(plainStatement),
  scp: perhaps(plainStatement),
  rcp: perhaps(plainStatement),
});

export type Known = Readonly<Record<string, string | readonly string[]>>;

export interface Question {
  readonly principal: string;
  readonly owner: string | undefined;
  readonly known: Known;
}

const fact = fc
  .tuple(fc.nat(4), fc.constantFrom(...VALUES), fc.constantFrom(...VALUES))
  .map(([kind, one, other]) => (kind === 0 ? [] : kind === 1 ? [one, other] : one));
export const known: fc.Arbitrary<Known> = fc
  .array(fc.tuple(fc.constantFrom(...KEYS), fact), { maxLength: 4 })
  .map((entries) => Object.fromEntries(entries));
export const question: fc.Arbitrary<Question> = fc.record({
  principal: fc.constantFrom(USER, ROLE, SESSION, FEDERATED, ROOT, "*", "lambda.amazonaws.com"),
  owner: fc.constantFrom(ACCOUNT, OTHER_ACCOUNT, undefined),
  known,
});

export function requestFor(
  { principal, owner, known: entries }: Question,
  unlisted: "absent" | "unknown",
  action = "s3:GetObject",
): Request {
  const context = contextOf(Object.entries(entries), { unlisted });
  return { principal, action, resource: { arn: "arn:aws:s3:::alpha/red", accountId: owner }, context };
}

/** `as`: what is made of the policies of a layer that may have several. */
export function policySet(
  of: Layers,
  as: (policies: readonly NamedPolicy[]) => NamedPolicies = (policies) => policies,
): PolicySet {
  const one = (statements: readonly Json[]): NamedPolicy => ({ name: "p", policy: policyOf(...statements) });
  return {
    identity: as([one(of.identity)]),
    ...(of.resource === undefined ? {} : { resource: one(of.resource) }),
    ...(of.boundary === undefined ? {} : { boundary: as([one(of.boundary)]) }),
    ...(of.session === undefined ? {} : { session: as([one(of.session)]) }),
    ...(of.scp === undefined ? {} : { scps: [{ orgIdentifier: "r", policies: as([one(of.scp)]) }] }),
    ...(of.rcp === undefined ? {} : { rcps: [{ orgIdentifier: "r", policies: as([one(of.rcp)]) }] }),
  };
}

/**
 * Searches a property, and checks that it met every case that makes it worth checking: the property names those it meets. Rare
 * cases get a few rounds, so that chance does not fail the test.
 */
export function assertAndMeet<Values extends [unknown, ...unknown[]]>(
  cases: readonly string[],
  arbitraries: { readonly [At in keyof Values]: fc.Arbitrary<Values[At]> },
  property: (meet: (name: string) => void, ...values: Values) => void,
): void {
  const met = new Map(cases.map((name) => [name, 0]));
  const meet = (name: string): void => void met.set(name, (met.get(name) ?? 0) + 1);
  searchUntilMet({ usual: 200, least: 1, met: () => Object.fromEntries(met) }, (from) => {
    fc.assert(
      fc.property(...arbitraries, (...values: Values) => property(meet, ...values)),
      from,
    );
  });
}
