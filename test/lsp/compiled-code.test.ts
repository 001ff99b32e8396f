/** A bundle runs as it is written, whatever the folder of compiled code holds. */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, beforeEach, describe, test } from "node:test";
import { runBundle } from "../../server/src/lsp/compiled-code.ts";

const root = mkdtempSync(join(tmpdir(), "compiled-"));
const bundle = join(root, "bundle.js");
const folder = join(root, "kept", "deeper");

const ONE = `"use strict"; exports.answer = () => "one, beside " + require("./beside.json").name + __dirname.length;`;
/** As long as the other, which is all that V8 would look at. */
const TWO = ONE.replace("one,", "two,");

describe("compiled code", () => {
  beforeEach(() => {
    rmSync(join(root, "kept"), { recursive: true, force: true });
    writeFileSync(bundle, ONE);
    writeFileSync(join(root, "beside.json"), `{ "name": "it" }`);
  });
  after(() => {
    rmSync(root, { recursive: true });
  });

  test("is taken the next time", () => {
    const first = runBundle(bundle, folder);
    assert.deepEqual([answer(first.exports), first.wasCompiled], [`one, beside it${root.length}`, false]);
    first.keepCompiled();
    const second = runBundle(bundle, folder);
    assert.deepEqual([answer(second.exports), second.wasCompiled], [`one, beside it${root.length}`, true]);
  });

  test("is not taken for another text of the same name and length, and goes when that is kept", () => {
    runBundle(bundle, folder).keepCompiled();
    writeFileSync(bundle, TWO);
    const other = runBundle(bundle, folder);
    assert.deepEqual([answer(other.exports), other.wasCompiled], [`two, beside it${root.length}`, false]);
    other.keepCompiled();
    assert.equal(readdirSync(folder).length, 1);
  });

  for (const [name, damaged] of [
    ["one bit", (code: Buffer) => code.map((byte, at) => (at === code.length - 100 ? byte ^ 1 : byte))],
    ["its end", (code: Buffer) => code.subarray(0, code.length / 2)],
    ["everything", () => Buffer.alloc(0)],
  ] as const) {
    test(`is not taken where ${name} was lost, and is kept anew`, () => {
      runBundle(bundle, folder).keepCompiled();
      const [file = ""] = readdirSync(folder);
      writeFileSync(join(folder, file), damaged(readFileSync(join(folder, file))));
      const again = runBundle(bundle, folder);
      assert.deepEqual([answer(again.exports), again.wasCompiled], [`one, beside it${root.length}`, false]);
      again.keepCompiled();
      assert.ok(runBundle(bundle, folder).wasCompiled);
    });
  }

  test("is taken of the bundles beside it, too, and only where all are as they were", () => {
    const [main, shared] = [join(root, "main.js"), join(root, "shared.js")];
    const sharedText = `exports.ran = (exports.ran ?? 0) + 1; exports.name = "shared"; exports.at = __filename;`;
    writeFileSync(shared, sharedText);
    writeFileSync(
      main,
      `const one = require("./shared.js"); exports.answer = () => [one, require("./shared.js").ran];`,
    );
    const first = runBundle(main, folder);
    assert.deepEqual([answer(first.exports), first.wasCompiled], [[{ ran: 1, name: "shared", at: shared }, 1], false]);
    first.keepCompiled();
    assert.equal(readdirSync(folder).length, 2);
    assert.ok(runBundle(main, folder).wasCompiled);
    writeFileSync(shared, sharedText.replace("shared", "beside"));
    const changed = runBundle(main, folder);
    assert.deepEqual(
      [answer(changed.exports), changed.wasCompiled],
      [[{ ran: 1, name: "beside", at: shared }, 1], false],
    );
    changed.keepCompiled();
    assert.equal(readdirSync(folder).length, 2);
    assert.ok(runBundle(main, folder).wasCompiled);
  });

  test("need not be kept: without a folder, or where a file is in its place", () => {
    writeFileSync(join(root, "kept"), "");
    for (const place of [undefined, folder]) {
      const { exports, keepCompiled } = runBundle(bundle, place);
      keepCompiled();
      assert.equal(answer(exports), `one, beside it${root.length}`);
      assert.ok(!runBundle(bundle, place).wasCompiled);
    }
  });
});

function answer(exports: unknown): unknown {
  return (exports as { readonly answer: () => unknown }).answer();
}
