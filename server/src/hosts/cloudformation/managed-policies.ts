/** The managed policies that a template's roles, users and groups have by their ARNs. Source: "AWS::IAM::Role". */
import { type Link } from "../host.ts";
import { managedLink } from "../managed-link.ts";
import { holdersOf, namesAt } from "./attachments.ts";
import { type Template } from "./template.ts";

export function managedLinks(template: Template): readonly Link[] {
  return template.resources.flatMap((resource) => {
    if (!HOLDERS.has(resource.type)) return [];
    const policies = namesAt(resource, "ManagedPolicyArns", template);
    const boundaries = namesAt(resource, "PermissionsBoundary", template);
    if (policies.length === 0 && boundaries.length === 0) return [];
    return holdersOf(resource, template).flatMap((holder) => [
      ...policies.flatMap((policy) => managedLink("declared-policy", holder, policy)),
      ...boundaries.flatMap((policy) => managedLink("declared-boundary", holder, policy)),
    ]);
  });
}

const HOLDERS: ReadonlySet<string> = new Set(["AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group"]);
