import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explained } from "../support/explained.ts";

describe("the root user has no policies of its own", () => {
  for (const [message, steps] of [
    [
      "User: arn:aws:iam::444455556666:root is not authorized to perform: kms:GenerateDataKey on resource: arn:aws:kms:eu-west-1:444455556666:key/1b2c",
      ["key-policy", "scp"],
    ],
    [
      "User: arn:aws:iam::444455556666:root is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::ledger/a.csv",
      ["resource-policy", "scp"],
    ],
  ] as const) {
    test(message, () => {
      assert.deepEqual(
        explained(message, {}).next.map(({ step }) => step),
        steps,
      );
    });
  }
});

describe("of a caller whose name is hidden the kind and the account are known", () => {
  const asked = "is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::ledger/a.csv";
  const allow = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::ledger/b.csv" };
  for (const [caller, path, isCandidate] of [
    ["arn:aws:iam::444455556666:user/<Name>", "roles/app/policy.json", false],
    ["arn:aws:iam::444455556666:user/<Name>", "accounts/111122223333/policy.json", false],
    ["arn:aws:iam::444455556666:user/<Name>", "users/ann/policy.json", true],
    ["arn:aws:sts::444455556666:assumed-role/<Name>/s", "users/ann/policy.json", false],
    ["arn:aws:sts::444455556666:assumed-role/<Name>/s", "roles/app/policy.json", true],
  ] as const) {
    test(`${caller}, ${path}`, () => {
      const { unknowns, nearMisses } = explained(`User: ${caller} ${asked}`, { [path]: allow });
      const isHere = nearMisses.length > 0 || unknowns.some(({ unknown }) => unknown === "attachment");
      assert.equal(isHere, isCandidate);
    });
  }

  test("a policy is attached to the role of a session, by its name", () => {
    const message =
      "User: arn:aws:sts::***:assumed-role/loader/nightly is not authorized to perform: ecr:GetAuthorizationToken on resource: * because no identity-based policy allows the ecr:GetAuthorizationToken action";
    const step = explained(message, {}).next.find((one) => one.step === "copy-statement");
    assert.equal(step?.step === "copy-statement" && step.holder, "loader");
  });
});

describe("a Deny is to blame only where AWS asks its policy, or says that it did", () => {
  const scp = { "scp/guard.json": { Effect: "Deny", Action: "*", Resource: "*" } };
  const rcp = { "rcp/guard.json": { Effect: "Deny", Principal: "*", Action: "*", Resource: "*" } };
  const session = "arn:aws:sts::444455556666:assumed-role";
  const ofInstance = "ec2:StartInstances on resource: arn:aws:ec2:eu-west-1:444455556666:instance/i-0a1b";
  const ofObject = "s3:GetObject on resource: arn:aws:s3:::ledger/a.csv";
  const ofKey = "kms:Decrypt on resource: arn:aws:kms:eu-west-1:444455556666:key/1b2c";
  for (const [policies, caller, asked, isToBlame] of [
    // RCPs reach some services.
    [rcp, `${session}/loader/s`, ofObject, true],
    [rcp, `${session}/loader/s`, ofInstance, false],
    [rcp, `${session}/loader/s`, `${ofInstance} with an explicit deny`, false],
    [rcp, `${session}/loader/s`, `${ofInstance} with an explicit deny in a resource control policy`, true],
    // SCPs reach neither service-linked roles nor services.
    [scp, `${session}/loader/s`, ofInstance, true],
    [scp, `${session}/AWSServiceRoleForAutoScaling/AutoScaling`, ofInstance, false],
    [rcp, `${session}/AWSServiceRoleForAutoScaling/AutoScaling`, ofKey, false],
    [scp, "logs.amazonaws.com", ofKey, false],
    [rcp, "logs.amazonaws.com", ofKey, true],
    [rcp, "logs.amazonaws.com", ofInstance, false],
    [rcp, "arn:aws:iam::444455556666:root", ofInstance, false],
  ] as const) {
    test(`${Object.keys(policies).join(" ")}: ${caller}, ${asked}`, () => {
      const { culprits } = explained(`User: ${caller} is not authorized to perform: ${asked}`, policies);
      assert.deepEqual(
        culprits.map(({ place }) => place.file),
        isToBlame ? Object.keys(policies) : [],
      );
    });
  }
});

describe("a limit that the caller cannot have is no candidate", () => {
  const limit = { Effect: "Deny", Action: "*", Resource: "*" };
  const asked = "is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:444455556666:jobs";
  for (const [path, caller, isCandidate] of [
    ["boundaries/limit.json", "arn:aws:iam::444455556666:user/ann", true],
    ["boundaries/limit.json", "arn:aws:iam::444455556666:root", false],
    ["boundaries/limit.json", "sns.amazonaws.com", false],
    ["session-policies/limit.json", "arn:aws:sts::444455556666:assumed-role/loader/s", true],
    ["session-policies/limit.json", "arn:aws:iam::444455556666:user/ann", false],
  ] as const) {
    test(`${path}: ${caller}`, () => {
      const { unknowns } = explained(`User: ${caller} ${asked}`, { [path]: limit });
      assert.equal(
        unknowns.some(({ unknown }) => unknown === "attachment"),
        isCandidate,
      );
    });
  }
});

describe("of a caller without policies of its own, no identity-based policy is said to allow anything", () => {
  const files = {
    "jobs.json": { Effect: "Allow", Action: "sqs:*", Resource: "*" },
    "queue-policy.json": {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::444455556666:user/bob" },
      Action: "sqs:SendMessage",
      Resource: "arn:aws:sqs:eu-west-1:444455556666:jobs",
    },
  };
  const asked = "is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:444455556666:jobs";
  for (const [caller, isSaid] of [
    ["arn:aws:iam::444455556666:user/ann", true],
    ["arn:aws:iam::444455556666:root", false],
    ["sns.amazonaws.com", false],
  ] as const) {
    test(caller, () => {
      const { allowedBy, assumptions } = explained(`User: ${caller} ${asked}`, files);
      const said = [
        ...allowedBy.map(({ file }) => file),
        ...assumptions.flatMap((one) => (one.assumption === "attached" ? [one.file] : [])),
      ];
      assert.equal(said.includes("jobs.json"), isSaid, said.join(" "));
    });
  }
});
