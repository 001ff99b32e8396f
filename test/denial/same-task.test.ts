/** An action that is a part of a task leads to the other actions of the task, as far as the files do not allow them. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explained } from "../support/explained.ts";
import { fixTitleText } from "../../server/src/telling/fix-sentences.ts";
import { quarterOf } from "../support/searching.ts";

const REPOSITORY = "arn:aws:ecr:eu-west-1:111122223333:repository/app";
const CALLER = "User: arn:aws:sts::111122223333:assumed-role/ci/job-7 is not authorized to perform:";
const PUSH = ["ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage"];
const BESIDE = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage"];
const SLIP = REPOSITORY.replace("app", "App");
const PATH = "roles/ci/policy.json";

function refused(action: string, resource: string): string {
  return `${CALLER} ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
}

function othersOf(message: string, files: Parameters<typeof explained>[1]): readonly string[] | undefined {
  const step = explained(message, files).next.find((one) => one.step === "same-task");
  return step?.step === "same-task" ? step.actions : undefined;
}

describe("the other actions of the task", () => {
  const push = refused("ecr:InitiateLayerUpload", REPOSITORY);

  test("of pushing an image, where nothing is here", () => {
    assert.deepEqual(othersOf(push, {}), [...PUSH, ...BESIDE]);
  });

  test("of reading a configuration", () => {
    const resource = "arn:aws:appconfig:eu-west-1:111122223333:application/a1/environment/e1/configuration/c1";
    const asked = refused("appconfig:StartConfigurationSession", resource);
    assert.deepEqual(othersOf(asked, {}), ["appconfig:GetLatestConfiguration"]);
  });

  test("but those that the files allow", () => {
    const allow = { Effect: "Allow", Action: BESIDE, Resource: REPOSITORY };
    assert.deepEqual(othersOf(push, { [PATH]: allow }), PUSH);
  });

  test("but those that the layer has, whatever the others may say", () => {
    const message = `${CALLER} ecr:BatchGetImage on resource: ${REPOSITORY.replace("111122223333", "444455556666")} because no resource-based policy allows the ecr:BatchGetImage action`;
    const pull = (Action: readonly string[]) => ({
      "repository-policy.json": { Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action },
    });
    const all = ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer"];
    assert.equal(othersOf(message, pull(all)), undefined);
    assert.deepEqual(othersOf(message, pull(all.slice(0, 1))), ["ecr:GetDownloadUrlForLayer"]);
  });

  test("but those that the statement of the first fix has for what the fix adds", () => {
    const others = { Effect: "Allow", Action: ["ecr:InitiateLayerUpload", ...PUSH], Resource: SLIP };
    assert.deepEqual(othersOf(push, { [PATH]: others }), BESIDE);
  });

  test("none, where all of it comes with the fix", () => {
    const all = { Effect: "Allow", Action: "ecr:*", Resource: SLIP };
    assert.equal(othersOf(push, { [PATH]: all }), undefined);
  });

  for (const [action, resource, others] of [
    ["ecr:BatchGetImage", REPOSITORY, ["ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"]],
    ["xray:PutTraceSegments", "*", ["xray:PutTelemetryRecords"]],
    [
      "ssmmessages:OpenControlChannel",
      "*",
      ["ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenDataChannel"],
    ],
    ["logs:CreateLogStream", "arn:aws:logs:eu-west-1:111122223333:log-group:/app:log-stream:a", ["logs:PutLogEvents"]],
    [
      "codeartifact:GetAuthorizationToken",
      "arn:aws:codeartifact:eu-west-1:111122223333:domain/tools",
      ["sts:GetServiceBearerToken"],
    ],
    [
      "codebuild:CreateReport",
      "arn:aws:codebuild:eu-west-1:111122223333:report-group/app-unit",
      ["CreateReportGroup", "UpdateReport", "BatchPutTestCases", "BatchPutCodeCoverages"].map(
        (one) => `codebuild:${one}`,
      ),
    ],
    ["ecr-public:GetAuthorizationToken", "*", ["sts:GetServiceBearerToken"]],
    // Both tasks begin with it, and a person opens a data channel without the others.
    ["ecr:BatchCheckLayerAvailability", REPOSITORY, undefined],
    ["ssmmessages:OpenDataChannel", "arn:aws:ssm:eu-west-1:111122223333:session/ann-0a1b", undefined],
    ["s3:GetObject", "arn:aws:s3:::data/a", undefined],
  ] as const) {
    test(`of ${action}: ${others?.join(", ") ?? "nothing"}`, () => {
      assert.deepEqual(othersOf(refused(action, resource), {}), others);
    });
  }

  const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  for (const [operation, others] of [
    ["Publish", ["kms:Decrypt"]],
    ["SendMessage", ["kms:Decrypt"]],
    ["GenerateDataKey", undefined],
    ["PutObject", undefined],
  ] as const) {
    test(`of using a key in ${operation}: ${others?.join(", ") ?? "nothing"}`, () => {
      const call = `An error occurred (KMSAccessDenied) when calling the ${operation} operation:`;
      assert.deepEqual(othersOf(`${call} ${refused("kms:GenerateDataKey", KEY)}`, {}), others);
    });
  }

  test("of a token are not for the policy of the domain", () => {
    const action = "codeartifact:GetAuthorizationToken";
    const message = `${CALLER} ${action} on resource: arn:aws:codeartifact:eu-west-1:444455556666:domain/tools because no resource-based policy allows the ${action} action`;
    assert.equal(othersOf(message, {}), undefined);
  });

  test("are not asked for where a Deny is the reason", () => {
    const denied = `${CALLER} ecr:InitiateLayerUpload on resource: ${REPOSITORY} with an explicit deny in an identity-based policy`;
    assert.equal(othersOf(denied, {}), undefined);
  });
});

test("a queue that a function reads is also asked for what deletes its messages", () => {
  const message =
    "An error occurred (InvalidParameterValueException) when calling the CreateEventSourceMapping operation: The function execution role does not have permissions to call ReceiveMessage on SQS";
  const step = explained(message, {}).next.find((one) => one.step === "also-needs");
  assert.deepEqual(step?.step === "also-needs" && step.actions, ["sqs:DeleteMessage", "sqs:GetQueueAttributes"]);
});

test("a log group with tags is also asked for its tags, unless the files allow that", () => {
  const message = `${CALLER} CreateLogGroup with Tags`;
  const also = (Action: string): readonly string[] | undefined => {
    const files = { [PATH]: { Effect: "Allow", Action, Resource: "*" } };
    const step = explained(message, files).next.find((one) => one.step === "also-needs");
    return step?.step === "also-needs" ? step.actions : undefined;
  };
  assert.deepEqual(also("logs:PutLogEvents"), ["logs:TagResource"]);
  assert.equal(also("logs:TagResource"), undefined);
});

test("the statement for a log group with tags that the message names allows both", () => {
  const group = "arn:aws:logs:eu-west-1:111122223333:log-group:a";
  const denied = `${CALLER} CreateLogGroup with Tags on resource: ${group} because no identity-based policy allows the logs:CreateLogGroup action`;
  const { fixes, assumptions } = explained(denied, {
    [PATH]: { Effect: "Allow", Action: "s3:GetObject", Resource: "*" },
  });
  const [first] = fixes;
  assert.ok(first !== undefined);
  assert.match(fixTitleText(first), /allows logs:CreateLogGroup and what is needed with it \(logs:TagResource\)/);
  assert.ok(assumptions.every(({ assumption }) => assumption !== "action-of-operation"));
});

describe("what decides beside the policies of IAM", () => {
  const address = (host: string): string =>
    `WARNING - PUT https://${host}.amazonaws.com:443/a/_doc/7 [status:403 request:0.9s]`;
  const DOMAIN = "search-acme-orders-gudntas4y3f2ut4xbdl7opf4aq.us-east-1.es";
  const gates = [
    [address("a1b2c3d4e5f6g7h8i9j0.eu-west-1.aoss"), "collection"],
    [address(DOMAIN), "domain"],
    [`${CALLER} es:ESHttpPut because no resource-based policy allows the es:ESHttpPut action`, undefined],
    ["EFSMountFailureException: The function couldn't mount the EFS file system with access point fsap-1.", "mount"],
    [
      "An error occurred (AccessDenied) when calling the UpdateAutoScalingGroup operation: You are not authorized to use launch template: lt-0a1b",
      "launch-template",
    ],
    [`${CALLER} ec2:RunInstances on resource: arn:aws:ec2:eu-west-1:111122223333:instance/*`, undefined],
    ["mount.nfs4: access denied by server while mounting 127.0.0.1:/", undefined],
    [
      "An error occurred (AccessDeniedException) when calling the ListAccounts operation: You don't have permissions to access this resource.",
      "organization",
    ],
    [
      "CannotPullContainerError: failed to copy: httpReadSeeker: failed open: unexpected status code https://prod-eu-west-1-starport-layer-bucket.s3.eu-west-1.amazonaws.com/a1/b2?X-Amz-Algorithm=AWS4-HMAC-SHA256: 403 Forbidden",
      "image-layers",
    ],
    // Every account may ask that.
    [
      "An error occurred (AccessDeniedException) when calling the DescribeOrganization operation: You don't have permissions to access this resource.",
      undefined,
    ],
    [`${CALLER} organizations:ListAccounts on resource: *`, undefined],
  ] as const;
  for (const [message, gate] of quarterOf(gates, 0)) {
    test(`${gate ?? "nothing"}: ${message.slice(0, 60)}`, () => {
      const step = explained(message, {}).next.find((one) => one.step === "other-gate");
      assert.equal(step?.step === "other-gate" ? step.gate : undefined, gate);
    });
  }

  test("the domain's name stands in the command", () => {
    const step = explained(address(DOMAIN), {}).next.find((one) => one.step === "other-gate");
    assert.match(step?.commands[0] ?? "", /--domain-name acme-orders /);
  });
});
