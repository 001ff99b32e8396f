/** A policy that is begun where the file's own syntax has a place for one. */
import { type PolicyDocument } from "../document.ts";
import { type CompletionItem, type CompletionResult, itemOf } from "./complete-policy.ts";
import { policyStarts } from "./whole-policies.ts";

/** Undefined where none can be begun. */
export function beginPolicy({ source, beginsAt }: PolicyDocument, offset: number): CompletionResult | undefined {
  const begins = beginsAt?.(offset);
  if (begins === undefined || begins.isOpen === true) return undefined;
  const { kind, names, service, write } = begins;
  const own = names.map(({ name, insertion, leads }) =>
    itemOf({ label: name, kind: "element", detail: undefined, leads }, insertion, source.text),
  );
  const starts = kind === undefined || write === undefined ? [] : policyStarts(kind, service);
  const whole = starts.flatMap(({ label, detail, policy }): readonly CompletionItem[] => {
    const insertion = write?.(policy);
    return insertion === undefined
      ? []
      : [itemOf({ label, kind: "policy", detail, leads: false }, insertion, source.text)];
  });
  return { items: [...own, ...whole], isIncomplete: false };
}
