/**
 * What the override files of a module put in the place of what its other files say: arguments of the same block, and all
 * nested blocks of a type. Source: "Override Files" of the "Terraform configuration language".
 */
import { type HclBlock, type HclBody } from "../../syntax/hcl-tree.ts";
import { type TerraformFile } from "./module.ts";

/** `override.tf`, `access_override.tf.json` and their like. */
export function isOverrideFile(path: string): boolean {
  return /(?:^|[/_])override\.(?:tf|tofu)(?:\.json)?$/.test(path);
}

/** The files without what is replaced; the same objects where nothing is. */
export function withoutOverridden(files: readonly TerraformFile[]): readonly TerraformFile[] {
  const replaced = replacedParts(files.filter(({ path }) => isOverrideFile(path)));
  if (replaced.size === 0) return files;
  return files.map((file) => (isOverrideFile(file.path) ? file : withoutParts(file, replaced)));
}

/** By the address of a block: the names of arguments, and the types of blocks, that are replaced. */
type ReplacedParts = ReadonlyMap<string, ReadonlySet<string>>;

function replacedParts(overrides: readonly TerraformFile[]): ReplacedParts {
  const replaced = new Map<string, Set<string>>();
  for (const block of overrides.flatMap(({ body }) => body.blocks)) {
    const address = addressOf(block);
    const names = replaced.get(address) ?? new Set();
    for (const { name } of block.body.attributes) names.add(name);
    for (const inner of block.body.blocks) names.add(typeOf(inner));
    replaced.set(address, names);
  }
  return replaced;
}

function withoutParts(file: TerraformFile, replaced: ReplacedParts): TerraformFile {
  const blocks = file.body.blocks.map((block) => {
    const names = replaced.get(addressOf(block));
    if (names === undefined) return block;
    const { kind, type, typeSpan, labels, body, span } = block;
    return { kind, type, typeSpan, labels, body: withoutNames(body, names), span };
  });
  return { ...file, body: { ...file.body, blocks } };
}

function withoutNames(body: HclBody, names: ReadonlySet<string>): HclBody {
  return {
    ...body,
    attributes: body.attributes.filter(({ name }) => !names.has(name)),
    blocks: body.blocks.filter((block) => !names.has(typeOf(block))),
  };
}

function addressOf({ type, labels }: HclBlock): string {
  return [type, ...labels.map(({ text }) => text)].join(".");
}

/** A `dynamic` block makes blocks of the type that it is called after. */
function typeOf({ type, labels }: HclBlock): string {
  return type === "dynamic" ? (labels[0]?.text ?? "") : type;
}
