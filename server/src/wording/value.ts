/** One value of a condition in words: what it must equal or match, and what is easily misread about it. */
import { type Catalog } from "../catalog/catalog.ts";
import { type OperatorUse } from "../policy/operators.ts";
import { type Scalar } from "../policy/policy.ts";
import { readTemplate, type TemplatePart } from "../policy/template.ts";
import { addressRangeInWords } from "./address-range.ts";
import { presenceSentence } from "./key.ts";
import { momentInWords } from "./moment.ts";
import { item, name, type Passage, type Phrase, say, sentences, text, value } from "./phrase.ts";
import { comparison } from "./predicate.ts";

export interface ValueContext {
  readonly catalog: Catalog;
  /** Whether the policy's Version has variables filled in. */
  readonly variables: "yes" | "no" | "unknown";
}

/** `key` as written in the policy. */
export function describeValue(scalar: Scalar, use: OperatorUse, key: string, context: ValueContext): Passage {
  const verb = comparison(use);
  const lead =
    use.operator.family === "null"
      ? nullLead(scalar.text, key)
      : say`${name(key)} ${verb.before} ${value(scalar.text)}${verb.after}.`;
  const notes = [...kindNotes(scalar, use, context), ...variableNotes(scalar, use, context)];
  if (scalar.holes.length > 0)
    notes.push(say`Part of this text is filled in elsewhere, so what it equals is not known here.`);
  return [text(lead), ...notes.map(item)];
}

function nullLead(answer: string, key: string): Phrase {
  switch (answer.toLowerCase()) {
    case "true":
      return say`Holds if the request does not carry ${name(key)}.`;
    case "false":
      return say`Holds if the request carries ${name(key)} with a value.`;
    default:
      return say`${name("Null")} takes only ${name("true")} (absent) and ${name("false")} (present), not ${value(answer)}.`;
  }
}

function kindNotes(scalar: Scalar, use: OperatorUse, context: ValueContext): readonly Phrase[] {
  switch (use.operator.family) {
    case "string":
      return use.operator.wildcards ? patternNotes(scalar, context) : literalNotes(scalar, use, context);
    case "numeric":
      return numberNotes(scalar.text);
    case "date":
      return dateNotes(scalar.text);
    case "bool":
      return isTrueOrFalse(scalar.text) || mayHoldVariable(scalar)
        ? []
        : [say`Only ${name("true")} and ${name("false")} can match.`];
    case "binary":
      return [say`The value is base64; the decoded bytes are compared.`];
    case "ip":
      return [
        addressRangeInWords(scalar.text) ??
          say`This is neither an IP address nor a range such as ${name("203.0.113.0/24")}.`,
      ];
    case "arn":
      return arnNotes(scalar, context);
    case "null":
      return [];
  }
}

function patternNotes(scalar: Scalar, context: ValueContext): readonly Phrase[] {
  const parts = readTemplate(scalar.text, scalar.holes, { variables: context.variables !== "no", wildcards: true });
  const meaning = patternInWords(parts);
  return meaning === undefined ? [] : [sentences(meaning, say`Case matters.`)];
}

/** What a pattern with a star at an end asks, in words; anything more involved gets the rule. */
function patternInWords(parts: readonly TemplatePart[]): Phrase | undefined {
  if (!parts.some(({ kind }) => kind === "wildcard")) return undefined;
  const shape = parts
    .map((part) => (part.kind === "wildcard" ? part.wildcard : part.kind === "literal" ? "x" : "-"))
    .join("");
  const [first = "", second = ""] = parts.flatMap((part) => (part.kind === "literal" ? [part.text] : []));
  switch (shape) {
    case "*":
      return say`${name("*")} matches any value, even an empty one.`;
    case "x*":
      return say`The value starts with ${value(first)}.`;
    case "*x":
      return say`The value ends with ${value(first)}.`;
    case "*x*":
      return say`The value contains ${value(first)}.`;
    case "x*x":
      return say`The value starts with ${value(first)} and ends with ${value(second)}.`;
    default:
      return say`${name("*")} stands for any characters, ${name("?")} for exactly one.`;
  }
}

function literalNotes(scalar: Scalar, use: OperatorUse, context: ValueContext): readonly Phrase[] {
  const parts = readTemplate(scalar.text, scalar.holes, { variables: context.variables !== "no", wildcards: true });
  const like = use.operator.negated ? "StringNotLike" : "StringLike";
  const wildcard = parts.find((part) => part.kind === "wildcard");
  return wildcard === undefined
    ? []
    : [
        say`${name(wildcard.wildcard)} is an ordinary character under ${name(use.operator.name)}. For a wildcard use ${name(like)}.`,
      ];
}

function numberNotes(number: string): readonly Phrase[] {
  return /^[+-]?\d+(?:\.\d+)?$/.test(number.trim()) ? [] : [say`This is not a whole or decimal number.`];
}

function dateNotes(date: string): readonly Phrase[] {
  const moment = momentInWords(date);
  return moment === undefined ? [] : [say`That is ${moment}.`];
}

function arnNotes(scalar: Scalar, context: ValueContext): readonly Phrase[] {
  const parts = readTemplate(scalar.text, scalar.holes, { variables: context.variables !== "no", wildcards: true });
  if (!parts.some(({ kind }) => kind === "wildcard")) return [];
  return [
    say`${name("*")} stands for any characters, ${name("?")} for exactly one. Each of the six fields is matched on its own.`,
  ];
}

/** What becomes of each policy variable in the value. Source: "IAM policy elements: Variables and tags". */
function variableNotes(scalar: Scalar, use: OperatorUse, context: ValueContext): readonly Phrase[] {
  const parts = readTemplate(scalar.text, scalar.holes, { variables: true, wildcards: false });
  const variables = parts.flatMap((part) => (part.kind === "variable" ? [part] : []));
  if (variables.length === 0) return [];
  if (use.operator.variables === "no")
    return [say`Policy variables are not filled in under ${name(use.operator.name)}.`];
  if (context.variables === "no") return [OLD_VERSION];
  const notes = variables.slice(0, MOST_VARIABLES).map((variable) => variableNote(scalar.text, variable, use, context));
  return use.operator.variables === "unclear"
    ? [...notes, say`AWS's pages disagree on whether variables are filled in under ${name("Bool")}.`]
    : notes;
}

const MOST_VARIABLES = 4;

export const OLD_VERSION: Phrase = say`The variable is plain text here: it is filled in only with Version ${name("2012-10-17")}.`;

function variableNote(
  source: string,
  variable: TemplatePart & { readonly kind: "variable" },
  use: OperatorUse,
  { catalog }: ValueContext,
): Phrase {
  const key = catalog.globalKey(variable.key);
  const without =
    variable.fallback !== undefined
      ? say`Without the key, ${value(variable.fallback)} takes its place.`
      : say`Without the key, this value matches nothing${use.operator.negated ? ", so the condition holds" : ""}.`;
  return sentences(
    say`${name(source.slice(variable.start, variable.end))} becomes the request's ${name(variable.key)}.`,
    without,
    key === undefined ? undefined : presenceSentence(key),
    catalog.conditionKey(variable.key)?.multivalued === true
      ? say`A key with several values cannot be a variable.`
      : undefined,
  );
}

function mayHoldVariable(scalar: Scalar): boolean {
  return scalar.holes.length > 0 || scalar.text.includes("${");
}

function isTrueOrFalse(answer: string): boolean {
  return answer.toLowerCase() === "true" || answer.toLowerCase() === "false";
}
