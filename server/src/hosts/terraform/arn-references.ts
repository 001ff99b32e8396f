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
import { instancesOf } from "./instances.ts";
import { type DeclaredBlock, type TerraformModule } from "./module.ts";
import { arnOfInstance, arnText } from "./resource-texts.ts";
import { arnsOfCalls } from "./arns-of-calls.ts";
import { type Scope } from "./scope.ts";

/** An expression with the ARN that it comes to. */
export interface ArnExpression {
  readonly address: string;
  readonly expression: string;
  readonly arn: FilledText;
  /** It is one of several that a block makes. */
  readonly isInstance?: true;
}

/** Of a resource that is there several times by `count` there is no one expression. */
function arnExpressions(module: TerraformModule): readonly ArnExpression[] {
  return [...arnsOfResources(module), ...arnsOfCalls(module, textOf)];
}

function arnsOfResources(module: TerraformModule): readonly ArnExpression[] {
  return module.resources.flatMap((declared): readonly ArnExpression[] => {
    const { block, file } = declared;
    const [type, label] = block.labels.map(({ text }) => text);
    if (type === undefined || label === undefined || namedType(type)?.form === undefined) return [];
    if (attributeNamed(block.body, "count") !== undefined) return [];
    const scope = scopeOfBlock(block, file, module);
    const address = `${type}.${label}`;
    if (attributeNamed(block.body, "for_each") !== undefined) return instanceExpressions(address, declared, scope);
    const arn = arnText(type, declared, scope, textOf);
    return arn === undefined ? [] : [{ address, expression: `${address}.arn`, arn }];
  });
}

/** Of each instance that is called something else: `aws_sqs_queue.all["orders"].arn`. */
function instanceExpressions(address: string, declared: DeclaredBlock, scope: Scope): readonly ArnExpression[] {
  return (instancesOf(declared.block, scope) ?? []).flatMap((instance): readonly ArnExpression[] => {
    const type = declared.block.labels[0]?.text ?? "";
    const arn = PLAIN_KEY.test(instance.key) ? arnOfInstance(type, declared, instance.scope, textOf) : undefined;
    return arn === undefined
      ? []
      : [{ address, expression: `${address}["${instance.key}"].arn`, arn, isInstance: true as const }];
  });
}

/** It stands between quotes, which may be in a text. */
const PLAIN_KEY = /^[\w/.-]+$/;

export function arnReferences(module: TerraformModule): readonly ArnReference[] {
  return arnExpressions(module)
    .filter(({ isInstance }) => isInstance !== true)
    .map(({ expression, arn }) => ({ expression, arn: patternOf(arn), text: arn }));
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
