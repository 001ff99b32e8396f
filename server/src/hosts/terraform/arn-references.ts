/** How the expressions of a module refer to the ARNs of what it makes. */
import { type FilledText, patternOf } from "../../syntax/filled-text.ts";
import { encodeHclText } from "../../syntax/hcl-template.ts";
import { type ExpressionOf } from "../../syntax/hcl-print.ts";
import { attributeNamed } from "../../syntax/hcl-tree.ts";
import { isOfAnyPlace, textBehindArn } from "../behind-arn.ts";
import { type ArnReference } from "../host.ts";
import { namedType } from "./arns.ts";
import { scopeOfBlock } from "./block-scope.ts";
import { textOf } from "./evaluate.ts";
import { type TerraformModule } from "./module.ts";
import { arnText } from "./resource-texts.ts";

/** An expression with the ARN that it comes to. */
interface ArnExpression {
  readonly expression: string;
  readonly arn: FilledText;
}

/** Of a resource that is there several times, of none in particular: there is no one expression for it. */
function arnExpressions(module: TerraformModule): readonly ArnExpression[] {
  return module.resources.flatMap(({ block, file }) => {
    const [type, label] = block.labels.map(({ text }) => text);
    if (type === undefined || label === undefined || namedType(type)?.form === undefined) return [];
    if (["count", "for_each"].some((name) => attributeNamed(block.body, name) !== undefined)) return [];
    const arn = arnText(type, { block, file }, scopeOfBlock(block, file, module), textOf);
    return arn === undefined ? [] : [{ expression: `${type}.${label}.arn`, arn }];
  });
}

export function arnReferences(module: TerraformModule): readonly ArnReference[] {
  return arnExpressions(module).map(({ expression, arn }) => ({ expression, arn: patternOf(arn) }));
}

/**
 * How a module refers to what an ARN names, where it makes the one thing of that name. Only for ARNs without account and
 * Region: those of a module are not known to be those of a request. Keeps nothing of the module.
 */
export function expressionsFor(module: TerraformModule): ExpressionOf {
  const settled = arnExpressions(module).filter(({ arn }) => isOfAnyPlace(arn));
  return (text) => {
    const found = settled.flatMap(({ expression, arn }) => {
      const behind = textBehindArn(text, arn);
      return behind === undefined ? [] : [{ expression, behind }];
    });
    const [only, ...others] = found;
    if (only === undefined || others.length > 0) return undefined;
    return only.behind === "" ? only.expression : `"\${${only.expression}}${encodeHclText(only.behind, "quoted", "")}"`;
  };
}
