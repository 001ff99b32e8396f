/**
 * A file of Terragrunt calls one module: `source` of its block `terraform`, with `inputs`. Sources: "terraform" and
 * "inputs" of the "Terragrunt Configuration Blocks and Attributes".
 */
import {
  attributeNamed,
  blocksNamed,
  type HclAttribute,
  type HclBlock,
  type HclBody,
  type HclObject,
} from "../../syntax/hcl-tree.ts";
import { type TerraformFile } from "./module.ts";

/** With the call as Terraform would write it, which stands where the inputs do. */
export function withTerragruntCall(file: TerraformFile): TerraformFile {
  const call = callIn(file.body);
  return call === undefined ? file : { ...file, body: { ...file.body, blocks: [...file.body.blocks, call] } };
}

function callIn(body: HclBody): HclBlock | undefined {
  const source = blocksNamed(body, "terraform").flatMap((block) => attributeNamed(block.body, "source") ?? [])[0];
  const inputs = attributeNamed(body, "inputs");
  if (source === undefined || inputs?.value.kind !== "object") return undefined;
  const { nameSpan, value } = inputs;
  const attributes = [source, ...attributesOf(value)];
  const label = { text: inputs.name, span: nameSpan };
  const inner = { span: value.span, attributes, blocks: [] };
  return { kind: "block", type: "module", typeSpan: nameSpan, labels: [label], body: inner, span: value.span };
}

function attributesOf({ items }: HclObject): readonly HclAttribute[] {
  return items.flatMap(({ key, value, span }): HclAttribute[] =>
    key.kind === "reference" && key.steps.length === 0
      ? [{ kind: "attribute", name: key.root, nameSpan: key.span, value, span }]
      : [],
  );
}
