import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import { LARGEST_FILE_BYTES, walkFiles } from "../../server/src/cli/walk-files.ts";

const folders: string[] = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "walk-files-"));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

async function walked(root: string, notices: string[] = []): Promise<readonly string[]> {
  const found: string[] = [];
  const accepts = (path: string): boolean => path.endsWith(".json");
  for await (const { path } of walkFiles(root, accepts, (line) => notices.push(line))) found.push(path);
  return found;
}

describe("walking a folder", () => {
  test("gives accepted files in the order of names", async () => {
    const folder = folderWith({ "b/x.json": "", "a.json": "", "b.json": "", "c.txt": "" });
    assert.deepEqual(await walked(folder), ["a.json", "b/x.json", "b.json"]);
  });

  test("leaves out what tools install and what git ignores", async () => {
    const folder = folderWith({
      ".git/HEAD": "",
      ".git/x.json": "",
      ".gitignore": "out/\n*.local.json\n",
      "node_modules/p/x.json": "",
      "out/x.json": "",
      "a.local.json": "",
      "deep/b.local.json": "",
      "deep/.gitignore": "!b.local.json\n/c.json\n",
      "deep/c.json": "",
      "deep/er/c.json": "",
    });
    assert.deepEqual(await walked(folder), ["deep/b.local.json", "deep/er/c.json"]);
  });

  test("honours the .gitignore of the repository above the folder", async () => {
    const folder = folderWith({
      ".git/HEAD": "",
      ".gitignore": "/policies/old\n",
      "policies/old/a.json": "",
      "policies/b.json": "",
    });
    assert.deepEqual(await walked(join(folder, "policies")), ["b.json"]);
  });

  test("leaves out a file that is too large, and says so", async () => {
    const folder = folderWith({ "big.json": " ".repeat(LARGEST_FILE_BYTES + 1), "small.json": "" });
    const notices: string[] = [];
    assert.deepEqual(await walked(folder, notices), ["small.json"]);
    assert.deepEqual(notices, ["skipped big.json: 5.0 MB is more than the limit of 5.0 MB"]);
  });

  test("gives a file that is named itself, whatever it is called", async () => {
    const folder = folderWith({ "policy.txt": "" });
    assert.deepEqual(await walked(join(folder, "policy.txt")), ["policy.txt"]);
  });

  test("fails for a folder that is not there", async () => {
    await assert.rejects(walked(join(tmpdir(), "no-such-folder-here")));
  });

  test("reads texts without their byte order mark", async () => {
    const folder = folderWith({ "a.json": "\uFEFF{}" });
    for await (const { text } of walkFiles(folder, () => true)) assert.equal(text, "{}");
  });
});
