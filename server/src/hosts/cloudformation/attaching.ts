/**
 * What attaches a managed policy of the template: roles, users and groups, and functions and state machines of AWS SAM, which
 * list it among their `Policies`. Sources: "AWS::IAM::Role" and its like of the "AWS CloudFormation Template Reference Guide",
 * "AWS::Serverless::Function" and "AWS::Serverless::StateMachine" of the "AWS Serverless Application Model Developer Guide".
 */
import { memberNamed, type Value } from "../../syntax/value.ts";
import { resourceReferred } from "./names.ts";
import { type DeclaredResource, type Template } from "./template.ts";

/** SAM makes a role for what it makes, with a name of its own. */
export const MADE_BY_SAM: ReadonlySet<string> = new Set(["AWS::Serverless::Function", "AWS::Serverless::StateMachine"]);

export function attachingManaged(logicalId: string, template: Template): readonly DeclaredResource[] {
  return [...template.referring("ManagedPolicyArns", logicalId), ...listingBySam(logicalId, template)];
}

/** The condition under which they do: that of the first. Undefined where one of them does it anyway. */
export function conditionOfAttaching(logicalId: string, template: Template): string | undefined {
  const properties = [
    ...(template.referring("ManagedPolicyArns", logicalId).length > 0 ? ["ManagedPolicyArns"] : []),
    ...(listingBySam(logicalId, template).length > 0 ? ["Policies"] : []),
  ];
  const conditions = properties.map((property) => template.conditionOfReferring(property, logicalId));
  return conditions.includes(undefined) ? undefined : conditions[0];
}

/** With a role of its own a function gets none of them, and what a statement of the list refers to is not attached. */
function listingBySam(logicalId: string, template: Template): readonly DeclaredResource[] {
  return template.referring("Policies", logicalId).filter(({ type, properties }) => {
    const policies = memberNamed(properties, "Policies")?.value;
    const isOwn = MADE_BY_SAM.has(type) && memberNamed(properties, "Role") === undefined;
    return isOwn && policies !== undefined && itemsReferred(policies).includes(logicalId);
  });
}

/** The names that a list refers to in the place of its items, also as what a condition chooses. */
function itemsReferred(value: Value): readonly string[] {
  if (value.kind === "array") return value.items.flatMap(itemsReferred);
  const name = resourceReferred(value);
  if (name !== undefined) return [name];
  const chosen = value.kind === "object" ? memberNamed(value, "Fn::If")?.value : undefined;
  return chosen?.kind === "array" ? chosen.items.slice(1).flatMap(itemsReferred) : [];
}
