/** A check that is not asked of a statement would have said nothing of it. `npm test` asks of every tenth policy. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ALL_CHECKS } from "../../server/src/checks/index.ts";
import { askedOf } from "../../server/src/checks/run-checks.ts";
import { POLICY_KINDS } from "../../server/src/policy/policy.ts";
import { subjectOf } from "../support/annotated.ts";
import { badPolicies, goodPolicies } from "../support/fixture-policies.ts";
import { shareOf, someOf } from "../support/searching.ts";

const PASSED_OVER = ALL_CHECKS.filter(({ element, kinds }) => element !== undefined || kinds !== undefined);

for (const [number, basis] of (["stated", "content"] as const).entries()) {
  test(`in every policy, as of every kind: ${basis}`, () => {
    let count = 0;
    for (const { name, text } of someOf([...goodPolicies(), ...badPolicies()], 5 * number)) {
      for (const kind of POLICY_KINDS) {
        const read = subjectOf(text, { kind, resource: "arn:aws:s3:::home" });
        const whole = { ...read, kind: { ...read.kind, basis } };
        for (const statement of whole.policy.statements) {
          const subject = { ...whole, policy: { ...whole.policy, statements: [statement] }, whole: whole.policy };
          const isAsked = askedOf(statement, subject);
          const passedOver = PASSED_OVER.filter((check) => !isAsked(check));
          count += passedOver.length;
          const speaking = passedOver.filter((check) => [...check.find(subject)].some((one) => one !== undefined));
          assert.deepEqual(
            speaking.map(({ code }) => code),
            [],
            `${name}, ${kind}`,
          );
        }
      }
    }
    assert.ok(count > shareOf(1_000), `${count}`);
  });
}
