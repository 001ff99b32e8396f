import assert from "node:assert/strict";
import { test } from "node:test";
import { ALL_CHECKS } from "../../server/src/checks/index.ts";
import { findingsIn } from "../support/annotated.ts";
import { badPolicies, BESIDE_BAD_POLICIES } from "../support/fixture-policies.ts";

test("the bad policies fire every check", () => {
  const fired = new Set(
    badPolicies().flatMap(({ text, kind, holder, named }) =>
      findingsIn(text, { kind, ...(holder && { holder }), ...(named && { named }), ...BESIDE_BAD_POLICIES }).map(
        ({ code }) => code,
      ),
    ),
  );
  assert.deepEqual(
    ALL_CHECKS.map(({ code }) => code).filter((code) => !fired.has(code)),
    [],
  );
});
