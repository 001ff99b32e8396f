/** What the files of one Terraform module declare, by its names: the same for whoever calls it, and read once for all. */
import { attributeNamed, type HclBlock, type HclBody } from "../../syntax/hcl-tree.ts";
import { type DeclaredBlock, type DeclaredValue, type TerraformFile } from "./module.ts";
import { isOverrideFile, withoutOverridden } from "./override-files.ts";

/** The files of a folder, as they were read. */
export interface ModuleFiles {
  readonly files: readonly TerraformFile[];
  /** Those that Terraform reads by itself, such as `terraform.tfvars`. */
  readonly variableFiles: readonly TerraformFile[];
}

export interface DeclaredNames extends ModuleFiles {
  /** With those of variables. */
  readonly byPath: ReadonlyMap<string, TerraformFile>;
  /** By their addresses, `type.name`. */
  readonly blocks: {
    readonly resource: ReadonlyMap<string, DeclaredBlock>;
    readonly data: ReadonlyMap<string, DeclaredBlock>;
  };
  readonly documents: readonly DeclaredBlock[];
  /** Its other data sources. */
  readonly lookedUp: readonly DeclaredBlock[];
  readonly resources: readonly DeclaredBlock[];
  readonly resourcesByPath: ReadonlyMap<string, readonly DeclaredBlock[]>;
  readonly locals: ReadonlyMap<string, DeclaredValue>;
  /** Of variables. */
  readonly defaults: ReadonlyMap<string, DeclaredValue>;
  readonly types: ReadonlyMap<string, DeclaredValue>;
  readonly outputs: ReadonlyMap<string, DeclaredValue>;
  /** The calls of other modules, by their names. */
  readonly modules: ReadonlyMap<string, DeclaredBlock>;
  readonly calls: readonly DeclaredBlock[];
}

/** `written`: with override files, whose blocks take the place of others. */
export function declaredNames({ files: written, variableFiles }: ModuleFiles): DeclaredNames {
  const files = withoutOverridden(written);
  const blocks = { resource: new Map<string, DeclaredBlock>(), data: new Map<string, DeclaredBlock>() };
  const locals = new Map<string, DeclaredValue>();
  const defaults = new Map<string, DeclaredValue>();
  const types = new Map<string, DeclaredValue>();
  const outputs = new Map<string, DeclaredValue>();
  const modules = new Map<string, DeclaredBlock>();
  const resources: DeclaredBlock[] = [];
  const byPath = new Map([...files, ...variableFiles].map((file) => [file.path, file]));
  const resourcesByPath = new Map<string, DeclaredBlock[]>(files.map(({ path }) => [path, []]));
  for (const file of files) {
    for (const block of declaredIn(file.body)) {
      const declared = { block, file };
      const [first = "", second = ""] = block.labels.map(({ text }) => text);
      if (block.type === "resource" || block.type === "data") {
        const address = `${first}.${second}`;
        // Of a document that an override file writes anew, those are the statements.
        if (isOverrideFile(file.path) && hasStatements(block)) blocks[block.type].set(address, declared);
        else keepFirst(blocks[block.type], address, declared);
        if (block.type === "resource") {
          resources.push(declared);
          resourcesByPath.get(file.path)?.push(declared);
        }
      } else if (block.type === "locals") {
        for (const { name, value } of block.body.attributes) keepFirst(locals, name, { value, file });
      } else if (block.type === "variable") {
        keepArgument(defaults, declared, "default");
        keepArgument(types, declared, "type");
      } else if (block.type === "output") keepArgument(outputs, declared, "value");
      else if (block.type === "module") keepFirst(modules, first, declared);
    }
  }
  return {
    files,
    variableFiles,
    byPath,
    blocks,
    documents: [...blocks.data.values()].filter(isDocument),
    lookedUp: [...blocks.data.values()].filter((one) => !isDocument(one)),
    resources,
    resourcesByPath,
    locals,
    defaults,
    types,
    outputs,
    modules,
    calls: [...modules.values()],
  };
}

function isDocument({ block }: DeclaredBlock): boolean {
  return block.labels[0]?.text === "aws_iam_policy_document";
}

function hasStatements({ body }: HclBlock): boolean {
  return body.blocks.some(({ type, labels }) => type === "statement" || labels[0]?.text === "statement");
}

/** A `check` has a data source of its own. */
function declaredIn(body: HclBody): readonly HclBlock[] {
  return body.blocks.flatMap((block) =>
    block.type === "check" ? block.body.blocks.filter(({ type }) => type === "data") : [block],
  );
}

/** By the name of the block that has it. */
function keepArgument(map: Map<string, DeclaredValue>, { block, file }: DeclaredBlock, name: string): void {
  const stated = attributeNamed(block.body, name);
  if (stated !== undefined) keepFirst(map, block.labels[0]?.text ?? "", { value: stated.value, file });
}

function keepFirst<Kept>(map: Map<string, Kept>, key: string, one: Kept): void {
  if (!map.has(key)) map.set(key, one);
}
