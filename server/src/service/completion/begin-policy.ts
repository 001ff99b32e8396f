/** A policy that is begun where the file's own syntax has a place for one. */
import { type PolicyKind } from "../../policy/policy.ts";
import { type Draft } from "../../syntax/draft.ts";
import { type PolicyDocument } from "../document.ts";
import { type CompletionItem, type CompletionResult, itemOf } from "./complete-policy.ts";
import { policyStarts } from "./whole-policies.ts";

/** Undefined where none can be begun. */
export function beginPolicy({ source, beginsAt }: PolicyDocument, offset: number): CompletionResult | undefined {
  const begins = beginsAt?.(offset);
  if (begins === undefined) return undefined;
  const { kind, names, service, write, things = [] } = begins;
  if (begins.isOpen === true && names.length + things.length === 0) return undefined;
  const own = names.map(({ name, insertion, leads }) =>
    itemOf({ label: name, kind: "element", detail: undefined, leads }, insertion, source.text),
  );
  const starts = kind === undefined || write === undefined || begins.isOpen === true ? [] : policyStarts(kind, service);
  const whole = starts.flatMap(({ label, detail, policy }): readonly CompletionItem[] => {
    const insertion = write?.(policy);
    return insertion === undefined
      ? []
      : [itemOf({ label, kind: "policy", detail, leads: false }, insertion, source.text)];
  });
  const made = things.flatMap((thing) => {
    const policies = thing.policies.flatMap((one) => firstPolicy(one.kind, one.service));
    if (policies.length < thing.policies.length) return [];
    const { label, detail } = thing;
    return [itemOf({ label, kind: "policy", detail, leads: false }, thing.write(policies), source.text)];
  });
  return { items: [...own, ...whole, ...made], isIncomplete: false };
}

function firstPolicy(kind: PolicyKind, service: string | undefined): readonly Draft[] {
  return policyStarts(kind, service)
    .slice(0, 1)
    .map(({ policy }) => policy);
}
