/**
 * The files of one Terraform module: those of a folder, which share their names. Source: "Files and configuration
 * structure" of the "Terraform configuration language".
 */
import { type HclBlock, type HclBody, type HclExpression, attributeNamed } from "../../syntax/hcl-tree.ts";
import { once, onceForEach } from "../../domains/once.ts";
import { folderOf, joinPath } from "./paths.ts";
import { awsProviderVersion } from "./provider-version.ts";
import { isOverrideFile, withoutOverridden } from "./override-files.ts";

export interface TerraformFile {
  readonly path: string;
  readonly text: string;
  readonly body: HclBody;
}

export interface DeclaredBlock {
  readonly block: HclBlock;
  readonly file: TerraformFile;
}

export interface DeclaredValue {
  readonly value: HclExpression;
  readonly file: TerraformFile;
  /** Whose names it is read with, if these are another module's. */
  readonly module?: TerraformModule;
}

/** The files of a folder, as they were read. */
export interface ModuleFiles {
  readonly files: readonly TerraformFile[];
  /** Those that Terraform reads by itself, such as `terraform.tfvars`. */
  readonly variableFiles: readonly TerraformFile[];
}

/** What another module calls it with. */
interface ModuleCall {
  readonly inputs: DeclaredBlock;
  readonly by: TerraformModule;
  /** How many calls lead to it. */
  readonly depth: number;
}

const DEEPEST_CALL = 2;

export interface TerraformModule {
  readonly files: readonly TerraformFile[];
  /** Without what override files replace. */
  file(path: string): TerraformFile | undefined;
  readonly resources: readonly DeclaredBlock[];
  /** Its data sources that make policies. */
  readonly documents: readonly DeclaredBlock[];
  /** Those of one file. */
  resourcesOf(path: string): readonly DeclaredBlock[];
  /** `data` for data sources; their addresses are `type.name`. */
  block(mode: "resource" | "data", address: string): DeclaredBlock | undefined;
  local(name: string): DeclaredValue | undefined;
  /** What a variable is where nobody says otherwise: of a `.tfvars` file, or its default. */
  variable(name: string): readonly DeclaredValue[];
  /** The type that a variable is declared with, as an expression. */
  typeOf(name: string): DeclaredValue | undefined;
  output(name: string): DeclaredValue | undefined;
  readonly calls: readonly DeclaredBlock[];
  /** A module of the workspace that it calls, with what it gives it; undefined for any other, and behind too many calls. */
  called(name: string): TerraformModule | undefined;
  /** The version constraint on the AWS provider, of its own files or of the nearest folder above that states one. */
  awsProviderVersion(): string | undefined;
  /** The paths of files below a folder, in order: those directly in it, or all. `folder` ends with a slash, or is empty. */
  filesBelow(folder: string, depth: "directly" | "all"): readonly string[];
  /** What it is called with is known, so that nobody else says what its variables are. */
  readonly isCalled: boolean;
}

/** What a module may need of the folders around it. */
export interface FoldersAround {
  /** Reads the folder of a module that is called. */
  filesOf(folder: string): ModuleFiles;
  filesBelow: TerraformModule["filesBelow"];
}

/** The module is an open one without `call`. */
export function terraformModule(
  { files: written, variableFiles }: ModuleFiles,
  folders: FoldersAround,
  call?: ModuleCall,
): TerraformModule {
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
  const called = onceForEach((name: string) => {
    const inputs = modules.get(name);
    if (inputs === undefined || call?.depth === DEEPEST_CALL) return undefined;
    return moduleOfCall(inputs, module, folders, call?.depth);
  });
  const module: TerraformModule = {
    files,
    documents: [...blocks.data.values()].filter(({ block }) => block.labels[0]?.text === "aws_iam_policy_document"),
    file: (path) => byPath.get(path),
    resources,
    resourcesOf: (path) => resourcesByPath.get(path) ?? [],
    block: (mode, address) => blocks[mode].get(address),
    local: (name) => locals.get(name),
    variable: (name) => inputOf(name, call) ?? givenOf(name, variableFiles, defaults.get(name)),
    typeOf: (name) => types.get(name),
    output: (name) => outputs.get(name),
    calls: [...modules.values()],
    called,
    filesBelow: (folder, depth) => folders.filesBelow(folder, depth),
    isCalled: call !== undefined,
    awsProviderVersion: once(() => versionAround(files, folders)),
  };
  return module;
}

/** A module rarely says: what calls it mostly stands in a folder above. */
function versionAround(files: readonly TerraformFile[], folders: FoldersAround): string | undefined {
  let stated = awsProviderVersion(files);
  let folder = folderOf(files[0]?.path ?? "");
  for (let level = 0; stated === undefined && folder !== "" && level < MOST_LEVELS; level++) {
    folder = folderOf(folder.slice(0, -1));
    stated = awsProviderVersion(folders.filesOf(folder).files);
  }
  return stated;
}

const MOST_LEVELS = 4;

function moduleOfCall(
  inputs: DeclaredBlock,
  by: TerraformModule,
  folders: FoldersAround,
  depth = 0,
): TerraformModule | undefined {
  const folder = folderOfCall(inputs);
  const files = folder === undefined ? [] : folders.filesOf(folder).files;
  if (files.length === 0) return undefined;
  return terraformModule({ files, variableFiles: [] }, folders, { inputs, by, depth: depth + 1 });
}

/** Source: "Module sources", "Local paths". */
export function folderOfCall({ block, file }: DeclaredBlock): string | undefined {
  const source = sourceOfCall(block);
  const path = source !== undefined && /^\.\.?\//.test(source) ? joinPath(folderOf(file.path), source) : undefined;
  return path === undefined ? undefined : path === "" ? "" : `${path}/`;
}

/** Where a module comes from, as it is written. */
export function sourceOfCall(block: HclBlock): string | undefined {
  const value = attributeNamed(block.body, "source")?.value;
  const [only, ...others] = value?.kind === "template" ? value.parts : [];
  return only?.kind === "text" && others.length === 0 ? only.text : undefined;
}

function inputOf(name: string, call: ModuleCall | undefined): readonly DeclaredValue[] | undefined {
  const attribute = call && attributeNamed(call.inputs.block.body, name);
  return call && attribute && [{ value: attribute.value, file: call.inputs.file, module: call.by }];
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

function givenOf(
  name: string,
  files: readonly TerraformFile[],
  standard: DeclaredValue | undefined,
): readonly DeclaredValue[] {
  const values = files.flatMap((file) => {
    const own = file.body.attributes.filter((attribute) => attribute.name === name);
    return own.map(({ value }) => ({ value, file }));
  });
  return standard === undefined ? values : [...values, standard];
}
