import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { templateOf } from "../../server/src/hosts/cloudformation/template.ts";
import { wholeAt } from "../../server/src/text/encoding.ts";
import { contentOfProperty } from "../../server/src/hosts/cloudformation/types.ts";
import { readSource } from "../../server/src/hosts/index.ts";
import { jsonHost } from "../../server/src/hosts/json.ts";
import { type Member, type ObjectValue, type Value } from "../../server/src/syntax/value.ts";
import { resultOf } from "../../server/src/text/steps.ts";

const STATEMENT = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const POLICY = { Version: "2012-10-17", Statement: [STATEMENT] };

const sitesIn = (type: string, properties: object) =>
  sitesOf(JSON.stringify({ Resources: { Own: { Type: type, Properties: properties } } }));

const sitesOf = (text: string) => resultOf(jsonHost.read({ path: "template.json", languageId: "json", text })).sites;

describe("a resource's type says what kind of policy its properties hold", () => {
  for (const [type, properties, kind] of [
    ["AWS::S3::BucketPolicy", { Bucket: "b", PolicyDocument: POLICY }, "resource"],
    ["AWS::IAM::ManagedPolicy", { PolicyDocument: POLICY }, "identity"],
    ["AWS::IAM::Role", { Policies: [{ PolicyName: "p", PolicyDocument: POLICY }] }, "identity"],
    ["AWS::IAM::Role", { AssumeRolePolicyDocument: POLICY }, "trust"],
    ["AWS::Serverless::Function", { Policies: ["AWSLambdaBasicExecutionRole", { Statement: STATEMENT }] }, "identity"],
    ["AWS::KMS::Key", { KeyPolicy: POLICY }, "resource"],
    ["AWS::KMS::ReplicaKey", { KeyPolicy: POLICY }, "resource"],
    ["AWS::SQS::QueuePolicy", { Queues: [], PolicyDocument: POLICY }, "resource"],
    ["AWS::EC2::VPCEndpoint", { PolicyDocument: POLICY }, "vpc-endpoint"],
    ["AWS::IoT::Policy", { PolicyDocument: POLICY }, "iot"],
    ["AWS::Organizations::Policy", { Type: "SERVICE_CONTROL_POLICY", Content: POLICY }, "scp"],
    ["AWS::Organizations::Policy", { Type: "RESOURCE_CONTROL_POLICY", Content: POLICY }, "rcp"],
    ["AWS::Organizations::Policy", { Content: POLICY }, undefined],
    ["OC::ORG::ServiceControlPolicy", { PolicyName: "own", PolicyDocument: POLICY }, "scp"],
    ["AWS::SSO::PermissionSet", { InlinePolicy: JSON.stringify(POLICY) }, "identity"],
    ["AWS::DynamoDB::GlobalTable", { Replicas: [{ ResourcePolicy: { PolicyDocument: POLICY } }] }, "resource"],
    ["AWS::Made::Up", { PolicyDocument: POLICY }, undefined],
    ["AWS::S3::BucketPolicy", { Bucket: { Of: { PolicyDocument: POLICY } } }, undefined],
  ] as const) {
    test(`${type} ${JSON.stringify(properties).slice(0, 60)}`, () =>
      assert.deepEqual(
        sitesIn(type, properties).map((site) => site.kind),
        [kind],
      ));
  }

  test("a template's resource inside another document is found, too", () => {
    const text = JSON.stringify({ Body: { Type: "AWS::S3::BucketPolicy", Properties: { PolicyDocument: POLICY } } });
    assert.deepEqual(
      sitesOf(text).map(({ kind }) => kind),
      ["resource"],
    );
  });
});

describe("what a tool made of its sources is read, and changed there", () => {
  const text = JSON.stringify({
    Resources: { Own: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: POLICY } } },
  });
  for (const [path, standing] of [
    ["cdk.out/App.template.json", "copy"],
    ["app/cdk.out/assembly-Stage/Stage.template.json", "copy"],
    [".serverless/cloudformation-template-update-stack.json", "copy"],
    [".aws-sam/build/template.yaml", "copy"],
    ["cdk/template.json", "source"],
  ] as const) {
    test(path, () => {
      const [site] = resultOf(readSource({ path, languageId: undefined, text })).sites;
      assert.equal(site?.standing, standing);
      assert.equal(site.writer === undefined, standing === "copy");
      assert.equal(site.kind, "identity");
    });
  }

  test("the tree of constructs says the same again", () =>
    assert.deepEqual(resultOf(readSource({ path: "cdk.out/tree.json", languageId: undefined, text })).sites, []));
});

describe("documents that IAM has nothing to do with are left alone", () => {
  const masking = { Version: "2021-06-01", Statement: [{ DataIdentifier: [], Operation: { Deidentify: {} } }] };
  for (const [type, properties] of [
    ["AWS::SNS::Topic", { DataProtectionPolicy: masking }],
    ["AWS::Logs::LogGroup", { DataProtectionPolicy: masking }],
    ["AWS::SNS::Subscription", { FilterPolicy: { Statement: [{ Effect: "Allow", Action: "buy" }] } }],
    ["AWS::Organizations::Policy", { Type: "TAG_POLICY", Content: POLICY }],
  ] as const) {
    test(type, () => assert.deepEqual(sitesIn(type, properties), []));
  }
});

test("a statement among other properties is a policy of its own, with the version that EventBridge writes", () => {
  const [site] = sitesIn("AWS::Events::EventBusPolicy", {
    EventBusName: "bus",
    StatementId: "a",
    Statement: STATEMENT,
  });
  assert.equal(site?.kind, "resource");
  assert.deepEqual(
    site.root.members.map(({ key }) => key),
    ["Version", "Statement"],
  );
});

test("the properties of a custom resource are no policy, and a document in one of them is", () => {
  const grant = { ServiceToken: "x", Statement: [{ Effect: "allow", Action: "Foo" }] };
  assert.deepEqual(sitesIn("Custom::Grant", grant), []);
  assert.equal(sitesIn("Custom::Grant", { Document: POLICY }).length, 1);
});

test("a piece of a text that is joined is no document of its own", () => {
  const pieces = ['{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Resource":"', { Ref: "Topic" }, '"}]}'];
  assert.deepEqual(sitesIn("AWS::Logs::ResourcePolicy", { PolicyDocument: { "Fn::Join": ["", pieces] } }), []);
  assert.equal(sitesIn("AWS::Logs::ResourcePolicy", { PolicyDocument: JSON.stringify(POLICY) }).length, 1);
});

test("a type and a property that nobody knows say nothing", () => {
  assert.equal(contentOfProperty("AWS::S3::Bucket", "PolicyDocument"), undefined);
  assert.equal(contentOfProperty("AWS::S3::BucketPolicy", "__proto__"), undefined);
});

describe("what a function chooses from is read", () => {
  const choice = (...options: readonly unknown[]) => ({ "Fn::If": ["Prod", ...options] });

  test("whole documents, each for itself", () => {
    const sites = sitesIn("AWS::S3::BucketPolicy", { PolicyDocument: choice(POLICY, { ...POLICY, Id: "other" }) });
    assert.deepEqual(
      sites.map(({ kind, path }) => [kind, path.slice(2).join(".")]),
      [
        ["resource", "Properties.PolicyDocument.Fn::If.1"],
        ["resource", "Properties.PolicyDocument.Fn::If.2"],
      ],
    );
  });

  test("a document whose only statement is in a choice is found by it", () => {
    const document = { Statement: [choice(STATEMENT, { Ref: "AWS::NoValue" })] };
    assert.equal(sitesIn("AWS::Made::Up", { Document: document }).length, 1);
  });

  test("documents inside other functions", () => {
    const sites = sitesIn("AWS::ECR::Repository", { RepositoryPolicyText: { "Fn::Sub": JSON.stringify(POLICY) } });
    assert.deepEqual(
      sites.map(({ kind, path }) => [kind, path.at(-1)]),
      [["resource", "Fn::Sub"]],
    );
  });
});

describe("a template in JSON is read", () => {
  const countIn = (type: string, properties: object): number => sitesIn(type, properties).length;

  test("that has nothing but permissions of functions", () =>
    assert.equal(
      countIn("AWS::Lambda::Permission", { Action: "lambda:InvokeFunction", FunctionName: "f", Principal: "*" }),
      1,
    ));

  test("that has nothing but policies of SAM by name", () =>
    assert.equal(countIn("AWS::Serverless::Function", { Policies: [{ S3ReadPolicy: { BucketName: "b" } }] }), 1));
});

test("names of a template's sections are found without going through all of them", () => {
  let reads = 0;
  const span = { start: 0, end: 0 };
  const objectOf = (entries: readonly (readonly [string, Value])[]): ObjectValue => {
    const members = entries.map(([key, value]): Member => ({
      key,
      keySpan: span,
      keyMap: wholeAt(span),
      keyHoles: [],
      span,
      value,
    }));
    return {
      kind: "object",
      span,
      get members() {
        reads++;
        return members;
      },
    };
  };
  const parameters = Array.from({ length: 100 }, (_, index) => [`P${index}`, objectOf([])] as const);
  const template = templateOf(objectOf([["Parameters", objectOf(parameters)]]));
  for (const [name] of parameters) assert.ok(template.parameter(name));
  assert.ok(reads < 10, `${reads} reads`);
});
