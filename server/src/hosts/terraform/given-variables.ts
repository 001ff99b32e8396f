/** What a file gives to the modules of the workspace that it calls. */
import { type FilledText } from "../../syntax/filled-text.ts";
import { type GivenVariables } from "../host.ts";
import { scopeOfBlock } from "./block-scope.ts";
import { textOf } from "./evaluate.ts";
import { type DeclaredBlock, folderOfCall, type TerraformFile, type TerraformModule } from "./module.ts";
import { variableKey } from "./paths.ts";

/** Each call by itself, with the texts that are settled but for where they are deployed. */
export function variablesGiven({ path }: TerraformFile, module: TerraformModule): readonly GivenVariables[] {
  return module.calls.flatMap((call) => {
    const folder = call.file.path === path ? folderOfCall(call) : undefined;
    return folder === undefined ? [] : [{ to: folder, texts: textsGiven(call, folder, module) }];
  });
}

/** What a call gives the module of a folder. */
export function textsGiven(
  { block, file }: DeclaredBlock,
  folder: string,
  module: TerraformModule,
): GivenVariables["texts"] {
  const scope = scopeOfBlock(block, file, module);
  const texts = block.body.attributes.flatMap(({ name, value }) => {
    const text = META_ARGUMENTS.has(name) ? undefined : textOf(value, scope);
    return text === undefined || !isSettledThere(text) ? [] : [[variableKey(folder, `var.${name}`), text] as const];
  });
  return new Map(texts);
}

function isSettledThere({ holes }: FilledText): boolean {
  return holes.every(({ stands }) => stands !== undefined);
}

/** Source: Terraform language, "module block". */
const META_ARGUMENTS: ReadonlySet<string> = new Set([
  "source",
  "version",
  "providers",
  "count",
  "for_each",
  "depends_on",
]);
