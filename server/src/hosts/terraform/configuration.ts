/** A file of a Terraform configuration as its tree, in either of the two syntaxes. */
import { hclSteps } from "../../syntax/hcl.ts";
import { type KnownBlocks } from "../../syntax/hcl-known-blocks.ts";
import { hclOfJson, variablesOfJson } from "../../syntax/hcl-of-json.ts";
import { type HclFile } from "../../syntax/hcl-tree.ts";
import { jsonSteps } from "../../syntax/json.ts";
import { WITHOUT_HOLES } from "../../syntax/value.ts";
import { type TerraformFile } from "./module.ts";

/** Source: "Files and configuration structure"; OpenTofu has endings of its own. */
export function isConfiguration(path: string): boolean {
  return /\.(?:tf|tofu)(?:\.json)?$/i.test(path);
}

/** With what gives variables their values in the same syntax. */
export function isJsonConfiguration(path: string): boolean {
  return /\.(?:tf|tofu|tfvars)\.json$/i.test(path);
}

/** What the variables of a module are: by itself, or where somebody names the file. */
export function isVariablesFile(path: string): boolean {
  return /\.tfvars(?:\.json)?$/i.test(path);
}

/** The whole of a configuration of a tool around Terraform, such as `terragrunt.hcl`: no other file shares its names. */
export function isAlone(path: string): boolean {
  return path.toLowerCase().endsWith(".hcl");
}

/** The files of a folder that make a module: where there is no other, the one of Terragrunt that calls one. */
export function filesOfModule(paths: readonly string[]): readonly string[] {
  const own = paths.filter(isConfiguration);
  return own.length > 0 ? own : paths.filter(isTerragrunt);
}

/** Source: "terragrunt.hcl" of the Terragrunt documentation. */
export function isTerragrunt(path: string): boolean {
  return path.endsWith("/terragrunt.hcl") || path === "terragrunt.hcl";
}

/** With what is known of earlier versions of the same file. */
export function* configurationSteps(
  { path, text }: Omit<TerraformFile, "body">,
  known?: KnownBlocks,
): Generator<undefined, HclFile> {
  if (!isJsonConfiguration(path)) return yield* hclSteps(text, known);
  const { root, problems } = yield* jsonSteps(text, WITHOUT_HOLES);
  const body = isVariablesFile(path) ? variablesOfJson(root, text) : hclOfJson(root, text);
  return { body, problems: problems.map(({ span }) => span) };
}
