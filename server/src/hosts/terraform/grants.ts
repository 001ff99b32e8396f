/**
 * Resources that are a statement of a resource-based policy without being written as one. Sources: "aws_lambda_permission",
 * "aws_lambda_layer_version_permission" and "aws_cloudwatch_event_permission" of the "hashicorp/aws" provider; "Working with
 * resource-based IAM policies in Lambda" for the conditions that come of their arguments.
 */
import { type Change, type Writer } from "../../syntax/change.ts";
import { attributeNamed, blocksNamed, type HclBlock, type HclBody } from "../../syntax/hcl-tree.ts";
import { hclWriter } from "../../syntax/hcl-writer.ts";
import { type Member, type ObjectValue, type Value } from "../../syntax/value.ts";
import { type Span } from "../../text/span.ts";
import { conditionOf, functionNamed, held, madeOf } from "../grant-parts.ts";
import { filledOf, textAt, unknownAt } from "../placed-values.ts";
import { writtenByTool } from "../statement-list.ts";
import { evaluate } from "./evaluate.ts";
import { type TerraformFile } from "./module.ts";
import { blockReference } from "./resource-texts.ts";
import { type Scope } from "./scope.ts";

/** Undefined for a block that is none, and for one without what it must have. */
export function grantOf(block: HclBlock, scope: Scope): ObjectValue | undefined {
  const read = block.type === "resource" ? GRANTS.get(block.labels[0]?.text ?? "") : undefined;
  const statement = read?.(block.body, scope);
  if (statement === undefined) return undefined;
  const { span, typeSpan } = block;
  return madeOf(
    [writtenByTool("Version", "2012-10-17", nowhere(typeSpan)), held("Statement", madeOf(statement, span), typeSpan)],
    span,
  );
}

export function isGrant({ block }: { readonly block: HclBlock }): boolean {
  return GRANTS.has(block.labels[0]?.text ?? "");
}

/** The elements are arguments: only what they say can be changed. */
export function grantWriter({ text, body }: TerraformFile): Writer {
  const writer = hclWriter(text, body);
  const isOfText = ({ change }: Change): boolean => change === "text";
  return { edits: (changes) => (changes.every(isOfText) ? writer.edits(changes) : undefined) };
}

type ReadGrant = (body: HclBody, scope: Scope) => readonly Member[] | undefined;

const GRANTS: ReadonlyMap<string, ReadGrant> = new Map<string, ReadGrant>([
  ["aws_lambda_permission", (body, scope) => statementOf(body, scope, "function_name")],
  ["aws_lambda_layer_version_permission", (body, scope) => statementOf(body, scope, "layer_name")],
  ["aws_cloudwatch_event_permission", busStatement],
]);

/** The argument, and the condition that it becomes. */
const CONDITIONS: readonly (readonly [argument: string, operator: string, key: string])[] = [
  ["source_arn", "ArnLike", "aws:SourceArn"],
  ["source_account", "StringEquals", "aws:SourceAccount"],
  ["principal_org_id", "StringEquals", "aws:PrincipalOrgID"],
  ["organization_id", "StringEquals", "aws:PrincipalOrgID"],
  ["function_url_auth_type", "StringEquals", "lambda:FunctionUrlAuthType"],
  ["invoked_via_function_url", "Bool", "lambda:InvokedViaFunctionUrl"],
  ["event_source_token", "StringEquals", "lambda:EventSourceToken"],
];

function statementOf(body: HclBody, scope: Scope, of: string): readonly Member[] | undefined {
  const elements = elementsOf(body, scope);
  const resource = attributeNamed(body, of);
  if (elements === undefined || resource === undefined) return undefined;
  const conditions = CONDITIONS.flatMap(([argument, operator, key]) => {
    const member = argumentOf(body, argument, key, scope);
    return member === undefined ? [] : [{ operator, member }];
  });
  // A version or an alias is a part of the ARN.
  const isWhole = of === "function_name" && attributeNamed(body, "qualifier") === undefined;
  const to = resource.value.kind === "reference" ? blockReference(resource.value) : undefined;
  const isName = to?.steps[0]?.step !== "attribute" || to.steps[0].name !== "arn";
  const value = evaluate(resource.value, scope);
  return [
    ...elements,
    held(
      "Resource",
      isWhole ? resourceOf(value, isName, resource.value.span) : unknownAt(resource.value.span),
      resource.nameSpan,
    ),
    ...conditionOf(conditions, body.span),
  ];
}

/** Without an action it lets events be put; its condition is a block. */
function busStatement(body: HclBody, scope: Scope): readonly Member[] | undefined {
  const elements = elementsOf(body, scope, "events:PutEvents");
  if (elements === undefined) return undefined;
  const [condition] = blocksNamed(body, "condition");
  return [
    ...elements,
    held("Resource", unknownAt(body.span), body.span),
    ...(condition === undefined ? [] : [held("Condition", unknownAt(condition.span), condition.typeSpan)]),
  ];
}

function elementsOf(body: HclBody, scope: Scope, standard?: string): readonly Member[] | undefined {
  const principal = attributeNamed(body, "principal");
  const stated = principal && evaluate(principal.value, scope);
  const at = nowhere(body.span);
  const action =
    argumentOf(body, "action", "Action", scope) ??
    (standard === undefined ? undefined : writtenByTool("Action", standard, at));
  if (principal === undefined || stated === undefined || action === undefined) return undefined;
  return [writtenByTool("Effect", "Allow", at), held("Principal", principalOf(stated), principal.nameSpan), action];
}

/** Null is as if it were not written; so may be what is not settled. */
function argumentOf(body: HclBody, name: string, key: string, scope: Scope): Member | undefined {
  const attribute = attributeNamed(body, name);
  const value = attribute && evaluate(attribute.value, scope);
  if (attribute === undefined || value === undefined || value.kind === "null") return undefined;
  const isOpen = value.kind === "unknown" || value.kind === "either";
  return held(
    key,
    isOpen ? { kind: "either", span: value.span, options: [value, undefined] } : value,
    attribute.nameSpan,
  );
}

/** A service, an account or an ARN; `*` for everyone. Whatever else is written out is no account. */
function principalOf(value: Value): Value {
  const text = filledOf(value);
  const { span } = value;
  if (text === undefined) return unknownAt(span);
  if (text.text === "*" && text.holes.length === 0) return value;
  if (text.text.startsWith("arn:") || /^\d{12}$/.test(text.text)) return madeOf([held("AWS", value, span)], span);
  if (text.holes.length > 0) return unknownAt(span);
  return madeOf([held(text.text.includes(".") ? "Service" : "AWS", value, span)], span);
}

/** The ARN that a name, or an ARN, of a function comes to. */
function resourceOf(value: Value | undefined, isName: boolean, span: Span): Value {
  const text = filledOf(value);
  if (value === undefined || text === undefined) return unknownAt(span);
  if (text.text.startsWith("arn:")) return textAt(text, span);
  const isPlain = isName && !text.text.includes(":") && text.holes.every(({ isName: plain }) => plain === true);
  return isPlain ? textAt(functionNamed(text), span) : unknownAt(span);
}

function nowhere({ start }: Span): Span {
  return { start, end: start };
}
