/** What a reference in a resource would have to be for the resource to cover what was asked for. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { stoodFor } from "../../server/src/denial/open-resource-steps.ts";

/** `<…>` is what the file does not settle. */
const TABLE: readonly (readonly [written: string, asked: string, values: readonly string[] | undefined])[] = [
  ["arn:aws:s3:::curated-<stage>/*", "arn:aws:s3:::curated-prod/a/b", ["prod"]],
  ["arn:aws:s3:::<bucket>", "arn:aws:s3:::curated-prod", ["curated-prod"]],
  ["<arn>/*", "arn:aws:s3:::curated-prod/a/b", ["arn:aws:s3:::curated-prod"]],
  ["<arn>", "arn:aws:s3:::curated-prod", ["arn:aws:s3:::curated-prod"]],
  ["arn:aws:sqs:<region>:111122223333:<name>.fifo", "arn:aws:sqs:eu-west-1:111122223333:a.fifo", ["eu-west-1", "a"]],
  ["arn:aws:s3:::curated-<stage>-raw", "arn:aws:s3:::curated-a-raw-b-raw", ["a-raw-b"]],
  // Another name, nothing left for the reference, or too much.
  ["arn:aws:s3:::raw-<stage>/*", "arn:aws:s3:::curated-prod/a", undefined],
  ["arn:aws:s3:::curated-<stage>", "arn:aws:s3:::curated-prod/a", undefined],
  ["arn:aws:s3:::data/<stage>", "arn:aws:s3:::data/prod/a", ["prod/a"]],
  ["arn:aws:s3:::curated-prod<stage>/*", "arn:aws:s3:::curated-prod/a", undefined],
  ["arn:aws:s3:::curated-<stage>/in/*", "arn:aws:s3:::curated-prod/out/a", undefined],
  ["arn:aws:s3:::curated-prod/*", "arn:aws:s3:::curated-prod/a", undefined],
  ["arn:aws:s3:::<stage>-data/<stage>/*", "arn:aws:s3:::prod-data/dev/a", undefined],
  // Nothing tells where it ends.
  ["arn:aws:s3:::curated-<stage>*", "arn:aws:s3:::curated-prod/a", undefined],
  ["arn:aws:s3:::<first><second>/*", "arn:aws:s3:::curated-prod/a", undefined],
  ["arn:aws:s3:::*/<key>", "arn:aws:s3:::curated-prod/a", undefined],
  ["arn:aws:s3:::home/${aws:username}/<key>", "arn:aws:s3:::home/ana/a", undefined],
];

describe("a reference in a resource stands for", () => {
  for (const [written, asked, values] of TABLE) {
    test(`${values?.join(", ") ?? "nothing plain"} in ${written}, for ${asked}`, () => {
      const found = stoodFor(withHoles(written), asked);
      assert.deepEqual(
        found?.map(({ value }) => value),
        values,
      );
    });
  }

  test("what is asked for, in time that grows with it", () => {
    const name = "a-".repeat(100_000);
    assert.equal(stoodFor(withHoles(`<x>${name}b*`), `y${name}${name}`), undefined);
  });
});

function withHoles(written: string): Parameters<typeof stoodFor>[0] {
  const holes = [...written.matchAll(/<[^>]*>/g)].map((one) => ({ start: one.index, end: one.index + one[0].length }));
  return { text: written, holes };
}
