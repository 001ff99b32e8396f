/** A window with several folders: what a folder's workspace file says is about the files of that folder. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { startServerHere, type TestWorkspace, uriOf } from "../support/language-server.ts";

const ALLOW = `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": ["s3:*", "s3:GetObjct"], "Resource": "*" } }`;
const rcp = JSON.stringify({ policies: [{ files: "policies/*.json", kind: "rcp" }] });
const [app, base] = ["app", "base"].map((name) => ({ uri: uriOf(name), name }));

/** The codes found in each file, opened one after the other. */
async function foundIn(workspace: TestWorkspace, paths: readonly string[]): Promise<readonly (readonly unknown[])[]> {
  const server = await startServerHere(workspace);
  const found: (readonly unknown[])[] = [];
  for (const path of paths) {
    server.open(path, ALLOW);
    found.push((await server.nextDiagnostics(path)).map(({ code }) => code));
  }
  await server.stop();
  return found;
}

const PATHS = ["app/policies/a.json", "base/policies/a.json"];

describe("with several folders", () => {
  test("a workspace file is about the open documents of its own folder", async () => {
    const files = { "app/iam-verdict.json": rcp };
    const [own, other] = await foundIn({ files, folders: [app!, base!] }, PATHS);
    assert.ok(own?.includes("rcp-allow"), String(own));
    assert.ok(other?.includes("rcp-allow") === false, String(other));
  });

  test("settings are about the files of each", async () => {
    const settings = { policies: [{ files: "policies/*.json", kind: "rcp" }] };
    for (const found of await foundIn({ settings, folders: [app!, base!] }, PATHS)) {
      assert.ok(found.includes("rcp-allow"), String(found));
    }
  });

  test("a folder that is added counts from then on", async () => {
    const server = await startServerHere({ files: { "base/iam-verdict.json": rcp }, folders: [base!] });
    const path = "base/policies/a.json";
    server.open(path, ALLOW);
    const codesNow = async (): Promise<readonly unknown[]> => {
      return (await server.nextDiagnostics(path)).map(({ code }) => code);
    };
    assert.ok((await codesNow()).includes("rcp-allow"));
    const change = { event: { added: [app!], removed: [] } };
    await server.connection.sendNotification("workspace/didChangeWorkspaceFolders", change);
    server.change(path, ALLOW.replace("s3:*", "s3:PutObject"));
    assert.ok((await codesNow()).includes("rcp-allow"));
    await server.stop();
  });
});
