/** What is made of the files of a workspace is kept; whoever made it is not. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { sourcesAround } from "../../server/src/workspace/consulted.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

describe("what is made of files", () => {
  const around = sourcesAround([{ path: "main.tf", text: "locals {}" }]);

  test("is made once", () => {
    const make = (): object => ({});
    assert.equal(around.made("tree", make), around.made("tree", make));
  });

  test("does not keep the tree that its maker holds", async () => {
    const tree = ((): WeakRef<object> => {
      const held = { body: "of a file" };
      around.made("length", () => [Object.keys(held).length]);
      return new WeakRef(held);
    })();
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
    assert.equal(tree.deref(), undefined);
  });
});
