import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { previewOf } from "../../../server/src/denial/fixes/preview.ts";
import { type PreviewLine } from "../../../server/src/denial/fixes/fix.ts";

/** What the preview of one insertion shows. */
function preview(text: string, before: string, newText: string): readonly string[] {
  const at = text.indexOf(before);
  const edits = [{ file: "policy.json", span: { start: at, end: at }, newText }];
  const [only] = previewOf(edits, () => text);
  return (only?.lines ?? []).map(({ mark, text: line }: PreviewLine) => `${mark}${line}`);
}

describe("the preview of a fix", () => {
  test("shows a changed line with its neighbours", () => {
    assert.deepEqual(preview("a\nb\nc\nd\n", "c", "new "), [" a", " b", "-c", "+new c", " d"]);
  });
  test("of a policy on one line, shows what is around the change", () => {
    const text = `{ "Statement": [${"x".repeat(200)}] , "Id": "${"y".repeat(200)}" }`;
    assert.deepEqual(preview(text, "] ,", ", new"), [
      `-…${"x".repeat(30)}] , "Id": "${"y".repeat(19)}…`,
      `+…${"x".repeat(30)}, new] , "Id": "${"y".repeat(19)}…`,
    ]);
  });
  test("keeps shorter lines whole", () => {
    const line = `"Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"]`;
    assert.deepEqual(preview(line, "]", `, "s3:GetObjectVersion"`), [
      `-${line}`,
      `+${line.replace("]", `, "s3:GetObjectVersion"]`)}`,
    ]);
  });
});
