/** What a configuration says of its AWS provider: the version that it asks for, and the Region. */
import { attributeNamed, blocksNamed, type HclBlock, type HclExpression } from "../../syntax/hcl-tree.ts";
import { type TerraformFile } from "./module.ts";

/**
 * The version constraint on the AWS provider; undefined where the files state none. Sources: "Provider requirements" of the
 * "Terraform configuration language", and for Terraform before 0.13 "Provider configuration".
 */
export function awsProviderVersion(files: readonly TerraformFile[]): string | undefined {
  for (const { body } of files) {
    for (const block of body.blocks) {
      const stated = block.type === "terraform" ? required(block) : configured(block);
      if (stated !== undefined) return stated;
    }
  }
  return undefined;
}

function required({ body }: HclBlock): string | undefined {
  for (const requirements of blocksNamed(body, "required_providers")) {
    const aws = attributeNamed(requirements.body, "aws")?.value;
    if (aws?.kind !== "object") return plainText(aws);
    return plainText(aws.items.find(({ key }) => key.kind === "reference" && key.root === "version")?.value);
  }
  return undefined;
}

function configured({ type, labels, body }: HclBlock): string | undefined {
  const isAws = type === "provider" && labels[0]?.text === "aws";
  return isAws ? plainText(attributeNamed(body, "version")?.value) : undefined;
}

/**
 * The Region of the provider that a block without one of its own has; undefined where the files do not write it out. Source:
 * "Provider configuration" of the "Terraform configuration language".
 */
export function awsProviderRegion(files: readonly TerraformFile[]): string | undefined {
  const blocks = files.flatMap(({ body }) =>
    body.blocks.filter(
      (block) =>
        block.type === "provider" &&
        block.labels[0]?.text === "aws" &&
        attributeNamed(block.body, "alias") === undefined,
    ),
  );
  const [only, ...others] = blocks;
  const text = only && others.length === 0 ? plainText(attributeNamed(only.body, "region")?.value) : undefined;
  return text !== undefined && /^[a-z]{2}(?:-[a-z]+){1,3}-\d$/.test(text) ? text : undefined;
}

function plainText(value: HclExpression | undefined): string | undefined {
  const [only, ...others] = value?.kind === "template" ? value.parts : [];
  return only?.kind === "text" && others.length === 0 ? only.text : undefined;
}

/** Whether a constraint takes no release from `major` on. Source: "Version constraints" of the same pages. */
export function isBefore(major: number, constraint: string): boolean {
  return constraint.split(",").some((one) => {
    const [, operator = "", first, others = ""] =
      /^([~<>=!]*)\s*v?(\d{1,6})((?:\.\d{1,6}){0,3})/.exec(one.trim()) ?? [];
    if (first === undefined) return false;
    if (operator === "<") return Number(first) < major || (Number(first) === major && /^[.0]*$/.test(others));
    if (operator === "~>" && others === "") return false;
    return ["", "=", "~>", "<="].includes(operator) && Number(first) < major;
  });
}
