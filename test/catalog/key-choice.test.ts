import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { carriesKey, carriesKeyFor, chooserOfKey, type ListedAction } from "../../server/src/catalog/key-choice.ts";
import { GLOBAL_KEYS } from "../../server/src/catalog/global-keys.ts";
import { servicePassedTo } from "../../server/src/catalog/passed-to-service.ts";
import { realCatalog } from "./real-catalog.ts";

const catalog = realCatalog();

function listed(name: string): ListedAction {
  const [prefix = "", actionName = ""] = name.split(":");
  const service = catalog.service(prefix);
  const action = service?.action(actionName);
  assert.ok(service && action, name);
  return { service, action };
}

describe("who decides which value a condition key has", () => {
  for (const [action, key, chooser] of [
    ["s3:PutObject", "aws:SecureTransport", "caller"],
    ["s3:PutObject", "aws:sourcevpce", "caller"],
    ["s3:PutObject", "s3:x-amz-server-side-encryption", "caller"],
    ["s3:PutObject", "s3:RequestObjectTag/team", "caller"],
    ["s3:GetObject", "s3:ExistingObjectTag/team", "resource-tags"],
    ["s3:GetObject", "s3:ResourceAccount", "request"],
    ["s3:GetObject", "aws:ViaAWSService", "route"],
    ["s3:GetObject", "aws:PrincipalTag/team", "caller-tags"],
    ["s3:GetObject", "aws:PrincipalArn", "request"],
    ["s3:GetObject", "aws:PrincipalOrgPaths", "request"],
    ["s3:GetObject", "aws:MultiFactorAuthPresent", "sign-in"],
    ["s3:GetObject", "s3:x-amz-acl", "request"],
    ["sqs:SendMessage", "aws:SourceArn", "aws"],
    ["sqs:SendMessage", "aws:SourceAccount", "aws"],
    ["iam:PassRole", "iam:PassedToService", "request"],
    ["iam:CreateServiceLinkedRole", "iam:AWSServiceName", "request"],
    ["iam:CreateServiceLinkedRole", "iam:PermissionsBoundary", "request"],
    ["iam:CreateRole", "iam:PermissionsBoundary", "caller"],
    ["iam:PutRolePermissionsBoundary", "iam:PermissionsBoundary", "caller"],
    ["iam:AttachRolePolicy", "iam:PermissionsBoundary", "request"],
    ["ec2:RunInstances", "ec2:InstanceType", "caller"],
    ["ec2:TerminateInstances", "ec2:InstanceType", "request"],
    ["ec2:TerminateInstances", "ec2:ResourceTag/team", "resource-tags"],
    ["ec2:CreateTags", "ec2:CreateAction", "request"],
    ["rds:DeleteDBInstance", "rds:db-tag/team", "resource-tags"],
    ["rds:CreateDBInstance", "rds:req-tag/team", "caller"],
    ["kms:Decrypt", "kms:ViaService", "route"],
    ["kms:Decrypt", "kms:CallerAccount", "aws"],
    ["kms:Decrypt", "kms:EncryptionContext:purpose", "caller"],
    ["dynamodb:GetItem", "dynamodb:LeadingKeys", "request"],
    ["sts:AssumeRole", "sts:ExternalId", "caller"],
    ["sts:AssumeRoleWithWebIdentity", "token.actions.githubusercontent.com:sub", "identity-provider"],
    ["sts:AssumeRoleWithWebIdentity", "accounts.google.com:aud", "identity-provider"],
    ["sts:AssumeRoleWithSAML", "SAML:aud", "identity-provider"],
  ] as const) {
    test(`${key} with ${action}: ${chooser}`, () => {
      assert.equal(chooserOfKey(key, listed(action)), chooser);
      assert.equal(chooserOfKey(key.toUpperCase(), listed(action)), chooser);
    });
  }

  test("of an action that the reference does not list, only keys of all services are the caller's", () => {
    assert.equal(chooserOfKey("aws:SourceIp", undefined), "caller");
    assert.equal(chooserOfKey("aws:Referer", undefined), "anybody");
    assert.equal(chooserOfKey("foo:InstanceType", undefined), "request");
    assert.equal(chooserOfKey("gitlab.example.com:sub", undefined), "identity-provider");
  });

  test("no key of the calling principal is the caller's to choose, tags and the organization aside", () => {
    const ofPrincipal = GLOBAL_KEYS.map(({ name }) => name).filter((name) => /^aws:(?:principal|user)/i.test(name));
    const choosers = ofPrincipal.map((name) => [name, chooserOfKey(name, undefined)] as const);
    assert.deepEqual(
      choosers.filter(([, chooser]) => chooser !== "request"),
      [
        ["aws:PrincipalOrgID", "organization"],
        ["aws:PrincipalTag/${TagKey}", "caller-tags"],
        ["aws:UserAgent", "anybody"],
      ],
    );
  });
});

describe("which keys a request carries", () => {
  for (const [action, key, carries] of [
    ["iam:CreateServiceLinkedRole", "iam:PermissionsBoundary", false],
    ["iam:CreateServiceLinkedRole", "iam:AWSServiceName", true],
    ["s3:GetObject", "s3:ExistingObjectTag/team", true],
    ["s3:GetObject", "s3:x-amz-acl", false],
    ["s3:GetObject", "ec2:InstanceType", undefined],
    ["ec2:RunInstances", "ec2:SourceInstanceARN", undefined],
    ["s3:GetObject", "aws:SourceArn", undefined],
    ["s3:GetObject", "accounts.google.com:sub", undefined],
    // AWS decides on these in the request of another call, with that call's keys.
    ["sts:TagSession", "sts:ExternalId", undefined],
    ["iam:PassRole", "iam:PolicyARN", undefined],
  ] as const) {
    test(`${action}: ${key}`, () => assert.equal(carriesKey(key, listed(action)), carries));
  }
});

describe("which keys the part of a request about one resource carries", () => {
  for (const [resource, key, carries] of [
    ["arn:aws:ec2:eu-west-1:111122223333:instance/*", "ec2:InstanceType", true],
    ["arn:aws:ec2:eu-west-1::image/ami-0abc1234", "ec2:InstanceType", false],
    ["arn:aws:ec2:eu-west-1::image/ami-0abc1234", "ec2:ImageType", true],
    ["arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-0a1b", "ec2:ImageType", false],
    ["arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-0a1b", "ec2:Region", true],
    ["arn:aws:ec2:eu-west-1::image/ami-0abc1234", "aws:RequestTag/team", false],
    ["arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-0a1b", "aws:TagKeys", false],
    // The tags are there if the call passes some.
    ["arn:aws:ec2:eu-west-1:111122223333:instance/*", "aws:RequestTag/team", undefined],
    ["arn:aws:ec2:eu-west-1:111122223333:something-new/x", "aws:RequestTag/team", undefined],
    // What is about to be created, and what the reference does not have.
    ["arn:aws:ec2:eu-west-1:111122223333:volume/*", "ec2:ResourceTag/team", true],
    ["arn:aws:ec2:eu-west-1:111122223333:something-new/x", "ec2:InstanceType", true],
    [undefined, "ec2:InstanceType", true],
  ] as const) {
    test(`${key}: ${resource ?? "no resource"}`, () =>
      assert.equal(carriesKeyFor(key, resource, listed("ec2:RunInstances")), carries));
  }
});

test("the service that a role is passed to follows from some operations", () => {
  assert.equal(servicePassedTo("CreateFunction20150331"), "lambda.amazonaws.com");
  assert.equal(servicePassedTo("runInstances"), "ec2.amazonaws.com");
  assert.equal(servicePassedTo("CreatePipe"), "pipes.amazonaws.com");
  assert.equal(servicePassedTo("ec2:RunInstances"), "ec2.amazonaws.com");
  assert.equal(servicePassedTo("CreateExperimentTemplate"), "fis.amazonaws.com");
  assert.equal(servicePassedTo("CreateUser"), undefined);
  assert.equal(servicePassedTo("transfer:CreateUser"), "transfer.amazonaws.com");
  assert.equal(servicePassedTo("CreateJob"), undefined);
  assert.equal(servicePassedTo("glue:CreateJob"), "glue.amazonaws.com");
  assert.equal(servicePassedTo("batch:CreateJob"), undefined);
});
