/** What is offered at a cursor, and the text after an item is taken: `<|>` stands where the author then goes on. */
import assert from "node:assert/strict";
import { type Catalog } from "../../server/src/catalog/catalog.ts";
import { type PolicyKind } from "../../server/src/policy/policy.ts";
import {
  type CompletionItem,
  completePolicy,
  type CompletionQuestion,
} from "../../server/src/service/completion/complete-policy.ts";
import { completeAt } from "../../server/src/service/completion/complete.ts";
import { type KnownNames } from "../../server/src/service/completion/known-names.ts";
import { readDocument } from "../../server/src/service/document.ts";
import { plainText } from "../../server/src/syntax/draft.ts";
import { applyEdits, type Edit } from "../../server/src/text/edit.ts";
import { miniCatalog } from "./mini-catalog.ts";
import { policyAtCursor } from "./policy-at-cursor.ts";

export const NO_NAMES: KnownNames = {
  resources: [],
  principals: [],
  providers: [],
  accounts: [],
  organizations: [],
  tags: [],
};

export interface CompletionSituation {
  readonly kind?: PolicyKind | undefined;
  readonly known?: KnownNames;
  readonly catalog?: Catalog;
}

const catalog = miniCatalog();

export function questionAt(offset: number, situation: CompletionSituation = {}): CompletionQuestion {
  return { offset, catalog: situation.catalog ?? catalog, known: situation.known ?? NO_NAMES };
}

export function itemsAt(marked: string, situation: CompletionSituation = {}): readonly CompletionItem[] {
  const subject = policyAtCursor(marked, situation.kind);
  return completePolicy(subject, questionAt(subject.offset, situation)).items;
}

export function labelsAt(marked: string, situation: CompletionSituation = {}): readonly string[] {
  return itemsAt(marked, situation).map(({ label }) => label);
}

/** Of a file with nothing but what is marked. */
export function itemsInFile(marked: string, path: string, languageId: string): readonly CompletionItem[] | undefined {
  const offset = marked.indexOf("<|>");
  assert.ok(offset >= 0);
  const document = readDocument({ path, languageId, text: marked.replace("<|>", "") }, undefined);
  return completeAt(document, questionAt(offset))?.items;
}

export function editsOf({ span, parts, also }: CompletionItem): readonly Edit[] {
  return [...also, { span, newText: plainText(parts) }];
}

/** Nothing has to be typed behind it: a place that the author has to fill in is not finished. */
export function isFinished({ kind, parts }: CompletionItem): boolean {
  return kind !== "service" && parts.every((part) => typeof part === "string" || part.stop !== "");
}

export function afterTaking(marked: string, label: string, situation: CompletionSituation = {}): string {
  const items = itemsAt(marked, situation);
  const item = items.find((one) => one.label === label);
  assert.ok(item !== undefined, `no item ${label} among ${items.map((one) => one.label).join(", ")}`);
  return textWith(marked.replace("<|>", ""), item);
}

export function textWith(text: string, { span, parts, also }: CompletionItem): string {
  const first = parts.findIndex((part) => typeof part !== "string");
  const caret = first < 0 ? parts.length : first;
  const newText = `${plainText(parts.slice(0, caret))}<|>${plainText(parts.slice(caret))}`;
  return applyEdits(text, [...also, { span, newText }]);
}
