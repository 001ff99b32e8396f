/** What a text of a policy stands for: the texts that its wildcards match, one caller's own by its variables. */
import { patternMatches, wildcardParts, wildcardPattern } from "../../domains/wildcard.ts";
import { type FilledText, patternOf } from "../../syntax/filled-text.ts";
import { type OperatorUse } from "../../policy/operators.ts";

/** With `*` and `?` as wildcards. */
export function matchesText(pattern: string, text: string): boolean {
  return patternMatches(wildcardPattern(wildcardParts(pattern)), text);
}

/** A pattern for every ARN of the template. */
export function patternOfTemplate(template: string): string {
  return template.replace(/^arn:\$\{[^}]*\}/, "arn:aws").replace(/\$\{[^}]*\}/g, "*");
}

/** Has the ARN the form of the template? A bucket's name has no slash. Source: "General purpose bucket naming rules". */
export function isOfTemplate(arn: string, template: string): boolean {
  if (!matchesText(patternOfTemplate(template), arn)) return false;
  return !template.endsWith(":::${BucketName}") || !arn.includes("/");
}

/** Does what a condition lists have a value already? */
export function covers(listed: string, value: string, { operator: { family, wildcards } }: OperatorUse): boolean {
  return listed === value || ((wildcards || family === "arn") && matchesText(listed, value));
}

/** `${*}`, `${?}` and `${$}` are characters. */
export const VARIABLE = /\$\{[a-zA-Z][^}]*\}/;

/** What something outside the file fills in is none, though it may look like one. */
export function hasVariable(text: FilledText): boolean {
  return VARIABLE.test(patternOf(text));
}
