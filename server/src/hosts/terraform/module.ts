/**
 * The files of one Terraform module: those of a folder, which share their names. Source: "Files and configuration
 * structure" of the "Terraform configuration language".
 */
import { type HclBlock, type HclBody, type HclExpression, attributeNamed } from "../../syntax/hcl-tree.ts";
import { once, onceForEach } from "../../domains/once.ts";
import { isAlone } from "./configuration.ts";
import { type DeclaredNames } from "./declared-names.ts";
import { folderOf, joinPath } from "./paths.ts";
import { awsProviderRegion, awsProviderVersion } from "./provider-version.ts";

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

/** What another module calls it with. */
export interface ModuleCall {
  readonly inputs: DeclaredBlock;
  readonly by: TerraformModule;
  /** How many calls lead to it. */
  readonly depth: number;
}

const DEEPEST_CALL = 2;

export interface TerraformModule {
  readonly folder: string;
  readonly files: readonly TerraformFile[];
  /** Without what override files replace. */
  file(path: string): TerraformFile | undefined;
  readonly resources: readonly DeclaredBlock[];
  /** Its data sources that make policies. */
  readonly documents: readonly DeclaredBlock[];
  /** Its other data sources. */
  readonly lookedUp: readonly DeclaredBlock[];
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
  /** The block that calls a module under this name. */
  call(name: string): DeclaredBlock | undefined;
  /** A module of the workspace that it calls, with what it gives it; undefined for any other, and behind too many calls. */
  called(name: string): TerraformModule | undefined;
  /** The same, to go through all that it makes; undefined also of a module that is called too often for that. */
  calledByItself(name: string): TerraformModule | undefined;
  /** The version constraint on the AWS provider, of its own files or of the nearest folder above that states one. */
  awsProviderVersion(): string | undefined;
  /** The Region of what has no provider of its own, where the module's files write it out; undefined where a caller may give it. */
  awsProviderRegion(): string | undefined;
  /** The paths of files below a folder, in order: those directly in it, or all. `folder` ends with a slash, or is empty. */
  filesBelow(folder: string, depth: "directly" | "all"): readonly string[];
  /** What it is called with is known, so that nobody else says what its variables are. */
  readonly isCalled: boolean;
  /** The same call, and who makes it. */
  readonly calledBy: Pick<ModuleCall, "inputs" | "by"> | undefined;
  /** Where Terraform runs: the folder of the outermost module that is known to call it, or its own. */
  readonly rootFolder: string;
  /** One text of it stands for what is made again and again: one call is several, or the calls are not read one by one. */
  isRepeated(): boolean;
  /** The variables that a call of the workspace gives a value, where nobody says which call is meant. */
  inputsOfCalls(): ReadonlySet<string>;
}

/** What a module may need of the folders around it. */
export interface FoldersAround {
  /** What the files of a folder declare. */
  namesIn(folder: string): DeclaredNames;
  /** Is the module of a folder called too often to be read for each call? */
  isReadOnce(folder: string): boolean;
  /** Is what the module of a folder makes made several times, by calls that are not looked at here? */
  isCalledAgain(folder: string): boolean;
  /** The variables of the module of a folder that a call of the workspace gives a value. */
  inputsOfCalls(folder: string): ReadonlySet<string>;
  filesBelow: TerraformModule["filesBelow"];
}

/** The module is an open one without `call`. */
export function terraformModule(names: DeclaredNames, folders: FoldersAround, call?: ModuleCall): TerraformModule {
  const { files, blocks, locals, defaults, types, outputs, modules, resourcesByPath } = names;
  const folder = folderOf(files[0]?.path ?? "");
  const variableFiles = call === undefined ? names.variableFiles : [];
  const called = onceForEach((name: string) => {
    const inputs = modules.get(name);
    if (inputs === undefined || call?.depth === DEEPEST_CALL) return undefined;
    return moduleOfCall(inputs, module, folders, call?.depth);
  });
  const module: TerraformModule = {
    folder,
    files,
    documents: names.documents,
    lookedUp: names.lookedUp,
    file: (path) => names.byPath.get(path),
    resources: names.resources,
    resourcesOf: (path) => resourcesByPath.get(path) ?? [],
    block: (mode, address) => blocks[mode].get(address),
    local: (name) => locals.get(name),
    variable: (name) => inputOf(name, call) ?? givenOf(name, variableFiles, defaults.get(name)),
    typeOf: (name) => types.get(name),
    output: (name) => outputs.get(name),
    calls: names.calls,
    call: (name) => modules.get(name),
    called,
    calledByItself(name) {
      const inputs = modules.get(name);
      const to = inputs && folderOfCall(inputs);
      return to === undefined || folders.isReadOnce(to) ? undefined : called(name);
    },
    filesBelow: (folder, depth) => folders.filesBelow(folder, depth),
    isCalled: call !== undefined,
    calledBy: call,
    rootFolder: rootOf(files, call),
    isRepeated: once(() =>
      call === undefined ? folders.isReadOnce(folder) || folders.isCalledAgain(folder) : isOfSeveral(call),
    ),
    inputsOfCalls: once(() => folders.inputsOfCalls(folder)),
    awsProviderVersion: once(() => versionAround(files, folders)),
    awsProviderRegion: once(() => (call === undefined ? awsProviderRegion(files) : undefined)),
  };
  return module;
}

/** A module rarely says: what calls it mostly stands in a folder above. */
function versionAround(files: readonly TerraformFile[], folders: FoldersAround): string | undefined {
  let stated = awsProviderVersion(files);
  let folder = folderOf(files[0]?.path ?? "");
  for (let level = 0; stated === undefined && folder !== "" && level < MOST_LEVELS; level++) {
    folder = folderOf(folder.slice(0, -1));
    stated = awsProviderVersion(folders.namesIn(folder).files);
  }
  return stated;
}

const MOST_LEVELS = 4;

/** Terragrunt runs Terraform in a copy of the module that it calls. Source: "How does Terragrunt work?", on its cache. */
function rootOf(files: readonly TerraformFile[], call: ModuleCall | undefined): string {
  const isRun = call === undefined || isAlone(call.inputs.file.path);
  return isRun ? folderOf(files[0]?.path ?? "") : call.by.rootFolder;
}

function isOfSeveral({ inputs, by }: ModuleCall): boolean {
  return isMadeAgain(inputs) || by.isRepeated();
}

/** Does one call make its module several times, each for something else? */
export function isMadeAgain({ block, file }: DeclaredBlock): boolean {
  if (attributeNamed(block.body, "for_each") !== undefined) return true;
  const isCounted = attributeNamed(block.body, "count") !== undefined;
  return isCounted && file.text.slice(block.span.start, block.span.end).includes("count.index");
}

function moduleOfCall(
  inputs: DeclaredBlock,
  by: TerraformModule,
  folders: FoldersAround,
  depth = 0,
): TerraformModule | undefined {
  const folder = folderOfCall(inputs);
  const names = folder === undefined ? undefined : folders.namesIn(folder);
  if (names === undefined || names.files.length === 0) return undefined;
  return terraformModule(names, folders, { inputs, by, depth: depth + 1 });
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
