/** Fixes that a tool makes by itself: they come to an end, and leave what reads and is found no worse. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type FindingsQuestion, openService, type PolicyService, resultOf } from "../../server/src/service/index.ts";
import { type FixedText, fixAllSteps } from "../../server/src/service/fix-all.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { phraseToMessage } from "../../server/src/wording/message-text.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { shareOf } from "../support/searching.ts";

const service: PolicyService = openService({ catalog: miniCatalog, log: { error: (message) => assert.fail(message) } });

/** The text with all fixes, what was made, and how often everything was looked at. */
function fixedIn(statements: readonly object[]): { before: string; fixed: FixedText; rounds: number } {
  const before = JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 2);
  const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-11-26" });
  const question: FindingsQuestion = { configuration, workspace: undefined, reportSyntax: true };
  let rounds = 0;
  const steps = fixAllSteps(
    { path: "policy.json", languageId: undefined, text: before },
    {
      code: undefined,
      read: (source) => service.read(source, configuration),
      find: (document) => {
        rounds++;
        return service.diagnostics(document, question);
      },
    },
  );
  return { before, fixed: resultOf(steps), rounds };
}

const ofActions = (...actions: string[]): object => ({
  Effect: "Allow",
  Action: actions.map((one) => `s3:${one}`),
  Resource: "arn:aws:s3:::acme/*",
});

describe("many fixes of one policy", () => {
  test("are all made, and in few rounds where each rests on its statement alone", () => {
    const statements = Array.from({ length: shareOf(100) }, (_, index) => ({
      Effect: "Allow",
      Action: "s3:GetObjekt",
      Resource: `arn:aws:s3:::bucket-${index}/*`,
    }));
    const { before, fixed, rounds } = fixedIn(statements);
    assert.equal(fixed.made.length, statements.length);
    assert.equal(fixed.text, before.replaceAll("GetObjekt", "GetObject"));
    assert.equal(rounds, 2);
  });

  test("are made in one round where they are names of one list that have nothing to do with each other", () => {
    const { before, fixed, rounds } = fixedIn([
      ofActions("GetObjekt", "PutObjekt", "DeleteObjekt", "GetObjectTagging"),
    ]);
    assert.equal(fixed.made.length, 3);
    assert.equal(fixed.text, before.replaceAll("Objekt", "Object"));
    assert.equal(rounds, 2);
  });

  test("are made one after the other where the second of two names is then one too many", () => {
    const { before, fixed, rounds } = fixedIn([ofActions("GetObjekt", "GetObjct", "PutObject")]);
    assert.deepEqual(
      fixed.made.map(({ title }) => phraseToMessage(title)),
      ["Replace 'GetObjekt' with 'GetObject'", "Remove 's3:GetObjct'"],
    );
    assert.equal(fixed.text, before.replace("GetObjekt", "GetObject").replace(/ +"s3:GetObjct",\n/, ""));
    assert.equal(rounds, 3);
  });

  test("are made in one round where they are entries that another one covers, which stays", () => {
    const covered = ["GetObject", "GetObjectAcl", "GetObjectTagging"];
    const { before, fixed, rounds } = fixedIn([ofActions("Get*", ...covered, "PutObject")]);
    assert.equal(fixed.made.length, covered.length);
    assert.equal(fixed.text, before.replace(/ +"s3:GetObject\w*",\n/g, ""));
    assert.equal(rounds, 2);
  });

  for (const actions of [
    ["GetObject", "GetObject*", "Get*"],
    ["Get*", "GetObject*", "GetObject"],
    ["GetObject", "GetObject", "GetObject"],
  ]) {
    test(`leave of ${actions.join(", ")} what covers the others`, () => {
      const { fixed } = fixedIn([ofActions(...actions)]);
      const { Statement } = JSON.parse(fixed.text) as { Statement: { Action: string | string[] }[] };
      assert.deepEqual(
        Statement.flatMap(({ Action }) => Action),
        [actions.includes("Get*") ? "s3:Get*" : "s3:GetObject"],
      );
      assert.equal(fixed.made.length, 2);
    });
  }

  test("are followed by what is found in the text as it then is", () => {
    const { fixed } = fixedIn([ofActions("GetObjekt"), ofActions("Qqqqqq")]);
    assert.equal(fixed.looked?.document.source.text, fixed.text);
    assert.deepEqual(
      fixed.looked.run.found.map(({ code }) => code),
      ["unknown-action"],
    );
  });
});
