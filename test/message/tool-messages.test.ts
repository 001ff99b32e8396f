/**
 * What tools print of a refusal, one message a line, read with the whole catalog; and refusals of other systems, which are
 * none of AWS. Fields that a line leaves out are not looked at.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { actionOfOperation } from "../../server/src/catalog/operation-actions.ts";
import { type Denial } from "../../server/src/message/denial.ts";
import { readMessage } from "../../server/src/message/read-message.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { quarterOf } from "../support/searching.ts";

const catalog = realCatalog();

interface Row {
  readonly tool: string;
  readonly text: string;
  /** Undefined for a text that is no denial. */
  readonly says?: Partial<Denial>;
  readonly count?: number;
  readonly kind?: Denial["kind"];
  readonly system?: Denial["system"];
}

const ROWS = readFileSync(join(process.cwd(), "test", "message", "tool-messages.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Row);

describe("what tools print", () => {
  for (const { tool, text, says, count, kind, system } of quarterOf(ROWS, 0)) {
    test(tool, () => {
      const reading = readMessage(text, {
        actionOfOperation: (service, operation) => actionOfOperation(catalog, service, operation),
      });
      if (says === undefined) {
        assert.equal(reading.isAccessDenied, false);
        if (kind !== undefined) assert.equal(reading.kind, kind);
        if (system !== undefined) assert.equal(reading.system, system);
        return;
      }
      const said = Object.fromEntries(
        Object.keys(says).map((field) => [field, reading[field as keyof Denial] ?? null]),
      );
      assert.deepEqual({ ...said, count: reading.denials.length }, { ...says, count });
    });
  }
});
