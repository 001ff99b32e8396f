/** Every fix of a policy, written into it as many authors would have laid it out and wherever it may stand. */
import assert from "node:assert/strict";
import { ALL_CHECKS } from "../../server/src/checks/index.ts";
import { readJson } from "../../server/src/syntax/json.ts";
import { PLACEHOLDERS } from "../../server/src/hosts/placeholders.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { findingsAbout, type Reading, subjectFrom, titleOf } from "./annotated.ts";
import { plainAfter, plainOf } from "./changed-tree.ts";
import { type DocumentHolder, HOLDERS } from "./document-holders.ts";
import { laidOut, type Layout, LAYOUTS, LAYOUTS_WITH_COMMENTS } from "./laid-out.ts";
import { someOf } from "./searching.ts";

interface Form {
  /** Undefined as it is. */
  readonly layout: Layout | undefined;
  readonly holder: DocumentHolder;
}

/** As it is and in each layout, in turn in each of the places where a document stands. */
const FORMS: readonly Form[] = [undefined, ...LAYOUTS, ...LAYOUTS_WITH_COMMENTS].flatMap((layout, index) => {
  const [first, ...others] = HOLDERS;
  assert.ok(first);
  return [first, others[index % others.length] ?? first].map((holder) => ({ layout, holder }));
});

/**
 * Fails unless what each fix writes reads as the policy with the fix's changes made on its values. How many there are. A
 * whole search tries all forms, `npm test` every tenth, from another one for each `number`.
 */
export function assertWrittenAsMeant(policy: string, reading: Reading, number = policy.length): number {
  const { root, problems } = readJson(policy, PLACEHOLDERS);
  // Half-typed text reads one way or another.
  if (root === undefined || problems.length > 0) return 0;
  // A list of statements is taken for a policy only where it is a whole file.
  if (root.kind === "array") return 0;
  let count = 0;
  for (const { layout, holder } of someOf(FORMS, number)) {
    const text = layout === undefined ? policy : laidOut(root, layout);
    const fixes = assertInFile(holder.hold(text), holder, reading);
    // A policy without fixes has none anywhere.
    if (fixes === 0) break;
    count += fixes;
  }
  return count;
}

function assertInFile(file: string, { open }: DocumentHolder, reading: Reading): number {
  const { root, writer } = open(file);
  assert.equal(root.kind, "object");
  const findings = findingsAbout(subjectFrom(root, false, reading), reading.checks ?? ALL_CHECKS);
  const fixes = findings.flatMap((finding) => finding.fixes?.() ?? []);
  for (const fix of fixes) {
    const { changes } = fix;
    const title = titleOf(fix);
    const edits = writer.edits(changes);
    assert.ok(edits, `"${title}" cannot be written into ${file}`);
    const after = applyEdits(file, edits);
    assert.deepEqual(plainOf(open(after).root), plainAfter(root, changes), `"${title}" makes ${after}`);
  }
  return fixes.length;
}
