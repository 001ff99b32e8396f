import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { after, describe, test } from "node:test";
import { LARGEST_FILE } from "../../server/src/hosts/host.ts";
import { walkFiles } from "../../server/src/cli/walk-files.ts";

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

const isJson = (path: string): boolean => path.endsWith(".json");

async function walked(root: string, skipped: string[] = []): Promise<readonly string[]> {
  const found: string[] = [];
  const skip = (path: string, reason: string) => skipped.push(`${relative(root, path)}: ${reason}`);
  for await (const { path } of walkFiles(root, isJson, skip)) found.push(path);
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
      ".terraform/modules/m/x.json": "",
      "out/x.json": "",
      "a.local.json": "",
      "deep/b.local.json": "",
      "deep/.gitignore": "!b.local.json\n/c.json\n",
      "deep/c.json": "",
      "deep/er/c.json": "",
    });
    assert.deepEqual(await walked(folder), ["deep/b.local.json", "deep/er/c.json"]);
  });

  test("reads folders that are named to it although git ignores them", async () => {
    const folder = folderWith({
      ".gitignore": "cdk.out\nout\n",
      "cdk.out/.gitignore": "*\n",
      "cdk.out/a.json": "",
      "out/b.json": "",
    });
    const found: string[] = [];
    for await (const { path } of walkFiles(folder, isJson, () => undefined, new Set(["cdk.out"]))) found.push(path);
    assert.deepEqual(found, ["cdk.out/a.json"]);
    assert.deepEqual(await walked(folder), []);
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
    const folder = folderWith({ "big.json": "", "small.json": "" });
    truncateSync(join(folder, "big.json"), LARGEST_FILE + 1);
    const skipped: string[] = [];
    assert.deepEqual(await walked(folder, skipped), ["small.json"]);
    assert.deepEqual(skipped, ["big.json: 50.0 MB is more than the limit of 50.0 MB"]);
  });

  test("follows no list of patterns that is endless, and says so", async () => {
    const folder = folderWith({ ".gitignore": "*.json\n".repeat(50_000), "a.json": "" });
    const skipped: string[] = [];
    assert.deepEqual(await walked(folder, skipped), ["a.json"]);
    assert.match(skipped.join("\n"), /^\.gitignore: it is longer than .*, so nothing is ignored because of it$/);
  });

  test("fails for a folder that is not there", async () => {
    await assert.rejects(walked(join(tmpdir(), "no-such-folder-here")));
  });

  test("reads texts without their byte order mark", async () => {
    const folder = folderWith({ "a.json": "\uFEFF{}" });
    for await (const { text } of walkFiles(folder, isJson, () => undefined)) assert.equal(text, "{}");
  });
});
