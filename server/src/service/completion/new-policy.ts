/** A policy for a file that has none yet: whole ones where the file is empty, elements where one is begun. */
import { type PolicyKind } from "../../policy/policy.ts";
import { jsonDraft } from "../../syntax/json-draft.ts";
import { resultOf } from "../../text/steps.ts";
import { documentSteps, policyAt, type PolicyDocument } from "../document.ts";
import {
  type CompletionItem,
  completePolicy,
  type CompletionQuestion,
  type CompletionResult,
  itemOf,
} from "./complete-policy.ts";
import { policyStarts } from "./whole-policies.ts";

/** Undefined for a file of which nothing says that it is to hold a policy. */
export function completeNewPolicy(
  { source, expected }: PolicyDocument,
  question: CompletionQuestion,
): CompletionResult | undefined {
  if (expected === undefined) return undefined;
  const { text } = source;
  const whole = wholePolicies(text, expected.kind, question);
  // What an editor takes for any JSON is read as what it is going to be.
  const begun = resultOf(documentSteps({ ...source, languageId: expected.language }, expected.kind));
  const found = policyAt(begun, question.offset);
  if (found === undefined) return whole.length === 0 ? undefined : { items: whole, isIncomplete: false };
  const { items, isIncomplete } = completePolicy({ ...found, text }, question);
  return { items: [...items, ...whole], isIncomplete };
}

/** In the place of a word, or of braces with nothing in them: an editor replaces no more than one line. */
function wholePolicies(text: string, kind: PolicyKind, { offset }: CompletionQuestion): readonly CompletionItem[] {
  const word = /^\s*(\{[ \t]*\}|\w*)\s*$/.exec(text)?.[1];
  if (word === undefined) return [];
  const start = word === "" ? offset : text.indexOf(word);
  const end = start + word.length;
  if (offset < start || offset > end) return [];
  const form = { objects: "lines", newline: text.includes("\r\n") ? "\r\n" : "\n", unit: "  ", indent: "" } as const;
  const lead = word.startsWith("{") ? offset - start : 0;
  return policyStarts(kind).map(({ label, detail, policy }) =>
    itemOf(
      { label, kind: "policy", detail, leads: false },
      { span: { start, end }, parts: jsonDraft(policy, form), lead, also: [] },
      text,
    ),
  );
}
