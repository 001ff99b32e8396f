import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readIgnoreRules } from "../../server/src/workspace/git-ignore.ts";

/** What a walk would do: a folder that is ignored is not entered. */
function ignores(patterns: string, path: string, letters: "exact" | "any-case" = "exact"): boolean {
  const rules = readIgnoreRules(patterns, letters);
  const names = path.replace(/\/$/, "").split("/");
  return names.some((_, index) => {
    const type = index < names.length - 1 || path.endsWith("/") ? "folder" : "file";
    return rules.verdictOn(names.slice(0, index + 1), type) === "ignored";
  });
}

describe("a pattern of .gitignore", () => {
  for (const [patterns, ignored, kept] of [
    ["a.json", ["a.json", "x/a.json", "a.json/x"], ["b.json", "xa.json"]],
    ["/a.json", ["a.json"], ["x/a.json"]],
    ["x/a.json", ["x/a.json"], ["y/x/a.json"]],
    ["out/", ["out/", "x/out/", "out/a.json"], ["out", "x/out"]],
    ["*.json", ["a.json", "x/.json"], ["a.jsonc"]],
    ["x/*.json", ["x/a.json"], ["x/y/a.json"]],
    ["a?.json", ["ab.json"], ["a.json", "a/.json"]],
    ["**/a", ["a", "x/a", "x/y/a"], ["xa"]],
    ["x/**", ["x/a", "x/y/a"], ["x", "x/"]],
    ["x/**/a", ["x/a", "x/y/a", "x/y/z/a"], ["x/ya"]],
    ["x**y", ["xy", "x1y", "z/xy"], ["x/y"]],
    ["[a-c].json", ["b.json"], ["d.json", "-.json"]],
    ["[!a-c].json", ["d.json"], ["b.json"]],
    ["[^a-c].json", ["d.json"], ["b.json"]],
    ["[]a].json", ["].json", "a.json"], ["b.json"]],
    ["[a-].json", ["-.json", "a.json"], ["b.json"]],
    ["[[:digit:]x].json", ["1.json", "x.json"], ["a.json", ":.json"]],
    ["[a/]", ["a"], ["x/a", "a]"]],
    ["[a.json", [], ["[a.json", "a.json"]],
    ["\\[a.json", ["[a.json"], ["a.json"]],
    ["\\*.json", ["*.json"], ["a.json"]],
    ["\\!a", ["!a"], ["a"]],
    ["\\#a", ["#a"], ["a"]],
    ["#a", [], ["#a", "a"]],
    ["a  ", ["a"], ["a  "]],
    ["a\\ ", ["a "], ["a"]],
    ["a\\", [], ["a", "a\\"]],
    ["*.json\n!a.json", ["b.json"], ["a.json"]],
    ["*.json\r\n!a.json\r\n", ["b.json"], ["a.json"]],
    ["x/\n!x/a.json", ["x/a.json"], []],
    ["!a.json\n*.json", ["a.json"], []],
    ["😀?", ["😀a"], ["😀"]],
    ["a\\/b", ["a/b"], ["x/a/b"]],
    ["\\/b", [], ["b", "x/b"]],
    ["b\\/", [], ["b/"]],
    ["", [], ["a"]],
    ["/", [], ["a", "a/"]],
    ["a//b", [], ["a/b"]],
  ] as const) {
    test(JSON.stringify(patterns), () => {
      for (const path of ignored) assert.equal(ignores(patterns, path), true, path);
      for (const path of kept) assert.equal(ignores(patterns, path), false, path);
    });
  }

  test("counts the case of letters where the file system does", () => {
    assert.equal(ignores("Build/", "build/a.json", "exact"), false);
    assert.equal(ignores("Build/", "build/a.json", "any-case"), true);
    assert.equal(ignores("[A-Z]uild/", "BUILD/a.json", "any-case"), true);
  });
});
