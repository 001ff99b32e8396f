/** What Terraform, or AWS, does not take of how a policy is written in a configuration. */
import {
  type HclBlock,
  type HclBody,
  type HclExpression,
  type HclReference,
  type HclTemplate,
} from "../../syntax/hcl-tree.ts";
import { type Span } from "../../text/span.ts";
import { type Departure } from "../host.ts";
import { POLICY_VARIABLE } from "../policy-variables.ts";
import { onlyInterpolation } from "./evaluate.ts";
import { contentOfArgument } from "./types.ts";

/**
 * Variables of AWS that Terraform takes for an expression of its own, among the places that it cannot read. Source: "Data
 * Source: aws_iam_policy_document" of the AWS provider, context variable interpolation; "Strings and Templates".
 */
export function variablesAsExpressions(text: string, problems: readonly Span[]): readonly Departure[] {
  const found = problems.flatMap(({ start }) => {
    VARIABLE.lastIndex = start;
    const [whole] = VARIABLE.exec(text) ?? [];
    return whole === undefined ? [] : [{ start, end: start + whole.length }];
  });
  const [first] = found;
  if (first === undefined) return [];
  const repair = found.map(({ start }) => ({ span: { start, end: start }, newText: "$" }));
  return [{ kind: "variable-as-expression", span: first, count: found.length, repair }];
}

const VARIABLE = new RegExp(`\\$\\{${POLICY_VARIABLE.source}\\}`, "iy");

/** Arguments for a policy whose text is encoded once more: `jsonencode(data.aws_iam_policy_document.this.json)`. */
export function encodedAgain(text: string, { blocks }: HclBody): readonly Departure[] {
  return blocks.flatMap((block) => {
    const type = block.type === "resource" ? block.labels[0]?.text : undefined;
    return type === undefined ? [] : encodedIn(block, { type, path: [], text });
  });
}

interface Argument {
  readonly type: string;
  readonly path: readonly string[];
  readonly text: string;
}

function encodedIn({ body }: HclBlock, within: Argument): readonly Departure[] {
  const { type, path, text } = within;
  const inner = body.blocks.flatMap((block) => encodedIn(block, { ...within, path: [...path, block.type] }));
  const own = body.attributes.flatMap(({ name, value }): readonly Departure[] => {
    const content = contentOfArgument(type, [...path, name].join("."));
    if (content === undefined || content === "other-document" || content === "template") return [];
    if (value.kind !== "call" || value.name !== "jsonencode") return [];
    const [argument, ...others] = value.arguments;
    if (argument === undefined || others.length > 0 || !isText(argument)) return [];
    const newText = text.slice(argument.span.start, argument.span.end);
    return [{ kind: "encoded-again", span: value.nameSpan, count: 1, repair: [{ span: value.span, newText }] }];
  });
  return [...own, ...inner];
}

/** Surely the JSON of a policy: a text that begins as one, the text of a file, or what a data source makes. */
function isText(expression: HclExpression): boolean {
  if (expression.kind === "call") return expression.name === "file" || expression.name === "templatefile";
  if (expression.kind === "reference") return isDocument(expression);
  if (expression.kind !== "template") return false;
  const only = onlyInterpolation(expression);
  return only === undefined ? beginsAsPolicy(expression) : isText(only);
}

function beginsAsPolicy({ parts: [first] }: HclTemplate): boolean {
  return first?.kind === "text" && /^\s*\{\s*"(?:Version|Statement|Id)"/.test(first.text);
}

function isDocument({ root, steps }: HclReference): boolean {
  const names = steps.flatMap((step) => (step.step === "attribute" ? [step.name] : []));
  return root === "data" && names[0] === "aws_iam_policy_document" && names.at(-1) === "json" && names.length === 3;
}
