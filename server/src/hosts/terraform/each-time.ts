/**
 * What is another thing each time that a block is made. Source: "The count meta-argument" and "The for_each meta-argument"
 * of the "Terraform configuration language".
 */
import { attributeNamed, type HclBlock, type HclExpression } from "../../syntax/hcl-tree.ts";
import { partsOf } from "./expression-parts.ts";
import { blockReference } from "./resource-texts.ts";
import { type TerraformModule } from "./module.ts";

/** Does one of the arguments hang on which of several it is, also by the name of the resource that it refers to? */
export function isOtherEachTime(block: HclBlock, names: Iterable<string>, module: TerraformModule): boolean {
  for (const name of names) {
    const value = attributeNamed(block.body, name)?.value;
    if (value === undefined) continue;
    const to = value.kind === "reference" ? blockReference(value) : undefined;
    const made = to?.mode === "resource" ? module.block("resource", `${to.type}.${to.name}`)?.block : undefined;
    if (hangsOnTime(value) || (made !== undefined && isNamedEachTime(made))) return true;
  }
  return false;
}

/** Does the resource get another name each time? */
export function isNamedEachTime({ body }: HclBlock): boolean {
  const name = attributeNamed(body, "name")?.value;
  return name !== undefined && hangsOnTime(name);
}

function hangsOnTime(expression: HclExpression): boolean {
  if (expression.kind === "reference" || expression.kind === "access") {
    if (expression.kind === "reference" && OF_TIME.has(expression.root)) return true;
    if (expression.steps.some((step) => step.step === "index" && hangsOnTime(step.key))) return true;
  }
  return partsOf(expression).some(({ part }) => hangsOnTime(part));
}

const OF_TIME: ReadonlySet<string> = new Set(["count", "each"]);

/** The arguments that say whose a policy is. */
const HOLDING = ["role", "user", "group", "bucket", "queue_url", "arn", "key_id", "repository", "topic_arn"];

/** Does the block make its policy for somebody else each time, or the resource that takes the document for its own key? */
export function isOfOtherEachTime(block: HclBlock, module: TerraformModule): boolean {
  const [type, name] = block.labels.map(({ text }) => text);
  if (block.type !== "data") return type === "aws_iam_role" || isOtherEachTime(block, HOLDING, module);
  const written = `${type ?? ""}.${name ?? ""}[each`;
  return module.resources.some(({ block: one, file: { text } }) => {
    const takes = text.slice(one.span.start, one.span.end).includes(written);
    return takes && (one.labels[0]?.text === "aws_iam_role" || isOtherEachTime(one, HOLDING, module));
  });
}
