/** A check that gets another code keeps what users said of it under the old one. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { replacedCodes } from "../../server/src/checks/replaced-codes.ts";
import { createAcceptance, severitiesOf } from "../../server/src/service/accepted-findings.ts";
import { withNamesChecked } from "../../server/src/service/config-reading.ts";
import { readWorkspaceConfig } from "../../server/src/workspace/read-config.ts";

const REPLACED = replacedCodes([
  { code: "unknown-action", replaces: ["no-such-action", "bad-name"] },
  { code: "unknown-service", replaces: ["bad-name"] },
  { code: "dead-entry" },
]);

const reading = (text: object) => readWorkspaceConfig("iam-verdict.json", JSON.stringify(text));

describe("an earlier code of a check", () => {
  test("sets the severity of what replaced it", () => {
    const { config } = reading({ severity: { "bad-name": "off" } });
    const severities = severitiesOf(config, new Map(), REPLACED);
    assert.deepEqual(
      ["unknown-action", "unknown-service", "dead-entry"].map((code) => severities.get(code)),
      ["off", "off", undefined],
    );
  });

  for (const severity of [
    { "unknown-action": "error", "no-such-action": "off" },
    { "no-such-action": "off", "unknown-action": "error" },
  ]) {
    test(`yields to the new code: ${Object.keys(severity).join(", ")}`, () => {
      assert.equal(severitiesOf(reading({ severity }).config, new Map(), REPLACED).get("unknown-action"), "error");
    });
  }

  test("yields to the user's settings", () => {
    const { config } = reading({ severity: { "no-such-action": "off" } });
    assert.equal(severitiesOf(config, new Map([["unknown-action", "hint"]]), REPLACED).get("unknown-action"), "hint");
  });

  test("accepts the findings of what replaced it, and no others", () => {
    const { config } = reading({ suppress: [{ code: "bad-name", files: "a/*.json", until: "2027-01-31" }] });
    const accepts = createAcceptance(config, "2026-11-22", REPLACED);
    const isAccepted = (path: string, code: string) => accepts(path, { code, statement: undefined });
    assert.ok(isAccepted("a/x.json", "unknown-action"));
    assert.ok(isAccepted("a/x.json", "unknown-service"));
    assert.ok(!isAccepted("b/x.json", "unknown-action"));
    assert.ok(!isAccepted("a/x.json", "dead-entry"));
  });

  test("is noted with the new ones, and is not a mistake", () => {
    const text = { severity: { "bad-name": "off" }, suppress: [{ code: "no-such-action" }] };
    assert.deepEqual(
      withNamesChecked(reading(text), REPLACED).problems.map(({ sort, message }) => `${sort}: ${message}`),
      [
        "note: 'bad-name' is an earlier code of 'unknown-action' and 'unknown-service'. It still works; write 'unknown-action' and 'unknown-service' instead.",
        "note: 'no-such-action' is an earlier code of 'unknown-action'. It still works; write 'unknown-action' instead.",
      ],
    );
  });
});
