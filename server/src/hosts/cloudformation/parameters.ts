/** What a template says of its parameters' values. Source: "Parameters" of the "AWS CloudFormation User Guide". */
import {
  type HoleFacts,
  memberNamed,
  type ObjectValue,
  type OptionTerms,
  textOfMember,
  type Value,
} from "../../syntax/value.ts";
import { type FilledText, holeOf } from "../../syntax/filled-text.ts";
import { type Span } from "../../text/span.ts";
import { eitherOf, filledOf, termsOf, textAt, textsAt, unknownAt } from "../placed-values.ts";
import { type OfferedText } from "../choices.ts";
import { nameReferred, PSEUDO_PARAMETERS } from "./names.ts";
import { extensible } from "./text-behind.ts";
import { type Template } from "./template.ts";

/**
 * What the stacks that nest the template give, where nobody can deploy it without giving anything; else one of the values
 * that are allowed, or the default, which whoever deploys the template may replace.
 */
export function parameterValue(name: string, use: ParameterUse, span: Span): Value | undefined {
  const { parameter, given, variable } = use;
  const type = textOfMember(parameter, "Type");
  if (type === "CommaDelimitedList") return listValue(parameter, span);
  if (type !== "String" && type !== "Number") return type === TEXT_OF_SSM ? openParameter(name, use, span) : undefined;
  const valuesOf = (texts: readonly FilledText[]): readonly Value[] => texts.map((text) => textAt(text, span));
  const termsOfEach = (texts: readonly FilledText[]): readonly (OptionTerms | undefined)[] =>
    texts.map((text) => termsOf(variable, text));
  if (isGivenOnly(parameter, given)) return eitherOf(valuesOf(given), span, termsOfEach(given));
  const allowed = allowedTexts(parameter);
  if (allowed !== undefined && allowed.length <= MOST_OPTIONS) {
    return { kind: "either", span, options: valuesOf(allowed), when: termsOfEach(allowed) };
  }
  const standard = filledOf(memberNamed(parameter, "Default")?.value);
  if (standard === undefined || standard.text === "") return openParameter(name, use, span);
  const terms = termsOf(variable, standard);
  const others = terms?.map((term) => ({ ...term, isOther: true }) as const);
  return {
    kind: "either",
    span,
    options: [textAt(standard, span), openParameter(name, use, span)],
    when: [terms, others],
  };
}

/** The default, of which each item is a text without the spaces around it, or another list. */
function listValue(parameter: ObjectValue, span: Span): Value | undefined {
  const standard = filledOf(memberNamed(parameter, "Default")?.value);
  if (standard === undefined || standard.text === "" || standard.holes.length > 0) return undefined;
  const items = standard.text.split(",").map((text) => ({ text: text.trim(), holes: [] }));
  return eitherOf([textsAt(items, span), unknownAt(span)], span);
}

/** A text of Systems Manager, whatever it is. Source: "SSM parameter types" of the user guide. */
const TEXT_OF_SSM = "AWS::SSM::Parameter::Value<String>";

/** Whoever deploys the template says what it is: one text, which `Fn::Sub` says with more behind it. */
function openParameter(name: string, { variable }: ParameterUse, span: Span): Value {
  const written = `\${${name}}`;
  const said = extensible(textAt(holeOf(written, variable === undefined ? {} : { variable }), span), written);
  return said?.kind === "string" ? { ...unknownAt(span), said } : unknownAt(span);
}

/** A parameter, and what else is known of its value. */
export interface ParameterUse {
  readonly parameter: ObjectValue;
  /** What the stacks that nest the template give. */
  readonly given: readonly FilledText[];
  /** As the terms of options have it; undefined where no file has the template. */
  readonly variable: string | undefined;
}

const MOST_OPTIONS = 10;

function isGivenOnly(parameter: ObjectValue, given: readonly FilledText[]): boolean {
  return given.length > 0 && given.length <= MOST_OPTIONS && memberNamed(parameter, "Default") === undefined;
}

/** The texts of which one is part of another text; undefined where nobody knows which there are, or there are very many. */
export function offeredTexts({ parameter, given, variable }: ParameterUse): readonly OfferedText[] | undefined {
  const type = textOfMember(parameter, "Type");
  if (type !== "String" && type !== "Number") return undefined;
  const offered = isGivenOnly(parameter, given) ? given : allowedTexts(parameter);
  return offered === undefined || offered.length > MOST_OPTIONS
    ? undefined
    : offered.map(({ text, holes }) => ({ text, holes, when: termsOf(variable, { text, holes }) }));
}

/** What a template and those around it say of one of its parameters. */
export function useOfParameter(name: string, parameter: ObjectValue, template: Template): ParameterUse {
  return { parameter, given: template.others.given(name), variable: variableOf(name, template) };
}

/** What is known of the value where it is a part of a text. */
export function parameterFacts(parameter: ObjectValue): HoleFacts {
  const type = textOfMember(parameter, "Type") ?? "";
  if (TYPES_OF_IDS.has(type)) return { isName: true };
  if (type !== "String" && type !== "Number") return {};
  const usual = usualText(parameter);
  const allowed = allowedTexts(parameter);
  const areNames = allowed?.every(({ text, holes }) => holes.length === 0 && /^[\w.-]*$/.test(text)) === true;
  return { ...(usual !== undefined && { usual }), ...((type === "Number" || areNames) && { isName: true }) };
}

/** The default. */
function usualText(parameter: ObjectValue): string | undefined {
  const standard = filledOf(memberNamed(parameter, "Default")?.value);
  return standard === undefined || standard.text === "" || standard.holes.length > 0 ? undefined : standard.text;
}

/** What a stack has one text for, which is the same wherever its template writes it: `path` is that of the template. */
export function variableText(
  name: string,
  facts: HoleFacts | undefined,
  { path }: { path: string | undefined },
): FilledText {
  const variable = variableOf(name, { path });
  return holeOf(`\${${name}}`, { ...facts, ...(variable !== undefined && { variable }) });
}

/** Undefined for a template that no file has by itself. */
export function variableOf(name: string, { path }: { path: string | undefined }): string | undefined {
  return path === undefined ? undefined : `${path} ${name}`;
}

/** Source: "Supplying existing resources with CloudFormation-supplied parameter types". */
const TYPES_OF_IDS: ReadonlySet<string> = new Set(
  ["Image", "Instance", "SecurityGroup", "Subnet", "Volume", "VPC"].map((kind) => `AWS::EC2::${kind}::Id`),
);

/** Undefined where any value is allowed, or the template does not say which. */
function allowedTexts(parameter: ObjectValue): readonly FilledText[] | undefined {
  const allowed = memberNamed(parameter, "AllowedValues")?.value;
  if (allowed?.kind !== "array" || allowed.items.length === 0) return undefined;
  const texts = allowed.items.flatMap((item) => filledOf(item) ?? []);
  return texts.length === allowed.items.length ? texts : undefined;
}

/** A parameter as part of a text: of its value no more is known than what it cannot hold. */
export function parameterText(value: Value, template: Template): FilledText | undefined {
  const name = nameReferred(value);
  const parameter = name === undefined ? undefined : template.parameter(name);
  if (name === undefined || parameter === undefined) return undefined;
  return variableText(name, parameterFacts(parameter), template);
}

/** The parameter, or the part of where a stack is deployed, that a value refers to, as the terms of options have it. */
export function variableReferred(value: Value, template: Template): string | undefined {
  const name = nameReferred(value);
  if (name === undefined) return undefined;
  const isOwn = name === "AWS::StackName" || template.parameter(name) !== undefined;
  return isOwn ? variableOf(name, template) : PSEUDO_PARAMETERS.get(name)?.stands;
}
