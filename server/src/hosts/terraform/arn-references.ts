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
  /** Another makes it, and a data source of the module looks it up. */
  readonly isLookedUp?: true;
  /** The text of its `count`: there may be none of it. */
  readonly count?: string;
}

function arnExpressions(module: TerraformModule): readonly ArnExpression[] {
  return [...arnsOfResources(module), ...arnsOfCalls(module, textOf), ...arnsLookedUp(module)];
}

function arnsOfResources(module: TerraformModule): readonly ArnExpression[] {
  return module.resources.flatMap((declared): readonly ArnExpression[] => {
    const { block, file } = declared;
    const address = block.labels.map(({ text }) => text).join(".");
    if (attributeNamed(block.body, "for_each") === undefined) return arnOfBlock(address, declared, module);
    return instanceExpressions(address, declared, scopeOfBlock(block, file, module));
  });
}

/** What a data source looks up by a name that is written there. */
function arnsLookedUp(module: TerraformModule): readonly ArnExpression[] {
  return module.lookedUp.flatMap((declared) => {
    const { block } = declared;
    const [type = "", label = ""] = block.labels.map(({ text }) => text);
    const isNamed = attributeNamed(block.body, namedType(type)?.name ?? "") !== undefined;
    const isOne = attributeNamed(block.body, "for_each") === undefined;
    if (!LOOKED_UP.has(type) || !isNamed || !isOne) return [];
    return arnOfBlock(`data.${type}.${label}`, declared, module).map((one) => ({ ...one, isLookedUp: true as const }));
  });
}

/** Whose `arn` is that of a resource of the type, path and all. Source: the pages of these data sources of the provider. */
const LOOKED_UP: ReadonlySet<string> = new Set([
  "aws_s3_bucket",
  "aws_sqs_queue",
  "aws_sns_topic",
  "aws_dynamodb_table",
  "aws_secretsmanager_secret",
  "aws_ssm_parameter",
  "aws_ecr_repository",
  "aws_kinesis_stream",
  "aws_lambda_function",
  "aws_sfn_state_machine",
  "aws_cloudwatch_log_group",
  "aws_cloudwatch_event_bus",
]);

function arnOfBlock(address: string, declared: DeclaredBlock, module: TerraformModule): readonly ArnExpression[] {
  const { block, file } = declared;
  const type = block.labels[0]?.text ?? "";
  const count = countOf(declared);
  if (namedType(type)?.form === undefined || block.labels.length < 2 || count?.includes(".index") === true) return [];
  const arn = arnText(type, declared, scopeOfBlock(block, file, module), textOf);
  if (arn === undefined) return [];
  return [
    { address, expression: count === undefined ? `${address}.arn` : `${address}[0].arn`, arn, ...(count && { count }) },
  ];
}

/** As it is written, blanks aside. */
function countOf({ block, file }: DeclaredBlock): string | undefined {
  const value = attributeNamed(block.body, "count")?.value;
  return value && file.text.slice(value.span.start, value.span.end).replace(/\s+/g, " ");
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
    .map(({ expression, arn, isLookedUp, count }) => ({
      ...{ expression, arn: patternOf(arn), text: arn },
      ...(count === undefined ? isLookedUp && { is: "looked-up" as const } : { is: "counted" as const }),
    }));
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
  const counts = countsOf(module);
  return (text, { deployment, address: from }) => {
    if (!text.startsWith("arn:")) return undefined;
    const isThereWith = ({ count }: ArnExpression): boolean => count === undefined || counts.get(from ?? "") === count;
    const all = expressions.flatMap((one) => {
      const behind = textBehindArn(text, one.arn, deployment);
      return behind === undefined || !isThereWith(one) ? [] : [{ ...one, behind }];
    });
    // What is made here needs no data source that looks it up.
    const made = all.filter(({ isLookedUp }) => isLookedUp !== true);
    const [only, ...others] = made.length > 0 ? made : all;
    if (only === undefined || others.length > 0) return undefined;
    if (from !== undefined && isMadeAfter(only.address, from, dependencies)) return undefined;
    return only.behind === "" ? only.expression : `"\${${only.expression}}${encodeHclText(only.behind, "quoted", "")}"`;
  };
}

/** By address, of whatever has one: what refers to a thing that `count` makes or leaves out is to be there with it. */
function countsOf({ resources, documents, lookedUp }: TerraformModule): ReadonlyMap<string, string> {
  return new Map(
    [...resources, ...documents, ...lookedUp].flatMap((declared): readonly (readonly [string, string])[] => {
      const { type, labels } = declared.block;
      const count = countOf(declared);
      const address = labels.map(({ text }) => text).join(".");
      return count === undefined ? [] : [[type === "data" ? `data.${address}` : address, count]];
    }),
  );
}
