/** What a file gives to the modules of the workspace that it calls. */
import { type FilledText } from "../../syntax/filled-text.ts";
import { type HclExpression } from "../../syntax/hcl-tree.ts";
import { type GivenVariables } from "../host.ts";
import { namedType } from "./arns.ts";
import { scopeOfBlock } from "./block-scope.ts";
import { filledText } from "./evaluate.ts";
import { plainText } from "./expression-parts.ts";
import { type DeclaredBlock, folderOfCall, type TerraformFile, type TerraformModule } from "./module.ts";
import { instancesOf } from "./instances.ts";
import { variableKey } from "./paths.ts";
import { blockReference } from "./resource-texts.ts";
import { type Scope } from "./scope.ts";

/** Each call by itself, with the texts that are settled but for where they are deployed, or by default. */
export function variablesGiven({ path }: TerraformFile, module: TerraformModule): readonly GivenVariables[] {
  return module.calls.flatMap((call) => {
    const folder = call.file.path === path ? folderOfCall(call) : undefined;
    if (folder === undefined) return [];
    return scopesOfCall(call, module).map((scope) => ({ to: folder, texts: textsByDefault(call, folder, scope) }));
  });
}

/** What the arguments of a call are read with, each of several times by itself. */
export function scopesOfCall({ block, file }: DeclaredBlock, module: TerraformModule): readonly Scope[] {
  const scope = scopeOfBlock(block, file, module);
  return instancesOf(block, scope)?.map((one) => one.scope) ?? [scope];
}

/** What a call gives the module of a folder, whatever its caller is given. `scope`: what its arguments are read with. */
export function textsGiven(call: DeclaredBlock, folder: string, scope: Scope): GivenVariables["texts"] {
  return new Map([...textsByDefault(call, folder, scope)].filter(([, text]) => isSettledThere(text)));
}

function textsByDefault({ block }: DeclaredBlock, folder: string, scope: Scope): GivenVariables["texts"] {
  const texts = block.body.attributes.flatMap(({ name, value }) => {
    const parts = META_ARGUMENTS.has(name) ? [] : [{ name: `var.${name}`, value }, ...partsGiven(`var.${name}`, value)];
    return parts.flatMap((part) => {
      const text = filledText(part.value, scope);
      return text === undefined || !isSettledByDefault(text) ? [] : [[variableKey(folder, part.name), text] as const];
    });
  });
  return new Map(texts);
}

interface Part {
  readonly name: string;
  readonly value: HclExpression;
}

/** What the module may take of an object, or of a resource that is given as a whole. */
function partsGiven(name: string, value: HclExpression): readonly Part[] {
  if (value.kind === "object") {
    return value.items.slice(0, MOST_PARTS).flatMap((item) => {
      const key = item.key.kind === "reference" && item.key.steps.length === 0 ? item.key.root : plainText(item.key);
      return key === undefined ? [] : [{ name: `${name}.${key}`, value: item.value }];
    });
  }
  const to = value.kind === "reference" ? blockReference(value) : undefined;
  const named = to?.steps.length === 0 ? namedType(to.type) : undefined;
  if (value.kind !== "reference" || named === undefined) return [];
  return ["arn", named.name, ...named.alsoName].map((attribute) => ({
    name: `${name}.${attribute}`,
    value: { ...value, steps: [...value.steps, { step: "attribute", name: attribute, span: value.span }] },
  }));
}

const MOST_PARTS = 20;

function isSettledThere({ holes }: FilledText): boolean {
  return holes.every(({ stands }) => stands !== undefined);
}

function isSettledByDefault({ holes }: FilledText): boolean {
  return holes.every(({ stands, usual }) => (stands ?? usual) !== undefined);
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
