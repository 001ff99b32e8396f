/** Every fix of a policy, written into it as many authors would have laid it out and wherever it may stand. */
import assert from "node:assert/strict";
import { ALL_CHECKS } from "../../server/src/checks/index.ts";
import { readJson } from "../../server/src/syntax/json.ts";
import { PLACEHOLDERS } from "../../server/src/hosts/placeholders.ts";
import { type Value } from "../../server/src/syntax/value.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { findingsAbout, type Reading, subjectFrom, titleOf } from "./annotated.ts";
import { plainAfter, plainOf } from "./changed-tree.ts";
import { type DocumentHolder, HOLDERS } from "./document-holders.ts";
import { laidOut, LAYOUTS, LAYOUTS_WITH_COMMENTS } from "./laid-out.ts";
import { someOf } from "./searching.ts";

const ALL_LAYOUTS = [...LAYOUTS, ...LAYOUTS_WITH_COMMENTS];

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
  for (const { file, holder } of someOf(forms(policy, root), number)) {
    const fixes = assertInFile(file, holder, reading);
    // A policy without fixes has none anywhere.
    if (fixes === 0) break;
    count += fixes;
  }
  return count;
}

interface Form {
  readonly file: string;
  readonly holder: DocumentHolder;
}

/** As it is and in each layout, in turn in each of the places where a document stands. */
function forms(policy: string, root: Value): readonly Form[] {
  const texts = [policy, ...ALL_LAYOUTS.map((layout) => laidOut(root, layout))];
  const [first, ...others] = HOLDERS;
  assert.ok(first);
  return texts.flatMap((text, index) => {
    const other = others[index % others.length] ?? first;
    return [
      { file: first.hold(text), holder: first },
      { file: other.hold(text), holder: other },
    ];
  });
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
