/** Policies that deny their own change, and sessions of a role that ask for the role: what to do is no change of a policy. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { explained } from "../support/explained.ts";

const SESSION = "arn:aws:sts::111122223333:assumed-role/worker/job";
const ROLE = "arn:aws:iam::111122223333:role/ci/worker";

const nextFor = (
  {
    caller = SESSION,
    action,
    resource,
    said,
  }: Readonly<Record<"action" | "resource" | "said", string>> & { caller?: string },
  policies: Readonly<Record<string, object>> = {},
) =>
  explained(`User: ${caller} is not authorized to perform: ${action} on resource: ${resource} ${said}`, policies).next;

const DENIED = "with an explicit deny in a resource-based policy";
const NOT_ALLOWED = "because no identity-based policy allows the sts:AssumeRole action";
const only = (Resource: string) => ({
  "resource.json": {
    Effect: "Deny",
    Principal: "*",
    Action: "*",
    Resource,
    Condition: { StringNotEquals: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/gone" } },
  },
});

test("the root user lifts a bucket policy that denies its own change", () => {
  const asked = { action: "s3:PutBucketPolicy", resource: "arn:aws:s3:::scans", said: DENIED };
  const [step] = nextFor(asked, only("arn:aws:s3:::scans")).filter(({ step }) => step === "unlock-policy");
  assert.deepEqual(step?.commands, [
    `aws sts assume-root --target-principal "$ACCOUNT_ID" --task-policy-arn arn=arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy`,
  ]);
});

test("and that of a queue", () => {
  const queue = "arn:aws:sqs:eu-west-1:444455556666:jobs";
  const asked = { action: "sqs:SetQueueAttributes", resource: queue, said: DENIED };
  const [step] = nextFor(asked, only(queue)).filter(({ step }) => step === "unlock-policy");
  assert.match(step?.commands[0] ?? "", /444455556666 .*SQSUnlockQueuePolicy$/);
});

for (const [what, asked] of [
  ["another call", { action: "s3:GetObject", resource: "arn:aws:s3:::scans/a", said: DENIED }],
  [
    "the root user itself",
    {
      caller: "arn:aws:iam::111122223333:root",
      action: "s3:PutBucketPolicy",
      resource: "arn:aws:s3:::scans",
      said: DENIED,
    },
  ],
] as const) {
  test(`nothing of it for ${what}`, () => {
    const next = nextFor(asked, only("*"));
    assert.ok(next.every(({ step }) => step !== "unlock-policy"));
  });
}

test("a session of the role that it asks for has what it asks for", () => {
  const [first] = nextFor({ action: "sts:AssumeRole", resource: ROLE, said: NOT_ALLOWED });
  assert.equal(first?.step, "own-role");
});

for (const [what, resource] of [
  ["another role", "arn:aws:iam::111122223333:role/co-worker"],
  ["the role of another account", "arn:aws:iam::444455556666:role/ci/worker"],
] as const) {
  test(`a session that asks for ${what} has not`, () => {
    const next = nextFor({ action: "sts:AssumeRole", resource, said: NOT_ALLOWED });
    assert.ok(next.every(({ step }) => step !== "own-role"));
  });
}
