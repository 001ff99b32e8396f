/** AWS's simulator beside our own decision, over drawn worlds: the server answers by a table made from the documentation. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import fc from "fast-check";
import * as aws from "../../server/src/aws/index.ts";
import { type PolicySet } from "../../server/src/evaluation/policy-set.ts";
import { type PolicySlot } from "../../server/src/policy/slots.ts";
import { ACCOUNT, ALLOW_ALL, decisionOf, named, SESSION } from "../support/evaluation.ts";
import { type Json } from "../support/generated-evaluations.ts";
import {
  decidePlainly,
  type PlainDecision,
  type PlainRequest,
  type PlainStatement,
} from "../support/plain-evaluation.ts";
import { searching } from "../support/searching.ts";
import { type AwsServer, type Parameters, startAwsServer } from "./server.ts";

const QUEUE = `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`;

/** Which layers AWS's simulator takes part of. Source: "Testing IAM policies with the IAM policy simulator". */
const SEEN: ReadonlySet<PolicySlot> = new Set(["identity", "boundary", "scp"]);
const UNSEEN_WORDS: Readonly<Partial<Record<PolicySlot, RegExp>>> = {
  session: /a session policy/,
  resource: /the resource's own policy, which was not sent/,
  "vpc-endpoint": /a VPC endpoint policy/,
  rcp: /an RCP/,
};
/** Without a path, as a session tells it. */
const CALLER = `arn:aws:iam::${ACCOUNT}:role/dev`;
const LEVEL = ACCOUNT;
const CONTEXT: Readonly<Record<string, string>> = { "aws:SourceIp": "10.0.0.1", "aws:RequestedRegion": "eu-west-1" };

interface World {
  readonly statements: readonly PlainStatement[];
  readonly action: string;
  /** Keys that the simulator is not sent. */
  readonly isIpSent: boolean;
}

const condition = fc.constantFrom<Json>(
  {},
  {},
  { Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/24" } } },
  { Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } },
  { Condition: { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } } },
);
const statementOf = (slot: PolicySlot): fc.Arbitrary<PlainStatement> =>
  fc
    .tuple(
      slot === "rcp" ? fc.constant("Deny") : fc.constantFrom("Allow", "Allow", "Allow", "Deny"),
      fc.constantFrom("*", "sqs:*", "sqs:SendMessage", "sqs:Receive*"),
      fc.constantFrom("*", QUEUE, "arn:aws:sqs:*:*:other"),
      condition,
    )
    .map(([Effect, Action, Resource, more]) => {
      const Principal = slot === "rcp" || slot === "vpc-endpoint" ? "*" : { AWS: CALLER };
      const json = {
        Effect,
        Action,
        Resource,
        ...more,
        ...(SEEN.has(slot) || slot === "session" ? {} : { Principal }),
      };
      return { slot, level: slot === "scp" || slot === "rcp" ? LEVEL : undefined, json };
    });
const layer = (slot: PolicySlot, least: number): fc.Arbitrary<readonly PlainStatement[]> =>
  fc.array(statementOf(slot), { minLength: least, maxLength: least + 2 });
const maybe = (slot: PolicySlot): fc.Arbitrary<readonly PlainStatement[]> =>
  fc.oneof(fc.constant([]), fc.constant([]), layer(slot, 1));
const worlds = fc
  .tuple(
    fc.tuple(layer("identity", 1), maybe("boundary"), maybe("scp"), maybe("rcp")),
    fc.tuple(maybe("session"), fc.oneof(fc.constant([]), layer("resource", 1)), maybe("vpc-endpoint")),
    fc.constantFrom("sqs:SendMessage", "sqs:ReceiveMessage"),
    fc.boolean(),
  )
  .map(([some, others, action, isIpSent]): World => ({
    statements: [...some.flat(), ...others.flat()],
    action,
    isIpSent,
  }));

function plain(statements: readonly PlainStatement[], action: string, context: Json): PlainDecision {
  const request: PlainRequest = {
    ...{ principal: SESSION, account: ACCOUNT, role: CALLER, action, resource: QUEUE, owner: ACCOUNT },
    context: new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), String(value)])),
  };
  const slots = new Set(statements.map(({ slot }) => slot));
  const scpLevels = slots.has("scp") ? [LEVEL] : [];
  return decidePlainly(request, { statements, slots, scpLevels });
}

/** The table: what the documentation makes the simulator answer, from what it was sent. */
function simulatorsAnswer({ statements }: World, sent: Parameters): object {
  const context: Record<string, string> = {};
  for (let at = 1; sent[`ContextEntries.member.${at}.ContextKeyName`] !== undefined; at++) {
    context[String(sent[`ContextEntries.member.${at}.ContextKeyName`])] = String(
      sent[`ContextEntries.member.${at}.ContextKeyValues.member.1`],
    );
  }
  const seen = statements.filter(({ slot }) => SEEN.has(slot));
  const { denying, silent, isAllowed } = plain(seen, String(sent["ActionNames.member.1"]), context);
  const isBlocked = (slot: PolicySlot): boolean => denying.includes(slot) || silent.includes(slot);
  const asked = seen.flatMap(({ json }) =>
    Object.values((json["Condition"] ?? {}) as Record<string, object>).flatMap((keys) => Object.keys(keys)),
  );
  const has = (slot: PolicySlot): boolean => seen.some((one) => one.slot === slot);
  const EvalResourceDecision = isAllowed ? "allowed" : denying.length > 0 ? "explicitDeny" : "implicitDeny";
  const matched = denying.length > 0 ? [{ SourcePolicyId: denying[0], SourcePolicyType: "IAM Policy" }] : [];
  return {
    EvaluationResults: [
      {
        EvalActionName: sent["ActionNames.member.1"],
        EvalResourceName: sent["ResourceArns.member.1"],
        EvalDecision: EvalResourceDecision,
        MatchedStatements: matched,
        ...(has("scp") ? { OrganizationsDecisionDetail: { AllowedByOrganizations: !isBlocked("scp") } } : {}),
        ...(has("boundary")
          ? { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: !isBlocked("boundary") } }
          : {}),
        ResourceSpecificResults: [
          {
            ...{ EvalResourceName: sent["ResourceArns.member.1"], EvalResourceDecision, MatchedStatements: matched },
            MissingContextValues: [...new Set(asked)].filter((key) => context[key] === undefined),
          },
        ],
      },
    ],
    IsTruncated: false,
  };
}

function ownDecision({ statements, action }: World): aws.OwnDecision {
  const of = (slot: PolicySlot): readonly Json[] =>
    statements.filter((one) => one.slot === slot).map(({ json }) => json);
  const list = (slot: PolicySlot): readonly ReturnType<typeof named>[] => [named(...of(slot))];
  const has = (slot: PolicySlot): boolean => of(slot).length > 0;
  const policies: Partial<PolicySet> = {
    identity: list("identity"),
    ...(has("boundary") ? { boundary: list("boundary") } : {}),
    ...(has("session") ? { session: list("session") } : {}),
    ...(has("vpc-endpoint") ? { vpcEndpoint: list("vpc-endpoint") } : {}),
    ...(has("resource") ? { resource: named(...of("resource")) } : {}),
    ...(has("scp") ? { scps: [{ orgIdentifier: LEVEL, policies: list("scp") }] } : {}),
    ...(has("rcp") ? { rcps: [{ orgIdentifier: LEVEL, policies: [named(ALLOW_ALL, ...of("rcp"))] }] } : {}),
  };
  const context = { ...CONTEXT, "aws:PrincipalArn": CALLER };
  const { allowed, layers } = decisionOf({ principal: SESSION, action, resource: QUEUE, context }, policies);
  return { allowed, layers, denied: { layer: undefined, type: undefined } };
}

describe("AWS's simulator beside our own decision, over drawn worlds", () => {
  const saved = { ...process.env };
  let server: AwsServer | undefined;
  let world: World | undefined;
  before(async () => {
    server = await startAwsServer({
      "iam:SimulatePrincipalPolicy": (sent) => ({ result: world === undefined ? {} : simulatorsAnswer(world, sent) }),
    });
    Object.assign(process.env, {
      ...{ AWS_ACCESS_KEY_ID: "AKIAEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret", AWS_REGION: "eu-west-1" },
      AWS_ENDPOINT_URL: server.endpoint,
    });
  });
  after(async () => {
    await server?.close();
    process.env = saved;
  });

  test("agreement where both see the same; for each difference the reason that there is, and no other", async () => {
    const session = await aws.openSession({
      profile: undefined,
      region: undefined,
      cancel: new AbortController().signal,
    });
    const seen = { same: 0, unseen: 0, granted: 0, absent: 0 };
    for (const one of fc.sample(worlds, searching(600))) {
      world = one;
      const facts = one.isIpSent ? CONTEXT : { "aws:RequestedRegion": "eu-west-1" };
      const asked = { principal: SESSION, action: one.action, resource: QUEUE, context: facts };
      const request = aws.requestToSimulate(asked);
      assert.ok(typeof request !== "string");
      assert.equal(request.principal, CALLER);
      const simulated = await aws.simulate(session, { ...request, context: aws.withRegion(request, session.region) });
      assert.ok(simulated.ok);
      const own = ownDecision(one);
      const drawn = JSON.stringify(one);
      const truth = plain(one.statements, one.action, { ...CONTEXT, "aws:PrincipalArn": CALLER });
      assert.equal(own.allowed, truth.isAllowed ? "yes" : "no", drawn);
      const { agreement, reasons, sentence } = aws.compareDecisions(own, simulated.result, {
        isSession: true,
        isRegionSent: true,
      });
      const isAllowed = simulated.result.decision === "allowed";
      assert.equal(agreement, isAllowed === truth.isAllowed ? "same" : "different", drawn);
      const text = aws.simulationText({
        request,
        simulation: simulated.result,
        own,
        comparison: { agreement, reasons, sentence },
      });
      assert.ok(text.includes(sentence) && reasons.every((reason) => text.includes(`- ${reason}`)), text);
      const missing = simulated.result.missingKeys;
      assert.deepEqual(
        missing.filter((key) => facts[key] !== undefined),
        [],
        drawn,
      );
      if (agreement === "same") {
        seen.same++;
        continue;
      }
      assert.ok(reasons.length > 0, drawn);
      if (isAllowed) {
        const blocking = [...new Set([...truth.denying, ...truth.silent])];
        for (const slot of blocking.filter((blocked) => !SEEN.has(blocked))) {
          assert.match(reasons.join("\n"), UNSEEN_WORDS[slot] ?? /never/, `${slot}: ${drawn}`);
          seen.unseen++;
        }
        // What it saw, it saw alike, unless a key was not sent.
        if (missing.length === 0) assert.doesNotMatch(reasons.join("\n"), /AWS has now/, drawn);
      } else if (missing.length === 0) {
        assert.match(reasons.join("\n"), /by the resource's own policy, which was not sent/, drawn);
        seen.granted++;
      }
      if (missing.length > 0) {
        assert.match(reasons.join("\n"), /counted as absent: aws:SourceIp/, drawn);
        seen.absent++;
      }
    }
    session.close();
    for (const [kind, count] of Object.entries(seen)) assert.ok(count > 0, `${kind} was not drawn`);
  });
});
