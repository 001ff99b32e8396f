/** What can be written in another way at a place of a file, as a menu, and what comes of choosing from it. */
import assert from "node:assert/strict";
import { openService, type PolicyService, type Refactoring, resultOf } from "../../server/src/service/index.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { type PolicyKind } from "../../server/src/policy/policy.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { phraseToMessage } from "../../server/src/wording/message-text.ts";
import { miniCatalog } from "./mini-catalog.ts";

export interface RefactoredFile {
  /** With `<|>` where the cursor stands. */
  readonly text: string;
  /** `policy.json` if it is left out. */
  readonly path?: string;
  readonly kind?: PolicyKind;
}

const SERVICE = openService({ catalog: miniCatalog, log: { error: (message) => assert.fail(message) } });

export function menuAt(file: RefactoredFile, service: PolicyService = SERVICE): readonly string[] {
  return refactoringsAt(file, service).found.map(({ title }) => phraseToMessage(title));
}

/** The text after the refactoring whose title is the given one or begins with it. */
export function refactored(file: RefactoredFile, title: string, service: PolicyService = SERVICE): string {
  const { text, found } = refactoringsAt(file, service);
  const chosen = found.find((one) => phraseToMessage(one.title).startsWith(title));
  assert.ok(chosen, `"${title}" is not in the menu:\n${menuAt(file, service).join("\n")}`);
  return applyEdits(text, chosen.edits);
}

export function refactoringsAt(
  { text: marked, path = "policy.json", kind }: RefactoredFile,
  service: PolicyService = SERVICE,
): { readonly text: string; readonly found: readonly Refactoring[] } {
  const offset = marked.indexOf("<|>");
  assert.ok(offset >= 0, "the text has no <|>");
  const text = marked.replace("<|>", "");
  const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-11-26", kind });
  const document = resultOf(service.read({ path, languageId: undefined, text }, configuration));
  return { text, found: resultOf(service.refactorings(document, { start: offset, end: offset }, configuration)) };
}
