/** What is offered at a cursor in a file, and what becomes of the text when it is taken. */
import assert from "node:assert/strict";
import { type CompletionItem } from "../../server/src/service/completion/complete-policy.ts";
import { completeAt } from "../../server/src/service/completion/complete.ts";
import { readDocument } from "../../server/src/service/document.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { questionAt, textWith } from "./completed.ts";

/** Where the cursor is. */
export const MARK = "<|>";

export function offeredAt(path: string, marked: string): readonly CompletionItem[] {
  const offset = marked.indexOf(MARK);
  assert.ok(offset >= 0);
  const document = readDocument({ path, languageId: undefined, text: marked.replace(MARK, "") }, undefined);
  return completeAt(document, questionAt(offset, { catalog: realCatalog() }))?.items ?? [];
}

/** The text when the item of that label is chosen, with the cursor; undefined where it is not offered. */
export function taken(path: string, marked: string, label: string): string | undefined {
  const item = offeredAt(path, marked).find((one) => one.label === label);
  return item && textWith(marked.replace(MARK, ""), item);
}
