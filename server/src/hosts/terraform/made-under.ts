/** The condition under which a block is made at all. Source: "The count Meta-Argument" of the Terraform language. */
import { attributeNamed } from "../../syntax/hcl-tree.ts";
import { type Declared } from "../host.ts";
import { type DeclaredBlock, type TerraformModule } from "./module.ts";

/** A number that is written out is none; nor is what the role or user is made under as well that is there to ask. */
export function madeUnder(resource: DeclaredBlock, module: TerraformModule): Pick<Declared, "madeIf"> {
  const written = countOf(resource);
  if (written === undefined || /^\d+$/.test(written) || written.length > LONGEST) return {};
  const holders = holdersOf(resource, module);
  const comeTogether = holders.length > 0 && holders.every((one) => countOf(one) === written);
  return comeTogether || !CONDITION.test(written) ? {} : { madeIf: `count = ${written}` };
}

function countOf({ block, file }: DeclaredBlock): string | undefined {
  const count = attributeNamed(block.body, "count")?.value;
  return count && file.text.slice(count.span.start, count.span.end).replace(/\s+/g, " ");
}

function holdersOf({ block, file }: DeclaredBlock, module: TerraformModule): readonly DeclaredBlock[] {
  return HOLDING.flatMap((name) => {
    const value = attributeNamed(block.body, name)?.value;
    const text = value === undefined ? "" : file.text.slice(value.span.start, value.span.end);
    return [...text.matchAll(HOLDER)].flatMap(([address]) => module.block("resource", address) ?? []);
  });
}

const HOLDING = ["role", "user"] as const;

const HOLDER = /\baws_iam_(?:role|user)\.[\w-]+/g;

/** One of two numbers, and not how many there are of something. */
const CONDITION = /\?/;

/** More would not be read in a sentence. */
const LONGEST = 80;
