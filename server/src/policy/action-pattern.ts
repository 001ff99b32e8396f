/** An entry of Action or NotAction against the action of a request. Source: "IAM JSON policy elements: Action". */
import { type Truth } from "../domains/truth.ts";
import { literalPattern, type Pattern, patternMatches, wildcardParts, wildcardPattern } from "../domains/wildcard.ts";
import { isSettled, type Scalar } from "./policy.ts";
import { readTemplate } from "./template.ts";
import { loosestPattern } from "./text-pattern.ts";

/** `service:Name` in lower case; a text without a colon has an empty service. */
export interface RequestAction {
  readonly text: string;
  readonly service: string;
  readonly name: string;
}

export type ActionPattern =
  | { readonly kind: "all" }
  | { readonly kind: "service"; readonly service: string; readonly name: Pattern }
  /** Not an action: it matches nothing. */
  | { readonly kind: "none" }
  /** Not settled by the file, or by AWS's pages; what it may match at the most. */
  | { readonly kind: "unsettled"; readonly widest: Pattern };

export function readAction(text: string): RequestAction {
  const lower = text.toLowerCase();
  const colon = lower.indexOf(":");
  return { text: lower, service: lower.slice(0, Math.max(colon, 0)), name: lower.slice(colon + 1) };
}

/** Wildcards stand for parts of the name only: the service's prefix is literal. Case never matters. */
export function actionPattern(entry: Scalar): ActionPattern {
  if (!isSettled(entry)) {
    const parts = readTemplate(entry.text, entry.holes, { variables: false, wildcards: true });
    return { kind: "unsettled", widest: loosestPattern(parts, true) };
  }
  if (ONLY_STARS.test(entry.text)) return { kind: "all" };
  // Not documented, yet policies that mean all actions are written so.
  if (ANY_OF_ANY_SERVICE.test(entry.text)) return { kind: "unsettled", widest: EVERYTHING };
  const { service, name } = readAction(entry.text);
  // IAM rejects it, but a page of AWS shows one in the policy of an endpoint. Source: "Creating Amazon VPC endpoints for Step Functions".
  if (service === "" && OF_ANY_SERVICE.test(entry.text)) {
    return { kind: "unsettled", widest: wildcardPattern(wildcardParts(name)) };
  }
  if (service === "" || name === "" || /\s/.test(name)) return { kind: "none" };
  const plain = !/[*?]/.test(name);
  return { kind: "service", service, name: plain ? literalPattern(name) : wildcardPattern(wildcardParts(name)) };
}

const ONLY_STARS = /^\*+$/;
const ANY_OF_ANY_SERVICE = /^\*+:\*+$/;
/** `*Execution`: as a text it would match actions. */
const OF_ANY_SERVICE = /^\*[^:\s]+$/;
const EVERYTHING = wildcardPattern([{ kind: "run" }]);

/** False only of an entry that matches no action with this prefix, in lower case: told without reading its pattern. */
export function mayNameActionsOf(entry: Scalar, service: string): boolean {
  const colon = entry.text.indexOf(":");
  if (colon < 0 || !isSettled(entry) || entry.text.startsWith("*")) return true;
  return entry.text.slice(0, colon).toLowerCase() === service;
}

export function actionMatches(pattern: ActionPattern, action: RequestAction): Truth {
  switch (pattern.kind) {
    case "all":
      return "yes";
    case "service":
      return pattern.service === action.service && patternMatches(pattern.name, action.name) ? "yes" : "no";
    case "none":
      return "no";
    case "unsettled":
      return patternMatches(pattern.widest, action.text) ? "unknown" : "no";
  }
}
