/** Whom manifests of Kubernetes give policies to: a reference leads within its namespace. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readSource } from "../../server/src/hosts/index.ts";
import { resultOf } from "../../server/src/text/steps.ts";

const role = (api: string, namespace: string, calledInAws: string): string => `apiVersion: ${api}
kind: Role
metadata:
  name: web
  namespace: ${namespace}
  annotations: { crossplane.io/external-name: ${calledInAws} }
spec:
  forProvider: { description: A role }
`;

const policyIn = (api: string, namespace: string, ref: string): string => `apiVersion: ${api}
kind: RolePolicy
metadata: { name: read, namespace: ${namespace} }
spec:
  forProvider:
    roleRef: ${ref}
    policy: |
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::scans/*"}]}
`;

function holdersIn(...documents: readonly string[]): readonly string[] {
  const text = documents.join("---\n");
  return resultOf(readSource({ path: "all.yaml", languageId: undefined, text })).sites.flatMap(({ uses }) =>
    uses.flatMap(({ stated }) => stated.declared.holders),
  );
}

describe("a manifest refers to the role", () => {
  const scoped = "iam.aws.m.upbound.io/v1beta1";
  const global = "iam.aws.upbound.io/v1beta1";
  const both = [role(scoped, "one", "one-web"), role(scoped, "two", "two-web")];

  test("of its own namespace, or of the one that it names", () => {
    assert.deepEqual(holdersIn(...both, policyIn(scoped, "two", "{ name: web }")), ["two-web"]);
    assert.deepEqual(holdersIn(...both, policyIn(scoped, "two", "{ name: web, namespace: one }")), ["one-web"]);
  });

  test("wherever it is, where the kind has no namespaces", () => {
    assert.deepEqual(holdersIn(role(global, "one", "one-web"), policyIn(global, "two", "{ name: web }")), ["one-web"]);
    assert.deepEqual(holdersIn(...both, role(global, "x", "web-0"), policyIn(global, "y", "{ name: web }")), ["web-0"]);
  });
});
