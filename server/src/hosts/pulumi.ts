/**
 * Policies in Pulumi's YAML. Its types are those of Terraform's provider by other names: `aws:iam:RolePolicy`, in full
 * `aws:iam/rolePolicy:RolePolicy`, is `aws_iam_role_policy`. Source: "Pulumi YAML language reference".
 */
import {
  arrayWith,
  memberNamed,
  memberWith,
  type ObjectValue,
  objectWith,
  type StringValue,
  textOfMember,
  type Value,
} from "../syntax/value.ts";
import { filledInPlaces } from "./cloudformation/substitution.ts";
import { NOTHING_STATED, type SiteUse } from "./host.ts";
import { unknownAt } from "./placed-values.ts";
import { contentOfArgument, holderOfType } from "./terraform/types.ts";

export function isPulumi(keys: ReadonlySet<string>, text: string): boolean {
  return (keys.has("resources") || keys.has("variables")) && /^ *type: *["']?aws:\w/m.test(text);
}

/** The tree with what its functions come to: of `fn::toJSON` what it is given, of any other nobody knows. */
export function withoutPulumiFunctions(value: Value): Value {
  switch (value.kind) {
    case "array":
      return arrayWith(value, value.items.map(withoutPulumiFunctions));
    case "object":
      return functionValue(value) ?? withMembers(value);
    case "string":
      return withPolicyVariables(value);
    default:
      return value;
  }
}

/** `$${aws:username}` is what Pulumi makes `${aws:username}` of. Source: "Pulumi YAML language reference". */
function withPolicyVariables(written: StringValue): Value {
  const places = [...written.text.matchAll(/\$\$\{/g)].map(({ index }) => {
    return { start: index, end: index + 3, made: { text: "${", holes: [] } };
  });
  return places.length === 0 ? written : filledInPlaces(written, places, (text) => text.replaceAll("${", "$$${"));
}

function functionValue(object: ObjectValue): Value | undefined {
  const [only, ...others] = object.members;
  if (only === undefined || others.length > 0 || !only.key.startsWith("fn::")) return undefined;
  if (only.value === undefined || only.key.toLowerCase() !== "fn::tojson") return unknownAt(object.span);
  return withoutPulumiFunctions(only.value);
}

function withMembers(object: ObjectValue): ObjectValue {
  const members = object.members.map((member) =>
    member.value === undefined ? member : memberWith(member, { value: withoutPulumiFunctions(member.value) }),
  );
  return objectWith(object, members);
}

/** What a resource says of the policy in one of its properties, found there by its path. */
export function useInPulumi(root: Value, path: readonly string[]): SiteUse | "other-document" | undefined {
  const at = path.indexOf("properties");
  const [section, name = "", ...others] = path.slice(0, at);
  const resource = at < 0 || section !== "resources" || others.length > 0 ? undefined : objectAt(root, [section, name]);
  const type = resource && terraformType(textOfMember(resource, "type") ?? "");
  if (type === undefined) return undefined;
  const argument = path.slice(at + 1).filter((key) => !/^\d+$/.test(key));
  const content = contentOfArgument(type, argument.map(snakeCase).join("."));
  if (content === "other-document") return content;
  if (content === undefined || content === "template") return undefined;
  return { kind: content, holder: holderOfType(type), name, stated: NOTHING_STATED };
}

function objectAt(root: Value, [key, ...others]: readonly string[]): ObjectValue | undefined {
  if (root.kind !== "object") return undefined;
  if (key === undefined) return root;
  const value = memberNamed(root, key)?.value;
  return value && objectAt(value, others);
}

function terraformType(type: string): string | undefined {
  const [provider, service = "", name] = type.split(":");
  return provider === "aws" && name !== undefined ? `aws_${service.split("/")[0] ?? ""}_${snakeCase(name)}` : undefined;
}

function snakeCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}
