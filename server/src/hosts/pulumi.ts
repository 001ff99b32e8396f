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
import { type PolicyKind } from "../policy/policy.ts";
import { type Declared, NOTHING_DECLARED, NOTHING_STATED, type SiteUse } from "./host.ts";
import { unknownAt } from "./placed-values.ts";
import { holdersInPulumi, type PulumiResource, resourcesInPulumi } from "./pulumi-attachments.ts";
import { contentOfArgument, holderOfType } from "./terraform/types.ts";

export function isPulumi(keys: ReadonlySet<string>, text: string): boolean {
  return (keys.has("resources") || keys.has("variables")) && /(?:^|[{,]) *type: *["']?aws:\w/m.test(text);
}

/**
 * The tree with what its functions come to: of `fn::toJSON` what it is given, of any other nobody knows. `filled` says what a
 * text comes to.
 */
export function withoutPulumiFunctions(value: Value, filled: (text: StringValue) => StringValue): Value {
  switch (value.kind) {
    case "array":
      return arrayWith(
        value,
        value.items.map((item) => withoutPulumiFunctions(item, filled)),
      );
    case "object":
      return functionValue(value, filled) ?? withMembers(value, filled);
    case "string":
      return value.text.includes("$${") ? withPolicyVariables(value) : filled(value);
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

function functionValue(object: ObjectValue, filled: (text: StringValue) => StringValue): Value | undefined {
  const [only, ...others] = object.members;
  if (only === undefined || others.length > 0 || !only.key.startsWith("fn::")) return undefined;
  if (only.value === undefined || only.key.toLowerCase() !== "fn::tojson") return unknownAt(object.span);
  return withoutPulumiFunctions(only.value, filled);
}

function withMembers(object: ObjectValue, filled: (text: StringValue) => StringValue): ObjectValue {
  const members = object.members.map((member) =>
    member.value === undefined ? member : memberWith(member, { value: withoutPulumiFunctions(member.value, filled) }),
  );
  return objectWith(object, members);
}

/** The resources of Amazon Web Services that the file makes. */
export function resourcesOf(root: Value): readonly PulumiResource[] {
  const resources = objectAt(root, ["resources"]);
  return (resources?.members ?? []).flatMap(({ key, value }) => {
    const made = value?.kind === "object" ? value : undefined;
    const type = made && terraformType(textOfMember(made, "type") ?? "");
    if (made === undefined || type === undefined) return [];
    const properties = objectAt(made, ["properties"]) ?? objectWith(made, []);
    return [{ key, type, properties, isRead: objectAt(made, ["get"]) !== undefined }];
  });
}

/**
 * What a resource says of the policy in one of its properties, found there by its path. `resources`: those of the file.
 */
export function useInPulumi(
  resources: readonly PulumiResource[],
  path: readonly string[],
): SiteUse | "other-document" | undefined {
  const at = path.indexOf("properties");
  const [section, name = "", ...others] = path.slice(0, at);
  if (at < 0 || section !== "resources" || others.length > 0) return undefined;
  const resource = resources.find(({ key }) => key === name);
  if (resource === undefined) return undefined;
  const { type } = resource;
  const argument = path.slice(at + 1).filter((key) => !/^\d+$/.test(key));
  const content = contentOfArgument(type, argument.map(snakeCase).join("."));
  if (content === "other-document") return content;
  if (content === undefined || content === "template") return undefined;
  const declared = declaredFor(content, resource, resources);
  return { kind: content, holder: holderOfType(type), name, stated: { ...NOTHING_STATED, declared } };
}

function declaredFor(kind: PolicyKind, resource: PulumiResource, resources: readonly PulumiResource[]): Declared {
  if (kind === "identity") return holdersInPulumi(resource, resources);
  if (kind !== "resource" && kind !== "trust") return NOTHING_DECLARED;
  return { ...NOTHING_DECLARED, resources: resourcesInPulumi(resource, resources) };
}

function objectAt(root: Value, [key, ...others]: readonly string[]): ObjectValue | undefined {
  if (root.kind !== "object") return undefined;
  if (key === undefined) return root;
  const value = memberNamed(root, key)?.value;
  return value && objectAt(value, others);
}

function terraformType(type: string): string | undefined {
  const [provider, service = "", name] = type.split(":");
  if (provider !== "aws" || name === undefined) return undefined;
  // Of what a second version has, the policies are the same.
  return `aws_${service.split("/")[0] ?? ""}_${snakeCase(name)}`.replace(/_v2$/, "");
}

function snakeCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}
