import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { uncutName } from "../../server/src/workspace/uncut-name.ts";

const RENDERER = "*-MonthlyStatementsRendererFunctionServiceRole3F1A9C07-*";
const MAILER = "*-MonthlyStatementsMailerFunctionServiceRole5B2E8D11-*";
const CUT = "billing-prod-MonthlyStatementsRendererFunctionServi-1A2B3C4D5E6F";

function uncut(name: string, ...names: readonly string[]): string | undefined {
  return uncutName(name, { policies: [], holders: names.map((one) => ({ sort: "role", names: [one] })) });
}

describe("a name of 64 characters", () => {
  test("has the beginning of the one logical ID that begins so", () => {
    const whole = "billing-prod-MonthlyStatementsRendererFunctionServiceRole3F1A9C07-1A2B3C4D5E6F";
    assert.equal(uncut(CUT, RENDERER, MAILER), whole);
  });

  const unknown: readonly (readonly [what: string, name: string, ...names: readonly string[]])[] = [
    ["where two begin so", CUT, RENDERER, RENDERER.replace("3F1A9C07", "77777777")],
    ["where none does", CUT, MAILER],
    ["of a pattern that is no logical ID", CUT, "*-MonthlyStatementsRendererFunctionServi*"],
    ["of a shorter name", CUT.replace("billing-", ""), RENDERER],
    ["of a name with another ending", CUT.replace("1A2B3C4D5E6F", "nightly-jobs"), RENDERER],
    ["of a beginning that tells little", `${"a".repeat(44)}-Monthly-1A2B3C4D5E6`, RENDERER],
  ];
  for (const [what, name, ...names] of unknown) {
    test(`tells nothing ${what}`, () => {
      assert.equal(uncut(name, ...names), undefined);
    });
  }
});
