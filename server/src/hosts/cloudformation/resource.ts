/** What a resource of a CloudFormation template says of the documents in its properties. */
import { type PolicyKind } from "../../policy/policy.ts";
import { memberNamed, type ObjectValue, textOfMember } from "../../syntax/value.ts";
import { isFunctionName } from "./names.ts";
import { contentOfProperty, ORGANIZATION_KINDS, ORGANIZATION_POLICY, SINGLE_STATEMENT } from "./types.ts";

export interface TemplateResource {
  readonly type: string;
  readonly properties: ObjectValue;
}

/** Undefined for an object that is no resource of a template. */
export function templateResource(object: ObjectValue): TemplateResource | undefined {
  const type = textOfMember(object, "Type");
  // The second is what OrgFormation makes of an organization.
  if (type === undefined || !(type.startsWith("AWS::") || type.startsWith("OC::ORG::"))) return undefined;
  const properties = memberNamed(object, "Properties")?.value;
  return properties?.kind === "object" ? { type, properties } : undefined;
}

/**
 * The kind of the policy in a property; "other-document" for one that is no IAM policy, undefined where the type says
 * nothing. `path`: the keys from the resource's properties to the document.
 */
export function contentOfDocument(
  { type, properties }: TemplateResource,
  path: readonly string[],
): PolicyKind | "other-document" | undefined {
  if (type !== ORGANIZATION_POLICY) return contentOfProperty(type, propertyPath(path));
  const stated = textOfMember(properties, "Type");
  return stated === undefined ? undefined : (ORGANIZATION_KINDS.get(stated) ?? "other-document");
}

/** A resource whose properties are a statement and what it belongs to, rather than hold a whole document. */
export function hasSingleStatement({ type }: TemplateResource): boolean {
  return type === SINGLE_STATEMENT;
}

/** `Policies`, `0`, `PolicyDocument` → `Policies[].PolicyDocument`. A function stands for what is in its list. */
function propertyPath(path: readonly string[]): string {
  const own = path.filter((key, index) => !isFunctionName(key) && !isFunctionName(path[index - 1] ?? ""));
  return own.reduce(
    (before, key) => (/^\d+$/.test(key) ? `${before}[]` : before === "" ? key : `${before}.${key}`),
    "",
  );
}
