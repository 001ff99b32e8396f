/** The module that a file belongs to: with every other file of its folder. */
import { once } from "../../domains/once.ts";
import { type SourcesAround } from "../host.ts";
import { expressionsFor, type ModuleExpressions } from "./arn-references.ts";
import { inputsOfCalls, isCalledAgain } from "./callers.ts";
import { isAlone, isConfiguration, isVariablesFile } from "./configuration.ts";
import { declaredNames } from "./declared-names.ts";
import { isGiven, namesIn, nameOfFile, readAround, readFile } from "./folder-names.ts";
import { type FoldersAround, type TerraformFile, terraformModule, type TerraformModule } from "./module.ts";
import { folderOf } from "./paths.ts";
import { modulesReadOnce } from "./read-once.ts";
import { withTerragruntCall } from "./terragrunt.ts";
import { type PolicyUses, usesInModule } from "./uses.ts";

export interface LoadedModule {
  readonly module: TerraformModule;
  readonly uses: PolicyUses;
  /** How its files refer to what it makes; made when it is first asked for. */
  readonly expressions: () => ModuleExpressions;
}

/** The module of a file, whose text may be newer than what is around it. */
export function loadModule(file: TerraformFile, around: SourcesAround | undefined): LoadedModule {
  if (isAlone(file.path) || (isVariablesFile(file.path) && !isGiven(file.path))) {
    const called = isAlone(file.path) ? withTerragruntCall(file) : file;
    // Its names are its own, but the module that it calls stands around it.
    const folders = foldersAround(isAlone(file.path) ? around : undefined);
    return loaded(terraformModule(declaredNames({ files: [called], variableFiles: [] }), folders));
  }
  if (around?.textOf(file.path) === file.text) {
    // It is read already.
    around.made(nameOfFile(file.path), (noted) =>
      noted.textOf(file.path) === file.text ? file : readFile(file.path, noted),
    );
    return moduleIn(folderOf(file.path), around);
  }
  const { expressions, ...read } = loaded(moduleOf(file, around));
  // An edit rarely asks for them.
  return {
    ...read,
    expressions:
      () =>
      (...arn) =>
        expressions()(...arn),
  };
}

function loaded(module: TerraformModule): LoadedModule {
  return { module, uses: usesInModule(module), expressions: once(() => expressionsFor(module)) };
}

/** The same without its uses. */
export function moduleOf(file: TerraformFile, around: SourcesAround | undefined): TerraformModule {
  const paths = around?.filesIn(folderOf(file.path)) ?? [];
  const others = paths.filter((path) => path !== file.path);
  const read = (path: string): readonly TerraformFile[] => readAround(path, around);
  const own = isVariablesFile(file.path) ? "variableFiles" : "files";
  const files = others.filter(isConfiguration).flatMap(read);
  const variableFiles = others.filter(isGiven).flatMap(read);
  const all = { files, variableFiles };
  return terraformModule(declaredNames({ ...all, [own]: [file, ...all[own]] }), foldersAround(around));
}

/** The module of a folder: whatever it may need of other files is read with it. */
export function moduleIn(folder: string, around: SourcesAround): LoadedModule {
  return around.made(`terraform module ${folder}`, (noted) => {
    const folders = foldersAround(noted);
    return loaded(terraformModule(folders.namesIn(folder), folders));
  });
}

function foldersAround(around: SourcesAround | undefined): FoldersAround {
  const readOnce = once(() => around && modulesReadOnce(around));
  return {
    namesIn: (folder) => (around === undefined ? NO_NAMES : namesIn(folder, around)),
    isReadOnce: (folder) => readOnce()?.has(folder) === true,
    isCalledAgain: (folder) => around !== undefined && isCalledAgain(folder, around),
    inputsOfCalls: (folder) => (around === undefined ? NO_INPUTS : inputsOfCalls(folder, around)),
    filesBelow(folder, depth) {
      if (around === undefined || depth === "directly") return around?.filesIn(folder) ?? [];
      const folders = around.everyFolder().filter((one) => one.startsWith(folder));
      return folders.flatMap((one) => around.filesIn(one));
    },
  };
}

const NO_INPUTS: ReadonlySet<string> = new Set();
const NO_NAMES = declaredNames({ files: [], variableFiles: [] });
