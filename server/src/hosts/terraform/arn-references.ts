/** How the expressions of a module refer to the ARNs of what it makes. */
import { patternOf } from "../../syntax/filled-text.ts";
import { attributeNamed } from "../../syntax/hcl-tree.ts";
import { type ArnReference } from "../host.ts";
import { namedType } from "./arns.ts";
import { scopeOfBlock } from "./block-scope.ts";
import { textOf } from "./evaluate.ts";
import { type TerraformModule } from "./module.ts";
import { arnText } from "./resource-texts.ts";

/** Of a resource that is there several times, of none in particular: there is no one expression for it. */
export function arnReferences(module: TerraformModule): readonly ArnReference[] {
  return module.resources.flatMap(({ block, file }) => {
    const [type, label] = block.labels.map(({ text }) => text);
    if (type === undefined || label === undefined || namedType(type)?.form === undefined) return [];
    if (attributeNamed(block.body, "count") !== undefined || attributeNamed(block.body, "for_each") !== undefined) {
      return [];
    }
    const arn = arnText(type, { block, file }, scopeOfBlock(block, file, module), textOf);
    return arn === undefined ? [] : [{ expression: `${type}.${label}.arn`, arn: patternOf(arn) }];
  });
}
