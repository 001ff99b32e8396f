/** What `fetch` leaves behind where a file cannot be written. */
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { commandLine } from "./command-line.ts";
import { type Replies } from "./server.ts";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

describe("files that cannot be written", () => {
  const terminal = commandLine();
  const keyWith = (sid: string): Replies => ({
    "kms:GetKeyPolicy": { result: { Policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Sid: sid }] }) } },
  });
  const fetch = async (to: string, sid: string): Promise<string> => {
    await terminal.run(keyWith(sid), ["fetch", "--resource", KEY, "--to", to]);
    return readdirSync(join(terminal.folder, to)).find((name) => name.startsWith("resource-")) ?? "";
  };

  test("what was fetched before stays, whole, until the new one is whole", async () => {
    const name = await fetch("again", "Before");
    const path = join(terminal.folder, "again", name);
    // Nothing can be made beside it.
    mkdirSync(`${path}.part`);
    await assert.rejects(fetch("again", "After"), /\.json cannot be written: it is a folder\. Name another folder/);
    assert.match(readFileSync(path, "utf8"), /Before/);
  });

  test("a folder that stands in the way is named, and no half is left", async () => {
    const name = await fetch("folder", "Before");
    mkdirSync(join(terminal.folder, "taken", name), { recursive: true });
    await assert.rejects(fetch("taken", "After"), new RegExp(`${name} cannot be written: it is a folder\\.`));
    assert.deepEqual(readdirSync(join(terminal.folder, "taken")).sort(), [".gitignore", name]);
  });

  test("what was edited is replaced, other files and an own .gitignore are kept", async () => {
    const name = await fetch("edited", "Before");
    const folder = join(terminal.folder, "edited");
    writeFileSync(join(folder, name), "mine");
    writeFileSync(join(folder, "other.json"), "mine");
    writeFileSync(join(folder, ".gitignore"), "mine");
    await fetch("edited", "After");
    assert.match(readFileSync(join(folder, name), "utf8"), /After/);
    for (const kept of ["other.json", ".gitignore"]) assert.equal(readFileSync(join(folder, kept), "utf8"), "mine");
  });
});
