/** A policy of a role is known again beside the others of the role, each of which is read once. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type PolicyUnderCheck } from "../../server/src/checks/check.ts";
import { openPolicyMemory } from "../../server/src/checks/known-policies.ts";
import { subjectOf } from "../support/annotated.ts";

function policyOf(queue: string): string {
  return `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:${queue}" } }`;
}

/** The policies of one role, as a file of Terraform gives them. */
function heldTogether(texts: readonly string[], onRead: () => void = () => undefined): readonly PolicyUnderCheck[] {
  const read = texts.map((source) => {
    const { policy, ...subject } = subjectOf(source, { kind: "identity" });
    const { object, ...others } = policy;
    const counted = {
      ...others,
      get object() {
        onRead();
        return object;
      },
    };
    return { ...subject, policy: counted, source, refers: true };
  });
  return read.map((one, index) => ({
    ...one,
    policiesBeside: read
      .filter((other) => other !== one)
      .map(({ policy }, place) => ({ policy, name: `p${index}-${place}`, isSure: true })),
  }));
}

function readsOf(count: number): number {
  let reads = 0;
  const memory = openPolicyMemory();
  const texts = Array.from({ length: count }, (_, index) => policyOf(`q${index}`));
  for (const subject of heldTogether(texts, () => reads++)) memory.of(subject);
  return reads;
}

test("twice as many policies of a role are read twice as often", () => {
  assert.equal(readsOf(40), 2 * readsOf(20));
});

test("a policy is the same beside equal policies, and another one beside others", () => {
  const memory = openPolicyMemory();
  const knownBeside = (other: string) => {
    const [first] = heldTogether([policyOf("own"), policyOf(other)]);
    return first && memory.of(first);
  };
  const before = knownBeside("mail");
  assert.ok(before);
  assert.equal(knownBeside("mail"), before);
  assert.notEqual(knownBeside("jobs"), before);
});
