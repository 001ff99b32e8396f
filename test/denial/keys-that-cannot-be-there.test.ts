/** Sources: "AWS global condition context keys"; "AssumeRoleWithSAML" (AWS STS); "Actions, resources, and condition keys for IAM". */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Explanation } from "../../server/src/denial/explanation.ts";
import { explainDenial } from "../../server/src/service/explain-denial.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { explained } from "../support/explained.ts";
import { explanationText } from "../../server/src/telling/explanation-report.ts";

const ROLE = "arn:aws:iam::111122223333:role/Ops";

describe("a key that the request cannot have", () => {
  const deny = (action: string, condition: object): object => ({
    Effect: "Deny",
    Principal: "*",
    Action: action,
    Resource: "*",
    Condition: condition,
  });
  const inOrganization = { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-acme" } };
  for (const [what, message, policies, because] of [
    [
      "of a sign-in with an assertion",
      `User: arn:aws:iam::111122223333:saml-provider/Corp is not authorized to perform: sts:AssumeRoleWithSAML on resource: ${ROLE} with an explicit deny in a resource control policy`,
      { "rcp/guard.json": deny("sts:*", inOrganization) },
      "no value: a federated sign-in has no AWS principal yet",
    ],
    [
      "of a sign-in with a token",
      `User: arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com is not authorized to perform: sts:AssumeRoleWithWebIdentity on resource: ${ROLE} with an explicit deny in a resource control policy`,
      { "rcp/guard.json": deny("sts:*", { StringNotEquals: { "aws:PrincipalTag/team": "a" } }) },
      "no value: a federated sign-in has no AWS principal yet",
    ],
    [
      "of nobody",
      "User: anonymous is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::acme-site/a.html with an explicit deny in a resource-based policy",
      { "acme-site/bucket-policy.json": { ...deny("s3:*", inOrganization), Resource: "arn:aws:s3:::acme-site/*" } },
      "no value: nobody signed the request",
    ],
    [
      "of an action that no request carries it for",
      "User: arn:aws:iam::111122223333:user/ann is not authorized to perform: iam:CreateServiceLinkedRole on resource: arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS with an explicit deny in a permissions boundary",
      {
        "boundary.json": {
          Effect: "Deny",
          Action: "iam:Create*",
          Resource: "*",
          Condition: { StringNotEquals: { "iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/b" } },
        },
      },
      "no value: no request for this action carries the key",
    ],
  ] as const) {
    test(what, () => {
      const explanation = explained(message, policies);
      assert.equal(explanation.reason, "deny-matches");
      assert.ok(
        !explanation.unknowns.some(({ unknown }) => unknown === "context-key"),
        "nobody is asked for the value",
      );
      assert.ok(!explanation.next.some(({ step }) => step === "deny-exceptions" || step === "organization-id"));
      assert.ok(explanationText(explanation).includes(because));
    });
  }
});

describe("a service-linked role that the refusal does not name", () => {
  const refused = (operation: string): string =>
    `An error occurred (AccessDeniedException) when calling the ${operation} operation: Unable to ${operation} because user is not authorized perform iam:CreateServiceLinkedRole`;
  const facts = new Map([["principal", "arn:aws-cn:iam::111122223333:user/deployer"]]);
  const policies = { "users/deployer/policy.json": { Effect: "Allow", Action: "mq:*", Resource: "*" } };

  for (const [operation, role] of [
    ["CreateBroker", "mq.amazonaws.com/AWSServiceRoleForAmazonMQ"],
    ["CreateNodegroup", "eks-nodegroup.amazonaws.com/AWSServiceRoleForAmazonEKSNodegroup"],
    ["CreateAutoScalingGroup", "autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"],
  ] as const) {
    test(operation, () => {
      const { request, assumptions, fixes } = explained(refused(operation), policies, facts);
      const arn = `arn:aws-cn:iam::111122223333:role/aws-service-role/${role}`;
      assert.equal(request.resource, arn);
      assert.equal(assumptions[0]?.assumption, "service-linked-role");
      assert.ok(fixes[0]?.edits.some(({ newText }) => newText.includes(arn)));
    });
  }

  for (const [what, operation, told] of [
    ["of which several services have the operation", "CreateLoadBalancer", facts],
    ["of a service with several", "AttachVolume", facts],
    ["of a caller that nobody names", "CreateBroker", new Map<string, string>()],
  ] as const) {
    test(`${what} stays open`, () => {
      assert.equal(explained(refused(operation), policies, told).request.resource, undefined);
    });
  }
});

describe("what the row of a key says that the caller or the action never has", () => {
  const everything = { Effect: "Allow", Action: "s3:*", Resource: "*" };
  const of = (principal: string, condition: object): Explanation =>
    explained(
      `User: ${principal} is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::data/a.csv because no identity-based policy allows the s3:GetObject action`,
      {
        "users/ann/odd.json": { ...everything, Condition: condition },
        "roles/app/odd.json": { ...everything, Condition: condition },
      },
    );
  const USER = "arn:aws:iam::111122223333:user/ann";
  const SESSION = "arn:aws:sts::111122223333:assumed-role/app/s1";
  for (const [caller, condition, because] of [
    [USER, { StringEquals: { "sts:RoleSessionName": "x" } }, "no value: no request for this action carries the key"],
    [USER, { StringEquals: { "sts:ExternalId": "x" } }, "No request for s3:GetObject carries sts:ExternalId."],
    [USER, { StringEquals: { "aws:SourceIdentity": "x" } }, "no value: only sessions of roles have the key"],
    [
      USER,
      { StringEquals: { "aws:PrincipalServiceName": "x" } },
      "no value: only AWS services that call as themselves",
    ],
    [SESSION, { StringEquals: { "aws:username": "x" } }, "no value: only IAM users have a user name"],
    [SESSION, { Bool: { "aws:MultiFactorAuthPresent": "true" } }, "no value: the credentials of a role do not say"],
    [SESSION, { Null: { "aws:TokenIssueTime": "true" } }, "the key, with a value that is not known"],
  ] as const) {
    test(`${caller.split(":").at(-1) ?? ""} ${JSON.stringify(condition)}`, () => {
      const explanation = of(caller, condition);
      assert.equal(explanation.reason, "no-allow");
      assert.ok(explanationText(explanation).includes(because), explanationText(explanation));
      assert.deepEqual([explanation.fixes, explanation.unknowns], [[], []]);
    });
  }

  test("a key that another service's requests may carry stays open", () => {
    const { reason, unknowns } = of(USER, { StringEquals: { "acme:Key": "x" } });
    assert.equal(reason, "allow-may-match");
    assert.deepEqual(unknowns, [{ unknown: "context-key", key: "acme:Key" }]);
  });
});

describe("conditions that contradict each other on a key of which nothing is known", () => {
  const message =
    "User: arn:aws:iam::111122223333:user/ann is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::data/a.csv";
  const tag = "aws:PrincipalTag/team";
  const never = { StringEquals: { [tag]: "red" }, StringNotEquals: { [tag]: "red" } };
  const everything = { Effect: "Allow", Action: "s3:*", Resource: "*" };
  const hold = (effect: "Allow" | "Deny", condition: object, said = ""): Explanation =>
    explained(message + said, {
      "users/ann/s3.json": effect === "Deny" ? everything : { ...everything, Action: "s3:PutObject" },
      "users/ann/odd.json": { ...everything, Effect: effect, Condition: condition },
    });

  for (const [what, condition] of [
    ["one value and any but it", never],
    ["two values", { StringEquals: { [tag]: "red" }, StringLike: { [tag]: "blue*" } }],
    ["a value of a key that is absent", { StringEquals: { [tag]: "red" }, Null: { [tag]: "true" } }],
  ] as const) {
    test(`${what}: the Deny is not what denied it, and is said to deny nothing`, () => {
      assert.equal(hold("Deny", condition).verdict, "workspace-allows");
      const named = hold("Deny", condition, " with an explicit deny in an identity-based policy");
      assert.deepEqual([named.culprits, named.verdict], [[], "workspace-allows"]);
      assert.ok(named.nearMisses[0]?.hints.some(({ hint }) => hint === "matches-nothing"));
      assert.ok(explanationText(named).includes(`its conditions on ${tag} contradict each other`));
    });

    test(`${what}: the Allow helps in no case, and nobody is asked for the key`, () => {
      const { verdict, reason, fixes, unknowns, nearMisses } = hold("Allow", condition);
      assert.deepEqual([verdict, reason], ["explained", "no-allow"]);
      assert.ok(nearMisses[0]?.hints.some(({ hint }) => hint === "matches-nothing"));
      assert.ok(!unknowns.some(({ unknown }) => unknown === "context-key"));
      assert.ok(!fixes.some(({ change: { change } }) => change === "satisfy"));
    });
  }

  for (const [what, condition] of [
    ["a value is left", { StringEquals: { [tag]: ["red", "blue"] }, StringNotEquals: { [tag]: "red" } }],
    ["a condition passes without the key", { StringEqualsIfExists: { [tag]: "red" }, Null: { [tag]: "true" } }],
    ["the value is a hole", { StringEquals: { [tag]: "{{team}}" }, StringNotEquals: { [tag]: "red" } }],
    [
      "a set may hold both",
      { "ForAnyValue:StringEquals": { "aws:TagKeys": "a" }, "ForAnyValue:StringLike": { "aws:TagKeys": "b*" } },
    ],
    ["the keys are two", { StringEquals: { [tag]: "red" }, StringNotEquals: { "aws:PrincipalTag/unit": "red" } }],
  ] as const) {
    test(`${what}: it may deny, and it may allow`, () => {
      assert.equal(hold("Deny", condition).reason, "deny-may-match");
      assert.equal(hold("Allow", condition).reason, "allow-may-match");
    });
  }

  test("nothing is concluded of a text that could not be read to its end", () => {
    const text = JSON.stringify({
      Version: "2012-10-17",
      Statement: [everything, { ...everything, Effect: "Deny", Condition: never }],
    });
    const files = [{ path: "users/ann/odd.json", text: text.slice(0, -1) }];
    const workspace = readWorkspace(files, EMPTY_CONFIG);
    const { reason } = explainDenial({ message, workspace, facts: new Map(), catalog: realCatalog() });
    assert.equal(reason, "deny-may-match");
  });
});
