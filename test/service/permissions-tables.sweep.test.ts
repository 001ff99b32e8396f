/** Every operation and command of the tables: what it needs is itself without a finding. `npm test` asks for every tenth. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { OPERATION_EXCEPTIONS } from "../../server/src/catalog/operation-exceptions.ts";
import { cliCommands } from "../../server/src/catalog/operation-permissions.ts";
import { waitCommands } from "../../server/src/catalog/wait-commands.ts";
import { openService } from "../../server/src/service/index.ts";
import { type NewObject, newObject } from "../../server/src/syntax/change.ts";
import { printNewDocument } from "../../server/src/syntax/json-print.ts";
import { resultOf } from "../../server/src/text/steps.ts";
import { phraseToMessage } from "../../server/src/wording/message-text.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { someOf } from "../support/searching.ts";

const service = openService({ catalog: realCatalog, log: { error: (message) => assert.fail(message) } });

describe("every row of the tables", () => {
  const typed = [
    ...OPERATION_EXCEPTIONS.map((row) => `${row.service} ${row.operation}`),
    ...cliCommands(),
    ...waitCommands(),
    ...["cp", "mv", "sync", "rm", "ls", "mb", "rb", "website", "presign"].map((command) => `s3 ${command}`),
    ...["s3 CopyObject", "kms ReEncrypt", "dynamodb ExecuteStatement", "dynamodb TransactWriteItems"],
    ...["codeartifact GetAuthorizationToken", "ecr-public GetAuthorizationToken", "docker push", "docker pull"],
  ];

  test("gives statements in which nothing is found to be wrong", () => {
    assert.ok(typed.length > 120);
    for (const one of someOf(typed, 0)) {
      const found = service.neededPermissions(one);
      assert.ok(!("problem" in found), one);
      if (found.statements.length === 0) continue;
      assert.deepEqual(findingsIn(found.statements), [], one);
    }
  });
});

/** Nothing is wrong with it but that names are still to be filled in. */
function findingsIn(statements: readonly NewObject[]): readonly string[] {
  const text = printNewDocument(newObject({ Version: "2012-10-17", Statement: statements }));
  const stated = { config: EMPTY_CONFIG, severities: new Map(), today: "2026-11-26", kind: "identity" } as const;
  const configuration = service.configure(stated);
  const document = resultOf(service.read({ path: "p.json", languageId: undefined, text }, configuration));
  const run = service.diagnostics(document, { configuration, workspace: undefined, reportSyntax: true });
  while (run.step() === "more");
  const wrong = run.found.filter(({ code }) => code !== "still-to-fill-in");
  return wrong.map(({ code, message }) => `${code}: ${phraseToMessage(message)}`);
}
