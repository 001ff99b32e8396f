/** After an edit of a file of HCL only the block that it is in is read anew, and few of its earlier texts are kept. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { hclSteps } from "../../server/src/syntax/hcl.ts";
import { KnownBlocks } from "../../server/src/syntax/hcl-known-blocks.ts";
import { type HclBlock } from "../../server/src/syntax/hcl-tree.ts";
import { resultOf } from "../../server/src/text/steps.ts";

const BLOCKS = 40;

/** Each block has its number, those that were edited what they were given. */
function fileWith(edits: ReadonlyMap<number, string>): string {
  const block = (index: number): string =>
    `resource "aws_sqs_queue" "q${index}" {\n  name = "${edits.get(index) ?? "x"}"\n}\n`;
  return `# queues\n${Array.from({ length: BLOCKS }, (_, index) => block(index)).join("\n")}`;
}

function readBlocks(text: string, known: KnownBlocks): readonly HclBlock[] {
  return resultOf(hclSteps(text, known)).body.blocks;
}

/** How many blocks of the next version would be read anew. */
function unknownIn(text: string, known: KnownBlocks): number {
  const version = known.in(text);
  const blocks = resultOf(hclSteps(text)).body.blocks;
  return blocks.filter(({ span }) => version.at(span.start) === undefined).length;
}

describe("after an edit", () => {
  test("all but one block is known", () => {
    const known = new KnownBlocks();
    const before = fileWith(new Map());
    assert.equal(unknownIn(before, known), BLOCKS);
    readBlocks(before, known);
    assert.equal(unknownIn(fileWith(new Map([[20, "longer"]])), known), 1);
    assert.equal(unknownIn(`\n${before}`, known), 0);
  });

  test("a block in front of the edit is the same object, and one behind it stands where its text does", () => {
    const known = new KnownBlocks();
    const before = readBlocks(fileWith(new Map()), known);
    const text = fileWith(new Map([[20, "longer"]]));
    const after = readBlocks(text, known);
    assert.equal(after[3], before[3]);
    const moved = after[30];
    assert.ok(moved);
    assert.equal(moved.span.start, (before[30]?.span.start ?? 0) + "longe".length);
    assert.equal(text.slice(moved.labels[1]?.span.start, moved.labels[1]?.span.end), '"q30"');
    const value = moved.body.attributes[0]?.value;
    assert.equal(text.slice(value?.span.start, value?.span.end), '"x"');
  });

  test("a version with an open bracket takes nothing away from what is known", () => {
    const known = new KnownBlocks();
    const before = fileWith(new Map());
    readBlocks(before, known);
    readBlocks(before.replace('"x"', "["), known);
    assert.equal(unknownIn(before, known), 0);
  });
});

test("blocks of at most nine texts are known: all are read anew every so often", () => {
  const known = new KnownBlocks();
  const edits = new Map<number, string>();
  const anew: number[] = [];
  for (let index = 0; index < BLOCKS; index++) {
    edits.set(index, "edited");
    const text = fileWith(edits);
    anew.push(unknownIn(text, known));
    readBlocks(text, known);
  }
  const whole = anew.flatMap((count, index) => (count === BLOCKS ? [index] : []));
  assert.deepEqual(whole, [0, 9, 18, 27, 36]);
  assert.ok(anew.every((count) => count === BLOCKS || count === 1));
});
