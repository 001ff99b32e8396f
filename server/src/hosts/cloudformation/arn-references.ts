/** How the functions of a template refer to the ARNs of what it makes. Source: "Return values" of the types of resources. */
import { type ArnReference } from "../host.ts";
import { namedType } from "./names.ts";
import { type Template } from "./template.ts";

/** The expression is what stands in the braces of `Fn::Sub`: `Reports.Arn`, or the logical id alone where `Ref` is the ARN. */
export function arnReferences({ resources }: Template): readonly ArnReference[] {
  return resources.flatMap(({ logicalId, type }) => {
    const named = namedType(type);
    // A loop's logical ids are made of others.
    if (named === undefined || !/^[A-Za-z0-9]+$/.test(logicalId)) return [];
    const [attribute] = named.arns;
    const expression = named.ref === "arn" ? logicalId : attribute && `${logicalId}.${attribute}`;
    if (expression === undefined) return [];
    return [{ expression, arn: patternOfForm(named.form), ...(named.form.endsWith("*") ? { isOpen: true } : {}) }];
  });
}

/** Of names that a template gives nobody says what they come to. A path begins with a slash and ends with one. */
function patternOfForm(form: string): string {
  return form
    .replace("{partition}", "aws")
    .replace("{path}{name}", "/*")
    .replace(/\{\w+\}/g, "*");
}
