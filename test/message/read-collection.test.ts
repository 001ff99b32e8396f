/**
 * Messages as they are met, one a line: what each says, or what it is instead. Fields that a line leaves out are not
 * looked at.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { type Denial } from "../../server/src/message/denial.ts";
import { read } from "./reading.ts";
import { quarterOf } from "../support/searching.ts";

interface Row {
  readonly text: string;
  /** Undefined for a text that is no denial. */
  readonly says?: Partial<Denial>;
  /** How many denials. */
  readonly count?: number;
  readonly kind?: Denial["kind"];
}

const ROWS = readFileSync(join(process.cwd(), "test", "message", "messages.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Row);

describe("a collection of messages", () => {
  for (const { text, says, count, kind } of quarterOf(ROWS, 0)) {
    test(text.replace(/\s+/g, " ").slice(0, 100), () => {
      const reading = read(text);
      if (says === undefined) {
        assert.equal(reading.isAccessDenied, false);
        if (kind !== undefined) assert.equal(reading.kind, kind);
        return;
      }
      const said = Object.fromEntries(
        Object.keys(says).map((field) => [field, reading[field as keyof Denial] ?? null]),
      );
      assert.deepEqual({ ...said, count: reading.denials.length }, { ...says, count });
    });
  }
});
