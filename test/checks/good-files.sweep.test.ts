/**
 * Files of every host as people write them, one policy each, whose names begin with the kind of the policy: nothing is said
 * of any, with all of the reference, neither where the kind is read off the file nor where it is stated. `npm test` reads every
 * tenth file of each host.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { POLICY_KINDS } from "../../server/src/policy/policy.ts";
import { openService, resultOf } from "../../server/src/service/index.ts";
import { phraseToMessage } from "../../server/src/wording/message-text.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { someOf } from "../support/searching.ts";

const FOLDER = join("test", "fixtures", "good");
const HOSTS = ["json", "terraform", "cloudformation", "sam", "serverless"] as const;

const service = openService({ catalog: realCatalog, log: { error: (message) => assert.fail(message) } });

function findingsIn(path: string, text: string, kind: (typeof POLICY_KINDS)[number] | undefined): readonly string[] {
  const stated = kind === undefined ? {} : { kind };
  const configuration = service.configure({
    config: EMPTY_CONFIG,
    severities: new Map(),
    today: "2026-11-26",
    ...stated,
  });
  const document = resultOf(service.read({ path, languageId: undefined, text }, configuration));
  assert.ok(document.policies.length > 0, "there is a policy in it");
  const run = service.diagnostics(document, { configuration, workspace: undefined, reportSyntax: true });
  while (run.step() === "more");
  return run.found.map(({ code, message }) => `${code}: ${phraseToMessage(message)}`);
}

describe("nothing is said of good files", () => {
  for (const host of HOSTS) {
    const names = readdirSync(join(FOLDER, host), { recursive: true, encoding: "utf8" });
    const files = names.filter((one) => /\.(?:json|tf|ya?ml)$/.test(one)).toSorted();
    for (const name of someOf(files, 0)) {
      test(`${host}/${name}`, () => {
        const text = readFileSync(join(FOLDER, host, name), "utf8");
        const kind = POLICY_KINDS.find((one) => name.startsWith(`${one}-`));
        assert.ok(kind, "the name begins with the kind");
        assert.deepEqual(findingsIn(name, text, undefined), []);
        assert.deepEqual(
          findingsIn("p.json" === name ? name : name.replace(/^.*?(?=\.\w+$|\/)/, "file"), text, undefined),
          [],
        );
        if (host === "json") assert.deepEqual(findingsIn("file.json", text, kind), []);
      });
    }
  }

  test("there are enough of them", () => {
    const count = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((one) => /\.\w+$/.test(one)).length;
    assert.ok(count >= 150, String(count));
  });
});
