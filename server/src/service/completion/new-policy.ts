/** A policy for a file that has none yet: whole ones where the file is empty, elements where one is begun. */
import { blankJson } from "../../hosts/blank-object.ts";
import { serviceOfHolder } from "../../checks/owning-service.ts";
import { resultOf } from "../../text/steps.ts";
import { documentSteps, type ExpectedPolicy, policyAt, type PolicyDocument } from "../document.ts";
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
  const whole = wholePolicies(text, expected, question);
  // What an editor takes for any JSON is read as what it is going to be.
  const begun = resultOf(documentSteps({ ...source, languageId: expected.language }, expected.kind));
  const found = policyAt(begun, question.offset);
  if (found === undefined) return whole.length === 0 ? undefined : { items: whole, isIncomplete: false };
  const { items, isIncomplete } = completePolicy({ ...found, text }, question);
  return { items: [...items, ...whole], isIncomplete };
}

function wholePolicies(
  text: string,
  { kind, holder }: ExpectedPolicy,
  { offset }: CompletionQuestion,
): readonly CompletionItem[] {
  const write = blankJson(text, { start: 0, end: text.length }, offset);
  if (write === undefined) return [];
  const service = holder && serviceOfHolder(holder);
  return policyStarts(kind, service).map(({ label, detail, policy }) =>
    itemOf({ label, kind: "policy", detail, leads: false }, write(policy), text),
  );
}
