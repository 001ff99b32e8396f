/** Texts that seem to have marks of a template engine. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { withoutEngineMarks } from "../../server/src/syntax/engine-marks.ts";
import { lengthOf } from "../support/searching.ts";

test("beginnings that nothing ends are each looked at once", () => {
  for (const sign of ["<%", "{{", "{%"]) {
    const text = `{ "Statement": "${sign.repeat(lengthOf(60_000))}" }`;
    const start = performance.now();
    assert.equal(withoutEngineMarks(text), undefined);
    assert.ok(performance.now() - start < 5000, `${sign} took ${performance.now() - start} ms`);
  }
});
