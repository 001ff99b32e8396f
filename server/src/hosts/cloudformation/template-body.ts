/**
 * A template in a string of another file, as `TemplateBody` of a stack set has it, and `template_body` in Terraform's plans. Source: "AWS::CloudFormation::StackSet" of the
 * "AWS CloudFormation Template Reference Guide".
 */
import { valueWithin } from "../../syntax/moved-value.ts";
import { type StringValue } from "../../syntax/value.ts";
import { readYaml } from "../../syntax/yaml.ts";
import { type DocumentInFile } from "../find-policies.ts";
import { templateValue } from "../template-value.ts";
import { templateOf } from "./template.ts";

/** Only what is in YAML: JSON is read as every document in a string is. It is shown and checked, and not written. */
export function templateInString(
  { text, map }: StringValue,
  path: readonly string[],
  around: DocumentInFile,
): DocumentInFile | undefined {
  const key = path.findLast((one) => !one.startsWith("Fn::"));
  if ((key !== "TemplateBody" && key !== "template_body") || !/^Resources:/m.test(text) || !/\bAWS::\w+::\w/.test(text))
    return undefined;
  const { roots, problems, source } = readYaml(text);
  const [first] = roots;
  if (first === undefined) return undefined;
  const root = valueWithin(templateValue(first, source), map);
  const everywhere = { areIn: () => true };
  return {
    root,
    broken: around.broken || problems.length > 0,
    template: templateOf(root),
    mayHoldFunctions: true,
    words: { statement: everywhere, effect: everywhere },
    writerOf: () => undefined,
    cursorAt: () => undefined,
  };
}
