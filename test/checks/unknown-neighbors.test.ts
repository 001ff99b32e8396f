/** What the policies beside one do not settle may take findings away, never add one. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type PolicyUnderCheck } from "../../server/src/checks/check.ts";
import { keyPolicyExcludes } from "../../server/src/checks/rules/key-policy-excludes.ts";
import { outsideBoundary } from "../../server/src/checks/rules/outside-boundary.ts";
import { passRoleUntrusted } from "../../server/src/checks/rules/pass-role-untrusted.ts";
import { shadowedAllow } from "../../server/src/checks/rules/shadowed-allow.ts";
import { type NeighborPolicy, type Surroundings } from "../../server/src/checks/surroundings.ts";
import { readPolicy } from "../../server/src/policy/read-policy.ts";
import { findingsAbout, subjectOf } from "../support/annotated.ts";
import { opened, openParts } from "../support/open-forms.ts";
import { surroundingsOf } from "../support/surroundings.ts";
import { someOf } from "../support/searching.ts";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const ROLE = "arn:aws:iam::111122223333:role/batch";
const text = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

const POLICY = text(
  { Effect: "Allow", Action: ["s3:GetObject", "iam:CreateRole"], Resource: "*" },
  { Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" },
  { Effect: "Allow", Action: "dynamodb:DeleteItem", Resource: "*" },
  { Effect: "Allow", Action: ["kms:Decrypt", "iam:PassRole"], Resource: [KEY, ROLE] },
);
const REGION = { StringEquals: { "aws:RequestedRegion": ["eu-west-1", "eu-central-1"] } };
const BESIDE = surroundingsOf([
  {
    kind: "boundary",
    text: text(
      { Effect: "Allow", Action: ["s3:*", "kms:*", "iam:PassRole"], Resource: "*", Condition: REGION },
      { Effect: "Allow", NotAction: ["iam:*", "sqs:*"], NotResource: "arn:aws:s3:::logs/*" },
      { Effect: "Deny", Action: "sqs:*", Resource: "*" },
    ),
  },
  { kind: "scp", text: text({ Effect: "Deny", Action: "dynamodb:Delete*", Resource: "*" }) },
  {
    kind: "resource",
    resource: KEY,
    text: text({ Effect: "Allow", Principal: { AWS: ["444455556666"] }, Action: "kms:*", Resource: "*" }),
  },
  {
    kind: "trust",
    resource: ROLE,
    text: text({ Effect: "Allow", Principal: { AWS: "444455556666" }, Action: "sts:AssumeRole" }),
  },
]);
const CHECKS = [keyPolicyExcludes, outsideBoundary, passRoleUntrusted, shadowedAllow];

describe("a name or value that a policy beside it does not settle adds no finding", () => {
  const subject = subjectOf(POLICY, { kind: "identity", surroundings: BESIDE });
  const before = marksOf(subject);

  test("to begin with, every check finds something", () =>
    assert.deepEqual(
      [...new Set(before.map((mark) => mark.split(" ")[0]))].sort(),
      CHECKS.map(({ code }) => code),
    ));

  for (const neighbor of neighborsOf(BESIDE)) {
    test(neighbor.file, () => {
      const { object } = neighbor.policy;
      for (const part of someOf(openParts(object), 0)) {
        const changed = { ...neighbor, policy: readPolicy(opened(object, part)) };
        const after = marksOf({ ...subject, surroundings: exchanged(BESIDE, neighbor, changed) });
        const added = after.filter((mark) => !before.includes(mark));
        assert.deepEqual(
          added,
          [],
          `${"key" in part.part ? part.part.key : part.part.span.start} was made ${part.form}`,
        );
      }
    });
  }
});

function marksOf(subject: PolicyUnderCheck): readonly string[] {
  return CHECKS.flatMap((check) => findingsAbout(subject, [check])).map(
    ({ code, span }) => `${code} ${span.start}-${span.end}`,
  );
}

function neighborsOf(surroundings: Surroundings): ReadonlySet<NeighborPolicy> {
  return new Set([
    ...surroundings.holders.flatMap(({ boundaries, denying }) => [...boundaries, ...denying]),
    ...surroundings.policiesOf(KEY),
    ...surroundings.policiesOf(ROLE),
  ]);
}

function exchanged(surroundings: Surroundings, old: NeighborPolicy, now: NeighborPolicy): Surroundings {
  const swap = (all: readonly NeighborPolicy[]): readonly NeighborPolicy[] =>
    all.map((one) => (one === old ? now : one));
  return {
    ...surroundings,
    holders: surroundings.holders.map((holder) => ({
      ...holder,
      boundaries: swap(holder.boundaries),
      denying: swap(holder.denying),
    })),
    policiesOf: (resource) => swap(surroundings.policiesOf(resource)),
  };
}
