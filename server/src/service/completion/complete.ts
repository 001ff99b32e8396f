/** What can be written at a cursor in a file: in its policies, or where one belongs. */
import { type DocumentPolicy, policyAt, type PolicyDocument } from "../document.ts";
import { completeManagedPolicy } from "../managed/managed-policies.ts";
import { completePolicy, type CompletionQuestion, type CompletionResult } from "./complete-policy.ts";
import { beginPolicy } from "./begin-policy.ts";
import { completeNewPolicy } from "./new-policy.ts";

/** Undefined outside of policies, and where nothing says that one belongs. */
export function completeAt(document: PolicyDocument, question: CompletionQuestion): CompletionResult | undefined {
  const managed = completeManagedPolicy(document, question.offset, question.catalog);
  const found = completeInPolicy(document, question);
  if (managed === undefined || found === undefined || found.items.length === 0) return managed ?? found;
  return { items: [...found.items, ...managed.items], isIncomplete: true };
}

function completeInPolicy(document: PolicyDocument, question: CompletionQuestion): CompletionResult | undefined {
  const found = policyAt(document, question.offset) ?? policyBefore(document, question.offset);
  if (found === undefined || found.site.cursorAt(question.offset) === undefined) {
    const begun = beginPolicy(document, question.offset);
    if (begun !== undefined) return begun;
  }
  const isEmpty = found === undefined || found.policy.object.members.length === 0;
  if (isEmpty && document.expected !== undefined) return completeNewPolicy(document, question);
  if (found === undefined) return undefined;
  const references = document.references?.().filter((one) => one.is !== "counted");
  const { text } = document.source;
  const { items, isIncomplete } = completePolicy({ ...found, text, ...(references && { references }) }, question);
  const whole = isEmpty ? (beginPolicy(document, question.offset)?.items ?? []) : [];
  return { items: [...items, ...whole], isIncomplete };
}

/** Where lines and not brackets say what belongs to a policy, it goes on behind the last that is written of it. */
function policyBefore({ policies }: PolicyDocument, offset: number): DocumentPolicy | undefined {
  const last = policies.findLast(({ policy }) => policy.span.start <= offset);
  return last?.site.cursorAt(offset) === undefined ? undefined : last;
}
