/**
 * The managed policies that a template gives to what it makes, by their ARNs; for functions of AWS SAM also by their names.
 * Sources: "AWS::IAM::Role" and its like and "AWS::SSO::PermissionSet" of the "AWS CloudFormation Template Reference Guide",
 * "AWS::Serverless::Function" and "AWS::Serverless::StateMachine" of the "AWS Serverless Application Model Developer Guide".
 */
import { memberNamed } from "../../syntax/value.ts";
import { type Link } from "../host.ts";
import { managedLink } from "../managed-link.ts";
import { sortedHolders, textsAt } from "./attachments.ts";
import { type DeclaredResource, type Template } from "./template.ts";

export function managedLinks(template: Template): readonly Link[] {
  return template.resources.flatMap((resource) => {
    const property = LISTS.get(resource.type);
    if (property === undefined || hasRoleOfOthers(resource)) return [];
    const isOfSam = property === OF_SAM;
    // Others take an ARN alone.
    const policies = namedAt(resource, property, template).filter((one) => isOfSam || one.startsWith("arn:"));
    const boundaries = namedAt(resource, "PermissionsBoundary", template).filter((one) => one.startsWith("arn:"));
    if (policies.length === 0 && boundaries.length === 0) return [];
    return sortedHolders(resource, template).flatMap((holder) => [
      ...policies.flatMap((policy) => managedLink("declared-policy", holder, policy)),
      ...boundaries.flatMap((policy) => managedLink("declared-boundary", holder, policy)),
    ]);
  });
}

function namedAt({ properties }: DeclaredResource, property: string, template: Template): readonly string[] {
  const value = memberNamed(properties, property)?.value;
  return value === undefined ? [] : textsAt(value, template);
}

/** A function with a role of its own gets none of them. */
function hasRoleOfOthers({ type, properties }: DeclaredResource): boolean {
  return LISTS.get(type) === OF_SAM && memberNamed(properties, "Role") !== undefined;
}

const OF_SAM = "Policies";

const LISTS: ReadonlyMap<string, string> = new Map([
  ["AWS::IAM::Role", "ManagedPolicyArns"],
  ["AWS::IAM::User", "ManagedPolicyArns"],
  ["AWS::IAM::Group", "ManagedPolicyArns"],
  ["AWS::SSO::PermissionSet", "ManagedPolicies"],
  ["AWS::Serverless::Function", OF_SAM],
  ["AWS::Serverless::StateMachine", OF_SAM],
]);
