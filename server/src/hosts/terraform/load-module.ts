/** The module that a file belongs to: with every other file of its folder. */
import { once } from "../../domains/once.ts";
import { type ExpressionOf } from "../../syntax/hcl-print.ts";
import { resultOf } from "../../text/steps.ts";
import { type SourcesAround } from "../host.ts";
import { expressionsFor } from "./arn-references.ts";
import { configurationSteps, isAlone, isConfiguration, isVariablesFile } from "./configuration.ts";
import { type FoldersAround, type TerraformFile, terraformModule, type TerraformModule } from "./module.ts";
import { folderOf } from "./paths.ts";
import { withTerragruntCall } from "./terragrunt.ts";
import { type PolicyUses, usesInModule } from "./uses.ts";

export interface LoadedModule {
  readonly module: TerraformModule;
  readonly uses: PolicyUses;
  /** How its files refer to what it makes; made when it is first asked for. */
  readonly expressions: () => ExpressionOf;
}

/** The module of a file, whose text may be newer than what is around it. */
export function loadModule(file: TerraformFile, around: SourcesAround | undefined): LoadedModule {
  if (isAlone(file.path) || (isVariablesFile(file.path) && !isGiven(file.path))) {
    const called = isAlone(file.path) ? withTerragruntCall(file) : file;
    const module = terraformModule({ files: [called], variableFiles: [] }, foldersAround(undefined));
    return loaded(module);
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
  return { ...read, expressions: () => (arn) => expressions()(arn) };
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
  return terraformModule({ ...all, [own]: [file, ...all[own]] }, foldersAround(around));
}

/** The module of a folder: whatever it may need of other files is read with it. */
export function moduleIn(folder: string, around: SourcesAround): LoadedModule {
  return around.made(`terraform module ${folder}`, (noted) => {
    const folders = foldersAround(noted);
    return loaded(terraformModule(folders.filesOf(folder), folders));
  });
}

function foldersAround(around: SourcesAround | undefined): FoldersAround {
  const read = (path: string): readonly TerraformFile[] => readAround(path, around);
  return {
    filesOf(folder) {
      const paths = around?.filesIn(folder) ?? [];
      return {
        files: paths.filter(isConfiguration).flatMap(read),
        variableFiles: paths.filter(isGiven).flatMap(read),
      };
    },
    filesBelow(folder, depth) {
      if (around === undefined || depth === "directly") return around?.filesIn(folder) ?? [];
      const folders = around.everyFolder().filter((one) => one.startsWith(folder));
      return folders.flatMap((one) => around.filesIn(one));
    },
  };
}

/** Source: "Assigning values to root module variables": what is loaded without being named. */
function isGiven(path: string): boolean {
  return path.endsWith(".auto.tfvars") || path.slice(folderOf(path).length) === "terraform.tfvars";
}

function readAround(path: string, around: SourcesAround | undefined): readonly TerraformFile[] {
  const file = around?.made(nameOfFile(path), (noted) => readFile(path, noted));
  return file === undefined ? [] : [file];
}

function nameOfFile(path: string): string {
  return `terraform file ${path}`;
}

function readFile(path: string, around: SourcesAround): TerraformFile | undefined {
  const text = around.textOf(path);
  return text === undefined ? undefined : { path, text, body: resultOf(configurationSteps({ path, text })).body };
}
