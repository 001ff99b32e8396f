import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readGlob } from "../../server/src/workspace/glob.ts";
import { processorMilliseconds } from "../support/processor-time.ts";

describe("a file pattern", () => {
  const rows: readonly (readonly [pattern: string, path: string, matches: boolean])[] = [
    ["trust.json", "trust.json", true],
    ["trust.json", "roles/trust.json", false],
    ["identity/*.json", "identity/dev.json", true],
    ["identity/*.json", "identity/team/dev.json", false],
    ["identity/**/*.json", "identity/team/a/dev.json", true],
    ["identity/**/*.json", "identity/dev.json", true],
    ["**/scp.json", "scp.json", true],
    ["**/scp.json", "a/b/scp.json", true],
    ["**", "a/b/c.json", true],
    ["a/**", "a", true],
    ["a/**/b/**/c", "a/x/b/y/z/c", true],
    ["a/**/b/**/c", "a/x/y/z/c", false],
    ["dev-?.json", "dev-1.json", true],
    ["dev-?.json", "dev-10.json", false],
    ["{scp,rcp}/*.json", "rcp/x.json", true],
    ["{scp,rcp}/*.json", "vpc/x.json", false],
    ["open{brace.json", "open{brace.json", true],
    ["./identity/dev.json", "identity/dev.json", true],
    ["Identity/*.json", "identity/dev.json", false],
    ["*.json", "ünï.json", true],
    ["[ab].json", "a.json", false],
  ];
  for (const [pattern, path, matches] of rows) {
    test(`${pattern} ${matches ? "matches" : "does not match"} ${path}`, () => {
      assert.equal(readGlob(pattern).glob?.(path), matches);
    });
  }

  const unusable: readonly (readonly [pattern: string, problem: RegExp])[] = [
    ["", /empty/],
    ["../secrets/*.json", /leaves its folder/],
    ["identity\\dev.json", /backslash/],
    ["{a,b}".repeat(7), /more than 64/],
    ["a".repeat(1001), /longer/],
  ];
  for (const [pattern, problem] of unusable) {
    test(`cannot be used: ${pattern.slice(0, 20)}`, () => assert.match(readGlob(pattern).problem ?? "", problem));
  }

  test("takes no long time over a pattern made to be slow", () => {
    const glob = readGlob("*a".repeat(100) + "b").glob;
    const milliseconds = processorMilliseconds(() => assert.equal(glob?.("a".repeat(5000)), false));
    assert.ok(milliseconds < 500);
  });
});
