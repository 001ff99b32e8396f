/** What holds of any policies and any request. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type Decision } from "../../server/src/evaluation/decision.ts";
import { evaluate } from "../../server/src/evaluation/evaluate.ts";
import { type PolicySet } from "../../server/src/evaluation/policy-set.ts";
import { contextOf, type Request } from "../../server/src/evaluation/request.ts";
import { type Policy } from "../../server/src/policy/policy.ts";
import {
  ACCOUNT,
  ALLOW_ALL,
  FEDERATED,
  named,
  OTHER_ACCOUNT,
  policyOf,
  policyOfJson,
  ROLE,
  ROOT,
  SESSION,
  USER,
} from "../support/evaluation.ts";

type Json = Readonly<Record<string, unknown>>;

const KEYS = ["aws:SourceIp", "aws:PrincipalTag/team", "aws:EpochTime", "aws:TagKeys"] as const;
const VALUES = ["10.0.0.1", "red", "Red", "1700000000", ""];

const values = fc.uniqueArray(
  fc.constantFrom("10.0.0.0/8", "red", "r*", "1700000000", "2024-01-01", "${aws:PrincipalTag/team}"),
  {
    minLength: 1,
    maxLength: 2,
  },
);
const operator = fc.constantFrom(
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
);
const nullTest = fc.record({
  Null: fc.dictionary(fc.constantFrom(...KEYS), fc.constantFrom("true", "false"), { maxKeys: 1 }),
});
const condition = fc.oneof(
  fc.constant({}),
  nullTest,
  fc.dictionary(operator, fc.dictionary(fc.constantFrom(...KEYS), values, { minKeys: 1, maxKeys: 2 }), { maxKeys: 2 }),
);

const actions = fc.uniqueArray(fc.constantFrom("*", "s3:*", "s3:GetObject", "S3:get*", "sqs:SendMessage"), {
  minLength: 1,
  maxLength: 2,
});
const resources = fc.uniqueArray(
  fc.constantFrom("*", "arn:aws:s3:::alpha/*", "arn:aws:s3:::alpha/${aws:PrincipalTag/team}", "arn:aws:sqs:*"),
  { minLength: 1, maxLength: 2 },
);
const element = <Value>(name: string, value: fc.Arbitrary<Value>): fc.Arbitrary<Json> =>
  fc.oneof(
    { weight: 4, arbitrary: value.map((one) => ({ [name]: one })) },
    { weight: 1, arbitrary: value.map((one) => ({ [`Not${name}`]: one })) },
  );

const plainStatement: fc.Arbitrary<Json> = fc
  .tuple(
    fc.constantFrom("Allow", "Allow", "Deny"),
    element("Action", actions),
    element("Resource", resources),
    condition,
  )
  .map(([effect, action, resource, tests]) => ({ Effect: effect, ...action, ...resource, Condition: tests }));

const principals = fc.constantFrom<unknown>(
  "*",
  ...[USER, ROLE, SESSION, FEDERATED, ROOT, ACCOUNT, OTHER_ACCOUNT].map((one) => ({ AWS: one })),
);
const resourceStatement = fc
  .tuple(plainStatement, principals)
  .map(([one, principal]): Json => ({ ...one, Principal: principal }));

interface Layers {
  readonly identity: readonly Json[];
  readonly resource: readonly Json[] | undefined;
  readonly boundary: readonly Json[] | undefined;
  readonly session: readonly Json[] | undefined;
  readonly scp: readonly Json[] | undefined;
  readonly rcp: readonly Json[] | undefined;
}

const several = (statement: fc.Arbitrary<Json>): fc.Arbitrary<readonly Json[]> => fc.array(statement, { maxLength: 3 });
const perhaps = (statement: fc.Arbitrary<Json>): fc.Arbitrary<readonly Json[] | undefined> =>
  fc.option(several(fc.oneof(statement, fc.constant({ ...ALLOW_ALL, Principal: "*" }))), { nil: undefined });
const layers: fc.Arbitrary<Layers> = fc.record({
  identity: several(plainStatement),
  resource: perhaps(resourceStatement),
  boundary: perhaps(plainStatement),
  session: perhaps(plainStatement),
  scp: perhaps(plainStatement),
  rcp: perhaps(plainStatement),
});

type Known = Readonly<Record<string, string | readonly string[]>>;

interface Question {
  readonly principal: string;
  readonly owner: string | undefined;
  readonly known: Known;
}

const known: fc.Arbitrary<Known> = fc.dictionary(
  fc.constantFrom(...KEYS),
  fc.oneof<fc.Arbitrary<string | string[]>[]>(
    fc.constantFrom(...VALUES),
    fc.array(fc.constantFrom(...VALUES), { maxLength: 2 }),
  ),
  { maxKeys: 4 },
);
const question: fc.Arbitrary<Question> = fc.record({
  principal: fc.constantFrom(USER, ROLE, SESSION, FEDERATED, ROOT, "*", "lambda.amazonaws.com"),
  owner: fc.constantFrom(ACCOUNT, OTHER_ACCOUNT, undefined),
  known,
});

function requestFor(
  { principal, owner, known: entries }: Question,
  unlisted: "absent" | "unknown",
  action = "s3:GetObject",
): Request {
  const context = contextOf(Object.entries(entries), { unlisted });
  return { principal, action, resource: { arn: "arn:aws:s3:::alpha/red", accountId: owner }, context };
}

function policySet(
  of: Layers,
  read: (statements: readonly Json[]) => Policy = (statements) => policyOf(...statements),
): PolicySet {
  const one = (statements: readonly Json[]): { name: string; policy: Policy } => ({
    name: "p",
    policy: read(statements),
  });
  return {
    identity: [one(of.identity)],
    ...(of.resource === undefined ? {} : { resource: one(of.resource) }),
    ...(of.boundary === undefined ? {} : { boundary: [one(of.boundary)] }),
    ...(of.session === undefined ? {} : { session: [one(of.session)] }),
    ...(of.scp === undefined ? {} : { scps: [{ orgIdentifier: "r", policies: [one(of.scp)] }] }),
    ...(of.rcp === undefined ? {} : { rcps: [{ orgIdentifier: "r", policies: [one(of.rcp)] }] }),
  };
}

const answerOf = ({ decision, allowed, deniedBy, layers: verdicts }: Decision): object => ({
  decision,
  allowed,
  deniedBy,
  layers: verdicts,
});

describe("any evaluation", () => {
  test("a further Deny turns no denial into an Allow", () => {
    const layer = fc.constantFrom<(keyof Layers)[]>("identity", "resource", "boundary", "session", "scp", "rcp");
    fc.assert(
      fc.property(layers, question, layer, resourceStatement, (of, asked, where, statement) => {
        // A layer that appears only with the Deny would also have to allow, so it is given an Allow for all.
        const own = of[where] ?? (where === "resource" ? [] : [ALLOW_ALL]);
        const before = { ...of, [where]: own };
        const after = { ...of, [where]: [...own, { ...statement, Effect: "Deny" }] };
        const [first, second] = [before, after].map((one) => evaluate(requestFor(asked, "unknown"), policySet(one)));
        if (first!.allowed === "no") assert.equal(second!.allowed, "no");
        if (first!.allowed === "unknown") assert.notEqual(second!.allowed, "yes");
      }),
    );
  });

  test("a fact learned contradicts nothing said without it", () => {
    const resolution = fc.tuple(known, fc.constantFrom(ACCOUNT, OTHER_ACCOUNT));
    fc.assert(
      fc.property(layers, question, resolution, (of, asked, [learned, owner]) => {
        const policies = policySet(of);
        const without = evaluate(requestFor(asked, "unknown"), policies);
        const now = { ...asked, owner: asked.owner ?? owner, known: { ...learned, ...asked.known } };
        const withAll = evaluate(requestFor(now, "absent"), policies);
        if (without.decision !== "Unknown") assert.equal(withAll.decision, without.decision);
        if (without.allowed !== "unknown") assert.equal(withAll.allowed, without.allowed);
        without.statements.forEach((statement, index) => {
          if (statement.matches !== "unknown") assert.equal(withAll.statements[index]!.matches, statement.matches);
        });
      }),
      { numRuns: 300 },
    );
  });

  test("the order of statements, keys and entries never matters", () => {
    fc.assert(
      fc.property(layers, question, (of, asked) => {
        const request = requestFor(asked, "unknown");
        const turned = evaluate(
          request,
          policySet(of, (statements) => policyOf(...(reversed(statements) as Json[]))),
        );
        assert.deepEqual(answerOf(turned), answerOf(evaluate(request, policySet(of))));
      }),
    );
  });

  test("the case of an action never matters", () => {
    fc.assert(
      fc.property(layers, question, (of, asked) => {
        const policies = policySet(of);
        const plain = evaluate(requestFor(asked, "absent"), policies);
        assert.deepEqual(answerOf(evaluate(requestFor(asked, "absent", "S3:GETOBJECT"), policies)), answerOf(plain));
      }),
    );
  });

  test("what is open in the file convicts nothing: closing it contradicts nothing", () => {
    fc.assert(
      fc.property(layers, question, fc.nat(), (of, asked, pick) => {
        const request = requestFor(asked, "absent");
        const whole = evaluate(request, policySet(of));
        const open = evaluate(
          request,
          policySet({ ...of, identity: of.identity.map((one, index) => opened(one, pick + index)) }),
        );
        if (open.decision !== "Unknown") assert.equal(whole.decision, open.decision);
        if (open.allowed !== "unknown") assert.equal(whole.allowed, open.allowed);
      }),
    );
  });

  test("across accounts it is allowed exactly if both halves allow", () => {
    fc.assert(
      fc.property(layers, fc.constantFrom(USER, ROLE, SESSION, FEDERATED), known, (of, principal, entries) => {
        const asked = { principal, owner: OTHER_ACCOUNT, known: entries };
        const policies = policySet(of);
        const across = evaluate(requestFor(asked, "unknown"), policies);
        // The caller's half: as if the resource were its own and had no policy; the other: as if its own policies allowed all.
        const { resource, rcps, ...own } = policies;
        const callers = evaluate(requestFor({ ...asked, owner: ACCOUNT }, "unknown"), own);
        const resources = evaluate(requestFor(asked, "unknown"), {
          identity: [named(ALLOW_ALL)],
          ...(resource === undefined ? {} : { resource }),
          ...(rcps === undefined ? {} : { rcps }),
        });
        const halves = [callers.allowed, resources.allowed];
        const both = halves.includes("no") ? "no" : halves.includes("unknown") ? "unknown" : "yes";
        assert.equal(across.allowed, both);
      }),
    );
  });

  test("only an undecided request needs facts, and only such as nobody told", () => {
    fc.assert(
      fc.property(layers, question, (of, asked) => {
        const { decision, needs } = evaluate(requestFor(asked, "unknown"), policySet(of));
        if (decision !== "Unknown") assert.deepEqual(needs, []);
        for (const { key } of needs) assert.ok(!Object.hasOwn(asked.known, key), key);
      }),
    );
  });
});

/** Lists and members the other way round, at every depth. */
function reversed(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(reversed).reverse();
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(
    Object.entries(json)
      .map(([key, value]) => [key, reversed(value)] as const)
      .reverse(),
  );
}

/** One element of the statement is replaced by what a template would fill in. */
function opened(statement: Json, pick: number): Json {
  const names = Object.keys(statement);
  const name = names[pick % names.length] ?? "Action";
  return { ...statement, [name]: { Ref: "Parameter" } };
}

test("the same policy may be asked about again and again", () => {
  const policy = policyOfJson({ Version: "2012-10-17", Statement: [ALLOW_ALL] });
  const policies = { identity: [{ name: "p", policy }] };
  const request = requestFor({ principal: USER, owner: ACCOUNT, known: {} }, "absent");
  assert.deepEqual(evaluate(request, policies), evaluate(request, policies));
});
