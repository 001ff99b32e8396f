import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readKind, type StatedKinds } from "../../server/src/policy/kinds.ts";
import { readPolicy } from "../../server/src/policy/read-policy.ts";
import { PLACEHOLDERS } from "../../server/src/hosts/placeholders.ts";
import { valueOfJson } from "../../server/src/syntax/value-of-json.ts";

const IDENTITY = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const RESOURCE = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };
const TRUST = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
const TRUST_WITH_RESOURCE = { ...TRUST, Resource: "*" };
const DEVICE = { Effect: "Allow", Action: ["iot:Connect", "iot:Publish", "greengrass:*"], Resource: "*" };
const API = { Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" };
const MODEL = { Effect: "Allow", Action: "sagemaker:InvokeEndpoint", Resource: "*" };
const PUBLISHES = { Effect: "Allow", Action: "iot:Publish", Resource: "*" };

function kind(path: string, statement: object, stated: Partial<StatedKinds> = {}): string {
  const value = valueOfJson({ Version: "2012-10-17", Statement: [statement] }, PLACEHOLDERS);
  assert.equal(value.kind, "object");
  const reading = readKind(readPolicy(value), path, { place: undefined, said: undefined, ...stated });
  return `${reading.kind} by ${reading.basis}`;
}

describe("the kind of a policy", () => {
  for (const [path, statement, expected] of [
    ["policy.json", IDENTITY, "identity by content"],
    ["policy.json", RESOURCE, "resource by content"],
    ["policy.json", TRUST, "trust by content"],
    ["scp/guard.json", IDENTITY, "scp by named"],
    ["guard.scp.json", IDENTITY, "scp by named"],
    ["org/service-control-policies/regions.json", IDENTITY, "scp by named"],
    ["rcp.json", RESOURCE, "rcp by named"],
    ["PermissionsBoundary.json", IDENTITY, "boundary by named"],
    ["roles/build/trust.json", TRUST, "trust by named"],
    ["trust/read-objects.json", IDENTITY, "identity by content"],
    ["trust-policy.json", TRUST_WITH_RESOURCE, "trust by named"],
    ["trust-policy.json", { ...TRUST, Action: ["sts:AssumeRole", "s3:GetObject"] }, "trust by named"],
    ["policy.json", TRUST_WITH_RESOURCE, "resource by content"],
    ["bucket-policy.json", RESOURCE, "resource by named"],
    // What somebody may do with topics.
    ["iam-policies/sns/topic-policy.json", IDENTITY, "identity by content"],
    ["iam-policies/sns/topic-policy.json", RESOURCE, "resource by named"],
    ["iam/topic-policy.json", IDENTITY, "resource by named"],
    ["s3-endpoint-policy.json", RESOURCE, "vpc-endpoint by named"],
    ["vpc-endpoints/s3.json", RESOURCE, "vpc-endpoint by named"],
    ["endpoint-policies/s3.json", RESOURCE, "vpc-endpoint by named"],
    // So may be called what belongs to the endpoints of an API or of a model.
    ["network/endpoints/s3.json", RESOURCE, "vpc-endpoint by named"],
    ["interface-endpoints/s3.json", RESOURCE, "vpc-endpoint by named"],
    ["privatelink/s3.json", RESOURCE, "vpc-endpoint by named"],
    ["endpoints/bucket-policy.json", RESOURCE, "resource by named"],
    ["endpoints/s3.json", IDENTITY, "identity by content"],
    ["endpoints.json", RESOURCE, "resource by content"],
    ["endpoints/orders.json", API, "resource by content"],
    ["endpoint-policies/orders.json", API, "resource by content"],
    ["sagemaker-endpoint-policy.json", MODEL, "identity by content"],
    ["endpoints/orders.json", { ...API, Action: ["execute-api:Invoke", "s3:GetObject"] }, "vpc-endpoint by named"],
    ["policy.json", DEVICE, "iot by content"],
    ["iot-policies/sensor.json", DEVICE, "iot by named"],
    ["iot-policy.json", PUBLISHES, "identity by content"],
    ["iot-policy.json", { ...DEVICE, Action: ["iot:Connect", "iot:CreateThing"] }, "identity by content"],
    ["policy.json", { ...DEVICE, Principal: "*" }, "resource by content"],
    ["policy.json", { ...DEVICE, Action: ["iot:Connect", "{action}"] }, "identity by content"],
    ["roles/app/policy.json", TRUST, "trust by content"],
    ["discharge.json", IDENTITY, "identity by content"],
    ["describe-scpx.json", IDENTITY, "identity by content"],
  ] as const) {
    test(`${path} with ${JSON.stringify(statement)} is ${expected}`, () =>
      assert.equal(kind(path, statement), expected));
  }

  test("what is stated wins over names and content", () =>
    assert.equal(kind("rcp.json", RESOURCE, { said: "scp" }), "scp by stated"));

  test("what the place in the file says wins over what is said of the whole file", () =>
    assert.equal(kind("rcp.json", RESOURCE, { place: "trust", said: "scp" }), "trust by stated"));

  for (const [path, stated, expected] of [
    ["policy.json", { place: "identity" }, "identity by stated"],
    ["policy.json", { place: "identity", said: "boundary" }, "boundary by stated"],
    ["policy.json", { place: "identity", said: "scp" }, "identity by stated"],
    ["boundaries/limit.json", { place: "identity" }, "boundary by named"],
    ["boundaries/limit.json", { place: "identity", said: "identity" }, "identity by stated"],
    ["scp/limit.json", { place: "identity" }, "identity by stated"],
  ] as const) {
    test(`a managed policy may be a boundary: ${path}, ${JSON.stringify(stated)} is ${expected}`, () =>
      assert.equal(kind(path, IDENTITY, stated), expected));
  }
  test("with principals it is no boundary, so its place says what it is", () =>
    assert.equal(kind("boundary.tf", RESOURCE, { place: "identity" }), "identity by stated"));
});

describe("what the name of a file says beside its content", () => {
  for (const [path, expected] of [
    ["trust-policy.json", "trust, nothing else"],
    ["TrustPolicy.json", "trust, nothing else"],
    ["scp.json", "scp, nothing else"],
    ["app-trust-policy.json", "trust"],
    ["scp-deny-regions.json", "scp"],
    ["trust-policies/app.json", "trust"],
    ["17-scp-or-not/id.json", undefined],
    ["notes-on-scp-and-more.json", undefined],
    ["trust-policy.yaml", undefined],
    ["policy.json", undefined],
    ["permissions-policy.json", "identity, nothing else"],
    ["inline-policies/app.json", "identity"],
    ["roles/app/policy.json", "identity, nothing else"],
    ["iam/users/ann/permissions.json", "identity, nothing else"],
    ["roles/app/files/policy.json", undefined],
    ["roles/policy.json", undefined],
    ["roles/app/trust.json", "trust, nothing else"],
  ] as const) {
    test(`${path}: ${expected ?? "nothing"}`, () => {
      const value = valueOfJson({ Version: "2012-10-17", Statement: [IDENTITY] }, PLACEHOLDERS);
      assert.equal(value.kind, "object");
      const { named } = readKind(readPolicy(value), path, { place: undefined, said: undefined });
      assert.equal(named && `${named.kind}${named.isWhole ? ", nothing else" : ""}`, expected);
    });
  }
});

describe("what only a folder says", () => {
  const read = (path: string, statement: object) => {
    const value = valueOfJson({ Version: "2012-10-17", Statement: [statement] }, PLACEHOLDERS);
    assert.equal(value.kind, "object");
    return readKind(readPolicy(value), path, { place: undefined, said: undefined });
  };
  const open = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" };
  test("is marked", () => {
    assert.equal(read("rcps/s3.json", open).byFolder, "own");
    assert.equal(read("rcps/service_specific/api.json", open).byFolder, "above");
    assert.equal(read("rcps/rcp.json", open).byFolder, undefined);
  });
  test("is no boundary where a principal is, but what the next folder says", () => {
    assert.equal(read("rcps/organization-boundaries/s3.json", open).kind, "rcp");
    assert.equal(read("organization-boundaries/s3.json", open).kind, "resource");
  });
  test("of endpoints says nothing more of what has no principal, or is of an API or a model", () => {
    assert.equal(read("endpoints/s3.json", { ...open, Effect: "Allow" }).byFolder, "own");
    for (const [path, statement] of [
      ["endpoints/s3.json", IDENTITY],
      ["endpoint-policies/orders.json", API],
      ["sagemaker-endpoint-policy.json", MODEL],
    ] as const)
      assert.equal(read(path, statement).named, undefined, path);
  });
  test("no key is named in the midst of other words", () => {
    assert.equal(read("require-a-key-policy-that-limits-grants.json", open).holder, undefined);
    assert.equal(read("app-key-policy.json", open).holder, "key");
  });
});

describe("where AWS may never get a policy", () => {
  for (const [path, expected] of [
    ["web/tests/policies/reader.json", "tests"],
    ["pkg/testdata/trust-policy.json", "testdata"],
    ["__fixtures__/policy.json", "__fixtures__"],
    ["lambda-src/botocore/data/organizations/2016-11-28/examples-1.json", "botocore"],
    ["deploy/minio/app-policy.json", "minio"],
    ["policies/minio-reader.json", "minio-reader.json"],
    ["policy/aws/ecr/repository.mock.json", "repository.mock.json"],
    ["policies/mock.json", undefined],
    ["test/policy.json", undefined],
    ["environments/test/policies/reader.json", undefined],
    ["policies/tests.json", undefined],
    ["dominion/policy.json", undefined],
    ["parking-garage/policy.json", undefined],
    ["tests/main.tf", undefined],
    ["tests/inputs/invalid.tfvars", "tests"],
    ["tests/fixtures/policy.yml", "tests"],
    ["environments/test/policy.yaml", undefined],
  ] as const) {
    test(path, () => {
      const value = valueOfJson({ Version: "2012-10-17", Statement: [IDENTITY] }, PLACEHOLDERS);
      assert.equal(value.kind, "object");
      const elsewhere = (stated: StatedKinds): string | undefined =>
        readKind(readPolicy(value), path, stated).elsewhere;
      assert.equal(elsewhere({ place: undefined, said: undefined }), expected);
      assert.equal(elsewhere({ place: undefined, said: "identity" }), undefined);
      // Of a resource of a template.
      assert.equal(elsewhere({ place: "identity", said: undefined }), undefined);
    });
  }
});
