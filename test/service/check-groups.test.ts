/** Settings may name a group of checks, and AWS's own policies are not said to grant too much. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { CHECK_GROUPS, codesOfGroup } from "../../server/src/checks/check-groups.ts";
import { ALL_CHECKS } from "../../server/src/checks/index.ts";
import { severitiesOf } from "../../server/src/service/accepted-findings.ts";
import { readConfigFile } from "../../server/src/service/config-reading.ts";

describe("a group of checks", () => {
  test("holds each check once", () => {
    const codes = CHECK_GROUPS.flatMap((group) => codesOfGroup(group) ?? []);
    assert.deepEqual(
      [...codes].sort(),
      ALL_CHECKS.map(({ code }) => code),
    );
  });

  test("has no name that is the code of a check", () => {
    for (const group of CHECK_GROUPS) assert.ok(!ALL_CHECKS.some(({ code }) => code === group));
  });

  for (const severity of [
    { security: "off", "passes-any-role": "error" },
    { "passes-any-role": "error", security: "off" },
  ]) {
    test(`yields to a check that is named: ${Object.keys(severity).join(", ")}`, () => {
      const { config, problems } = readConfigFile("iam-verdict.json", JSON.stringify({ severity }));
      const severities = severitiesOf(config, new Map());
      assert.deepEqual(problems, []);
      assert.deepEqual(
        ["passes-any-role", "github-subject", "unknown-action"].map((code) => severities.get(code)),
        ["error", "off", undefined],
      );
    });
  }

  test("that does not exist is told with the nearest name", () => {
    const { problems } = readConfigFile("iam-verdict.json", JSON.stringify({ severity: { securty: "off" } }));
    assert.deepEqual(
      problems.map(({ message }) => message),
      ["No check has the code 'securty'. Did you mean 'security'?"],
    );
  });
});
