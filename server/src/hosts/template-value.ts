/** What a YAML text of CloudFormation, or of a tool that makes its templates, says: its tags are functions. */
import { type Value } from "../syntax/value.ts";
import { type YamlNode } from "../syntax/yaml-nodes.ts";
import { valueOfYaml } from "../syntax/yaml-values.ts";
import { holesIn, holesInName } from "./yaml-placeholders.ts";

export function templateValue(node: YamlNode, text: string): Value {
  return valueOfYaml(node, text, { holesIn, holesInName, nameOfTag });
}

/** Source: "Intrinsic function reference", on the short forms. */
function nameOfTag(tag: string): string | undefined {
  if (tag === "Ref" || tag === "Condition") return tag;
  return FUNCTIONS.has(tag) ? `Fn::${tag}` : undefined;
}

const FUNCTIONS = new Set([
  ...["And", "Base64", "Cidr", "Equals", "FindInMap", "GetAtt", "GetAZs", "If", "ImportValue", "Join", "Length", "Not"],
  ...["Or", "Select", "Split", "Sub", "ToJsonString", "Transform"],
]);
