/**
 * Resources that are a statement of a resource-based policy without being written as one. Sources: "AWS::Lambda::Permission",
 * "AWS::Lambda::LayerVersionPermission" and "AWS::Events::EventBusPolicy" of the "AWS CloudFormation Template Reference
 * Guide"; "Working with resource-based IAM policies in Lambda" for the conditions that come of them.
 */
import { type Span } from "../../text/span.ts";
import { type Writer } from "../../syntax/change.ts";
import { type Member, memberNamed, type ObjectValue, textOfMember, type Value } from "../../syntax/value.ts";
import { type DocumentInFile, foundAt, type FoundPolicy, NO_CURSOR } from "../find-policies.ts";
import { conditionOf, functionNamed, held, madeOf } from "../grant-parts.ts";
import { filledOf, textAt, unknownAt } from "../placed-values.ts";
import { writtenByTool } from "../statement-list.ts";
import { withFunctions } from "./functions.ts";
import { type DeclaredResource, type Template } from "./template.ts";

/** Undefined for a resource that is none. */
export function grantOf(resource: DeclaredResource, document: DocumentInFile): FoundPolicy | undefined {
  const read = GRANTS.get(resource.type);
  const action = memberNamed(resource.properties, "Action");
  if (read === undefined || action?.value === undefined) return undefined;
  const statement = read(resource.properties, document.template);
  if (statement === undefined) return undefined;
  const { span } = resource.properties;
  const nowhere = { start: span.start, end: span.start };
  const root = madeOf(
    [writtenByTool("Version", "2012-10-17", nowhere), held("Statement", madeOf(statement, span), span)],
    span,
  );
  const path = ["Resources", resource.logicalId, "Properties"];
  const found = foundAt(root, { path, name: resource.logicalId, document, resource }, "resource");
  return { ...found, writer: found.writer && writerOfTexts(found.writer), cursorAt: NO_CURSOR };
}

type ReadGrant = (properties: ObjectValue, template: Template) => readonly Member[] | undefined;

const GRANTS: ReadonlyMap<string, ReadGrant> = new Map<string, ReadGrant>([
  ["AWS::Lambda::Permission", (properties, template) => statementOf(properties, template, "FunctionName")],
  [
    "AWS::Lambda::LayerVersionPermission",
    (properties, template) => statementOf(properties, template, "LayerVersionArn"),
  ],
  ["AWS::Events::EventBusPolicy", busStatement],
]);

/** The property, and what it becomes. */
const CONDITIONS: readonly (readonly [property: string, operator: string, key: string])[] = [
  ["SourceArn", "ArnLike", "aws:SourceArn"],
  ["SourceAccount", "StringEquals", "aws:SourceAccount"],
  ["PrincipalOrgID", "StringEquals", "aws:PrincipalOrgID"],
  ["OrganizationId", "StringEquals", "aws:PrincipalOrgID"],
  ["FunctionUrlAuthType", "StringEquals", "lambda:FunctionUrlAuthType"],
  ["InvokedViaFunctionUrl", "Bool", "lambda:InvokedViaFunctionUrl"],
  ["EventSourceToken", "StringEquals", "lambda:EventSourceToken"],
];

function statementOf(properties: ObjectValue, template: Template, of: string): readonly Member[] {
  const resource = memberNamed(properties, of);
  const conditions = CONDITIONS.flatMap(([property, operator, key]) => {
    const stated = memberNamed(properties, property);
    return stated?.value === undefined ? [] : { operator, member: held(key, stated.value, stated.keySpan) };
  });
  return [
    ...elementsOf(properties, template),
    held("Resource", resourceOf(resource?.value, template, properties.span), resource?.keySpan ?? properties.span),
    ...conditionOf(conditions, properties.span),
  ];
}

/** The older form of what `Statement` says as a whole. */
function busStatement(properties: ObjectValue, template: Template): readonly Member[] | undefined {
  if (memberNamed(properties, "Statement") !== undefined) return undefined;
  const condition = memberNamed(properties, "Condition");
  const stated = condition?.value?.kind === "object" ? condition.value : undefined;
  const [operator, key] = ["Type", "Key"].map((name) => stated && textOfMember(stated, name));
  const value = stated && memberNamed(stated, "Value")?.value;
  const isRead = condition !== undefined && operator !== undefined && key !== undefined && value !== undefined;
  const { span } = properties;
  const word = condition?.keySpan ?? span;
  const inner = isRead ? madeOf([held(operator, madeOf([held(key, value, word)], span), word)], span) : unknownAt(span);
  return [
    ...elementsOf(properties, template),
    held("Resource", unknownAt(span), span),
    ...(condition === undefined ? [] : [held("Condition", inner, condition.keySpan)]),
  ];
}

function elementsOf(properties: ObjectValue, template: Template): readonly Member[] {
  const nowhere = { start: properties.span.start, end: properties.span.start };
  const principal = memberNamed(properties, "Principal");
  const action = memberNamed(properties, "Action");
  return [
    writtenByTool("Effect", "Allow", nowhere),
    ...(principal?.value === undefined
      ? []
      : [held("Principal", principalOf(principal.value, template), principal.keySpan)]),
    ...(action?.value === undefined ? [] : [held("Action", action.value, action.keySpan)]),
  ];
}

/** A service, an account or an ARN; `*` for everyone. Whatever else is written out is no account. */
function principalOf(value: Value, template: Template): Value {
  const text = filledOf(withFunctions(value, template));
  const { span } = value;
  if (text === undefined) return unknownAt(span);
  if (text.text === "*" && text.holes.length === 0) return value;
  if (text.text.startsWith("arn:") || /^\d{12}$/.test(text.text)) return madeOf([held("AWS", value, span)], span);
  if (text.holes.length > 0) return unknownAt(span);
  return madeOf([held(text.text.includes(".") ? "Service" : "AWS", value, span)], span);
}

/** The ARN that a name, or an ARN, of a function comes to. */
function resourceOf(value: Value | undefined, template: Template, span: Span): Value {
  const text = value && filledOf(withFunctions(value, template));
  if (value === undefined || text === undefined) return unknownAt(span);
  if (text.text.startsWith("arn:")) return textAt(text, value.span);
  const isName = !text.text.includes(":") && text.holes.every(({ isName: plain }) => plain === true);
  return isName ? textAt(functionNamed(text), value.span) : unknownAt(value.span);
}

/** The elements are properties of a resource: only what they say can be changed. */
function writerOfTexts(writer: Writer): Writer {
  return {
    edits: (changes) => (changes.every(({ change }) => change === "text") ? writer.edits(changes) : undefined),
  };
}
