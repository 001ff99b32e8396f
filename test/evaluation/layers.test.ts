/** Layer by layer, and the services and callers with rules of their own. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  ALLOW_ALL,
  ALLOW_OTHER,
  decisionOf,
  DENY_ALL,
  named,
  OTHER_ACCOUNT,
  policyOfJson,
  type RequestFacts,
  ROLE,
  ROOT,
  SESSION,
  USER,
} from "../support/evaluation.ts";

const identity = [named(ALLOW_ALL)];
const level = (...statements: readonly object[]): { orgIdentifier: string; policies: [ReturnType<typeof named>] } => ({
  orgIdentifier: "level",
  policies: [named(...statements)],
});
const verdict = (decision: ReturnType<typeof decisionOf>, layer: string): string | undefined =>
  decision.layers.find((one) => one.layer === layer)?.verdict;

describe("explicit deny", () => {
  const DENY_TO_ALL = { ...DENY_ALL, Principal: "*" };
  for (const [layer, policies] of [
    ["identity", { identity: [named(ALLOW_ALL), named(DENY_ALL)] }],
    ["resource", { identity, resource: named(DENY_TO_ALL) }],
    ["resource", { identity, resource: named({ ...DENY_ALL, Principal: { AWS: ROOT } }) }],
    ["boundary", { identity, boundary: [named(ALLOW_ALL, DENY_ALL)] }],
    ["session", { identity, session: [named(ALLOW_ALL, DENY_ALL)] }],
    ["scp", { identity, scps: [level(ALLOW_ALL), level(ALLOW_ALL, DENY_ALL)] }],
    ["rcp", { identity, rcps: [level(DENY_TO_ALL)] }],
    ["vpc-endpoint", { identity, vpcEndpoint: [named({ ...ALLOW_ALL, Principal: "*" }, DENY_TO_ALL)] }],
  ] as const) {
    test(`in ${layer} wins over every Allow`, () => {
      const decision = decisionOf({}, policies);
      assert.equal(decision.decision, "ExplicitlyDenied");
      assert.deepEqual(decision.deniedBy, [layer]);
      assert.equal(verdict(decision, layer), "explicit-deny");
    });
  }

  test("is named before the layers that merely do not allow", () => {
    const decision = decisionOf(
      {},
      { identity: [named(DENY_ALL)], boundary: [named(ALLOW_OTHER)], scps: [level(ALLOW_OTHER)] },
    );
    assert.deepEqual(decision.deniedBy, ["identity", "scp", "boundary"]);
  });
});

describe("layers that must allow", () => {
  test("SCPs: every level, any policy of a level", () => {
    const two = { orgIdentifier: "ou", policies: [named(ALLOW_OTHER), named(ALLOW_ALL)] };
    assert.equal(decisionOf({}, { identity, scps: [level(ALLOW_ALL), two] }).decision, "Allowed");
    assert.equal(decisionOf({}, { identity, scps: [level(ALLOW_OTHER), two] }).decision, "ImplicitlyDenied");
    assert.equal(decisionOf({}, { identity, scps: [] }).decision, "Allowed");
  });

  test("SCPs grant nothing", () => {
    assert.equal(decisionOf({}, { scps: [level(ALLOW_ALL)] }).decision, "ImplicitlyDenied");
  });

  test("RCPs: the policy that allows all is always there", () => {
    assert.equal(decisionOf({}, { identity, rcps: [level(ALLOW_OTHER)] }).decision, "Allowed");
  });

  test("boundary: the union of its documents; none at all is no boundary", () => {
    const boundary = [named(ALLOW_OTHER), named(ALLOW_ALL)];
    assert.equal(decisionOf({}, { identity, boundary }).decision, "Allowed");
    assert.equal(decisionOf({}, { identity, boundary: [named(ALLOW_OTHER)] }).decision, "ImplicitlyDenied");
    const none = decisionOf({}, { identity, boundary: [] });
    assert.equal(none.decision, "Allowed");
    assert.equal(verdict(none, "boundary"), "not-applicable");
  });

  test("VPC endpoint: Allow for this principal", () => {
    const endpoint = (principal: unknown): object => ({ vpcEndpoint: [named({ ...ALLOW_ALL, Principal: principal })] });
    assert.equal(decisionOf({}, { identity, ...endpoint("*") }).decision, "Allowed");
    assert.equal(decisionOf({}, { identity, ...endpoint({ AWS: ROOT }) }).decision, "Allowed");
    const other = decisionOf({}, { identity, ...endpoint({ AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` }) });
    assert.deepEqual([other.decision, other.deniedBy], ["ImplicitlyDenied", ["vpc-endpoint"]]);
  });
});

describe("callers outside IAM's own users and roles", () => {
  for (const [caller, principal] of [
    ["lambda.amazonaws.com", { Service: "lambda.amazonaws.com" }],
    ["*", "*"],
    ["accounts.google.com", { Federated: "accounts.google.com" }],
    ["arn:aws:iam::111111111111:saml-provider/idp", { Federated: "arn:aws:iam::111111111111:saml-provider/idp" }],
  ] as const) {
    test(`${caller} needs the resource's policy and nothing else`, () => {
      const resource = named({ ...ALLOW_ALL, Principal: principal });
      const scps = [level(DENY_ALL)];
      const allowed = decisionOf({ principal: caller }, { resource, scps, identity: [named(DENY_ALL)] });
      assert.equal(allowed.decision, "Allowed");
      assert.equal(verdict(allowed, "identity"), "not-applicable");
      const denied = decisionOf({ principal: caller }, { identity });
      assert.deepEqual([denied.decision, denied.deniedBy], ["ImplicitlyDenied", ["resource"]]);
    });

    test(`${caller} is under RCPs`, () => {
      const resource = named({ ...ALLOW_ALL, Principal: principal });
      assert.equal(
        decisionOf({ principal: caller }, { resource, rcps: [level(DENY_ALL)] }).decision,
        "ExplicitlyDenied",
      );
    });
  }
});

describe("exemptions from organization policies", () => {
  const scps = [level(DENY_ALL)];
  const rcps = scps;
  const linked = "arn:aws:iam::111111111111:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX";

  for (const [name, facts, policies] of [
    ["a service-linked role", { principal: linked }, { scps, rcps }],
    ["the management account's principals and resources", {}, { scps, rcps, managementAccount: "111111111111" }],
    [
      "a service that does not support RCPs",
      { action: "sns:Publish", resource: "arn:aws:sns:us-east-1:111111111111:t" },
      { rcps },
    ],
    ["kms:RetireGrant", { action: "kms:RetireGrant", resource: "*" }, { rcps }],
  ] as const) {
    test(name, () => assert.equal(decisionOf(facts, { identity, ...policies }).decision, "Allowed"));
  }
});

describe("a KMS key", () => {
  const facts = { action: "kms:Decrypt", resource: "arn:aws:kms:us-east-1:111111111111:key/k1" };
  const keyPolicy = (principal: unknown): ReturnType<typeof named> => named({ ...ALLOW_ALL, Principal: principal });

  for (const [name, policies, decision, deniedBy] of [
    ["whose key policy is not told", { identity }, "Unknown", []],
    [
      "whose key policy is not told, for whom an SCP stops",
      { identity, scps: [level(ALLOW_OTHER)] },
      "ImplicitlyDenied",
      ["scp"],
    ],
    ["that does not delegate", { identity, resource: keyPolicy({ AWS: ROLE }) }, "ImplicitlyDenied", ["key-policy"]],
    ["that delegates to the account", { identity, resource: keyPolicy({ AWS: ROOT }) }, "Allowed", []],
    [
      "that delegates, without identity-based Allow",
      { resource: keyPolicy({ AWS: ROOT }) },
      "ImplicitlyDenied",
      ["identity"],
    ],
    ["that names the user", { resource: keyPolicy({ AWS: USER }) }, "Allowed", []],
    [
      "with a deny for the user",
      { identity: [named(ALLOW_ALL, DENY_ALL)], resource: keyPolicy({ AWS: USER }) },
      "ExplicitlyDenied",
      ["identity"],
    ],
  ] as const) {
    test(name, () => {
      const answer = decisionOf(facts, policies);
      assert.deepEqual([answer.decision, answer.deniedBy], [decision, deniedBy]);
    });
  }

  test("does not give the root user access by itself", () => {
    const root = { ...facts, principal: ROOT };
    assert.deepEqual(decisionOf(root, { resource: keyPolicy({ AWS: ROLE }) }).deniedBy, ["key-policy"]);
    assert.equal(decisionOf(root, { resource: keyPolicy({ AWS: ROOT }) }).decision, "Allowed");
  });

  test("actions without a key follow the ordinary rule", () => {
    assert.equal(decisionOf({ action: "kms:ListKeys", resource: "*" }, { identity }).decision, "Allowed");
  });

  test("the aliases of AWS managed keys are not for anyone to change", () => {
    const alias = "arn:aws:kms:us-east-1:111111111111:alias/aws/s3";
    assert.equal(decisionOf({ action: "kms:DeleteAlias", resource: alias }, { identity }).decision, "ImplicitlyDenied");
  });
});

describe("a role's trust policy", () => {
  const facts: RequestFacts = { action: "sts:AssumeRole", resource: "arn:aws:iam::111111111111:role/target" };
  const trust = (principal: unknown): ReturnType<typeof named> =>
    named({ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" });

  for (const [name, policies, decision, deniedBy] of [
    ["that names the user suffices", { resource: trust({ AWS: USER }) }, "Allowed", []],
    [
      "that names the account needs an identity-based Allow",
      { resource: trust({ AWS: ROOT }) },
      "ImplicitlyDenied",
      ["identity"],
    ],
    ["that names the account, with that Allow", { identity, resource: trust({ AWS: ROOT }) }, "Allowed", []],
    ["that names someone else", { identity, resource: trust({ AWS: ROLE }) }, "ImplicitlyDenied", ["trust"]],
    ["that is not told", { identity }, "Unknown", []],
  ] as const) {
    test(name, () => {
      const answer = decisionOf(facts, policies);
      assert.deepEqual([answer.decision, answer.deniedBy], [decision, deniedBy]);
    });
  }

  // "Announcing an update to IAM role trust policy behavior", AWS Security Blog: a role does not trust itself unasked.
  for (const [name, principal, decision] of [
    ["itself", ROLE, "Allowed"],
    ["another role only", "arn:aws:iam::111111111111:role/other", "ImplicitlyDenied"],
  ] as const) {
    test(`a role that assumes itself and trusts ${name}: ${decision}`, () => {
      const itself = { ...facts, principal: SESSION, resource: ROLE };
      assert.equal(decisionOf(itself, { identity, resource: trust({ AWS: principal }) }).decision, decision);
    });
  }

  test("lets in no root user, whomever it names", () => {
    const root = { ...facts, principal: ROOT };
    assert.equal(decisionOf(root, { resource: trust({ AWS: ROOT }) }).decision, "ImplicitlyDenied");
  });

  test("is not asked about other actions of STS", () => {
    const asked = { action: "sts:GetFederationToken", resource: "arn:aws:sts::111111111111:federated-user/x" };
    assert.equal(decisionOf(asked, { identity }).decision, "Allowed");
  });

  test("in another account: both", () => {
    const across = { ...facts, owner: OTHER_ACCOUNT };
    assert.equal(decisionOf(across, { resource: trust({ AWS: USER }) }).decision, "ImplicitlyDenied");
    assert.equal(decisionOf(across, { identity, resource: trust({ AWS: USER }) }).decision, "Allowed");
  });

  test("lets a web identity in by itself", () => {
    const web = { ...facts, principal: "accounts.google.com", action: "sts:AssumeRoleWithWebIdentity" };
    const statement = {
      Effect: "Allow",
      Principal: { Federated: "accounts.google.com" },
      Action: "sts:AssumeRoleWithWebIdentity",
    };
    assert.equal(decisionOf(web, { resource: named(statement) }).decision, "Allowed");
  });
});

describe("a service-linked role's session", () => {
  const principal = "arn:aws:sts::111111111111:assumed-role/AWSServiceRoleForX/s1";
  const scps = [level(DENY_ALL)];
  const asked = (role?: string): string =>
    decisionOf(
      { principal, ...(role === undefined ? {} : { context: { "aws:PrincipalArn": role } }) },
      { identity, scps },
    ).decision;

  test("is exempt from SCPs if its role has the path of service-linked roles", () => {
    assert.equal(
      asked("arn:aws:iam::111111111111:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX"),
      "Allowed",
    );
    assert.equal(asked("arn:aws:iam::111111111111:role/AWSServiceRoleForX"), "ExplicitlyDenied");
  });

  test("is left open if only its name tells, unless it makes no difference", () => {
    assert.equal(asked(), "Unknown");
    const answers = [[level(ALLOW_ALL)], [level(ALLOW_OTHER)]].map((some) =>
      decisionOf({ principal }, { identity, scps: some }),
    );
    assert.deepEqual(
      answers.map(({ decision }) => decision),
      ["Allowed", "Unknown"],
    );
    assert.equal(decisionOf({ principal }, { scps }).allowed, "no");
  });
});

// "Configuring IAM policies for using access points", Amazon S3 User Guide.
describe("an S3 access point", () => {
  const accessPoint = "arn:aws:s3:us-east-1:111111111111:accesspoint/point";
  const facts = { resource: `${accessPoint}/object/x.txt` };

  test("is not enough: the bucket behind it must permit the request too", () => {
    const resource = named({ ...ALLOW_ALL, Principal: { AWS: USER } });
    for (const policies of [{ identity }, { identity, resource }, { resource }]) {
      const answer = decisionOf(facts, policies);
      assert.equal(answer.decision, "Unknown");
      assert.equal(verdict(answer, "resource"), "unknown");
    }
  });

  test("denies like any resource", () => {
    const resource = named({ ...DENY_ALL, Principal: "*" });
    assert.equal(decisionOf(facts, { identity, resource }).decision, "ExplicitlyDenied");
    assert.equal(decisionOf({ ...facts, owner: OTHER_ACCOUNT }, { identity }).decision, "ImplicitlyDenied");
  });

  test("is managed like any resource", () => {
    const managed = { action: "s3:GetAccessPointPolicy", resource: accessPoint };
    assert.equal(decisionOf(managed, { identity }).decision, "Allowed");
  });
});

describe("answers that no policy changes", () => {
  test("GetCallerIdentity is always allowed", () => {
    const facts = { action: "sts:GetCallerIdentity", resource: "*" };
    assert.equal(decisionOf(facts, { identity: [named(DENY_ALL)] }).decision, "Allowed");
  });

  test("GetSessionToken is always allowed to those with long-term credentials", () => {
    const facts = { action: "sts:GetSessionToken", resource: "*" };
    for (const principal of [USER, ROOT]) {
      assert.equal(decisionOf({ ...facts, principal }, { identity: [named(DENY_ALL)] }).decision, "Allowed");
    }
    assert.equal(decisionOf({ ...facts, principal: SESSION }, {}).decision, "ImplicitlyDenied");
  });

  test("AWS managed policies can be read, not changed", () => {
    const facts = { resource: "arn:aws:iam::aws:policy/ReadOnlyAccess", owner: undefined };
    assert.equal(decisionOf({ ...facts, action: "iam:GetPolicy" }, { identity }).decision, "Allowed");
    const report = { ...facts, action: "iam:GenerateServiceLastAccessedDetails" };
    assert.equal(decisionOf(report, { identity }).decision, "Allowed");
    assert.equal(decisionOf({ ...facts, action: "iam:DeletePolicy" }, { identity }).decision, "ImplicitlyDenied");
  });
});

describe("NotPrincipal", () => {
  const decide = (principal: string, effect: "Allow" | "Deny", listed: unknown, boundary = false): string =>
    decisionOf(
      { principal },
      {
        identity: effect === "Deny" ? identity : [],
        resource: named({ ...ALLOW_ALL, Effect: effect, NotPrincipal: listed }),
        ...(boundary ? { boundary: [named(ALLOW_ALL)] } : {}),
      },
    ).decision;

  for (const [caller, listed, decision] of [
    [USER, { AWS: [USER, ROOT] }, "Allowed"],
    [USER, { AWS: "*" }, "Allowed"],
    [USER, { AWS: ROLE }, "ExplicitlyDenied"],
    [USER, { Service: "lambda.amazonaws.com" }, "ExplicitlyDenied"],
    // AWS may judge the account before the user, so one without the other settles nothing.
    [USER, { AWS: USER }, "Unknown"],
    [USER, { AWS: ROOT }, "Unknown"],
    [SESSION, { AWS: [SESSION, ROLE, ROOT] }, "Allowed"],
    [SESSION, { AWS: [ROLE, ROOT] }, "Unknown"],
    [SESSION, { AWS: [SESSION, ROOT] }, "Unknown"],
    [ROOT, { AWS: ROOT }, "Allowed"],
  ] as const) {
    test(`Deny all but ${JSON.stringify(listed)}, for ${caller}: ${decision}`, () => {
      assert.equal(decide(caller, "Deny", listed), decision);
    });
  }

  test("Deny hits whoever has a permissions boundary", () => {
    assert.equal(decide(USER, "Deny", { AWS: [USER, ROOT] }, true), "ExplicitlyDenied");
  });

  test("Allow grants everyone else, even without an account", () => {
    assert.equal(decide(USER, "Allow", { AWS: ROLE }), "Allowed");
    assert.equal(decide("*", "Allow", { AWS: ROLE }), "Allowed");
    assert.equal(decide(USER, "Allow", { AWS: ROOT }), "ImplicitlyDenied");
  });
});

describe("policies that are not settled or not valid", () => {
  const decide = (...statements: readonly object[]): string =>
    decisionOf({}, { identity: [named(...statements)] }).decision;

  for (const [name, statements, decision] of [
    ["an open Action", [{ ...ALLOW_ALL, Action: { Ref: "X" } }], "Unknown"],
    ["an open entry beside one that matches", [{ ...ALLOW_ALL, Action: ["s3:*", { Ref: "X" }] }], "Allowed"],
    ["an open Resource of a Deny", [ALLOW_ALL, { ...DENY_ALL, Resource: { Ref: "X" } }], "Unknown"],
    ["an open Effect", [ALLOW_ALL, { ...ALLOW_ALL, Effect: { Ref: "X" } }], "Unknown"],
    ["an open statement", [ALLOW_ALL, { Ref: "X" }], "Unknown"],
    ["an open statement beside a Deny", [DENY_ALL, { Ref: "X" }], "ExplicitlyDenied"],
    ["no Action", [{ Effect: "Allow", Resource: "*" }], "ImplicitlyDenied"],
    ["no statement", [], "ImplicitlyDenied"],
  ] as const) {
    test(`${name}: ${decision}`, () => assert.equal(decide(...statements), decision));
  }

  test("an open Principal", () => {
    const resource = named({ ...ALLOW_ALL, Principal: { AWS: { Ref: "X" } } });
    assert.equal(decisionOf({}, { resource }).decision, "Unknown");
    assert.equal(
      decisionOf({}, { resource: named({ ...DENY_ALL, Principal: { Ref: "X" } }), identity }).decision,
      "Unknown",
    );
  });

  test("a single statement without a list, and element names of an object's prototype", () => {
    const policy = policyOfJson(
      JSON.parse(
        '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","__proto__":{},"constructor":1}}',
      ) as object,
    );
    assert.equal(decisionOf({}, { identity: [{ name: "p", policy }] }).decision, "Allowed");
  });
});
