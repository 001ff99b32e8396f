/** The test of a check: what it says, where it is silent, and what its fixes do. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Check } from "../../server/src/checks/check.ts";
import { afterFix, assertPicture, findingsIn, type Reading } from "./annotated.ts";

interface Case extends Omit<Reading, "checks"> {
  readonly name: string;
}

export interface CheckExamples {
  /** With the findings drawn below the lines they are about. */
  readonly fires: readonly (Case & { readonly picture: string })[];
  readonly silent: readonly (Case & { readonly policy: string })[];
  readonly fixes: readonly (Case & { readonly title: string; readonly before: string; readonly after: string })[];
}

export function describeCheck(check: Check, examples: CheckExamples): void {
  describe(check.code, () => {
    for (const { name, picture, ...reading } of examples.fires) {
      test(name, () => assertPicture(picture, { ...reading, checks: [check] }));
    }
    for (const { name, policy, ...reading } of examples.silent) {
      test(`says nothing of ${name}`, () => assert.deepEqual(findingsIn(policy, { ...reading, checks: [check] }), []));
    }
    for (const { name, title, before, after, ...reading } of examples.fixes) {
      test(`fix: ${name}`, () => assert.equal(afterFix(before, title, { ...reading, checks: [check] }), after));
    }
  });
}
