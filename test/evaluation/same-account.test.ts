/** What the Allow of a resource's policy makes up for. Source: "Policy evaluation for requests within a single account". */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  ACCOUNT,
  ALLOW_ALL,
  ALLOW_OTHER,
  decisionOf,
  DENY_ALL,
  FEDERATED,
  named,
  ROLE,
  ROOT,
  SESSION,
  USER,
} from "../support/evaluation.ts";

const ROLE_CONDITION = { ArnEquals: { "aws:PrincipalArn": ROLE } };
const NO_GRANT = named(ALLOW_OTHER);

interface Row {
  readonly caller: string;
  readonly names: unknown;
  readonly condition?: object;
  /** Allowed although this layer has no Allow? `undefined`: the caller cannot have it. */
  readonly withoutIdentity: boolean;
  readonly withoutBoundary: boolean;
  readonly withoutSession?: boolean;
}

const ROWS: readonly Row[] = [
  { caller: USER, names: { AWS: USER }, withoutIdentity: true, withoutBoundary: true },
  { caller: SESSION, names: { AWS: ROLE }, withoutIdentity: true, withoutBoundary: false, withoutSession: false },
  { caller: SESSION, names: { AWS: SESSION }, withoutIdentity: true, withoutBoundary: true, withoutSession: true },
  {
    caller: SESSION,
    names: "*",
    condition: ROLE_CONDITION,
    withoutIdentity: true,
    withoutBoundary: true,
    withoutSession: true,
  },
  { caller: ROLE, names: { AWS: ROLE }, withoutIdentity: true, withoutBoundary: false, withoutSession: false },
  { caller: ROLE, names: "*", withoutIdentity: true, withoutBoundary: true, withoutSession: true },
  { caller: FEDERATED, names: { AWS: USER }, withoutIdentity: true, withoutBoundary: false, withoutSession: false },
  { caller: FEDERATED, names: { AWS: FEDERATED }, withoutIdentity: true, withoutBoundary: true, withoutSession: true },
  { caller: USER, names: { AWS: ROOT }, withoutIdentity: false, withoutBoundary: false },
  {
    caller: SESSION,
    names: { AWS: "111111111111" },
    withoutIdentity: false,
    withoutBoundary: false,
    withoutSession: false,
  },
  { caller: ROLE, names: { AWS: ROOT }, withoutIdentity: false, withoutBoundary: false, withoutSession: false },
  { caller: FEDERATED, names: { AWS: ROOT }, withoutIdentity: false, withoutBoundary: false, withoutSession: false },
  { caller: SESSION, names: "*", withoutIdentity: true, withoutBoundary: true, withoutSession: true },
  { caller: FEDERATED, names: { AWS: "*" }, withoutIdentity: true, withoutBoundary: true, withoutSession: true },
  { caller: USER, names: "*", withoutIdentity: true, withoutBoundary: true },
  { caller: USER, names: { AWS: "*" }, withoutIdentity: true, withoutBoundary: true },
];

describe("in one account", () => {
  for (const row of ROWS) {
    const facts = { principal: row.caller, context: { "aws:PrincipalArn": ROLE } };
    const resource = named({
      ...ALLOW_ALL,
      Principal: row.names,
      ...(row.condition === undefined ? {} : { Condition: row.condition }),
    });
    const name = `${row.caller} named by ${JSON.stringify(row.names)}`;
    const outcome = (allowed: boolean): string => (allowed ? "Allowed" : "ImplicitlyDenied");

    test(`${name}: no identity-based Allow`, () => {
      const { decision, deniedBy } = decisionOf(facts, { identity: [NO_GRANT], resource });
      assert.equal(decision, outcome(row.withoutIdentity));
      assert.deepEqual(deniedBy, row.withoutIdentity ? [] : ["identity"]);
    });

    test(`${name}: a boundary without Allow`, () => {
      const { decision, deniedBy } = decisionOf(facts, {
        identity: [named(ALLOW_ALL)],
        resource,
        boundary: [NO_GRANT],
      });
      assert.equal(decision, outcome(row.withoutBoundary));
      assert.deepEqual(deniedBy, row.withoutBoundary ? [] : ["boundary"]);
    });

    test(`${name}: a session policy without Allow`, () => {
      const { decision, deniedBy } = decisionOf(facts, { identity: [named(ALLOW_ALL)], resource, session: [NO_GRANT] });
      const allowed = row.withoutSession ?? row.withoutBoundary;
      assert.equal(decision, outcome(allowed));
      assert.deepEqual(deniedBy, allowed ? [] : ["session"]);
    });

    for (const layer of ["identity", "boundary", "session"] as const) {
      test(`${name}: an explicit deny in ${layer}`, () => {
        const policies = { identity: [named(ALLOW_ALL)], resource, [layer]: [named(ALLOW_ALL, DENY_ALL)] };
        const { decision, deniedBy } = decisionOf(facts, policies);
        assert.deepEqual([decision, deniedBy], ["ExplicitlyDenied", [layer]]);
      });
    }

    test(`${name}: SCP and RCP apply all the same`, () => {
      const identity = [named(ALLOW_ALL)];
      const none = decisionOf(facts, { identity, resource, scps: [{ orgIdentifier: "r", policies: [NO_GRANT] }] });
      assert.deepEqual([none.decision, none.deniedBy], ["ImplicitlyDenied", ["scp"]]);
      const deny = decisionOf(facts, {
        identity,
        resource,
        rcps: [{ orgIdentifier: "r", policies: [named(DENY_ALL)] }],
      });
      assert.deepEqual([deny.decision, deny.deniedBy], ["ExplicitlyDenied", ["rcp"]]);
    });
  }

  test("an identity-based Allow suffices", () => {
    assert.equal(decisionOf({}, { identity: [named(ALLOW_ALL)] }).decision, "Allowed");
    assert.equal(decisionOf({}, { identity: [named(ALLOW_ALL)], resource: NO_GRANT }).decision, "Allowed");
    assert.equal(decisionOf({}, {}).decision, "ImplicitlyDenied");
  });

  test("a service of Amazon VPC Lattice with an auth policy asks that and the caller's own policies", () => {
    const facts = {
      action: "vpc-lattice-svcs:Invoke",
      resource: `arn:aws:vpc-lattice:eu-west-1:${ACCOUNT}:service/svc-0a1b/orders`,
    };
    const identity = [named(ALLOW_ALL)];
    const resource = named({ ...ALLOW_ALL, Principal: "*" });
    const answer = (policies: Parameters<typeof decisionOf>[1]) => {
      const { decision, deniedBy } = decisionOf(facts, policies);
      return [decision, ...deniedBy];
    };
    assert.deepEqual(answer({ identity, resource }), ["Allowed"]);
    assert.deepEqual(answer({ identity, resource: NO_GRANT }), ["ImplicitlyDenied", "resource"]);
    assert.deepEqual(answer({ identity: [NO_GRANT], resource }), ["ImplicitlyDenied", "identity"]);
    assert.deepEqual(answer({ identity: [NO_GRANT], resource: NO_GRANT }), [
      "ImplicitlyDenied",
      "resource",
      "identity",
    ]);
    assert.deepEqual(answer({ identity }), ["Allowed"]);
  });

  test("the root user needs no policy, but a deny in the resource's policy or an SCP stops it", () => {
    assert.equal(decisionOf({ principal: ROOT }, {}).decision, "Allowed");
    const resource = named({ ...DENY_ALL, Principal: "*" });
    assert.equal(decisionOf({ principal: ROOT }, { resource }).decision, "ExplicitlyDenied");
    const scps = [{ orgIdentifier: "r", policies: [NO_GRANT] }];
    assert.equal(decisionOf({ principal: ROOT }, { scps }).decision, "ImplicitlyDenied");
  });
});
