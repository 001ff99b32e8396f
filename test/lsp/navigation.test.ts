/** Finding one's way, over the protocol. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  type CodeLens,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  type Location,
  type Range,
  type SelectionRange,
  type SymbolInformation,
} from "vscode-languageserver-protocol/node";
import {
  MATCHED_ACTIONS,
  MATCHING_REQUEST,
  type MatchingRequestResult,
  WHO_CAN,
  WHO_CAN_OPTIONS,
  type WhoCanOptionView,
  type WhoCanResult,
} from "../../server/src/lsp/protocol.ts";
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

const BUCKETS = `{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::data/*" }] }
`;
const MAIN = `resource "aws_s3_bucket" "data" {
  bucket = "data"
}
`;

describe("the language server", () => {
  let server: TestServer;

  before(async () => {
    server = await startServerHere({
      settings: { lenses: { matchingRequest: true, size: "yes" } },
      files: {
        "buckets.json": BUCKETS,
        "main.tf": MAIN,
        "iam-verdict.json": `{ "policies": [{ "files": "buckets.json", "kind": "identity" }] }`,
      },
    });
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

  test("lists the actions that a wildcard matches, and none for another place", async () => {
    server.open("wild.json", POLICY.replace("s3:GetObject", "s3:Get*"));
    const at = (line: number, character: number): Promise<MatchingRequestResult | null> =>
      server.connection.sendRequest<MatchingRequestResult | null>(MATCHED_ACTIONS, {
        uri: uriOf("wild.json"),
        position: { line, character },
      });
    const found = await at(5, 20);
    assert.match(found?.text ?? "", /^'?s3:Get\*'? matches \d+ actions\.\n/);
    assert.match(found?.text ?? "", /Read \(\d+\)[^]*s3:GetObject\n[^]*AWS data of/);
    assert.equal(await at(4, 5), null);
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

  test("goes from an ARN to where it is declared, in a file that is not open, and back", async () => {
    server.open("buckets.json", BUCKETS);
    const position = { line: 1, character: 70 };
    const bucket = { uri: uriOf("main.tf"), range: between(0, 25, 0, 31) };
    assert.deepEqual(await ask<Location[]>("definition", "buckets.json", { position }), [bucket]);
    const context = { includeDeclaration: true };
    assert.deepEqual(await ask<Location[]>("references", "buckets.json", { position, context }), [
      { uri: uriOf("buckets.json"), range: between(1, 62, 1, 81) },
      bucket,
    ]);
    assert.equal(await ask("definition", "buckets.json", { position: { line: 1, character: 40 } }), null);
  });

  test("makes a link of the ARN, once the workspace is read", async () => {
    let links: readonly DocumentLink[] | null = null;
    while (links === null || links.length === 0)
      links = await ask<DocumentLink[] | null>("documentLink", "buckets.json");
    assert.deepEqual(
      links.map(({ range, target }) => [range, target]),
      [[between(1, 62, 1, 81), `${uriOf("main.tf")}#L1,26`]],
    );
  });

  test("says who can do something, with places to go to, and offers what can be asked", async () => {
    const question = "s3:GetObject arn:aws:s3:::data/a";
    const found = await server.connection.sendRequest<WhoCanResult>(WHO_CAN, { question });
    assert.equal(found.summary, "1 statement allows it. None denies it.");
    assert.deepEqual(
      found.links.map(({ uri, label, range }) => [uri, label, range.start]),
      [[uriOf("buckets.json"), "buckets.json:2", { line: 1, character: 2 }]],
    );
    const problem = await server.connection.sendRequest<WhoCanResult>(WHO_CAN, { question: "data" });
    assert.match(problem.problem ?? "", /^Write an action such as/);
    const options = await server.connection.sendRequest<WhoCanOptionView[]>(WHO_CAN_OPTIONS, { question: "s3:geto" });
    assert.ok(options.some(({ label }) => label === "s3:GetObject"));
  });

  test("shows lenses that a setting asks for, with what their commands need, and no others", async () => {
    const lenses = await ask<CodeLens[]>("codeLens", "a.json");
    assert.deepEqual(
      lenses.map(({ range, command }) => [range.start.line, command?.title, command?.command, command?.arguments]),
      [[2, "Show a matching request", "iamVerdict.showMatchingRequest", [uriOf("a.json"), between(2, 4, 7, 5)]]],
    );
    const range = between(0, 0, 10, 0);
    assert.equal(await ask("inlayHint", "a.json", { range }), null);
    const params = { uri: uriOf("a.json"), position: { line: 3, character: 8 } };
    const found = await server.connection.sendRequest<MatchingRequestResult>(MATCHING_REQUEST, params);
    assert.match(found.text, /A request that matches:\n {2}- s3:GetObject on /);
  });

  test("finds what the workspace has by its name", async () => {
    const found = await server.connection.sendRequest<SymbolInformation[]>("workspace/symbol", { query: "data" });
    assert.deepEqual(
      found.map(({ name, containerName, location }) => [name, containerName, location.uri]),
      [["data", "aws_s3_bucket", uriOf("main.tf")]],
    );
  });
});

function between(line: number, character: number, endLine: number, endCharacter: number): Range {
  return { start: { line, character }, end: { line: endLine, character: endCharacter } };
}
