import assert from "node:assert/strict";
import { test } from "node:test";
import { ALL_CHECKS } from "../../server/src/checks/index.ts";
import { findingsIn } from "../support/annotated.ts";
import { badPolicies } from "../support/fixture-policies.ts";
import { surroundingsOf } from "../support/surroundings.ts";
import { assertWrittenAsMeant } from "../support/written-fixes.ts";

const text = (...statements: readonly object[]): string => JSON.stringify({ Statement: statements });

/** What is said of other policies: enough for the checks that look at several. */
const surroundings = surroundingsOf(
  [
    { kind: "boundary", text: text({ Effect: "Allow", Action: ["kms:*", "s3:*"], Resource: "*" }) },
    {
      kind: "resource",
      resource: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      text: text({ Effect: "Allow", Principal: { AWS: "444455556666" }, Action: "kms:*", Resource: "*" }),
    },
    {
      kind: "trust",
      resource: "arn:aws:iam::111122223333:role/batch",
      text: text({ Effect: "Allow", Principal: { AWS: "444455556666" }, Action: "sts:AssumeRole" }),
    },
  ],
  { managementAccount: true },
);

test("the bad policies fire every check", () => {
  const fired = new Set(
    badPolicies().flatMap(({ text, kind }) =>
      findingsIn(text, { kind, surroundings, resource: "arn:aws:s3:::home" }).map(({ code }) => code),
    ),
  );
  assert.deepEqual(
    ALL_CHECKS.map(({ code }) => code).filter((code) => !fired.has(code)),
    [],
  );
});

test("whatever the fixes of the bad policies write reads as they mean it", () => {
  const counts = badPolicies().map(({ text, kind }) =>
    assertWrittenAsMeant(text, { kind, surroundings, resource: "arn:aws:s3:::home" }),
  );
  assert.ok(counts.reduce((sum, one) => sum + one, 0) > 1_000, `only ${counts.join(" + ")} were written`);
});
