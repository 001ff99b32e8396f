/** Does what a condition lists have a value already? */
import { patternMatches, wildcardParts, wildcardPattern } from "../../domains/wildcard.ts";
import { type OperatorUse } from "../../policy/operators.ts";

export function covers(listed: string, value: string, { operator: { family, wildcards } }: OperatorUse): boolean {
  if (listed === value) return true;
  const isPattern = wildcards || family === "arn";
  return isPattern && patternMatches(wildcardPattern(wildcardParts(listed)), value);
}
