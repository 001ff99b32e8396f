/** The module that a file belongs to: with every other file of its folder. */
import { resultOf } from "../../text/steps.ts";
import { type SourcesAround, type WorkspaceSnapshot } from "../host.ts";
import { configurationSteps, isConfiguration } from "./configuration.ts";
import { type ModuleFiles, type TerraformFile, terraformModule, type TerraformModule } from "./module.ts";
import { folderOf } from "./paths.ts";

/** `file` may be newer than what is around it. */
export function moduleOf(file: TerraformFile, around: SourcesAround | undefined): TerraformModule {
  const paths = around?.filesIn(folderOf(file.path)) ?? [];
  const others = paths.filter((path) => path !== file.path);
  const read = (path: string): readonly TerraformFile[] => readAround(path, around) ?? [];
  const files = [file, ...others.filter(isConfiguration).flatMap(read)];
  return terraformModule({ files, variableFiles: others.filter(isGiven).flatMap(read) }, filesAround(around));
}

/** The module of a folder, and its files. */
export function moduleIn(folder: string, around: SourcesAround): TerraformModule {
  const filesOf = filesAround(around);
  return terraformModule(filesOf(folder), filesOf);
}

function filesAround(around: SourcesAround | undefined): (folder: string) => ModuleFiles {
  const read = (path: string): readonly TerraformFile[] => readAround(path, around) ?? [];
  return (folder) => {
    const paths = around === undefined ? [] : modulePaths(folder, around);
    return {
      files: paths.filter(isConfiguration).flatMap(read),
      variableFiles: paths.filter(isGiven).flatMap(read),
    };
  };
}

export function modulePaths(folder: string, around: SourcesAround): readonly string[] {
  return around.filesIn(folder).filter((path) => isConfiguration(path) || isGiven(path));
}

/** Source: "Assigning values to root module variables": what is loaded without being named. */
function isGiven(path: string): boolean {
  return path.endsWith(".auto.tfvars") || path.slice(folderOf(path).length) === "terraform.tfvars";
}

/** For as long as the files are the same, each is read once. */
const READ = new WeakMap<WorkspaceSnapshot, Map<string, TerraformFile>>();

function readAround(path: string, around: SourcesAround | undefined): readonly TerraformFile[] | undefined {
  const text = around?.textOf(path);
  if (around === undefined || text === undefined) return undefined;
  const known = READ.get(around.snapshot) ?? new Map<string, TerraformFile>();
  READ.set(around.snapshot, known);
  const file = known.get(path) ?? { path, text, body: resultOf(configurationSteps({ path, text })).body };
  known.set(path, file);
  return [file];
}
