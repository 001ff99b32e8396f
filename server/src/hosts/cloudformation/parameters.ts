/** What a template says of its parameters' values. Source: "Parameters" of the "AWS CloudFormation User Guide". */
import { type HoleFacts, memberNamed, type ObjectValue, textOfMember, type Value } from "../../syntax/value.ts";
import { type FilledText, holeOf } from "../../syntax/filled-text.ts";
import { type Span } from "../../text/span.ts";
import { eitherOf, filledOf, textAt, unknownAt } from "../placed-values.ts";

/**
 * What the stacks that nest the template give, where nobody can deploy it without giving anything; else one of the values
 * that are allowed, or the default, which whoever deploys the template may replace.
 */
export function parameterValue(parameter: ObjectValue, given: readonly FilledText[], span: Span): Value | undefined {
  const type = textOfMember(parameter, "Type");
  if (type !== "String" && type !== "Number") return undefined;
  if (isGivenOnly(parameter, given)) {
    return eitherOf(
      given.map((text) => textAt(text, span)),
      span,
    );
  }
  const allowed = allowedTexts(parameter);
  if (allowed !== undefined && allowed.length <= MOST_OPTIONS) {
    return { kind: "either", span, options: allowed.map((text) => textAt(text, span)) };
  }
  const standard = filledOf(memberNamed(parameter, "Default")?.value);
  if (standard === undefined || standard.text === "") return undefined;
  return { kind: "either", span, options: [textAt(standard, span), unknownAt(span)] };
}

const MOST_OPTIONS = 10;

function isGivenOnly(parameter: ObjectValue, given: readonly FilledText[]): boolean {
  return given.length > 0 && given.length <= MOST_OPTIONS && memberNamed(parameter, "Default") === undefined;
}

/** The texts of which one is part of another text; undefined where nobody knows which there are, or there are very many. */
export function offeredTexts(parameter: ObjectValue, given: readonly FilledText[]): readonly FilledText[] | undefined {
  const type = textOfMember(parameter, "Type");
  if ((type === "String" || type === "Number") && isGivenOnly(parameter, given)) return given;
  const allowed = type === "String" || type === "Number" ? allowedTexts(parameter) : undefined;
  return allowed !== undefined && allowed.length <= MOST_OPTIONS ? allowed : undefined;
}

/** What is known of the value where it is a part of a text. */
export function parameterFacts(parameter: ObjectValue): HoleFacts {
  const type = textOfMember(parameter, "Type") ?? "";
  if (type === "Number" || TYPES_OF_IDS.has(type)) return { isName: true };
  if (type !== "String") return {};
  const allowed = allowedTexts(parameter);
  return allowed?.every(({ text, holes }) => holes.length === 0 && /^[\w.-]*$/.test(text)) === true
    ? { isName: true }
    : {};
}

/** What a stack has one text for, which is the same wherever its template writes it: `path` is that of the template. */
export function variableText(
  name: string,
  facts: HoleFacts | undefined,
  { path }: { path: string | undefined },
): FilledText {
  return holeOf(`\${${name}}`, { ...facts, ...(path === undefined ? {} : { variable: `${path} ${name}` }) });
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
