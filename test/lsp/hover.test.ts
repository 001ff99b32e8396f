/** Hovers over the protocol: on a wildcard of actions, a command of the client lists what it stands for. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type Hover, type MarkupContent } from "vscode-languageserver-protocol/node";
import { startServerHere, type TestServer, uriOf } from "../support/language-server.ts";

const POLICY = `{
  "Version": "2012-10-17",
  "Statement": { "Effect": "Allow", "Action": ["s3:Get*", "s3:PutObject", "sqs:*Queue"], "Resource": "*" }
}
`;

describe("a hover", () => {
  let server: TestServer;

  before(async () => {
    server = await startServerHere({ files: { "policy.json": POLICY } });
    server.open("policy.json", POLICY, "json");
  });
  after(() => server.stop());

  const hoverOn = async (text: string): Promise<string> => {
    const line = POLICY.split("\n").findIndex((one) => one.includes(text));
    const character = (POLICY.split("\n")[line] ?? "").indexOf(text) + 1;
    const params = { textDocument: { uri: uriOf("policy.json") }, position: { line, character } };
    const hover = await server.connection.sendRequest<Hover | null>("textDocument/hover", params);
    return (hover?.contents as MarkupContent | undefined)?.value ?? "";
  };

  test("on a wildcard leads to the list of its actions, at the wildcard", async () => {
    const link = /\[List them all\]\(command:list\?([^)]+)\)$/.exec(await hoverOn("s3:Get*"))?.[1];
    assert.ok(link !== undefined);
    assert.deepEqual(JSON.parse(decodeURIComponent(link)), [
      uriOf("policy.json"),
      { start: { line: 2, character: 47 }, end: { line: 2, character: 56 } },
    ]);
  });

  test("on a wildcard whose actions are all named has no list", async () => {
    const words = await hoverOn("sqs:*Queue");
    assert.match(words, /Matches 5 actions/);
    assert.doesNotMatch(words, /command:/);
  });

  test("on one action has no list", async () => assert.doesNotMatch(await hoverOn("s3:PutObject"), /command:/));
});
