/** Statements by the dozen that go together in pairs. `npm test` of this file merges a tenth of the pairs. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { once } from "../../server/src/domains/once.ts";
import { openService } from "../../server/src/service/index.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { resultOf } from "../../server/src/text/steps.ts";
import { phraseToPlainText } from "../../server/src/wording/plain-text.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { shareOf } from "../support/searching.ts";

const service = openService({ catalog: miniCatalog, log: { error: (message) => assert.fail(message) } });

describe("a policy of many statements is read and proved once for each merge", () => {
  /** Each pair differs in one element alone, and no pair does so from another. */
  const pairs = (count: number): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: Array.from({ length: count }, (_, index) =>
        ["a", "b"].map((part) => ({
          Sid: `S${index}${part}`,
          Effect: "Allow",
          Action: "s3:GetObject",
          Resource: `arn:aws:s3:::bucket-${index}/${part}/*`,
          Condition: { StringEquals: { "aws:PrincipalTag/team": `team-${index}` } },
        })),
      ).flat(),
    });

  const shrinking = (text: string) => {
    const configuration = service.configure({
      ...{ config: EMPTY_CONFIG, severities: new Map(), today: "2026-11-26" },
      kind: "identity",
    });
    const document = resultOf(service.read({ path: "policy.json", languageId: undefined, text }, configuration));
    return service.shrink(document, 0, configuration);
  };

  function stepsOf(text: string): number {
    const steps = shrinking(text);
    let count = 0;
    while (steps.next().done !== true) count++;
    return count;
  }

  const [few, many] = [once(() => stepsOf(pairs(10))), once(() => stepsOf(pairs(20)))];

  test("no change is read a second time after its proof", () => {
    assert.ok(few() <= 215, `${few()} steps`);
  });

  test("twice the statements take twice the steps", () => {
    assert.ok(many() <= few() * 2.1, `${few()} steps, then ${many()}`);
  });

  test("all pairs are merged", () => {
    const count = shareOf(60);
    const made = resultOf(shrinking(pairs(count)));
    assert.ok("summary" in made);
    assert.match(phraseToPlainText(made.summary), new RegExp(`merged ${count} statements into others`));
  });
});
