/** How the expressions of a module refer to the ARNs of what it makes. */
import { type Deployment } from "../../syntax/change.ts";
import { type FilledText, patternOf } from "../../syntax/filled-text.ts";
import { encodeHclText } from "../../syntax/hcl-template.ts";
import { attributeNamed } from "../../syntax/hcl-tree.ts";
import { textBehindArn } from "../behind-arn.ts";
import { type ArnReference } from "../host.ts";
import { namedType } from "./arns.ts";
import { scopeOfBlock } from "./block-scope.ts";
import { textOf } from "./evaluate.ts";
import { dependenciesOf, isMadeAfter } from "./dependencies.ts";
import { type TerraformModule } from "./module.ts";
import { arnText } from "./resource-texts.ts";

/** An expression with the ARN that it comes to. */
interface ArnExpression {
  readonly address: string;
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
    const address = `${type}.${label}`;
    return arn === undefined ? [] : [{ address, expression: `${address}.arn`, arn }];
  });
}

export function arnReferences(module: TerraformModule): readonly ArnReference[] {
  return arnExpressions(module).map(({ expression, arn }) => ({ expression, arn: patternOf(arn) }));
}

/** `address`: of what refers; undefined for a new block, and for what nothing refers to. */
export type ModuleExpressions = (
  text: string,
  from: { readonly deployment: Deployment | undefined; readonly address: string | undefined },
) => string | undefined;

/**
 * How a module refers to what an ARN names, where it makes the one thing of that name: an ARN without account and Region,
 * or one in the account that the module is known to be deployed in. Keeps nothing of the module.
 */
export function expressionsFor(module: TerraformModule): ModuleExpressions {
  const expressions = arnExpressions(module);
  const dependencies = dependenciesOf(
    expressions.map((one) => one.address),
    module,
  );
  return (text, { deployment, address: from }) => {
    if (!text.startsWith("arn:")) return undefined;
    const found = expressions.flatMap(({ address, expression, arn }) => {
      const behind = textBehindArn(text, arn, deployment);
      return behind === undefined ? [] : [{ address, expression, behind }];
    });
    const [only, ...others] = found;
    if (only === undefined || others.length > 0) return undefined;
    if (from !== undefined && isMadeAfter(only.address, from, dependencies)) return undefined;
    return only.behind === "" ? only.expression : `"\${${only.expression}}${encodeHclText(only.behind, "quoted", "")}"`;
  };
}
