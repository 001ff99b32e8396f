/** How the functions of a template refer to the ARNs of what it makes. Source: "Return values" of the types of resources. */
import { newObject, type NewValue } from "../../syntax/change.ts";
import { type Value } from "../../syntax/value.ts";
import { textBehindArn } from "../behind-arn.ts";
import { type ArnReference } from "../host.ts";
import { arnInTemplate } from "./functions.ts";
import { isFunctionName, namedType } from "./names.ts";
import { type DeclaredResource, type Template } from "./template.ts";

/** The expression is what stands in the braces of `Fn::Sub`: `Reports.Arn`, or the logical id alone where `Ref` is the ARN. */
export function arnReferences({ resources }: Template): readonly ArnReference[] {
  return resources.flatMap((resource) => {
    const named = namedType(resource.type);
    const expression = expressionFor(resource);
    if (named === undefined || expression === undefined) return [];
    return [{ expression, arn: patternOfForm(named.form), ...(named.form.endsWith("*") ? { isOpen: true } : {}) }];
  });
}

function expressionFor({ logicalId, type }: DeclaredResource): string | undefined {
  const named = namedType(type);
  // A loop's logical ids are made of others.
  if (named === undefined || !/^[A-Za-z0-9]+$/.test(logicalId)) return undefined;
  const [attribute] = named.arns;
  return named.ref === "arn" ? logicalId : attribute && `${logicalId}.${attribute}`;
}

/**
 * An ARN by the one thing of its name that the template makes, with what is in that; as it is where there is none, and
 * where that thing may be made after what refers to it: SAM puts events of functions into buckets and queues.
 */
export function byReference(arn: string, template: Template): NewValue {
  // What stands in braces there is text of a policy.
  if (arn.includes("${") || template.resources.some(({ type }) => type.startsWith("AWS::Serverless::"))) return arn;
  const found = template.resources.flatMap((resource) => {
    if (resource.isAfterOthers || !isPlain(resource.properties)) return [];
    const own = arnInTemplate(resource, template);
    const behind = own && textBehindArn(arn, own);
    const expression = behind === undefined ? undefined : expressionFor(resource);
    return expression === undefined ? [] : [`\${${expression}}${behind}`];
  });
  const [only, ...others] = found;
  return only === undefined || others.length > 0 ? arn : newObject({ "Fn::Sub": only });
}

/** Without a function. */
function isPlain(value: Value | undefined): boolean {
  switch (value?.kind) {
    case "object":
      return value.members.every(({ key, value: own }) => !isFunctionName(key) && isPlain(own));
    case "array":
      return value.items.every(isPlain);
    case "string":
    case "number":
    case "boolean":
    case "null":
      return true;
    case "unknown":
    case "either":
    case undefined:
      return false;
  }
}

/** Of names that a template gives nobody says what they come to. A path begins with a slash and ends with one. */
function patternOfForm(form: string): string {
  return form
    .replace("{partition}", "aws")
    .replace("{path}{name}", "/*")
    .replace(/\{\w+\}/g, "*");
}
