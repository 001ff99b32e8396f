/** Where nothing can be searched, as in a virtual workspace. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { filesBelow, type FolderEntry, type ListFolder } from "../../client/src/folder-walk.ts";

type Tree = { readonly [name: string]: Tree | string };

const isJson = (path: string): boolean => path.endsWith(".json");
const LIMITS = { files: 100, folders: 100 };

function listOf(tree: Tree, listed: string[] = []): ListFolder {
  return async (path) => {
    listed.push(path);
    let at: Tree | string | undefined = tree;
    for (const name of path.split("/").filter((one) => one !== "")) at = typeof at === "object" ? at[name] : undefined;
    if (typeof at !== "object") throw new Error(`${path} is no folder`);
    return Promise.resolve(
      Object.entries(at).map(([name, inside]): FolderEntry => ({
        name,
        kind: typeof inside === "object" ? "folder" : inside === "link" ? "other" : "file",
      })),
    );
  };
}

describe("the files below a folder", () => {
  test("are found at every depth, those near to it first", async () => {
    const tree = { a: { b: { "deep.json": "" }, "c.json": "", "d.txt": "" }, "e.json": "" };
    assert.deepEqual(await filesBelow(listOf(tree), isJson, LIMITS), ["e.json", "a/c.json", "a/b/deep.json"]);
  });

  test("are not those of node_modules, of .git, and behind links", async () => {
    const listed: string[] = [];
    const tree = { node_modules: { "a.json": "" }, ".git": { "b.json": "" }, link: "link", "c.json": "" };
    assert.deepEqual(await filesBelow(listOf(tree, listed), isJson, LIMITS), ["c.json"]);
    assert.deepEqual(listed, [""]);
  });

  test("are those of the folders that can be listed", async () => {
    const list = listOf({ a: { "b.json": "" }, c: { "d.json": "" } });
    const refusing: ListFolder = (path) => (path === "a" ? Promise.reject(new Error("no")) : list(path));
    assert.deepEqual(await filesBelow(refusing, isJson, LIMITS), ["c/d.json"]);
    assert.deepEqual(await filesBelow(() => Promise.reject(new Error("no")), isJson, LIMITS), []);
  });

  test("end at a number of files, and of folders, also where folders hold themselves", async () => {
    const endless: ListFolder = () =>
      Promise.resolve([
        { name: "again", kind: "folder" },
        { name: "a.json", kind: "file" },
      ]);
    assert.equal((await filesBelow(endless, isJson, { files: 7, folders: 1_000 })).length, 7);
    assert.equal((await filesBelow(endless, isJson, { files: 1_000, folders: 30 })).length, 30);
  });
});
