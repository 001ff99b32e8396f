/**
 * Texts that are nested without end, in front of which a count of brackets and a parser disagree: none of them ends a run,
 * and none is kept as an answer. `npm test` of this file tries the longest of them with a 25th of their length.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openService, readConfigFile, resultOf } from "../../server/src/service/index.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { lengthOf } from "../support/searching.ts";

const DEPTH = lengthOf(100_000);

const TEXTS = {
  "behind a comment that ends with a carriage return": `{"Statement": //x\r${"[".repeat(5_000)}`,
  "behind a string that goes on behind a line feed": `{"Statement": "abc\\\n${"[".repeat(6_000)}`,
  "of lists": "[".repeat(DEPTH),
  "of objects": `{"Statement":`.repeat(DEPTH),
  "of lists that are closed": `{"Statement": ${"[".repeat(DEPTH)}${"]".repeat(DEPTH)}}`,
  "in a string": JSON.stringify({ Policy: `{"Statement": ${"[".repeat(5_000)}` }),
};

const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: "s3:*", Resource: "*" }],
});

function service() {
  return openService({ catalog: miniCatalog, log: { error: (message) => assert.fail(message) } });
}

for (const [name, text] of Object.entries(TEXTS)) {
  describe(`brackets ${name}`, () => {
    test("as a policy are read to no policy, and findings come", () => {
      const own = service();
      const configuration = own.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-01-01" });
      for (const languageId of ["json", "iam-policy"]) {
        const document = resultOf(own.read({ path: "a.json", languageId, text }, configuration));
        const run = own.diagnostics(document, { configuration, workspace: undefined, reportSyntax: true });
        while (run.step() === "more");
        assert.ok(run.found.length < 200);
      }
    });

    test("beside a policy leave that policy to the workspace", () => {
      const files = [
        { path: "a.json", text },
        { path: "b.json", text: POLICY },
      ];
      const { policies } = resultOf(service().readWorkspace(files, EMPTY_CONFIG, []));
      assert.deepEqual(
        policies.policies.map(({ path }) => path),
        ["b.json"],
      );
    });

    test("as a workspace file are a mistake that is told", () => {
      const { problems } = readConfigFile("iam-verdict.json", text);
      assert.ok(problems.length > 0);
    });
  });
}

test("a file that throws while it is read is told of, keeps no other from being read, and is read anew the next time", () => {
  const own = service();
  let failing = true;
  const file = {
    path: "a.json",
    get text(): string {
      if (failing) throw new Error("no text");
      return POLICY;
    },
  };
  const read = () => resultOf(own.readWorkspace([file, { path: "b.json", text: POLICY }], EMPTY_CONFIG, []));
  const { policies, unread } = read();
  assert.deepEqual(
    [policies.policies.map(({ path }) => path), unread.map(({ path, why }) => [path, why])],
    [["b.json"], [["a.json", "failed"]]],
  );
  failing = false;
  assert.equal(read().policies.policies.length, 2);
});
