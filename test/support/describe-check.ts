/** The test of a check: what it says, where it is silent, and what its fixes do. UPDATE=1 draws its pictures anew. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { type Check, type ReportedFinding } from "../../server/src/checks/check.ts";
import { ALL_CHECKS } from "../../server/src/checks/index.ts";
import {
  afterFix,
  drawFindings,
  findingsAbout,
  findingsIn,
  type Reading,
  subjectOf,
  withoutFindings,
} from "./annotated.ts";
import { fewOf, someOf } from "./searching.ts";
import { assertWrittenAsMeant } from "./written-fixes.ts";

interface Case extends Omit<Reading, "checks"> {
  readonly name: string;
}

export interface CheckExamples {
  /** With the findings drawn below the lines they are about. */
  readonly fires: readonly (Case & { readonly picture: string })[];
  readonly silent: readonly (Case & { readonly policy: string })[];
  readonly fixes: readonly (Case & { readonly title: string; readonly before: string; readonly after: string })[];
}

const UPDATE = process.env["UPDATE"] === "1";

export function describeCheck(check: Check, examples: CheckExamples): void {
  describe(check.code, () => {
    const found = new Map<CheckExamples["fires"][number], readonly ReportedFinding[]>();
    /** Sought once: what is drawn also shows which sentences there are. */
    const foundIn = (example: CheckExamples["fires"][number]): readonly ReportedFinding[] => {
      const findings =
        found.get(example) ?? findingsIn(withoutFindings(example.picture), { ...example, checks: [check] });
      found.set(example, findings);
      return findings;
    };
    for (const example of examples.fires) {
      const { name, picture, ...reading } = example;
      if (UPDATE)
        redrawInFile(join("test", "checks", `${check.code}.test.ts`), picture, { ...reading, checks: [check] });
      else test(name, () => assert.equal(drawFindings(withoutFindings(picture), foundIn(example)), picture));
    }
    test("shows each of its sentences", () => {
      const said = new Set(examples.fires.flatMap(foundIn).map(({ messageId }) => messageId));
      assert.deepEqual(
        Object.keys(check.messages).filter((id) => !said.has(id)),
        [],
      );
    });
    for (const { name, policy, ...reading } of examples.silent) {
      test(`says nothing of ${name}`, () => assert.deepEqual(findingsIn(policy, { ...reading, checks: [check] }), []));
    }
    const shown = [
      ...examples.fires.map(({ picture, ...reading }) => ({ ...reading, policy: withoutFindings(picture) })),
      ...examples.fixes.map(({ before, ...reading }) => ({ ...reading, policy: before })),
    ];
    test("what its fixes write reads as they mean it, wherever the policy stands", () => {
      for (const { policy, ...reading } of someOf(shown, ALL_CHECKS.indexOf(check)))
        assertWrittenAsMeant(policy, { ...reading, checks: [check] });
    });
    const askedOfAll = new Set(fewOf(examples.fixes, ALL_CHECKS.indexOf(check)));
    for (const example of examples.fixes) {
      const { name, title, before, after, ...reading } = example;
      test(`fix: ${name}`, () => {
        assert.equal(afterFix(before, title, { ...reading, checks: [check] }), after);
        if (askedOfAll.has(example)) assertBetter(before, after, reading);
      });
    }
  });
}

/** The picture stands in a template literal of the file. */
function redrawInFile(path: string, picture: string, reading: Reading): void {
  const source = withoutFindings(picture);
  const redrawn = drawFindings(source, findingsIn(source, reading));
  writeFileSync(
    path,
    readFileSync(path, "utf8").replace(inTemplate(picture), () => inTemplate(redrawn)),
  );
}

function inTemplate(text: string): string {
  return text.replace(/[\\`]|\$\{/g, "\\$&");
}

/** Of all checks, none says anything new after a fix, and what the fix is for is gone. */
function assertBetter(before: string, after: string, reading: Reading): void {
  const told = codesIn(before, reading);
  const left = codesIn(after, reading);
  const fewer = left.length < told.length;
  for (const code of told) {
    const at = left.indexOf(code);
    if (at >= 0) left.splice(at, 1);
  }
  assert.deepEqual(left, [], "nothing new is said after the fix");
  assert.ok(fewer, "the fix takes its finding away");
}

/** Each check by itself: what one says may keep another from repeating it. */
function codesIn(policy: string, reading: Reading): string[] {
  const subject = subjectOf(policy, reading);
  return ALL_CHECKS.flatMap((check) => findingsAbout(subject, [check])).map(({ code }) => code);
}
