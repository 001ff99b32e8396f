/** The clipboard is borrowed, and given back whatever happens. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Clipboard, copiedBy } from "../../client/src/copied-text.ts";

function clipboardWith(text: string): Clipboard & { text: string } {
  return {
    text,
    readText() {
      return Promise.resolve(this.text);
    },
    writeText(written) {
      this.text = written;
      return Promise.resolve();
    },
  };
}

describe("a text that is read by copying it", () => {
  test("is what was copied, and the clipboard has what it had", async () => {
    const clipboard = clipboardWith("a draft");
    assert.equal(await copiedBy(() => clipboard.writeText("AccessDenied"), clipboard), "AccessDenied");
    assert.equal(clipboard.text, "a draft");
  });

  test("is empty where nothing is copied, and not what lay there", async () => {
    const clipboard = clipboardWith("AccessDenied of yesterday");
    assert.equal(await copiedBy(() => Promise.resolve(), clipboard), "");
    assert.equal(clipboard.text, "AccessDenied of yesterday");
  });

  test("a copy that fails costs nobody the clipboard", async () => {
    const clipboard = clipboardWith("a draft");
    await assert.rejects(copiedBy(() => Promise.reject(new Error("no terminal")), clipboard));
    assert.equal(clipboard.text, "a draft");
  });
});
