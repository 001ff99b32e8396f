/** What can be written at a cursor in a file: in its policies, or in place of one that it does not have yet. */
import { policyAt, type PolicyDocument } from "../document.ts";
import { completePolicy, type CompletionQuestion, type CompletionResult } from "./complete-policy.ts";
import { completeNewPolicy } from "./new-policy.ts";

/** Undefined outside of policies, and of files that are expected to hold one. */
export function completeAt(document: PolicyDocument, question: CompletionQuestion): CompletionResult | undefined {
  const found = policyAt(document, question.offset);
  return found === undefined || found.policy.object.members.length === 0
    ? completeNewPolicy(document, question)
    : completePolicy({ ...found, text: document.source.text }, question);
}
