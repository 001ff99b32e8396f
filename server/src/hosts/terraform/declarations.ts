/** The resources that a file of a module declares, by the ARNs and names that they get. */
import { holdsAccount, patternOf } from "../../syntax/filled-text.ts";
import { type Declaration } from "../host.ts";
import { namedType } from "./arns.ts";
import { textOf } from "./evaluate.ts";
import { scopeOfBlock } from "./block-scope.ts";
import { type TerraformFile, type TerraformModule } from "./module.ts";
import { isOverrideFile } from "./override-files.ts";
import { arnText, nameText } from "./resource-texts.ts";
import { settledPatterns } from "./subjects.ts";

export function declarationsIn({ path }: TerraformFile, module: TerraformModule): readonly Declaration[] {
  // What is only changed there is declared elsewhere.
  if (isOverrideFile(path)) return [];
  return module.resourcesOf(path).flatMap((declared) => {
    const [type, label] = declared.block.labels;
    if (type === undefined || label === undefined) return [];
    if (namedType(type.text) === undefined) return [];
    const scope = scopeOfBlock(declared.block, declared.file, module);
    const text = nameText(type.text, declared, scope, textOf);
    const name = patternOf(text);
    const isFilledIn = text.holes.some(({ variable }) => variable !== undefined);
    const arn = arnText(type.text, declared, scope, textOf);
    return [
      {
        ...(isFilledIn ? { filledName: text, ...(arn && { filledArn: arn }) } : {}),
        ...(type.text === "aws_s3_bucket" && holdsAccount(text) ? { nameWithAccount: text } : {}),
        arn: settledPatterns(arn)[0],
        name: name.includes("*") ? `${type.text}.${label.text}` : name,
        type: type.text,
        span: label.span,
      },
    ];
  });
}
