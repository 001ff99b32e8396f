/** Fixes that a tool makes by itself: they come to an end, and leave what reads and is found no worse. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type FindingsQuestion, openService, type PolicyService, resultOf } from "../../server/src/service/index.ts";
import { fixAllSteps } from "../../server/src/service/fix-all.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { shareOf } from "../support/searching.ts";

const service: PolicyService = openService({ catalog: miniCatalog, log: { error: (message) => assert.fail(message) } });

describe("many fixes of one policy", () => {
  test("are all made, and in few rounds where each rests on its statement alone", () => {
    const statements = Array.from({ length: shareOf(100) }, (_, index) => ({
      Effect: "Allow",
      Action: "s3:GetObjekt",
      Resource: `arn:aws:s3:::bucket-${index}/*`,
    }));
    const text = JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 2);
    const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-11-26" });
    const question: FindingsQuestion = { configuration, workspace: undefined, reportSyntax: true };
    let rounds = 0;
    const fixed = resultOf(
      fixAllSteps(
        { path: "policy.json", languageId: undefined, text },
        {
          code: undefined,
          read: (source) => service.read(source, configuration),
          find: (document) => {
            rounds++;
            return service.diagnostics(document, question);
          },
        },
      ),
    );
    assert.equal(fixed.made.length, statements.length);
    assert.equal(fixed.text, text.replaceAll("GetObjekt", "GetObject"));
    assert.equal(rounds, 2);
  });
});
