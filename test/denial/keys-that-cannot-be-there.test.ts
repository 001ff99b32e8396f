/** Sources: "AWS global condition context keys"; "AssumeRoleWithSAML" (AWS STS); "Actions, resources, and condition keys for IAM". */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
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
