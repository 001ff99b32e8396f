/** No request leaves before a command asks AWS: a whole session of editing and explaining, with a trap on every socket. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { EXPLAIN_DENIAL, type ExplainDenialResult } from "../../server/src/lsp/protocol.ts";
import { buildServer, startServer, uriOf } from "../support/language-server.ts";

const folder = mkdtempSync(join(tmpdir(), "no-network-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const POLICY = `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "*" } }`;
const MESSAGE =
  "User: arn:aws:iam::111122223333:user/ana is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::b/k";

test("editing, hovering, completing and explaining open no connection and look up no name", async (context) => {
  const caught = join(folder, "caught.txt");
  const trap = join(folder, "trap.cjs");
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    trap,
    `const fs = require("node:fs"); const note = (what) => fs.appendFileSync(${JSON.stringify(caught)}, what + "\\n");
     require("node:net").Socket.prototype.connect = function () { note("connect"); throw new Error("no network"); };
     const dns = require("node:dns"); dns.lookup = () => { note("lookup"); throw new Error("no network"); };
     globalThis.fetch = () => { note("fetch"); throw new Error("no network"); };`,
  );
  const module = await buildServer();
  const before = process.env["NODE_OPTIONS"];
  process.env["NODE_OPTIONS"] = `--require ${trap}`;
  const server = await startServer(module, { files: { "ana.json": POLICY } });
  if (before === undefined) delete process.env["NODE_OPTIONS"];
  else process.env["NODE_OPTIONS"] = before;
  // Of this test: beside the tests of another file in the same process, a hook of the file would never come to run.
  context.after(() => server.stop());
  const textDocument = { uri: uriOf("policy.json") };
  const position = { line: 0, character: POLICY.indexOf("s3:") + 4 };
  server.open("policy.json", POLICY);
  assert.equal((await server.nextDiagnostics("policy.json")).length, 1);
  await server.connection.sendRequest("textDocument/hover", { textDocument, position });
  await server.connection.sendRequest("textDocument/completion", { textDocument, position });
  const { denials } = await server.connection.sendRequest<ExplainDenialResult>(EXPLAIN_DENIAL, {
    message: MESSAGE,
    facts: {},
  });
  assert.equal(denials.length, 1);
  assert.equal(existsSync(caught), false);
});
