/** The ARNs that the modules of the workspace, and known ones of the registry, give back to whoever calls them. */
import { type FilledText } from "../../syntax/filled-text.ts";
import { attributeNamed, type HclExpression, type HclReference } from "../../syntax/hcl-tree.ts";
import { type ArnExpression } from "./arn-references.ts";
import { scopeOfBlock } from "./block-scope.ts";
import { type DeclaredBlock, type TerraformModule } from "./module.ts";
import { arnOutputsOfRegistry } from "./registry-outputs.ts";
import { blockReference } from "./resource-texts.ts";
import { type Scope } from "./scope.ts";

/** Of a module that is called several times by one block there is no one expression. */
export function arnsOfCalls(
  module: TerraformModule,
  textOf: (expression: HclExpression, scope: Scope) => FilledText | undefined,
): readonly ArnExpression[] {
  return module.calls.flatMap((call) => {
    const { block, file } = call;
    const name = block.labels[0]?.text;
    const isSeveral = ["count", "for_each"].some((one) => attributeNamed(block.body, one) !== undefined);
    if (name === undefined || isSeveral) return [];
    const scope = scopeOfBlock(block, file, module);
    return outputsOf(call, module).flatMap((output): readonly ArnExpression[] => {
      const arn = textOf(referenceTo(name, output, block.span), scope);
      if (arn?.text.startsWith("arn:") !== true) return [];
      return [{ address: `module.${name}`, expression: `module.${name}.${output}`, arn }];
    });
  });
}

function outputsOf({ block }: DeclaredBlock, module: TerraformModule): readonly string[] {
  const called = module.called(block.labels[0]?.text ?? "");
  if (called === undefined) return arnOutputsOfRegistry(block).slice(0, 1);
  const outputs = called.files.flatMap(({ body }) => body.blocks.filter(({ type }) => type === "output"));
  return outputs.flatMap(({ body, labels }) => {
    const value = attributeNamed(body, "value")?.value;
    return value !== undefined && isArnOfResource(value) ? (labels[0]?.text ?? []) : [];
  });
}

/** `aws_sqs_queue.jobs.arn`, also of the one that `count` makes. */
function isArnOfResource(value: HclExpression): boolean {
  const to = value.kind === "reference" ? blockReference(value) : undefined;
  const last = value.kind === "reference" ? value.steps.at(-1) : undefined;
  return to?.mode === "resource" && last?.step === "attribute" && last.name === "arn";
}

function referenceTo(called: string, output: string, span: HclReference["span"]): HclReference {
  const steps = [called, output].map((name) => ({ step: "attribute", name, span }) as const);
  return { kind: "reference", root: "module", steps, span };
}
