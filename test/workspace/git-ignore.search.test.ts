/** Git itself is the other reader of `.gitignore`: patterns and paths made at random must get the same answer. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { readIgnoreRules } from "../../server/src/workspace/git-ignore.ts";
import { searching } from "../support/searching.ts";

const PIECES =
  "a b ab * ** ? / / /** **/ [ab] [!a] [^b] [a-b] []a] [a-] [[:alpha:]] [[:x:]] [ \\a \\ ! # c.json x ] - A".split(" ");
const NAMES = ["a", "b", "ab", "x", "aa", "c.json", "A", "]", "-", "!", "#", "[a"];

const pattern = fc
  .array(fc.constantFrom(...PIECES, " ", "\\ "), { minLength: 1, maxLength: 6 })
  .map((pieces) => pieces.join(""));
/**
 * Git's documentation calls asterisks beside other characters regular ones. Git itself takes them for folders if nothing
 * but plain characters comes before them, because it compares those apart; the documentation is followed here.
 */
const AFTER_PLAIN_TEXT = /^!?[^*?[\\\n]*[^*?[\\\n/]\*\*/m;
/** Nor does the documentation know folders before a slash that is escaped; Git wants one of them at least. */
const BEFORE_ESCAPED_SLASH = /\*\*\\\//;
const patterns = fc
  .array(pattern, { minLength: 1, maxLength: 3 })
  .map((lines) => lines.join("\n"))
  .filter((text) => !AFTER_PLAIN_TEXT.test(text) && !BEFORE_ESCAPED_SLASH.test(text));
const path = fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 4 }).map((names) => names.join("/"));

let repository = "";
before(() => {
  repository = mkdtempSync(join(tmpdir(), "git-ignore-"));
  execFileSync("git", ["init", "--quiet"], { cwd: repository });
  execFileSync("git", ["config", "core.ignoreCase", "false"], { cwd: repository });
});
after(() => rmSync(repository, { recursive: true }));

test("Git ignores the same paths", () => {
  const samples = fc.sample(fc.tuple(patterns, fc.uniqueArray(path, { minLength: 10, maxLength: 30 })), searching(600));
  const byGit = ignoredByGit(samples);
  samples.forEach(([text, paths], index) => {
    const rules = readIgnoreRules(text, "exact");
    const ignored = paths.filter((one) => {
      const names = one.split("/");
      return names.some((_, at) => {
        const type = at < names.length - 1 ? "folder" : "file";
        return rules.verdictOn(names.slice(0, at + 1), type) === "ignored";
      });
    });
    const theirs = byGit.get(index) ?? [];
    assert.deepEqual(ignored, theirs, JSON.stringify(text));
  });
  assert.ok(byGit.size > samples.length / 4, "patterns at random should match something");
});

type Sample = readonly [patterns: string, paths: readonly string[]];

/** By the number of the sample, which has a folder of its own. Those of which nothing is ignored are left out. */
function ignoredByGit(samples: readonly Sample[]): ReadonlyMap<number, readonly string[]> {
  samples.forEach(([text], index) => {
    mkdirSync(join(repository, String(index)));
    writeFileSync(join(repository, String(index), ".gitignore"), text);
  });
  const input = samples.flatMap(([, paths], index) => paths.map((one) => `${index}/${one}`)).join("\0");
  const args = ["check-ignore", "--no-index", "-z", "--verbose", "--stdin"];
  const { stdout } = spawnSync("git", args, { cwd: repository, input, encoding: "utf8", maxBuffer: 1 << 28 });
  const ignored = new Map<number, string[]>();
  // Of each path that a pattern matches: the file, the line, the pattern that decides, and the path itself.
  const fields = stdout.split("\0");
  for (let at = 0; at + 3 < fields.length; at += 4) {
    const [decides = "", place = ""] = fields.slice(at + 2);
    if (decides.startsWith("!")) continue;
    const index = Number(place.slice(0, place.indexOf("/")));
    ignored.set(index, [...(ignored.get(index) ?? []), place.slice(place.indexOf("/") + 1)]);
  }
  return ignored;
}
