/** The sentences of proofs. */
import { type DeadPart, type NeverCode, type ProofBasis } from "./proof.ts";

export interface NeverFacts {
  readonly code: NeverCode;
  readonly basis: ProofBasis;
  readonly effect: "Allow" | "Deny" | undefined;
  /** The condition keys of the parts, as written. */
  readonly keys: readonly string[];
  /** `Action` or `NotAction`, as the statement has it; likewise the resource's. */
  readonly action: string;
  readonly resource: string;
  /** The day of the reference data. */
  readonly date: string | undefined;
  /** What is documented of the keys, in words. */
  readonly facts: readonly string[];
}

export function neverSentence(facts: NeverFacts): string {
  const source = facts.basis === "reference" ? ` (service reference of ${facts.date ?? "an unknown date"})` : "";
  return `${consequence(facts.effect)}: ${causeOf(facts)}${source}`;
}

function consequence(effect: NeverFacts["effect"]): string {
  if (effect === undefined) return "This statement never matches";
  return effect === "Deny" ? "This Deny never denies" : "This Allow never allows";
}

function causeOf({ code, keys, action, resource, facts }: NeverFacts): string {
  const named = keys.map((key) => `'${key}'`).join(", ");
  switch (code) {
    case "action-matches-nothing":
      return `'${action}' leaves no action`;
    case "unknown-action":
      return `'${action}' leaves no known action`;
    case "resource-matches-nothing":
      return `'${resource}' covers no resource`;
    case "resource-not-of-action":
      return `no resource of its actions is one that '${resource}' covers`;
    case "principal-matches-nothing":
      return "its principals name nobody who can make a request";
    case "condition-never-holds":
      return `no request meets the condition on ${named}${reasons(facts)}`;
    case "conditions-contradict":
      return `the conditions on ${named} contradict each other`;
    case "keys-exclude-each-other":
      return `no request meets the conditions on ${named} together${reasons(facts)}`;
    case "key-not-in-request":
      return `the requests of its actions do not carry ${named}`;
    case "no-combination":
      return `each part can hold by itself, but no request meets all of them${reasons(facts)}`;
  }
}

function reasons(facts: readonly string[]): string {
  return facts.length === 0 ? "" : `; ${facts.join("; ")}`;
}

export function deadSentence(code: DeadPart["code"], basis: ProofBasis, date: string | undefined): string {
  const source = basis === "reference" ? ` (service reference of ${date ?? "an unknown date"})` : "";
  if (code === "excludes-nothing") return `This entry excludes nothing${source}`;
  return `This entry contributes nothing: no request matches the statement because of it${source}`;
}
