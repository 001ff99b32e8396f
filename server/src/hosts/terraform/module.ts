/**
 * The files of one Terraform module: those of a folder, which share their names. Source: "Files and configuration
 * structure" of the "Terraform configuration language".
 */
import {
  type HclAttribute,
  type HclBlock,
  type HclBody,
  type HclExpression,
  attributeNamed,
} from "../../syntax/hcl-tree.ts";
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
}

export interface TerraformModule {
  readonly files: readonly TerraformFile[];
  /** Without what override files replace. */
  file(path: string): TerraformFile | undefined;
  readonly resources: readonly DeclaredBlock[];
  /** `data` for data sources; their addresses are `type.name`. */
  block(mode: "resource" | "data", address: string): DeclaredBlock | undefined;
  local(name: string): DeclaredValue | undefined;
  /** What a variable is where nobody says otherwise: of a `.tfvars` file, or its default. */
  variable(name: string): readonly DeclaredValue[];
  module(name: string): DeclaredBlock | undefined;
}

/** `variableFiles` are those that Terraform reads by itself, such as `terraform.tfvars`. */
export function terraformModule(
  written: readonly TerraformFile[],
  variableFiles: readonly TerraformFile[],
): TerraformModule {
  const files = withoutOverridden(written);
  const blocks = { resource: new Map<string, DeclaredBlock>(), data: new Map<string, DeclaredBlock>() };
  const locals = new Map<string, DeclaredValue>();
  const defaults = new Map<string, DeclaredValue>();
  const modules = new Map<string, DeclaredBlock>();
  const resources: DeclaredBlock[] = [];
  for (const file of files) {
    for (const block of declaredIn(file.body)) {
      const declared = { block, file };
      const [first = "", second = ""] = block.labels.map(({ text }) => text);
      if (block.type === "resource" || block.type === "data") {
        const address = `${first}.${second}`;
        // Of a document that an override file writes anew, those are the statements.
        if (isOverrideFile(file.path) && hasStatements(block)) blocks[block.type].set(address, declared);
        else keepFirst(blocks[block.type], address, declared);
        if (block.type === "resource") resources.push(declared);
      } else if (block.type === "locals") {
        for (const { name, value } of block.body.attributes) keepFirst(locals, name, { value, file });
      } else if (block.type === "variable") {
        const stated = attributeNamed(block.body, "default");
        if (stated !== undefined) keepFirst(defaults, first, { value: stated.value, file });
      } else if (block.type === "module") keepFirst(modules, first, declared);
    }
  }
  const given = variableFiles.flatMap((file) => file.body.attributes.map((attribute) => ({ attribute, file })));
  return {
    files,
    file: (path) => files.find((file) => file.path === path),
    resources,
    block: (mode, address) => blocks[mode].get(address),
    local: (name) => locals.get(name),
    variable: (name) => givenOf(name, given, defaults.get(name)),
    module: (name) => modules.get(name),
  };
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

function keepFirst<Kept>(map: Map<string, Kept>, key: string, one: Kept): void {
  if (!map.has(key)) map.set(key, one);
}

function givenOf(
  name: string,
  given: readonly { readonly attribute: HclAttribute; readonly file: TerraformFile }[],
  standard: DeclaredValue | undefined,
): readonly DeclaredValue[] {
  const values = given
    .filter(({ attribute }) => attribute.name === name)
    .map(({ attribute, file }) => ({ value: attribute.value, file }));
  return standard === undefined ? values : [...values, standard];
}
