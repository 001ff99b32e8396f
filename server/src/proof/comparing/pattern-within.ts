/** Two texts with wildcards beside each other, seen at a glance: what is shown here needs no search. */
import { patternMatches, wildcardParts, wildcardPattern } from "../../domains/wildcard.ts";

type Answer = "yes" | "no" | "unknown";

/**
 * Does the one surely match all that the other matches ("yes"), or surely not ("no")? Both are read alike: whether a `*`
 * ends with the field of an ARN that it stands in is the same for both.
 */
export function isWithin(inner: string, outer: string): Answer {
  const [innerFields, outerFields] = [fieldsOf(inner), fieldsOf(outer)];
  if (innerFields === undefined || innerFields.length !== outerFields?.length) return "unknown";
  const answers = innerFields.map((field, index) => fieldIsWithin(field, outerFields[index] ?? ""));
  if (answers.includes("no")) return "no";
  return answers.includes("unknown") ? "unknown" : "yes";
}

const ARN_FIELDS = 6;

/** The six of an ARN, the two of an action; undefined for a text that is read in another way. */
function fieldsOf(text: string): readonly string[] | undefined {
  if (text.includes("${")) return undefined;
  const parts = text.split(":");
  if (parts[0] !== "arn") return parts.length === 2 && /^[\w-]+$/.test(parts[0] ?? "") ? parts : undefined;
  if (parts.length < ARN_FIELDS) return undefined;
  return [...parts.slice(0, ARN_FIELDS - 1), parts.slice(ARN_FIELDS - 1).join(":")];
}

function fieldIsWithin(inner: string, outer: string): Answer {
  if (outer === "*" || inner === outer) return "yes";
  if (!/[*?]/.test(outer + inner)) return "no";
  const pattern = wildcardPattern(wildcardParts(outer));
  // A run stands for itself here, which only a run takes, but a `?` of the other pattern would take it as well.
  if (!(inner.includes("*") && outer.includes("?")) && patternMatches(pattern, inner)) return "yes";
  return patternMatches(pattern, inner.replaceAll("*", "").replaceAll("?", "x")) ? "unknown" : "no";
}
