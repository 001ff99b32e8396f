import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { excludedFromSearch, mayBeOwnFolder } from "../../client/src/folder-names.ts";

describe("a path may be that of a folder with files of the workspace", () => {
  const PATHS: Readonly<Record<string, boolean>> = {
    "/w/prod": true,
    "/w/prod.old-1": true,
    "/w/v1.2": true,
    "/w/.github": true,
    "/w/prod/main.tf": false,
    "/w/dist/index.js": false,
    "/w/.git/ORIG_HEAD": false,
    "/w/node_modules/left": false,
    "/w/a/.terraform/modules": false,
  };
  for (const [path, expected] of Object.entries(PATHS)) {
    test(`${path}: ${expected ? "yes" : "no"}`, () => assert.equal(mayBeOwnFolder(path), expected));
  }
});

test("what `search.exclude` turns on is left out, as a file and as a folder", () => {
  const setting = { "**/out": true, "old/": true, "gen/**": true, "**/*.js": { when: "$(basename).ts" }, kept: false };
  assert.deepEqual(excludedFromSearch({ ...setting, "**/{a,b}": true }), [
    "**/out",
    "**/out/**",
    "old/",
    "old/**",
    "gen/**",
  ]);
});
