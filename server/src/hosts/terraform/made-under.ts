/** The condition under which a block is made at all. Source: "The count Meta-Argument" of the Terraform language. */
import { attributeNamed } from "../../syntax/hcl-tree.ts";
import { type Declared } from "../host.ts";
import { type DeclaredBlock } from "./module.ts";

/** A number that is written out is none, but for 0. */
export function madeUnder({ block, file }: DeclaredBlock): Pick<Declared, "madeIf"> {
  const count = attributeNamed(block.body, "count")?.value;
  if (count === undefined) return {};
  const written = file.text.slice(count.span.start, count.span.end).replace(/\s+/g, " ");
  const isSettled = /^[1-9]\d*$/.test(written);
  return isSettled || written.length > LONGEST ? {} : { madeIf: `count = ${written}` };
}

/** More would not be read in a sentence. */
const LONGEST = 80;
