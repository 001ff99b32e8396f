/** The files of a folder, each read once for as long as it is the same, and what they declare. */
import { resultOf } from "../../text/steps.ts";
import { type SourcesAround } from "../host.ts";
import { configurationSteps, filesOfModule, isTerragrunt } from "./configuration.ts";
import { type DeclaredNames, declaredNames } from "./declared-names.ts";
import { type TerraformFile } from "./module.ts";
import { folderOf } from "./paths.ts";
import { withTerragruntCall } from "./terragrunt.ts";

/** What the module of a folder declares, as its files are saved. */
export function namesIn(folder: string, around: SourcesAround): DeclaredNames {
  return around.made(`terraform names ${folder}`, (noted) => {
    const paths = noted.filesIn(folder);
    const read = (path: string): readonly TerraformFile[] => readAround(path, noted);
    return declaredNames({
      files: filesOfModule(paths)
        .flatMap(read)
        .map((file) => (isTerragrunt(file.path) ? withTerragruntCall(file) : file)),
      variableFiles: paths.filter(isGiven).flatMap(read),
    });
  });
}

/** Source: "Assigning values to root module variables": what is loaded without being named. */
export function isGiven(path: string): boolean {
  const name = path.slice(folderOf(path).length);
  return /\.auto\.tfvars(?:\.json)?$/.test(name) || name === "terraform.tfvars" || name === "terraform.tfvars.json";
}

export function readAround(path: string, around: SourcesAround | undefined): readonly TerraformFile[] {
  const file = around?.made(nameOfFile(path), (noted) => readFile(path, noted));
  return file === undefined ? [] : [file];
}

export function nameOfFile(path: string): string {
  return `terraform file ${path}`;
}

export function readFile(path: string, around: SourcesAround): TerraformFile | undefined {
  const text = around.textOf(path);
  return text === undefined ? undefined : { path, text, body: resultOf(configurationSteps({ path, text })).body };
}
