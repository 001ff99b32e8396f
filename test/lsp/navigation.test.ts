/** Finding one's way, over the protocol. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  type DocumentSymbol,
  type FoldingRange,
  type Range,
  type SelectionRange,
} from "vscode-languageserver-protocol/node";
import { startServerHere, type TestServer, uriOf } from "../support/language-server.ts";

const POLICY = `{
  "Statement": [
    {
      "Sid": "Read",
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*"
    }
  ]
}`;

describe("the language server", () => {
  let server: TestServer;

  before(async () => {
    server = await startServerHere({});
    server.open("a.json", POLICY);
    server.open("own.iam-policy.json", POLICY, "iam-policy");
  });
  after(() => server.stop());

  const ask = <Answer>(method: string, path: string, params: object = {}): Promise<Answer> =>
    server.connection.sendRequest<Answer>(`textDocument/${method}`, { textDocument: { uri: uriOf(path) }, ...params });

  test("has an outline whose names lie in what they name", async () => {
    const [policy] = await ask<readonly (DocumentSymbol | undefined)[]>("documentSymbol", "a.json");
    const statement = policy?.children?.[0];
    assert.equal(statement?.name, "Read");
    assert.deepEqual(statement.selectionRange, between(3, 13, 3, 19));
  });

  test("lets a selection grow, and answers for a place where nothing is", async () => {
    const found = await ask<(SelectionRange | undefined)[]>("selectionRange", "a.json", {
      positions: [
        { line: 5, character: 20 },
        { line: 10, character: 0 },
      ],
    });
    assert.deepEqual(found[0]?.range, between(5, 17, 5, 29));
    assert.deepEqual(found[0].parent?.range, between(5, 16, 5, 30));
    assert.equal(found.length, 2);
  });

  test("folds our own language, and leaves JSON to the editor", async () => {
    const folds = await ask<FoldingRange[]>("foldingRange", "own.iam-policy.json");
    assert.deepEqual(folds.map(({ startLine, endLine }) => [startLine, endLine]).sort(), [
      [0, 8],
      [1, 7],
      [2, 6],
    ]);
    assert.equal(await ask("foldingRange", "a.json"), null);
  });
});

function between(line: number, character: number, endLine: number, endCharacter: number): Range {
  return { start: { line, character }, end: { line: endLine, character: endCharacter } };
}
