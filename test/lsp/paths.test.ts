/** The paths that files are known by, and their addresses. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { pathOf, uriOfPath } from "../../server/src/lsp/paths.ts";

type Folders = Parameters<typeof pathOf>[1];

const app = { uri: "file:///home/ann/app", name: "app" };
const base = { uri: "file:///home/ann/base", name: "shared base" };
const inner = { uri: "file:///home/ann/app/infra", name: "infra" };
const [east, west] = ["east", "west"].map((team) => ({ uri: `file:///home/${team}/policies`, name: "policies" }));

const cases: readonly (readonly [what: string, folders: Folders, uri: string, path: string])[] = [
  ["in the only folder, without its name", [app], `${app.uri}/a/b.json`, "a/b.json"],
  ["in a folder whose address ends in a slash", [{ ...app, uri: `${app.uri}/` }], `${app.uri}/b.json`, "b.json"],
  ["with other characters, as they are", [app], `${app.uri}/a%20b/%C3%A9%23.json`, "a b/é#.json"],
  ["in one of several, after its name", [app, base], `${base.uri}/b.json`, "shared base/b.json"],
  ["in a folder within another, after the inner name", [app, inner], `${inner.uri}/b.json`, "infra/b.json"],
  [
    "in folders of the same name, after the whole path",
    [east!, west!],
    `${west!.uri}/b.json`,
    "home/west/policies/b.json",
  ],
];

describe("a file has a path, and the path leads back to it:", () => {
  for (const [what, folders, uri, path] of cases) {
    test(what, () => {
      assert.equal(pathOf(uri, folders), path);
      assert.equal(uriOfPath(path, folders), uri);
    });
  }
});

describe("outside of the folders", () => {
  test("a file has its whole path", () => assert.equal(pathOf("file:///tmp/b.json", [app, base]), "tmp/b.json"));
  test("a folder whose name only begins alike is another", () => {
    assert.equal(pathOf("file:///home/ann/application/b.json", [app]), "home/ann/application/b.json");
  });
  test("a broken escape stays as it is", () => assert.equal(pathOf("untitled:50%.json", [app]), "50%.json"));
  for (const folders of [[], [app, base]]) {
    test(`a path without a folder has no address: ${folders.length} folders`, () => {
      assert.equal(uriOfPath("iam-verdict.json", folders), undefined);
    });
  }
});
